"""Markings made at random, valid by construction."""

from __future__ import annotations

from hypothesis import strategies as st

from core.marking.parts import Marking
from core.marking.write import banner_text, portion_text

CODES = ("AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "NZL", "ACGU", "FVEY", "NATO", "TEYE")
DISCLOSURES = ("none", "NOFORN", "REL TO", "REL TO/RELIDO", "RELIDO", "DISPLAY ONLY")


@st.composite
def markings(draw: st.DrawFn) -> Marking:
    level = draw(st.sampled_from(["UNCLASSIFIED", "CUI", "CONFIDENTIAL", "SECRET", "TOP SECRET"]))
    classified = level in {"CONFIDENTIAL", "SECRET", "TOP SECRET"}
    shown = draw(st.sampled_from(DISCLOSURES))
    codes = draw(st.sets(st.sampled_from(CODES), min_size=1, max_size=4))
    dissem = {mark for mark in ("NOFORN", "RELIDO") if mark in shown}
    if level == "CUI":
        dissem |= draw(st.sets(st.sampled_from(["FED ONLY", "FEDCON", "NOCON", "AC"]), max_size=1))
    else:
        dissem |= draw(st.sets(st.sampled_from(["PROPIN", "DSEN", "FISA"]), max_size=2))
    if level in {"SECRET", "TOP SECRET"}:
        dissem |= draw(st.sets(st.sampled_from(["RSEN", "IMCON"]), max_size=2))
    if classified and "RELIDO" not in shown:
        dissem |= draw(st.sets(st.sampled_from(["ORCON", "ORCON-USGOV"]), max_size=1))
    if level == "UNCLASSIFIED":
        dissem |= draw(st.sets(st.just("FOUO"), max_size=1))
    few = st.sets(st.sampled_from(["SI", "TK", "HCS-P", "SI-G"]), max_size=2)
    return Marking(
        level=level,
        sci=tuple(draw(few)) if classified else (),
        sap=tuple(draw(st.sets(st.sampled_from(["BP", "XR"]), max_size=2))) if classified else (),
        aea=tuple(draw(st.sets(st.sampled_from(["RD", "RD-CNWDI", "FRD-SIGMA 14", "TFNI"]), max_size=1)))
        if classified
        else (),
        fgi=draw(st.none() | st.sets(st.sampled_from(CODES), max_size=2).map(tuple)) if classified else None,
        dissem=tuple(dissem),
        rel_to=tuple(codes) if shown.startswith("REL TO") else None,
        display=tuple(codes) if shown == "DISPLAY ONLY" else None,
        nonic=tuple(draw(st.sets(st.sampled_from(["LIMDIS", "SBU", "LES", "LES NOFORN", "SSI"]), max_size=2)))
        if level != "CUI"
        else (),
        cui=tuple(draw(st.sets(st.sampled_from(["SP-CTI", "SP-EXPT", "PRVCY", "LEI"]), max_size=3)))
        if level == "CUI"
        else (),
    )


def banners() -> st.SearchStrategy[str]:
    return markings().map(banner_text)


def portions() -> st.SearchStrategy[str]:
    return markings().map(portion_text)
