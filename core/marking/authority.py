"""The blocks that stand beside a banner: who classified, from what, until when; and who controls CUI.

32 CFR 2001.21 (original), 2001.22 (derivative) and the IC Markings System Register (2016) for the classification
authority block; DoDI 5200.48 and 32 CFR 2002.20 for the CUI designation indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.marking.grammar import parse
from core.marking.parts import CLASSIFIED_FROM
from core.marking.words import words

LONGEST_YEARS = 25
UNSTATED_HINT = "State it on the page Case file, section Markings, or by: touchstone marking authority CASE."
_RETIRED = re.compile(
    r"OADR|MR|X[1-8]|DNI ONLY|DCI ONLY|25X1-HUMAN|SUBJECT TO TREATY OR INTERNATIONAL AGREEMENT", re.IGNORECASE
)
_NA = tuple(f"N/A to {kind} portions. See source list for NSI portions." for kind in ("RD/FRD/TFNI", "NATO"))
_NOT_DATED = ("50X1-HUM", "50X2-WMD", "25X1, EO 12951")
_EXEMPT = re.compile(r"(25X[1-9]|50X[1-9]|75X[1-9])(, (?P<until>\d{8}|.+))?")
_REASON = re.compile(r"1\.4\([a-h]\)(, ?1\.4\([a-h]\)|\([a-h]\)|, ?\([a-h]\))*")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A classification authority block. `reason` makes it an original one, `derived_from` a derivative one.

    Dates are written as the register has them: 20491231. `origin` is the document's date of origin, 2026-11-23.
    """

    classified_by: str = ""
    derived_from: str = ""
    reason: str = ""
    declassify_on: str = ""
    downgrade: str = ""
    origin: str = ""
    sources: tuple[str, ...] = ()  # needed where `derived_from` is "Multiple Sources"


@dataclass(frozen=True, kw_only=True)
class CuiBlock:
    """A CUI designation indicator."""

    controlled_by: str = ""
    office: str = ""
    categories: str = ""
    dissemination: str = ""
    contact: str = ""


def authority_problems(block: Authority, banner: str) -> tuple[str, ...]:
    """What the block lacks or has wrong for this banner, a sentence each; () where neither asks for the other."""
    classified = words().level(parse(banner, kind="banner").level).rank >= CLASSIFIED_FROM
    if not classified:
        return ("A banner without classification has no authority block.",) if block != Authority() else ()
    return tuple(_authority_faults(block))


def unstated(block: Authority, banner: str) -> str:
    """Why no document goes out under this banner with this block; "" where one may.

    32 CFR 2001.21 and 2001.22: who classified, from what and until when stand on the face of each classified document.
    """
    found = authority_problems(block, banner)
    if not found or words().level(parse(banner, kind="banner").level).rank < CLASSIFIED_FROM:
        return ""
    if block == Authority():
        return f"A packet marked {banner} needs a classification authority block, and none is stated (32 CFR 2001.21)."
    return f"The classification authority block of a packet marked {banner} is not right: {found[0]}"


def cui_problems(block: CuiBlock, banner: str, *, holds_cui: bool, profile: str = "") -> tuple[str, ...]:
    """What the indicator lacks. It is needed where the banner is CUI, or where a classified document holds CUI."""
    if not holds_cui and parse(banner, kind="banner").level != "CUI":
        return ()
    found = [] if block.controlled_by.strip() else ["CUI needs who controls it: Controlled By."]
    if not block.contact.strip():
        found.append("CUI needs a contact.")
    if words().profile(profile).cui_alone and not block.categories.strip():
        found.append("The banner is the word CUI alone, so its categories stand in the block: CUI Category.")
    return tuple(found)


def authority_lines(block: Authority) -> tuple[tuple[str, str], ...]:
    """The block as (label, text), in the order of the register; () when nothing is stated."""
    lines = (
        ("Classified By", block.classified_by),
        ("Reason", block.reason),
        ("Derived From", block.derived_from),
        ("Downgrade To", block.downgrade),
        ("Declassify On", block.declassify_on),
        ("Date of origin", block.origin),
        ("Source list", "; ".join(block.sources)),
    )
    return tuple((label, text.strip()) for label, text in lines if text.strip())


def cui_lines(block: CuiBlock) -> tuple[tuple[str, str], ...]:
    """The indicator as (label, text); () when nothing is stated."""
    lines = (
        ("Controlled by", block.controlled_by),
        ("Controlled by (office)", block.office),
        ("CUI Category", block.categories),
        ("Distribution/Dissemination Control", block.dissemination),
        ("POC", block.contact),
    )
    return tuple((label, text.strip()) for label, text in lines if text.strip())


def declassify_problem(text: str, origin: date) -> str:
    """Why `text` can't stand after Declassify On for a document of this date; "" when it can (32 CFR 2001.21(e))."""
    value = text.strip()
    if _RETIRED.fullmatch(value):
        return f"'{value}' is retired as a declassification instruction; a date or an exemption takes its place."
    if re.fullmatch(r"\d{8}", value):
        return _date_problem(value, origin)
    exempt = _EXEMPT.fullmatch(value)
    if exempt and value not in _NOT_DATED:
        return _exemption_problem(value, exempt["until"] or "")
    if value in (*_NA, *_NOT_DATED) or (value and not value[0].isdigit()):
        return ""  # an event may stand in words
    return f"'{value}' is no declassification instruction: write a date as 20491231, an exemption as 25X1, 20651231."


def latest_declassification(sources: Sequence[str]) -> str:
    """The one value for material from several sources: the longest protection (register, declassification hierarchy).

    "" for no sources. Which of two events comes later can't be told: the first is given.
    """
    return min(sources, key=_protection, default="")


def _authority_faults(block: Authority) -> Iterator[str]:
    if not block.classified_by.strip():
        yield "A classified document says who classified it: Classified By."
    if bool(block.reason.strip()) == bool(block.derived_from.strip()):
        yield "Give either Derived From (derivative) or a Reason (original), not both and not neither."
    if block.reason.strip() and not _REASON.fullmatch(block.reason.strip()):
        yield "A reason names a category of E.O. 13526 section 1.4, such as 1.4(c)."
    if block.derived_from.strip().lower() == "multiple sources" and not any(map(str.strip, block.sources)):
        yield "Multiple Sources needs the list of sources."
    try:
        origin = date.fromisoformat(block.origin)
    except ValueError:
        yield "The date of origin is a date as 2026-11-22."
        return
    problem = declassify_problem(block.declassify_on, origin)
    if problem:
        yield problem


def _exemption_problem(value: str, until: str) -> str:
    if not until:
        return "" if value == "25X1" else f"'{value}' needs a date or an event after it."
    return _date_problem(until, None) if until.isdigit() else ""


def _date_problem(text: str, origin: date | None) -> str:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return f"'{text}' is no date: write it as 20491231."
    if origin and (day.year, day.month, day.day) > (origin.year + LONGEST_YEARS, origin.month, origin.day):
        return (
            f"{text} is more than {LONGEST_YEARS} years after the date of origin; that needs an exemption (25X1 ...)."
        )
    return ""


def _protection(value: str) -> tuple[int, int]:
    """Rank in the hierarchy (0 protects longest), then the later date first."""
    named = ("N/A", "50X1-HUM", "50X2-WMD")
    rank = next((number for number, start in enumerate(named) if value.startswith(start)), None)
    dates = re.findall(r"\d{8}", value)
    later = -int(dates[-1]) if dates else 0
    if rank is not None:
        return rank, later
    if value.startswith(("50X", "75X")):
        return 3, later
    if value == "25X1, EO 12951":
        return 4, 0
    if value.startswith("25X"):
        return (5 if dates else 6), later
    return (7 if dates else 8), later
