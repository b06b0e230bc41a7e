"""What the Documents page shows, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["good", "bad", "warn", "info", "none"]


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """One document. `why_not` are the reasons why it can't be made now; `forms` are (key, words).

    `digest` is that of what it would say now; `draft` says why it is not released; `reviewed` who reviewed it last.
    """

    id: str
    order: int
    title: str
    clause: str
    purpose: str
    state: str
    kind: Kind
    public: bool
    forms: tuple[tuple[str, str], ...]
    marking: str = ""
    why_not: tuple[str, ...] = ()
    digest: str = ""
    draft: str = ""
    reviewed: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentsState:
    """`ready`: there is an evaluation to make them of. `seen` are the digests of what was saved in this sitting."""

    ready: bool = False
    busy: str = ""
    blocked: str = ""
    rows: tuple[DocumentRow, ...] = ()
    chosen: str = ""
    seen: frozenset[str] = frozenset()

    @property
    def detail(self) -> DocumentRow | None:
        """The chosen document."""
        return next((row for row in self.rows if row.id == self.chosen), None)

    @property
    def why_no_review(self) -> str:
        """Why the chosen document can't be reviewed now; empty when it can."""
        one = self.detail
        if one is None or not one.public or one.why_not:
            return "This document can't be made now."
        if not one.draft:
            return "It was reviewed as it reads now."
        if one.digest not in self.seen:
            return "Save it and read it first: the review is of what it says now."
        return self.busy or self.blocked


@dataclass(frozen=True, kw_only=True)
class WordsField:
    """One field of the words for the public. `choices` are those of a choice."""

    id: str
    title: str
    group: str
    kind: str
    help: str
    choices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WordsState:
    """`written` are the words by field; `by` says who wrote them and when."""

    written: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    blocked: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckState:
    """The release check: the two files, and what was found. `leaks` are (where, mark, words)."""

    document: str = ""
    appendix: str = ""
    busy: str = ""
    sentence: str = ""
    kind: Kind = "none"
    leaks: tuple[tuple[str, str, str], ...] = ()
    cautions: tuple[str, ...] = ()
    has_case: bool = False

    @property
    def why_not(self) -> str:
        """Why it can't be checked now; empty when it can."""
        if self.busy:
            return self.busy
        if not self.document:
            return "Choose the document that is to go out."
        return "" if self.appendix or self.has_case else "Choose an appendix, or open a case to compare with."


@dataclass(frozen=True, kw_only=True)
class CardState:
    """A model card that was read: what it says (title, text), about what it is silent, what was not understood.

    `marking` is the portion mark that is proposed for it.
    """

    path: str = ""
    busy: str = ""
    blocked: str = ""
    marking: str = "(U)"
    said: tuple[tuple[str, str], ...] = ()
    silent: str = ""
    ignored: str = ""

    @property
    def why_not(self) -> str:
        """Why it can't be taken in now; empty when it can."""
        return self.busy or self.blocked or ("" if self.said else "Choose a model card first.")
