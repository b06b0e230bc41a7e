"""A marking taken apart, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["banner", "portion"]
CLASSIFIED_FROM = 2  # rank of CONFIDENTIAL


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One breach of the grammar: the rule's id ("C04") and a sentence.

    `fix` is the whole marking put right where that is certain, never where a person has to choose.
    """

    rule: str
    message: str
    fix: str | None = None


@dataclass(frozen=True, kw_only=True)
class Marking:
    """The parts of a marking. Every mark is in the banner's form, whichever form it was read from.

    `fgi`, `rel_to` and `display`: None where the mark is absent; an empty tuple is the mark without a list (a hidden
    foreign source, or the short portion form "REL").
    """

    level: str
    sci: tuple[str, ...] = ()
    sap: tuple[str, ...] = ()
    aea: tuple[str, ...] = ()
    fgi: tuple[str, ...] | None = None
    dissem: tuple[str, ...] = ()  # all but REL TO and DISPLAY ONLY
    rel_to: tuple[str, ...] | None = None  # without USA
    display: tuple[str, ...] | None = None
    nonic: tuple[str, ...] = ()
    cui: tuple[str, ...] = ()
    level_word: str = ""  # "CONTROLLED" where that stood for CUI


def code_order(code: str) -> tuple[int, str]:
    """Trigraphs come before tetragraphs, each from A to Z; USA comes before all."""
    return (-1 if code == "USA" else len(code), code)


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes without repetition, in the order of the register."""
    return tuple(sorted(set(codes), key=code_order))


def sci_order(mark: str) -> tuple[bool, str]:
    """Numbers first, then letters, ascending."""
    return (not mark[:1].isdigit(), mark)


def cui_order(category: str) -> tuple[bool, str]:
    """Specified categories (SP-) first, each group in alphabetical order."""
    return (not category.startswith("SP-"), category)
