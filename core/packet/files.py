"""The files of a packet: their entries for the manifest, and the bytes of the evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from core.errors import CaseFileError
from core.hashing import file_sha256, sha256
from core.manifest import PacketFile
from core.marking import banner_to_portion
from core.packet.machine import DESCRIPTIONS
from core.packet.placing import Placed
from core.snapshot import Snapshot

_ANY_TYPE = "application/octet-stream"


def machine_entries(machine: Mapping[str, bytes], *, banner: str) -> list[PacketFile]:
    """Entries of the machine-readable files. They say what the report says, so they carry the marking of the whole."""
    portion = banner_to_portion(banner)
    return [
        PacketFile(
            name=name,
            media_type="application/json" if name.endswith(".json") else _ANY_TYPE,
            sha256=sha256(content),
            size_bytes=len(content),
            description=DESCRIPTIONS.get(name, "A further machine-readable file"),
            relationship="Data",
            marking=portion,
        )
        for name, content in sorted(machine.items())
    ]


def evidence_entries(placed: Sequence[Placed]) -> list[PacketFile]:
    """Entries of the evidence that was not withheld, each file once."""
    entries = {
        one.name: PacketFile(
            name=one.name,
            media_type=one.evidence.media_type or _ANY_TYPE,
            sha256=one.evidence.sha256,
            size_bytes=one.evidence.size_bytes,
            description=f"Evidence: {one.evidence.title}",
            relationship="Supplement",
            marking=one.evidence.marking,
            beside=one.where == "beside",
        )
        for one in placed
        if one.where != "withheld"
    }
    return list(entries.values())


def evidence_bytes(snapshot: Snapshot, placed: Iterable[Placed]) -> dict[str, bytes]:
    """The content of what goes inside, by name. Raises CaseFileError where it is not what its digest says."""
    out: dict[str, bytes] = {}
    for one in placed:
        if one.where == "inside" and one.name not in out:
            out[one.name] = b"".join(snapshot.content(one.evidence.id))
            _refuse_changed(one, sha256(out[one.name]))
    return out


def write_beside(
    snapshot: Snapshot, placed: Iterable[Placed], folder: Path, *, on_progress: Callable[[int, int, str], None]
) -> tuple[Path, ...]:
    """Write what lies beside the packet into `folder`, chunk by chunk; gives the files that were not there before.

    `on_progress(done, total, text)` gets bytes and may raise to stop; whatever stops it, no new file is left. Raises
    OSError, and CaseFileError as above.
    """
    beside = {one.name: one for one in placed if one.where == "beside"}
    done, total = 0, sum(one.evidence.size_bytes for one in beside.values())
    written: list[Path] = []
    try:
        for name, one in beside.items():
            said = f"Writing {one.evidence.file_name} beside the packet"
            before = done

            def told(size: int, before: int = before, said: str = said) -> None:
                on_progress(before + size, total, said)

            if _write_one(snapshot, one, folder / name, told):
                written.append(folder / name)
            done += one.evidence.size_bytes
    except BaseException:
        remove(written)
        raise
    return tuple(written)


def remove(files: Iterable[Path]) -> None:
    """Take files away again that belong to a packet that was not finished."""
    for path in files:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _write_one(snapshot: Snapshot, one: Placed, target: Path, told: Callable[[int], None]) -> bool:
    """False where the file is there already: its name is its digest, so it can only be the same one."""
    same_size = target.is_file() and target.stat().st_size == one.evidence.size_bytes
    if same_size and file_sha256(target) == one.evidence.sha256:
        return False
    half = target.with_name(target.name + ".part")
    digest, size = hashlib.sha256(), 0
    try:
        with half.open("wb") as file:
            for chunk in snapshot.content(one.evidence.id):
                digest.update(chunk)
                file.write(chunk)
                size += len(chunk)
                told(size)
        _refuse_changed(one, digest.hexdigest())
        half.replace(target)
    except BaseException:
        remove([half])
        raise
    return True


def _refuse_changed(one: Placed, found: str) -> None:
    if found != one.evidence.sha256:
        raise CaseFileError(
            f"The evidence '{one.evidence.title}' is not what its digest says.",
            "Check the case file, and take the evidence from a backup.",
        )
