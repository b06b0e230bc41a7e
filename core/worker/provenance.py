"""Look for origin data in files, in the worker process: files from elsewhere are opened nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.hashing import sha256
from core.probe import Report
from core.worker.origin_data import OriginData, origin_data

MOST_FILES = 2_000
MOST_BYTES = 200 << 20
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".mp4", ".m4a", ".mov", ".pdf"})


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """What lies in the files at `task["path"]`, one file or the files of a folder and those below it.

    {files: [{name, sha256, kind, manifest, xmp, source_type, why}], left_out: files of other kinds}. `why` says why one
    could not be read. Raises InputError where there is no file of a kind that is known here, or there are too many.
    """
    place = Path(task["path"])
    paths, left_out = _paths(place)
    files = []
    for number, path in enumerate(paths):
        report.progress(number, len(paths), f"Looking into {path.name}")
        files.append(_looked(path, place))
    return {"files": files, "left_out": left_out}


def _paths(place: Path) -> tuple[Sequence[Path], int]:
    if not place.exists():
        raise InputError(f"There is no file or folder {place}.")
    found = sorted(one for one in place.rglob("*") if one.is_file()) if place.is_dir() else [place]
    known = [one for one in found if one.suffix.lower() in SUFFIXES]
    if not known:
        raise InputError(f"{place.name} holds no picture, film or PDF.", f"Known are {', '.join(sorted(SUFFIXES))}.")
    if len(known) > MOST_FILES:
        raise InputError(f"{place.name} holds {len(known):,} files; at most {MOST_FILES:,} are looked at.")
    return known, len(found) - len(known)


def _looked(path: Path, place: Path) -> Mapping[str, Any]:
    name = path.relative_to(place).as_posix() if place.is_dir() else path.name
    digest, why, found = "", "", OriginData(kind=path.suffix.lower().removeprefix("."))
    try:
        if path.stat().st_size > MOST_BYTES:
            why = f"larger than {MOST_BYTES >> 20} MB"
        else:
            data = path.read_bytes()
            digest, found = sha256(data), origin_data(data)
            why = "" if found.kind else "its content is of no kind that is known here"
    except (OSError, ValueError) as error:
        why = f"it can't be read: {getattr(error, 'strerror', None) or error}"
    return {"name": name, "sha256": digest, "why": why, **dict(_told(found))}


def _told(found: OriginData) -> Iterator[tuple[str, Any]]:
    yield "kind", found.kind
    yield "manifest", found.has_manifest
    yield "xmp", bool(found.xmp.strip())
    yield "source_type", found.source_type[:80]
