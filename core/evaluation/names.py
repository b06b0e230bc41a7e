"""Whether two names mean the same person.

Nobody approves their own answer, so doubt is settled toward "the same person": the cost of that error is one more
reviewer, the cost of the other is a review that never took place.
"""

from __future__ import annotations

import re
import unicodedata

_HONORIFICS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "professor",
        "sir",
        "hon",
        "phd",
        "md",
        "jd",
        "esq",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
    ]
)
_WORD = re.compile(r"[^\W_]+")


def normalised_name(name: str) -> tuple[str, ...]:
    """The words of `name` in alphabetical order, without case, accents, titles and initials.

    "DOE, Jane A." and "Dr. Jane Doe" both give ("doe", "jane"). What would leave nothing is kept.
    """
    plain = unicodedata.normalize("NFKD", name.upper().casefold())  # upper first: "ı" and "i" then are one letter
    text = "".join(character for character in plain if not unicodedata.combining(character)).replace("'", "")
    words = _WORD.findall(text.upper().casefold())
    without_titles = [word for word in words if word not in _HONORIFICS] or words
    long_words = [word for word in without_titles if len(word) > 1]
    return tuple(sorted(long_words if len(long_words) >= 2 else without_titles))


def same_person(one: str, other: str) -> bool:
    """Whether the two names are taken to mean one person."""
    return normalised_name(one) == normalised_name(other)
