"""Taking packets in: each is verified first, alone in a worker process, with the roots that the agency trusts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.agency.records import Root, TakenIn
from core.agency.store import AgencyStore
from core.errors import InputError, JobError, PacketError
from core.jobs import Job, Limits, Progress, run_to_end
from core.marking.training import TRAINING
from core.verify.request import LIMITS

WORK = "core.worker.take_in.work"
ENDING = ".pdf"


@dataclass(frozen=True, kw_only=True)
class Came:
    """One file that was to be taken in. `packet` is None where it can't be read, or is for learning; `said`: why."""

    path: Path
    packet: TakenIn | None
    new: bool
    said: str
    is_training: bool = False


def take_in_job(path: Path, roots: Sequence[Root], *, limits: Limits = LIMITS) -> Job:
    """The job that verifies the packet `path` and reads it. Raises PacketError when there is no such file."""
    if not path.is_file():
        raise PacketError(f"There is no file {path}.", "Check the name of the packet.")
    return Job(WORK, {"path": str(path.resolve()), "trust": [root.pem for root in roots]}, limits=limits)


def take_in(
    store: AgencyStore,
    paths: Iterable[Path],
    *,
    by: str,
    on_progress: Callable[[Path, Progress], None] | None = None,
) -> Iterator[Came]:
    """Takes in one packet after the other, as they are asked for; each is kept before the next one is begun.

    A file that makes its worker fail is told in `said` and stops nothing. Raises what `AgencyStore.take_in` raises.
    """
    for path in paths:
        roots = store.roots()

        def told(progress: Progress, path: Path = path) -> None:
            if on_progress is not None:
                on_progress(path, progress)

        try:
            found = run_to_end(take_in_job(path, roots), told)
        except (PacketError, JobError) as error:
            yield Came(path=path, packet=None, new=False, said=f"{error.message} {error.hint}".strip())
            continue
        yield came(store, path, found, roots, by=by)


def came(store: AgencyStore, path: Path, found: dict[str, Any], roots: Iterable[Root], *, by: str) -> Came:
    """Keeps what the worker found in one packet, and says how it came. Raises CaseFileError, ReadOnlyError.

    What was made of a case for learning is not kept: no such deployment exists.
    """
    manifest = found["verification"]["manifest"]
    if manifest is not None and manifest.get("training"):
        return Came(
            path=path,
            packet=None,
            new=False,
            said=f"not taken in: it is a {TRAINING}, nothing was evaluated",
            is_training=True,
        )
    try:
        packet, new = store.take_in(found, roots=roots, by=by)
    except ValueError as error:
        return Came(path=path, packet=None, new=False, said=f"What was found in it can't be kept: {error}")
    said = "verified" if packet.verified else f"not verified: {packet.why}"
    return Came(path=path, packet=packet, new=new, said=said if new else f"known already; {said}")


def packets_under(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant: files as they are, and the PDF files in folders, in order. Raises InputError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.rglob(f"*{ENDING}") if one.is_file())
        else:
            found.append(path)
    if not found:
        raise InputError("There is no packet to take in.", "Name PDF files, or a folder that holds some.")
    return tuple(dict.fromkeys(found))
