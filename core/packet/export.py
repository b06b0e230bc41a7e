"""Making a packet and writing it, so that a file that is there is a whole one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.errors import InputError
from core.packet.build import INCLUDE_LIMIT_BYTES, BuiltPacket, build
from core.paths import demand_place_for_pdf
from core.snapshot import Snapshot


def export(snapshot: Snapshot, target: Path, *, include_limit_bytes: int = INCLUDE_LIMIT_BYTES) -> BuiltPacket:
    """Build the packet of `snapshot` and write it to `target`; evidence that is too large goes into the same folder.

    Raises what `build` raises, and InputError when the file can't be written or `target` is no PDF.
    """
    demand_place_for_pdf(target)
    half = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        packet = build(snapshot, include_limit_bytes=include_limit_bytes, beside_dir=target.parent)
        half.write_bytes(packet.pdf)
        half.replace(target)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise InputError(
            f"The packet can't be written to {target}: {error.strerror or error}.",
            "Choose another folder or make room.",
        ) from error
    return packet
