"""The rules over a marking that was read: what excludes what, and what needs which level.

Each rule looks at the parts only, so it holds for banners and portions alike; C01, C02, C03, C07, C13 and C16 are about
the form and are found while reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.marking.parts import CLASSIFIED_FROM, Kind, Marking
from core.marking.words import words

Found = Iterator[tuple[str, str]]


def breaches(marking: Marking, kind: Kind, profile: str) -> Found:
    """Every rule that the marking breaks, as (rule, sentence)."""
    yield from _disclosure(marking)
    yield from _originator(marking)
    yield from _level(marking)
    yield from _codes(marking)
    if words().profile(profile).cui_alone and kind == "banner" and marking.level == "CUI" and _cui_carries(marking):
        yield "C12", "a CUI banner is the word CUI alone here; the rest goes into the designation indicator block."


def _disclosure(marking: Marking) -> Found:
    has = set(marking.dissem)
    if "NOFORN" in has:
        for mark, there in (
            ("REL TO", marking.rel_to is not None),
            ("RELIDO", "RELIDO" in has),
            ("DISPLAY ONLY", marking.display is not None),
        ):
            if there:
                yield "C04", f"NOFORN and {mark} exclude each other."
    if "RELIDO" in has and marking.display is not None:
        yield "C06", "RELIDO and DISPLAY ONLY exclude each other."
    if {"RELIDO", "ORCON-USGOV"} <= has:
        yield "C06", "RELIDO and ORCON-USGOV exclude each other."


def _originator(marking: Marking) -> Found:
    has = set(marking.dissem)
    if {"ORCON", "ORCON-USGOV"} <= has:
        yield "C05", "ORCON and ORCON-USGOV exclude each other."
    if {"ORCON", "RELIDO"} <= has:
        yield "C05", "ORCON and RELIDO exclude each other."
    if has & {"ORCON", "ORCON-USGOV"} and words().level(marking.level).rank < CLASSIFIED_FROM:
        yield "C05", "ORCON and ORCON-USGOV need a classified level."


def _level(marking: Marking) -> Found:
    rank = words().level(marking.level).rank
    classified = rank >= CLASSIFIED_FROM
    if classified and "FOUO" in marking.dissem:
        yield "C08", "FOUO stands only on unclassified material."
    if rank <= CLASSIFIED_FROM:
        for mark in marking.dissem:
            if mark in {"RSEN", "IMCON"}:
                yield "C09", f"{mark} needs SECRET or TOP SECRET."
    controlled = [mark for mark in marking.aea if mark in words().aea_unclassified]
    if classified and controlled:
        yield "C03", f"{controlled[0]} stands only on unclassified material."
    if not classified:
        fgi = ("FGI",) if marking.fgi is not None else ()
        programs = (*marking.sci, *(f"{words().sap}-{mark}" for mark in marking.sap), *marking.aea, *fgi)
        for mark in programs:
            if mark not in controlled:
                yield "C10", f"{mark} needs a classified level."


def _codes(marking: Marking) -> Found:
    for name, codes in (("REL TO", marking.rel_to), ("DISPLAY ONLY", marking.display), ("FGI", marking.fgi)):
        for code in codes or ():
            if code not in words().codes:
                yield "C15", f"'{code}' in {name} is not in the loaded list of country and organisation codes."
    if "USA" in (marking.display or ()) or "USA" in (marking.fgi or ()):
        yield "C07", "USA is named by REL TO only."


def _cui_carries(marking: Marking) -> bool:
    return bool(marking.cui or marking.dissem or marking.rel_to is not None or marking.display is not None)
