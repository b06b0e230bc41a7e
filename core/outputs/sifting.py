"""What of a case may stand in a public document: portions marked (U), and nothing else.

Section 4(d)(1) of the Act: documentation is made public "in accordance with all applicable classification requirements
and national security restrictions". Nothing is decided here about a marking: a text that carries no mark of its own has
that of the whole case, and whatever is not exactly (U) is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from core.marking import banner_to_portion
from core.snapshot import Snapshot

PUBLIC = "(U)"
BANNER = "UNCLASSIFIED"


class Marked(Protocol):
    """Anything that has a portion mark."""

    @property
    def marking(self) -> str: ...


One = TypeVar("One", bound=Marked)


@dataclass(frozen=True)
class Sieve:
    """Lets through what is marked (U), and counts what it keeps back by kind ("answers", "findings").

    `unmarked` is the portion mark of texts that carry none of their own: that of the case.
    """

    unmarked: str
    kept_back: Counter[str] = field(default_factory=Counter)

    def only(self, things: Iterable[One], kind: str) -> tuple[One, ...]:
        """Those of `things` that may be shown."""
        every = tuple(things)
        shown = tuple(one for one in every if is_public(one.marking))
        self.kept_back[kind] += len(every) - len(shown)
        return shown

    def text(self, words: str, kind: str) -> str:
        """`words` that carry no mark of their own; empty where the case is not plainly unclassified."""
        if not words or is_public(self.unmarked):
            return words
        self.kept_back[kind] += 1
        return ""

    def sentence(self) -> str:
        """What was left out because of its marking, by number and kind alone."""
        left = [f"{kind} ({count:,})" for kind, count in self.kept_back.items() if count]
        if not left:
            return "Nothing was left out of this document because of its marking."
        return f"Left out of this document because of their marking: {', '.join(left)}."


def sieve_of(snapshot: Snapshot) -> Sieve:
    """A new sieve for the case."""
    return Sieve(unmarked=banner_to_portion(snapshot.deployment.marking))


def is_public(portion: str) -> bool:
    """Whether a portion mark is the bare (U): neither CUI nor a control that an unclassified portion may carry."""
    return portion.strip() == PUBLIC
