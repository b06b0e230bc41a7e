"""How hard a text is to read: the Flesch-Kincaid grade level.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas for Navy Enlisted Personnel", Research
Branch Report 8-75 (1975): grade = 0.39 words / sentences + 11.8 syllables / words - 15.59. The grade is that of a U.S.
school. Syllables are counted by rules of spelling, which miss some words; few sentences give no steady grade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SOURCE = "Flesch-Kincaid grade level (Kincaid and others, 1975)"
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouyscgxzh]es|[^aeiouytd]ed|[^laeiouy]e|[aeiouy]le)$")
_PARTED = re.compile(
    r"[^tcsgx]i[ao]|eo(?!u|p)|ua[lt]|(?:^|[^tcr])ie[nt]|^scie|crea|rea(?=ct)|area$|dea$|riou|[aeouy]ing"
)


@dataclass(frozen=True, kw_only=True)
class Readability:
    """`grade` is a U.S. school grade, None where there is no word; the counts are those it was computed from."""

    grade: float | None
    words: int
    sentences: int
    syllables: int

    @property
    def sentence(self) -> str:
        """The grade with its source, for the document that it is about."""
        if self.grade is None:
            return "No reading grade: there are no words."
        return f"Reading grade {self.grade:.1f} by the {SOURCE}, over {self.words:,} words."


def readability(text: str) -> Readability:
    """The grade of an English `text`. Numbers and signs are passed over; line breaks end sentences."""
    pieces = [piece for piece in _SENTENCE_END.split(text) if _WORD.search(piece)]
    words = [word for piece in pieces for word in _WORD.findall(piece)]
    counted = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / len(pieces) + 11.8 * counted / len(words) - 15.59 if words else None
    return Readability(grade=grade, words=len(words), sentences=len(pieces), syllables=counted)


def syllables(word: str) -> int:
    """How many syllables an English word is taken to have, at least one; parts joined by a hyphen count each."""
    return sum(_in_part(part) for part in re.split(r"[-'’]", word.lower()) if part) or 1


def _in_part(part: str) -> int:
    found = len(_VOWELS.findall(part)) + len(_PARTED.findall(part))
    return max(found - bool(found > 1 and _SILENT.search(part)), 1)
