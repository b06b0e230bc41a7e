"""From a snapshot to a packet that is ready to be signed.

Nothing here asks the time or draws a random number: the same snapshot always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from core.manifest import NAME, READINGS_NAME, ROLES, Manifest, PacketFile
from core.packet.contents import Contents
from core.packet.files import evidence_bytes, evidence_entries, machine_entries, write_beside
from core.packet.layout.report import report
from core.packet.machine import oscal_files, readings_json, views_file
from core.packet.manifest_of import FIELD_NAMES, manifest_of
from core.packet.marks import check_marks
from core.packet.pdf.attachments import Attachment
from core.packet.pdf.finish import finish
from core.packet.pdf.metadata import Description
from core.packet.pdf.text import metadata
from core.packet.placing import place
from core.packet.readings import shown_readings
from core.snapshot import Snapshot

INCLUDE_LIMIT_BYTES = 50_000_000
_TOOLTIPS = {
    "evaluator": "Signature of the evaluator",
    "second-reviewer": "Signature of the second reviewer",
    "owner": "Signature of the system owner",
    "caio": "Signature of the Chief AI Officer",
}
assert set(_TOOLTIPS) == set(ROLES), "a role has no tooltip"


@dataclass(frozen=True, kw_only=True)
class BuiltPacket:
    """An unsigned packet. `beside`: (file name, evidence id) of each file that lies beside the PDF."""

    pdf: bytes
    manifest: Manifest
    beside: tuple[tuple[str, str], ...]


def build(
    snapshot: Snapshot,
    *,
    extra: Mapping[str, bytes] | None = None,
    include_limit_bytes: int = INCLUDE_LIMIT_BYTES,
    beside_dir: Path | None = None,
) -> BuiltPacket:
    """The packet of `snapshot`: report, manifest, readings, OSCAL documents, evidence, and the files in `extra`.

    Evidence chosen for inclusion is attached up to `include_limit_bytes` in all; the rest is written into `beside_dir`
    (when it is given) under the names in `beside`. Raises InputError or RefusedError for markings that are not right or
    a name in `extra` that the packet uses itself, CaseFileError when evidence is not what its digest says, and OSError
    when `beside_dir` can't be written.
    """
    check_marks(snapshot)
    placed = place(snapshot.evidence, limit_bytes=include_limit_bytes)
    own = {READINGS_NAME: readings_json(snapshot), **oscal_files(snapshot), **views_file(snapshot)}
    machine = _with_extra(own, extra or {})
    files = (*machine_entries(machine, banner=snapshot.deployment.marking), *evidence_entries(placed))
    contents = Contents(snapshot, shown_readings(snapshot.readings), placed, files)
    manifest = manifest_of(contents)
    inside = {**machine, **evidence_bytes(snapshot, placed)}
    pages, tags = report(contents)
    pdf = finish(
        pages,
        tags,
        _description(contents),
        attachments=_attachments(files, inside, manifest),
        field_names=FIELD_NAMES,
        field_tooltips=_TOOLTIPS,
    )
    if beside_dir is not None:
        write_beside(snapshot, placed, beside_dir)
    beside = {one.name: one.evidence.id for one in placed if one.where == "beside"}
    return BuiltPacket(pdf=pdf, manifest=manifest, beside=tuple(beside.items()))


def _with_extra(machine: dict[str, bytes], extra: Mapping[str, bytes]) -> dict[str, bytes]:
    for name in extra:
        if name in machine or name == NAME or name.startswith("evidence-"):
            raise InputError(f"A further file of the packet can't be named {name}.", "Give it another name.")
    return {**machine, **extra}


def _attachments(files: Sequence[PacketFile], inside: Mapping[str, bytes], manifest: Manifest) -> list[Attachment]:
    attached = [
        Attachment(
            name=file.name,
            media_type=file.media_type,
            description=metadata(file.description),
            relationship=file.relationship,
            content=inside[file.name],
        )
        for file in files
        if not file.beside
    ]
    table = Attachment(
        name=NAME,
        media_type="application/json",
        description="What this packet contains",
        relationship="Data",
        content=manifest.to_json(),
    )
    return [table, *attached]


def _description(contents: Contents) -> Description:
    snapshot = contents.snapshot
    state = "" if snapshot.progress.complete else "INCOMPLETE: "
    return Description(
        title=metadata(f"{state}AI evaluation packet: {contents.name}"),
        subject=metadata(f"{snapshot.evaluation.title}; marked {contents.marking}"),
        author=metadata(snapshot.taken_by) or "Touchstone",
        tool=contents.generator,
        moment=snapshot.taken_at,
    )
