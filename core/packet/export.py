"""Making a packet and writing it, so that a file that is there is a whole one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.errors import InputError
from core.packet.build import INCLUDE_LIMIT_BYTES, BuiltPacket, Told, build, silent
from core.packet.files import remove, write_beside
from core.packet.placing import place
from core.paths import demand_place_for_pdf
from core.snapshot import Snapshot


def export(
    snapshot: Snapshot,
    target: Path,
    *,
    include_limit_bytes: int = INCLUDE_LIMIT_BYTES,
    beside: bool = True,
    on_progress: Told = silent,
) -> BuiltPacket:
    """Build the packet of `snapshot` and write it to `target`; evidence that is too large goes into the same folder.

    `beside` is False where that evidence lies there already. `on_progress(done, total, text)` may raise to stop.
    Whatever ends it early, Ctrl+C too, the folder is as it was. Raises what `build` raises, and InputError when the
    file can't be written or `target` is no PDF.
    """
    demand_place_for_pdf(target)
    half = target.with_name(target.name + ".part")
    written: tuple[Path, ...] = ()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        packet = build(snapshot, include_limit_bytes=include_limit_bytes, on_progress=on_progress)
        if beside:
            placed = place(snapshot.evidence, limit_bytes=include_limit_bytes)
            written = write_beside(snapshot, placed, target.parent, on_progress=on_progress)
        half.write_bytes(packet.pdf)
        half.replace(target)
    except BaseException as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        remove(written)
        if isinstance(error, OSError):
            raise InputError(
                f"The packet can't be written to {target}: {error.strerror or error}.",
                "Choose another folder or make room.",
            ) from error
        raise
    return packet
