"""Reads a bill of materials in CycloneDX JSON: bounded, held against its schema, never trusted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from core.errors import InputError
from core.exchange.cyclonedx import schemas
from core.hashing import sha256
from core.probe import Bom

LARGEST_BYTES = 8 << 20
DEEPEST = 64
MOST_VALUES = 400_000
MOST_FAULTS = 50
_ALGORITHMS = {"SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_USE = "Choose a CycloneDX bill of materials in JSON, or write a draft with: touchstone bom MODEL --out FILE."


def read_bom(path: Path, files: Sequence[Path]) -> Bom:
    """The bill at `path`, and the digests of `files` (those that are plain files) to hold against its own.

    Raises InputError in one sentence for what is no CycloneDX document in JSON, or is too large or too deep for one.
    What is wrong by its schema is no error: it comes back as faults.
    """
    raw = _read(path)
    document = _parsed(raw, path.name)
    if not isinstance(document, dict) or document.get("bomFormat") != "CycloneDX":
        raise InputError(f"{path.name} is no CycloneDX document: it does not say so in bomFormat.", _USE)
    _check_size(document, path.name)
    version = document.get("specVersion")
    known = version if isinstance(version, str) and version in schemas.VERSIONS else ""
    faults = schemas.faults(document, known, most=MOST_FAULTS) if known else []
    return Bom(
        name=path.name,
        sha256=sha256(raw),
        document=document,
        schema=known,
        faults=faults,
        digests={file.name: digests_of(file) for file in files if file.is_file()},
    )


def digests_of(path: Path) -> dict[str, str]:
    """The digests of a file by algorithm, as CycloneDX names them. Raises OSError."""
    made = {name: hashlib.new(algorithm) for name, algorithm in _ALGORITHMS.items()}
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            for digest in made.values():
                digest.update(piece)
    return {name: digest.hexdigest() for name, digest in made.items()}


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(f"The bill of materials {path.name} can't be read: {error.strerror or error}.") from error
    if len(raw) > LARGEST_BYTES:
        raise InputError(
            f"{path.name} has more than {LARGEST_BYTES >> 20} MiB, too much for a bill of materials.", _USE
        )
    return raw


def _parsed(raw: bytes, name: str) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 text.", _USE) from error
    except json.JSONDecodeError as error:
        raise InputError(f"Line {error.lineno} of {name} is not JSON: {error.msg}.", _USE) from error
    except RecursionError as error:
        raise InputError(f"{name} is nested deeper than any bill of materials.", _USE) from error
    except ValueError as error:
        raise InputError(f"{name} can't be read as JSON: {error}.", _USE) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names occur once: of two, one reader takes the first and another the last."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f'an object has two values called "{twice[:80]}"')
    return made


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON value")


def _check_size(document: Mapping[str, Any], name: str) -> None:
    """Raises InputError for a document too deep or too full to be looked through in a moment."""
    level: list[Any] = [document]
    seen = 0
    for _ in range(DEEPEST):
        seen += len(level)
        if seen > MOST_VALUES:
            raise InputError(f"{name} holds more than {MOST_VALUES:,} values, too many to look through.", _USE)
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise InputError(f"{name} is nested deeper than any bill of materials.", _USE)
