"""Every text of a file that is to go out, wherever it hides: pages, bookmarks, metadata, descriptions, attached files.

A page shows what a person reads; a release check has to see what a program can read as well.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.probe import Report
from core.worker.pdf_texts import pdf_texts

MOST_BYTES = 200 << 20
MOST_CHARACTERS = 4 << 20  # of all texts together: what comes back is bounded
_HINT = "Check it as PDF, HTML, text, JSON, CSV, Markdown, XML or SVG."
_TAG = re.compile(r"<(?!/?(?:b|i|em|strong|code|span|font|a|sub|sup)\b)[^>]*>", re.IGNORECASE)
_INLINE = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(?:title|alt|content|aria-label|value)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKED_UP = {".html", ".htm", ".xml", ".svg", ".xhtml"}

Passage = tuple[str, str]  # where, text


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The texts of the file at `task["path"]`: `{passages: [[where, text]]}` in reading order.

    Raises InputError for a file of another kind, one that is too large, or one that is damaged.
    """
    path = Path(task["path"])
    report.progress(0, 0, f"Reading {path.name}")
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path.name} is larger than {MOST_BYTES >> 20} MB.", "Check its parts one by one.")
    found, total = [], 0
    for where, text in texts_of(path.read_bytes(), path.name):
        total += len(text)
        if total > MOST_CHARACTERS:
            raise InputError(
                f"{path.name} holds more text than can be compared at once.", "Check its parts one by one."
            )
        found.append([where, text])
    return {"passages": found}


def texts_of(data: bytes, name: str) -> Iterator[Passage]:
    """(where, text) of every text in the bytes of a file called `name`."""
    if data.startswith(b"%PDF-"):
        for where, text in pdf_texts(data, name):
            yield where, text
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is neither PDF nor UTF-8 text.", _HINT) from error
    if "\x00" in text:
        raise InputError(f"{name} is neither PDF nor text.", _HINT)
    suffix = Path(name).suffix.lower()
    if suffix in _MARKED_UP or text.lstrip()[:1] == "<":
        yield from _marked_up(text)
    elif suffix == ".json":
        yield from _json(text, name)
    else:
        yield from _lines(text)


def _lines(text: str) -> Iterator[Passage]:
    """Paragraphs (parted by empty lines), each with its first line."""
    at, kept = 1, list[str]()
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            if not kept:
                at = number
            kept.append(line)
        elif kept:
            yield f"line {at}", "\n".join(kept)
            kept = []


def _marked_up(text: str) -> Iterator[Passage]:
    """What stands between tags, and in attributes and comments that a person does not see."""
    for match in _ATTRIBUTE.finditer(text):
        said = html.unescape(match.group(1) or match.group(2) or "").strip()
        if said:
            yield f"line {text.count(chr(10), 0, match.start()) + 1}, an attribute", said
    for comment in re.finditer(r"<!--(.*?)-->", text, re.DOTALL):
        yield f"line {text.count(chr(10), 0, comment.start()) + 1}, a comment", comment.group(1)
    bare = re.sub(r"<!--.*?-->", lambda match: "\n" * match.group().count("\n"), text, flags=re.DOTALL)
    line = 1
    for piece in re.split(f"({_TAG.pattern})", bare, flags=re.IGNORECASE):
        if not _TAG.fullmatch(piece):
            said = html.unescape(_INLINE.sub("", piece))
            if said.strip():
                yield f"line {line + len(piece[: len(piece) - len(piece.lstrip())].splitlines()[1:])}", said.strip()
        line += piece.count("\n")


def _json(text: str, name: str) -> Iterator[Passage]:
    try:
        body = json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise InputError(f"{name} is no JSON.", _HINT) from error
    stack: list[tuple[str, Any]] = [("", body)]
    while stack:
        where, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{where}/{key}", one) for key, one in reversed(value.items())]
            yield from ((where or "/", str(key)) for key in value)
        elif isinstance(value, list):
            stack += [(f"{where}/{at}", one) for at, one in reversed(list(enumerate(value)))]
        elif isinstance(value, str) and value.strip():
            yield where, value
