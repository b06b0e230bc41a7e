"""What the case holds, handed over to the worker that makes the packet. Called in a thread."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import InputError
from core.paths import demand_place_for_pdf
from desktop.session import Session

if TYPE_CHECKING:
    from core.packet.placing import Placed
    from core.snapshot import Snapshot

Told = Callable[[int, int, str], None]


class Stopped(Exception):  # noqa: N818 - a wish of the person, no error
    """Raised by the progress that is told, when the person has cancelled."""


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """The folder that the worker reads and removes, and the files beside the packet that were not there before."""

    folder: Path
    beside: tuple[Path, ...]
    include_limit_bytes: int


def hand_over(session: Session, target: Path, *, on_progress: Told) -> HandedOver | None:
    """Check the case, take its snapshot, write large evidence beside `target` and the rest into a folder there.

    None when `on_progress` raised Stopped; nothing is left then, as after an error. Raises TouchstoneError.
    """
    from core.packet.build import INCLUDE_LIMIT_BYTES
    from core.packet.placing import place

    try:
        demand_place_for_pdf(target)
        snapshot = session.snapshot(lambda done, total: on_progress(done, total, "Checking the case"))
        placed = place(snapshot.evidence, limit_bytes=INCLUDE_LIMIT_BYTES)
        return _written(snapshot, placed, target, INCLUDE_LIMIT_BYTES, on_progress)
    except Stopped:
        return None
    except OSError as error:
        raise InputError(
            f"The packet can't be written to {target}: {error.strerror or error}.",
            "Choose another folder or make room.",
        ) from error


def _written(
    snapshot: Snapshot, placed: tuple[Placed, ...], target: Path, limit_bytes: int, on_progress: Told
) -> HandedOver:
    from core.packet import carried
    from core.packet.files import write_beside

    target.parent.mkdir(parents=True, exist_ok=True)
    beside = write_beside(snapshot, placed, target.parent, on_progress=on_progress)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))  # its owner's alone
    handed = HandedOver(folder=folder, beside=beside, include_limit_bytes=limit_bytes)
    try:
        carried.write(
            snapshot, placed, folder, on_progress=lambda done, total: on_progress(done, total, "Reading the evidence")
        )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        take_back(handed)
        raise
    return handed


def take_back(handed: HandedOver) -> None:
    """Remove the files beside a packet that is not made after all."""
    from core.packet.files import remove

    remove(handed.beside)
