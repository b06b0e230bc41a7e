"""Checking a marking against the grammar, and turning one form into the other."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import InputError
from core.marking.parts import Fault, Kind, Marking
from core.marking.read import read
from core.marking.rules import breaches
from core.marking.words import words
from core.marking.write import banner_text, portion_text


def check(text: str, *, kind: Kind, profile: str = "") -> tuple[Fault, ...]:
    """What is wrong with a marking; () when it is valid.

    `profile` is one of `words().profiles`; "" is the one that is set here. Faults of form come first. A `fix` is
    the whole marking put right, given only where nothing has to be decided. Raises InputError for an unknown profile.
    """
    words().profile(profile)
    marking, form = read(text, kind)
    found = [*form, *(breaches(marking, kind, profile) if marking else ())]
    if not found:
        return ()
    fix = _fix(marking, kind, profile) if marking else None
    return tuple(Fault(rule=rule, message=_sentence(message), fix=fix) for rule, message in found)


def parse(text: str, *, kind: Kind, profile: str = "") -> Marking:
    """The parts of a valid marking. Raises InputError naming the first fault of another."""
    faults = check(text, kind=kind, profile=profile)
    if faults:
        hint = f"It could be {faults[0].fix}." if faults[0].fix else words().rules[faults[0].rule]
        raise InputError(f"The {kind} marking '{text}' breaks rule {faults[0].rule}: {faults[0].message}", hint)
    marking = read(text, kind)[0]
    assert marking is not None
    return marking


def banner_to_portion(banner: str, *, profile: str = "") -> str:
    """`SECRET//NOFORN` -> `(S//NF)`. Raises InputError when the banner is not valid."""
    return portion_text(parse(banner, kind="banner", profile=profile))


def portion_to_banner(portion: str, *, profile: str = "") -> str:
    """`(S//NF)` -> `SECRET//NOFORN`. Raises InputError when the portion is not valid, or has the short form REL."""
    marking = parse(portion, kind="portion", profile=profile)
    if marking.rel_to == ():
        raise InputError(f"The portion {portion} leaves its list of countries to the banner of its document.")
    return short_banner(marking) if words().profile(profile).cui_alone else banner_text(marking)


def short_banner(marking: Marking) -> str:
    """The banner text in a profile where CUI stands alone, as in that of DoD."""
    return "CUI" if marking.level == "CUI" else banner_text(marking)


def check_within(banner: str, portions: Sequence[str], *, profile: str = "") -> tuple[Fault, ...]:
    """What is wrong between a document's banner and its portions (C14, and REL that needs the banner's list).

    A banner above all portions is right only by a decision on compilation, which a person makes: it is no fault here.
    Raises InputError when the banner or a portion is not valid in itself.
    """
    top = parse(banner, kind="banner", profile=profile)
    rank = words().level(top.level).rank
    faults = []
    for portion in dict.fromkeys(portions):
        marking = parse(portion, kind="portion", profile=profile)
        if words().level(marking.level).rank > rank:
            faults.append(Fault(rule="C14", message=f"The portion {portion} is above the banner {banner}."))
        if marking.rel_to == () and not top.rel_to:
            faults.append(Fault(rule="C07", message=f"The portion {portion} needs a banner with REL TO."))
    return tuple(faults)


def _fix(marking: Marking, kind: Kind, profile: str) -> str | None:
    text = banner_text(marking) if kind == "banner" else portion_text(marking)
    again, form = read(text, kind)
    right = again is not None and not form and not any(breaches(again, kind, profile))
    return text if right else None


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]
