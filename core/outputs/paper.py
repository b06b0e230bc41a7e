"""A document as its words, before any form: what every writer turns into text, HTML, PDF or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from core.hashing import canonical_json, sha256

Style = Literal["body", "lead", "note", "warning"]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading."""

    title: str
    kind: Literal["section"] = "section"


@dataclass(frozen=True, kw_only=True)
class Words:
    """A paragraph. A `warning` must not be missed."""

    text: str
    style: Style = "body"
    kind: Literal["words"] = "words"


@dataclass(frozen=True, kw_only=True)
class Points:
    """A list."""

    points: tuple[str, ...]
    kind: Literal["points"] = "points"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with their values."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table; `title` says what it lists. The first column heads its row."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["grid"] = "grid"


Block = Section | Words | Points | Facts | Grid


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document. `marking` is its banner; `about` names the deployment or the pack; `made` says when, by whom, and
    from which state of the case. `draft` says why it must not go out yet, and stands at its head; empty when it may.
    """

    id: str
    title: str
    about: str
    marking: str
    blocks: tuple[Block, ...]
    made: str
    made_at: str
    draft: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over what the document says: its title, marking and blocks, whenever and by whomever it is made.

        A review for release names it, so that what goes out is what was reviewed.
        """
        return sha256(canonical_json(self.said()))

    def said(self) -> dict[str, Any]:
        """What the digest is taken over, JSON-ready."""
        return {
            "document": self.id,
            "title": self.title,
            "about": self.about,
            "marking": self.marking,
            "blocks": [asdict(block) for block in self.blocks],
        }


def texts(block: Block) -> tuple[str, ...]:
    """Every text of a block, in reading order."""
    match block:
        case Section():
            return (block.title,)
        case Words():
            return (block.text,)
        case Points():
            return block.points
        case Facts():
            return tuple(text for row in block.rows for text in row)
        case Grid():
            return (block.title, *block.header, *(text for row in block.rows for text in row))


def section(title: str, *blocks: Block | Sequence[Block]) -> tuple[Block, ...]:
    """A heading and what stands under it."""
    flat: list[Block] = [Section(title=title)]
    for block in blocks:
        flat += block if isinstance(block, Sequence) else [block]
    return tuple(flat)
