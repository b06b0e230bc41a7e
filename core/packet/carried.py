"""A snapshot carried into another process: everything that it says as one JSON file, and the evidence that goes inside.

The worker that makes a packet has no key to the case, and shall have none. So the process that has the case open
writes what the packet needs into a folder that only its owner may read, beside the packet to be; the worker reads it
and removes it before it begins to lay out pages. What lies there in plain is what the packet will hold in plain.
"""

from __future__ import annotations

import json
import shutil
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.casefile.upload import Progress
from core.errors import CaseFileError
from core.packet.placing import Placed
from core.snapshot import Snapshot

_SNAPSHOT = "snapshot.json"
# A function, whose evidence is carried as files where it goes inside; and what is kept in the appendix alone.
_NOT_CARRIED = ("content", "appendix")


def write(snapshot: Snapshot, placed: tuple[Placed, ...], folder: Path, *, on_progress: Progress | None = None) -> None:
    """Write `snapshot` into `folder` (which must be empty), with the content of what is placed inside the packet.

    `on_progress(done, total)` gets bytes and may raise to stop. Raises OSError.
    """
    kinds = typing.get_type_hints(Snapshot)
    body = {name: _plain(kind, getattr(snapshot, name)) for name, kind in kinds.items() if name not in _NOT_CARRIED}
    (folder / _SNAPSHOT).write_text(json.dumps(body, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    inside = {one.evidence.sha256: one.evidence for one in placed if one.where == "inside"}
    done, total = 0, sum(evidence.size_bytes for evidence in inside.values())
    for sha256, evidence in inside.items():
        with (folder / sha256).open("xb") as file:
            for chunk in snapshot.content(evidence.id):
                file.write(chunk)
                done += len(chunk)
                if on_progress is not None:
                    on_progress(done, total)


def read(folder: Path) -> Snapshot:
    """The snapshot in `folder`, read whole into memory; the folder is removed, also when this fails.

    Raises OSError, and CaseFileError when what lies there is no snapshot.
    """
    try:
        contents = {path.name: path.read_bytes() for path in folder.iterdir()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        body = json.loads(contents.pop(_SNAPSHOT))
        kinds = typing.get_type_hints(Snapshot)
        values = {name: _read(kinds[name], value) for name, value in body.items()}
        of_evidence = {evidence.id: evidence.sha256 for evidence in values["evidence"]}
        return Snapshot(**values, content=_content(of_evidence, contents))
    except (LookupError, TypeError, ValueError) as error:
        raise CaseFileError(
            f"The case could not be handed over to the process that makes the packet: {error}."
        ) from error


def _content(of_evidence: Mapping[str, str], contents: Mapping[str, bytes]) -> Callable[[str], Iterator[bytes]]:
    return lambda evidence_id: iter((contents[of_evidence[evidence_id]],))


def _plain(kind: Any, value: Any) -> Any:
    """`value` of the type `kind` as JSON: a record as its fields, a mapping as pairs, since its keys may be tuples."""
    return _turned(kind, value, write=True)


def _read(kind: Any, value: Any) -> Any:
    """`value` as the type `kind` says. Raises TypeError or ValueError where it is of another form."""
    return _turned(kind, value, write=False)


def _turned(kind: Any, value: Any, *, write: bool) -> Any:  # noqa: PLR0911 - one return for each kind
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        if write:
            return {one.name: _plain(hints[one.name], getattr(value, one.name)) for one in fields(kind)}
        return kind(**{name: _read(hints[name], part) for name, part in value.items()})
    if kind is date:
        return value.isoformat() if write else date.fromisoformat(value)
    if origin in {typing.Union, types.UnionType}:
        known = next(part for part in inside if part is not type(None))
        return None if value is None else _turned(known, value, write=write)
    if origin is tuple:
        kinds = [inside[0]] * len(value) if inside[-1] is Ellipsis else inside
        turned = (_turned(one, part, write=write) for one, part in zip(kinds, value, strict=True))
        return list(turned) if write else tuple(turned)
    if isinstance(origin, type) and issubclass(origin, Mapping) and inside[1] is not Any:
        pairs = value.items() if write else value
        turned = ([_turned(inside[0], key, write=write), _turned(inside[1], part, write=write)] for key, part in pairs)
        return list(turned) if write else dict(turned)
    if isinstance(origin, type) and issubclass(origin, frozenset | list):
        turned = (_turned(inside[0], part, write=write) for part in value)
        return list(turned) if write else origin(turned)
    return value
