"""The job that reads the names of classes, in the order of the scores, from a file that came with a model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.probe import Report

LARGEST_FILE = 5_000_000
MOST_CLASSES = 10_000
_DEEPEST = 6
_USE = "Choose a JSON file with a list of the names, or a text file with one name a line."


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """{classes: [text]} of the file at `task["path"]`: the list of `task["width"]` names (null: the longest list).

    JSON may hold the list anywhere, or names by number as in {"0": "cat", "1": "dog"}; any other text is one name a
    line. Raises InputError for a file that can't be read, and where no list has that many names.
    """
    path, width = Path(task["path"]), task.get("width")
    report.progress(0, 1, "Reading the names of the classes")
    found = [one for one in _lists(_read(path)) if len(set(one)) == len(one) and 2 <= len(one) <= MOST_CLASSES]
    fitting = [one for one in found if width in {None, len(one)}]
    if not fitting:
        lengths = ", ".join(str(len(one)) for one in found[:5]) or "none"
        wanted = f"{width} names, as many as the model gives scores" if width else "names of classes"
        raise InputError(f"The file {path.name} holds no list of {wanted} (lists found: {lengths}).", _USE)
    return {"classes": max(fitting, key=len)}


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"The file {path.name} is too large to be a list of classes.", _USE)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The file {path.name} can't be read: {error.strerror or error}.", _USE) from error
    except UnicodeDecodeError as error:
        raise InputError(f"The file {path.name} is no text.", _USE) from error
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return [line.strip() for line in text.splitlines() if line.strip()]


def _lists(value: Any, depth: int = 0) -> Iterator[list[str]]:
    """Every list of names in a JSON value, and every mapping from 0, 1, 2 ... to names."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        if all(isinstance(one, str | int) and not isinstance(one, bool) for one in value):
            yield [str(one).strip() for one in value]
            return
        inner = value
    elif isinstance(value, dict):
        numbered = [value.get(str(number)) for number in range(len(value))]
        if value and all(isinstance(one, str) for one in numbered):
            yield [str(one).strip() for one in numbered]
            return
        inner = list(value.values())
    else:
        return
    for one in inner:
        yield from _lists(one, depth + 1)
