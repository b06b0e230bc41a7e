"""Which category an item of a marking belongs to."""

from __future__ import annotations

import re

from core.marking.seen import Category, Reading
from core.marking.words import words

COMPARTMENT = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+( [A-Z0-9]+)*)*")
_AEA = re.compile(r"RD(-CNWDI)?(-SIGMA \d+( \d+)*)?|FRD(-SIGMA \d+( \d+)*)?|TFNI")
_CUI = re.compile(r"(SP-)?[A-Z0-9]{2,12}")


def category_of(item: str, seen: Reading) -> tuple[Category, str] | None:
    """The category of one item and the item in the banner's form; None when it is no mark known here."""
    mark = _in_banner_form(item, seen)
    if seen.level == "CUI":
        if mark in words().cui_controls or is_list(mark):
            return "dissem", mark
        return ("cui", mark) if _CUI.fullmatch(mark) else None
    category = _named(mark) or _patterned(mark)
    if category is None:
        return None
    return category, mark.removeprefix(f"{words().sap}-") if category == "sap" else mark


def is_list(mark: str) -> bool:
    """Whether the mark is REL TO, REL or DISPLAY ONLY, with or without its codes."""
    return list_root(mark) != mark or mark in {"REL TO", "DISPLAY ONLY"}


def list_root(mark: str) -> str:
    """`REL TO USA, GBR` -> `REL TO`; any other mark is its own root."""
    if mark == "REL" or mark.startswith("REL TO"):
        return "REL TO"
    return "DISPLAY ONLY" if mark.startswith("DISPLAY ONLY") else mark


def _named(mark: str) -> Category | None:
    known = words()
    if mark in known.dissem or is_list(mark):
        return "dissem"
    if mark in known.nonic:
        return "nonic"
    return "aea" if mark in known.aea_unclassified else None


def _patterned(mark: str) -> Category | None:
    known = words()
    if _AEA.fullmatch(mark):
        return "aea"
    if mark == "FGI" or mark.startswith("FGI "):
        return "fgi"
    if not COMPARTMENT.fullmatch(mark):
        return None
    system = mark.split("-", maxsplit=1)[0]
    if system == known.sap and mark != system:
        return "sap"
    return "sci" if system in known.sci else None


def _in_banner_form(item: str, seen: Reading) -> str:
    """The word as a banner has it. In CUI only NOFORN has two forms: other short words are names of categories."""
    long = {"NF": "NOFORN"} if seen.level == "CUI" else words().to_banner
    short = {full: abbreviated for abbreviated, full in long.items()}
    if seen.kind == "portion":
        if item in short:
            seen.wrong_form.append(f"{short[item]} for {item}")
        return long.get(item, item)
    if item in long:
        seen.wrong_form.append(f"{long[item]} for {item}")
    return long.get(item, item)
