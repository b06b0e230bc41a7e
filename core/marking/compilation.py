"""Compilation: texts that are each unclassified, or lower, and together are not (32 CFR 2001.13(c), 2001.24(g)).

Roll-up proposes a banner from the portions. A higher one is right only where a person has decided so, with a reason
that says how the parts give more away together, and what they are apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.marking.combine import roll_up
from core.marking.grammar import check, parse
from core.marking.words import words

UNDECIDED_HINT = (
    "Decide on it on the page Case file, section Markings, or by: touchstone marking compile CASE --reason TEXT. Or"
    " mark the portion that is of that level, or lower the marking of the case on the page Deployment."
)


@dataclass(frozen=True, kw_only=True)
class Compilation:
    """A decision that the whole is marked `banner` though its portions roll up to `rolled_up`."""

    banner: str
    rolled_up: str
    reason: str
    by: str = ""
    at: str = ""


def is_above(banner: str, portions: Sequence[str], *, profile: str = "") -> bool:
    """Whether the banner's level lies above what the portions roll up to. Raises InputError for a wrong mark."""
    top, rolled = parse(banner, kind="banner", profile=profile), roll_up(portions, profile=profile)
    lower = parse(rolled, kind="banner", profile=profile)
    return words().level(top.level).rank > words().level(lower.level).rank


def compilation_problems(banner: str, portions: Sequence[str], reason: str, *, profile: str = "") -> tuple[str, ...]:
    """Why no decision on compilation can be recorded so; () when it can."""
    faults = check(banner, kind="banner", profile=profile)
    if faults:
        return (f"The banner {banner!r} breaks rule {faults[0].rule}: {faults[0].message}",)
    found = []
    if not is_above(banner, portions, profile=profile):
        found.append(f"The portions roll up to {roll_up(portions, profile=profile)}; {banner} is not above that.")
    if len(reason.split()) < 3:
        found.append("Say in a sentence how the parts give more away together, and what they are apart.")
    return tuple(found)


def undecided(banner: str, portions: Sequence[str], decision: Compilation | None, *, profile: str = "") -> str:
    """Why nothing may go out under `banner` yet: it lies above its portions and no decision says why. Else empty.

    32 CFR 2001.24(g): a compilation is marked with the reason, and with what its parts are apart; 2002.20 asks the same
    care of CUI. Raises InputError for a wrong mark.
    """
    if (decision is not None and decision.banner == banner) or not is_above(banner, portions, profile=profile):
        return ""
    return (
        f"The banner {banner} lies above its portions, which roll up to {roll_up(portions, profile=profile)}, and no"
        " decision on compilation says why (32 CFR 2001.24(g), 2002.20)."
    )
