"""Sensitive test content: prompts, excerpts of test data, red-team detail. It is kept in an appendix alone.

A piece of evidence that is so classed never goes into the packet or a public document. A person says whether its title
may stand there; where it may not, every place has `UNNAMED` in its stead. Its digest stands in both cases, and binds
the appendix to the packet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from core.evaluation.records import Evidence, LogEntry

Appendix = Literal["", "named", "unnamed"]
UNNAMED = "Sensitive test content, kept in the appendix"
WORDS: Mapping[str, str] = {
    "": "Not in the appendix",
    "named": "In the appendix alone; the packet may name it",
    "unnamed": "In the appendix alone; the packet does not name it",
}


def in_appendix(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """What is kept in the appendix, as it is."""
    return tuple(one for one in evidence if one.appendix)


def as_told(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Every piece as it may be told outside of the appendix: without title, file and origin where it is unnamed."""
    return tuple(
        replace(one, title=UNNAMED, file_name="withheld", origin="", include=False)
        if one.appendix == "unnamed"
        else one
        for one in evidence
    )


def log_as_told(
    log: Iterable[LogEntry], evidence: Iterable[Evidence], plain: Mapping[str, str]
) -> tuple[LogEntry, ...]:
    """The rows of the log as they may be told: where a piece is unnamed, those of `plain` kinds lose what was typed.

    `plain` gives a sentence without any typed word by kind. Rows about evidence name it in words of earlier days, too,
    so that all of them are told plainly.
    """
    if not any(one.appendix == "unnamed" for one in evidence):
        return tuple(log)
    return tuple(replace(one, sentence=plain[one.kind]) if one.kind in plain else one for one in log)
