"""Reading a guideline pack from its YAML file.

Everything is checked: a pack either loads whole or is refused with the line, the item and what is wrong.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from core.catalog.model import GuidelinePack
from core.catalog.read import read_pack
from core.errors import InputError
from core.hashing import sha256
from core.paths import resources
from core.yaml_table import Problem

LIMIT_BYTES = 5_000_000  # twenty times the largest pack that is sensible to read by eye
BUILT_IN = "tbd-ai-2026.1.yaml"


def packs() -> tuple[Path, ...]:
    """The pack files that come with the program, by name."""
    return tuple(sorted((resources() / "guidelines").glob("*.yaml")))


@cache
def builtin_pack() -> GuidelinePack:
    """The pack that comes with the program. Raises InputError when its file was damaged."""
    return load_pack(resources() / "guidelines" / BUILT_IN)


def load_pack(path: Path) -> GuidelinePack:
    """The pack in the YAML file `path`; see `pack_of`."""
    return pack_of(_bytes_of(path), path.name)


def pack_of(data: bytes, name: str) -> GuidelinePack:
    """The pack in the bytes of a YAML file called `name`.

    Its digest is the SHA-256 of the file with Unix line ends, so that a copy through Windows is the same pack.
    Raises InputError, naming the file, the line, the item and what is wrong.
    """
    pack, found = _read(data, name)
    if found:
        more = f" ({len(found) - 1} more)" if len(found) > 1 else ""
        others = "; ".join(problem.sentence for problem in found[1:6])
        hint = f"Also: {others}" if others else "Correct the file and load it again."
        raise InputError(f"{name}, {found[0].sentence}{more}", hint)
    assert pack is not None
    return pack


def problems(path: Path) -> tuple[Problem, ...]:
    """Every mistake in a pack file, by line; () when it would load. Raises InputError when it can't be read as YAML."""
    return _read(_bytes_of(path), path.name)[1]


def _read(data: bytes, name: str) -> tuple[GuidelinePack | None, tuple[Problem, ...]]:
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    root = compose_yaml(data, name)
    found: list[Problem] = []
    pack = read_pack(root, sha256(data), lambda line, where, what: found.append(_problem(line, where, what)))
    return (None if found else pack), tuple(sorted(found, key=lambda problem: problem.line))


def _problem(line: int, where: str, what: str) -> Problem:
    return Problem(line=line, where=where, what=what)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            raise InputError(f"{path.name} is {size:,} bytes; a guideline pack may have {LIMIT_BYTES:,}.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"The guideline pack {path} can't be read: {error.strerror}.") from error


def compose_yaml(data: bytes, name: str) -> yaml.Node:
    """The nodes of a YAML (or JSON) file called `name`. Raises InputError with the line where it is none."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(data.decode("utf-8-sig"), Loader=loader)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{name}, line {line}: the file is not UTF-8 text.", "Save it as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line, data.count(b"\n")) + 1 if error.problem_mark else 1
        hint = "Look for a missing quote, bracket or indent at or just before this line."
        raise InputError(f"{name}, line {line}: this is no whole YAML text ({error.problem}).", hint) from error
    except yaml.YAMLError as error:
        raise InputError(f"{name} is no YAML text: {error}.") from error
    except RecursionError as error:
        raise InputError(f"{name} is nested too deeply.") from error
    if root is None:
        raise InputError(f"{name} is empty.")
    return root
