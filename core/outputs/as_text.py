"""A paper as plain text and as JSON."""

from __future__ import annotations

import json
import textwrap

from core.outputs.paper import Block, Facts, Grid, Paper, Points, Section, Words

WIDTH = 100


def as_text(paper: Paper) -> str:
    """Plain text, its marking at both ends, with lines of at most `WIDTH` characters."""
    head = [paper.marking, "", paper.title.upper(), paper.about, paper.made]
    if paper.draft:
        head += ["", _filled(f"DRAFT: {paper.draft}")]
    body = [line for block in paper.blocks for line in ("", *_lines(block))]
    return "\n".join([*head, *body, "", f"Digest of what this says: {paper.digest}", "", paper.marking]) + "\n"


def as_json(paper: Paper) -> str:
    """The paper as JSON: what its digest is taken over (`Paper.said`), with `draft`, `made`, `made_at` and `digest`."""
    body = {**paper.said(), "draft": paper.draft, "made": paper.made, "made_at": paper.made_at, "digest": paper.digest}
    return json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def running_text(paper: Paper) -> str:
    """What a person reads as sentences, without labels and tables: what a reading grade is about."""
    told = [block for block in paper.blocks if isinstance(block, Words | Points)]
    return "\n".join(line for block in told for line in ((block.text,) if isinstance(block, Words) else block.points))


def _lines(block: Block) -> list[str]:
    match block:
        case Section():
            return [block.title, "-" * len(block.title)]
        case Words():
            return [_filled(block.text)]
        case Points():
            return [_filled(point, first="- ", rest="  ") for point in block.points]
        case Facts():
            return [_filled(value or "not said", first=f"{label}: ", rest="    ") for label, value in block.rows]
        case Grid():
            return [block.title, *(line for row in block.rows for line in _row(block.header, row))]


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> list[str]:
    told = [f"{head}: {cell}" for head, cell in zip(header[1:], row[1:], strict=True) if cell]
    return [_filled(row[0], first="- ", rest="  "), *(_filled(line, first="    ", rest="      ") for line in told)]


def _filled(text: str, *, first: str = "", rest: str = "") -> str:
    """Each paragraph of `text` in lines of at most `WIDTH`."""
    lines = text.splitlines() or [""]
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent=first if not number else rest, subsequent_indent=rest)
        for number, line in enumerate(lines)
    )
