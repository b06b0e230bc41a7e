"""From a snapshot to a packet that is ready to be signed.

Nothing here asks the time or draws a random number: the same snapshot always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.errors import InputError
from core.manifest import NAME, READINGS_NAME, ROLES, Manifest, PacketFile
from core.marking.training import TRAINING
from core.packet.contents import Contents
from core.packet.files import evidence_bytes, evidence_entries, machine_entries
from core.packet.layout.report import report
from core.packet.machine import energy_file, oscal_files, readings_json, standing_file, views_file
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
STEPS = 100  # of the progress that is told
_PAGES_FROM, _PAGES_TO = 15, 85

Told = Callable[[int, int, str], None]  # done, total, what is being done; may raise to stop


def silent(_done: int, _total: int, _text: str) -> None:
    """Nobody wants to hear how far it is."""


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
    pages: int
    beside: tuple[tuple[str, str], ...]


def build(
    snapshot: Snapshot,
    *,
    extra: Mapping[str, bytes] | None = None,
    include_limit_bytes: int = INCLUDE_LIMIT_BYTES,
    on_progress: Told = silent,
) -> BuiltPacket:
    """The packet of `snapshot`: report, manifest, readings, OSCAL documents, evidence, and the files in `extra`.

    Evidence chosen for inclusion is attached up to `include_limit_bytes` in all; the rest is named in `beside`.
    `on_progress` may raise to stop. Raises InputError or RefusedError for markings that are not right or a name in
    `extra` that the packet uses itself, and CaseFileError when evidence is not what its digest says.
    """
    on_progress(0, STEPS, "Writing the machine-readable files")
    check_marks(snapshot)
    placed = place(snapshot.evidence, limit_bytes=include_limit_bytes)
    readings = shown_readings(snapshot.readings)
    own = {READINGS_NAME: readings_json(snapshot), **oscal_files(snapshot), **views_file(snapshot)}
    own |= {**standing_file(snapshot, readings), **energy_file(snapshot)}
    machine = _with_extra(own, extra or {})
    files = (*machine_entries(machine, banner=snapshot.deployment.marking), *evidence_entries(placed))
    contents = Contents(snapshot, readings, placed, files)
    manifest = manifest_of(contents)
    inside = {**machine, **evidence_bytes(snapshot, placed)}
    pages, tags = report(
        contents,
        lambda share: on_progress(_PAGES_FROM + int(share * (_PAGES_TO - _PAGES_FROM)), STEPS, "Laying out the pages"),
    )
    on_progress(_PAGES_TO, STEPS, "Tagging the pages and attaching the files")
    pdf = finish(
        pages,
        tags,
        _description(contents),
        attachments=_attachments(files, inside, manifest),
        field_names=FIELD_NAMES,
        field_tooltips=_TOOLTIPS,
    )
    beside = {one.name: one.evidence.id for one in placed if one.where == "beside"}
    return BuiltPacket(pdf=pdf, manifest=manifest, pages=len(tags.pages) - 1, beside=tuple(beside.items()))


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
    state = f"{TRAINING}: " if contents.training else ""
    state += "" if snapshot.progress.complete else "INCOMPLETE: "
    return Description(
        title=metadata(f"{state}AI evaluation packet: {contents.name}"),
        subject=metadata(f"{snapshot.evaluation.title}; marked {contents.marking}"),
        author=metadata(snapshot.taken_by) or "Touchstone",
        tool=contents.generator,
        moment=snapshot.taken_at,
    )
