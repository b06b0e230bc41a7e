"""Which evidence goes inside the report, which beside it, and which is only named as withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from core.evaluation.records import Evidence

Where = Literal["inside", "beside", "withheld"]
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A piece of evidence and where its file is; `name` is the file's name there, empty where it is withheld."""

    evidence: Evidence
    where: Where
    name: str


def place(evidence: Sequence[Evidence], *, limit_bytes: int) -> tuple[Placed, ...]:
    """Where each piece goes, in the order of `evidence`.

    The smallest files are taken first, so that as many as can be are inside; all that are inside have at most
    `limit_bytes` together. The same content is inside only once.
    """
    inside: set[str] = set()
    total = 0
    for one in sorted(evidence, key=lambda e: (e.size_bytes, e.sha256, e.id)):
        if not one.include or one.sha256 in inside:
            continue
        if total + one.size_bytes <= limit_bytes:
            inside.add(one.sha256)
            total += one.size_bytes
    names = _names(one for one in evidence if one.include)
    return tuple(_placed(one, inside, names) for one in evidence)


def _placed(one: Evidence, inside: set[str], names: dict[str, str]) -> Placed:
    if not one.include:
        return Placed(evidence=one, where="withheld", name="")
    if one.sha256 in inside:
        return Placed(evidence=one, where="inside", name=names[one.sha256])
    return Placed(evidence=one, where="beside", name=beside_name(one))


def beside_name(one: Evidence) -> str:
    """A file that lies beside the packet is named by its digest, and keeps the ending that opens it."""
    suffix = _UNSAFE.sub("", PurePath(one.file_name).suffix.lower())[:12]
    return one.sha256 + (suffix if suffix not in {"", "."} else "")


def _names(evidence: Iterable[Evidence]) -> dict[str, str]:
    """A name for each content: the beginning of its digest and the file's own name, safe on every system."""
    names: dict[str, str] = {}
    for one in evidence:
        path = PurePath(_UNSAFE.sub("_", one.file_name))
        stem = path.stem.strip("._")[:60] or "file"
        stem = f"{stem}_" if stem.lower() in _RESERVED else stem
        names.setdefault(one.sha256, f"evidence-{one.sha256[:12]}-{stem}{path.suffix[:12].lower()}")
    return names
