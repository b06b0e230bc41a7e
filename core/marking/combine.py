"""Roll-up: the banner that a document needs for its portions.

It is a proposal. Where the register leaves a choice (RELIDO mixed with unmarked portions), the more restrictive banner
is proposed; a decision on compilation can only raise the level and is a person's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.marking.grammar import parse, short_banner
from core.marking.parts import CLASSIFIED_FROM, Marking, in_order
from core.marking.words import words
from core.marking.write import banner_text

Parts = Sequence[Marking]


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """The disclosure part of a banner: marks such as NOFORN, and the lists of REL TO and DISPLAY ONLY."""

    marks: tuple[str, ...] = ()
    rel_to: tuple[str, ...] | None = None
    display: tuple[str, ...] | None = None


NOFORN = Disclosure(marks=("NOFORN",))
NONE = Disclosure()


def roll_up(portions: Sequence[str], *, profile: str = "") -> str:
    """The banner of a document with these portion marks; UNCLASSIFIED for none.

    Follows the roll-up table of the register (2016): highest level, union of program marks, and the disclosure table.
    `profile` is one of `words().profiles`; "" is the one that is set here. Raises InputError for a portion not valid.
    """
    parts = [parse(portion, kind="portion", profile=profile) for portion in dict.fromkeys(portions)]
    if not parts:
        return "UNCLASSIFIED"
    level = max((part.level for part in parts), key=lambda name: words().level(name).rank)
    if words().level(level).rank >= CLASSIFIED_FROM:
        return banner_text(_classified(parts, level))
    if level == "CUI":
        marking = _cui(parts)
        return short_banner(marking) if words().profile(profile).cui_alone else banner_text(marking)
    return banner_text(_unclassified(parts))


def _classified(parts: Parts, level: str) -> Marking:
    shown = disclosure(parts, classified=True)
    controls = [mark for mark in words().if_in_any if any(mark in part.dissem for part in parts)]
    if "ORCON" in controls and "ORCON-USGOV" in controls:
        controls.remove("ORCON-USGOV")
    return Marking(
        level=level,
        sci=_union(part.sci for part in parts),
        sap=_union(part.sap for part in parts),
        aea=_atomic([mark for part in parts for mark in part.aea]),
        fgi=_foreign(parts),
        dissem=(*controls, *shown.marks),
        rel_to=shown.rel_to,
        display=shown.display,
        nonic=_other(parts, leave_out=("SBU", "SBU NOFORN")),
    )


def _unclassified(parts: Parts) -> Marking:
    shown = disclosure(parts, classified=False)
    controls = [mark for mark in words().if_in_any if any(mark in part.dissem for part in parts)]
    fouo = ["FOUO"] if not controls and any("FOUO" in part.dissem for part in parts) else []
    return Marking(
        level="UNCLASSIFIED",
        aea=_union(part.aea for part in parts),
        dissem=(*fouo, *controls, *shown.marks),
        rel_to=shown.rel_to,
        display=shown.display,
        nonic=_other(parts),
    )


def _cui(parts: Parts) -> Marking:
    """Categories and limited dissemination of the CUI portions: legacy marks have no place in a CUI banner."""
    shown = disclosure(parts, classified=False)
    own = {"NOFORN", "RELIDO", "REL TO", "DISPLAY ONLY"}
    cui = [part for part in parts if part.level == "CUI"]
    controls = [mark for mark in words().cui_controls if mark not in own and any(mark in part.dissem for part in cui)]
    return Marking(
        level="CUI",
        cui=_union(part.cui for part in cui),
        dissem=(*controls, *shown.marks),
        rel_to=shown.rel_to,
        display=shown.display,
    )


def disclosure(parts: Parts, *, classified: bool) -> Disclosure:
    """The disclosure table: the first line that fits. Portions that are a bare (U) do not count."""
    counted = [part for part in parts if not _bare(part)]
    hidden = classified and any({"SBU NOFORN", "LES NOFORN"} & set(part.nonic) for part in counted)
    if hidden or any("NOFORN" in part.dissem for part in counted):
        return NOFORN
    released = [part for part in counted if part.rel_to is not None]
    shown_only = [part for part in counted if part.display is not None and part.rel_to is None]
    official = [part for part in counted if "RELIDO" in part.dissem]
    if not released and not shown_only and not official:
        return NONE
    if len(released) == len(counted):
        return _released(released, official)
    if len(official) == len(counted) and not released:
        return Disclosure(marks=("RELIDO",))
    if shown_only and len(released) + len(shown_only) == len(counted):
        codes = _in_every_list([part.display or part.rel_to or () for part in (*shown_only, *_listed(released))])
        return Disclosure(display=codes) if codes else NOFORN
    return NOFORN


def _released(released: Parts, official: Parts) -> Disclosure:
    listed = _listed(released)
    codes = _in_every_list([part.rel_to or () for part in listed]) if listed else ()
    if not codes:
        return NOFORN
    return Disclosure(rel_to=codes, marks=("RELIDO",) if len(official) == len(released) else ())


def _listed(released: Parts) -> list[Marking]:
    """Those with a list of their own: the short form REL stands for the banner's list, whatever it is."""
    return [part for part in released if part.rel_to]


def _in_every_list(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Codes that all lists share; an organisation that may be taken apart counts as its members."""
    shared = set.intersection(*map(set, lists))
    members = set.intersection(*(_members(codes) for codes in lists)) - {"USA"}
    covered = {country for code in shared for country in words().tetragraphs.get(code, ())}
    return in_order(shared | (members - covered))


def _members(codes: Iterable[str]) -> set[str]:
    apart = words().tetragraphs
    return {country for code in codes for country in apart.get(code, {code})}


def _bare(part: Marking) -> bool:
    return part == Marking(level="UNCLASSIFIED")


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({mark for group in groups for mark in group}))


def _foreign(parts: Parts) -> tuple[str, ...] | None:
    lists = [part.fgi for part in parts if part.fgi is not None]
    if not lists:
        return None
    return () if () in lists else in_order(code for codes in lists for code in codes)


def _atomic(marks: Sequence[str]) -> tuple[str, ...]:
    """One atomic energy mark: RD before FRD before TFNI, with every part after a hyphen that any portion has."""
    root = next((name for name in words().aea if any(mark.split("-")[0] == name for mark in marks)), None)
    if root is None:
        return ()
    cnwdi = "-CNWDI" if any("-CNWDI" in mark for mark in marks) else ""
    sigmas = {number for mark in marks if "-SIGMA " in mark for number in mark.split("-SIGMA ")[1].split()}
    return (f"{root}{cnwdi}{'-SIGMA ' + ' '.join(sorted(sigmas, key=int)) if sigmas else ''}",)


def _other(parts: Parts, leave_out: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Non-IC marks of any portion; the NOFORN form replaces the plain one."""
    marks = {mark for part in parts for mark in part.nonic} - set(leave_out)
    return tuple(mark for mark in words().nonic if mark in marks and f"{mark} NOFORN" not in marks)
