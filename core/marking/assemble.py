"""From the items that were read to a `Marking`, with the rules on order and on lists of countries."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from core.marking.categories import list_root
from core.marking.parts import Marking, cui_order, in_order, sci_order
from core.marking.seen import CUI_ORDER, ORDER, Category, Reading
from core.marking.words import words
from core.marking.write import aea_root, ranked

_NAMES = {"sci": "SCI", "sap": "SAP", "aea": "atomic energy", "fgi": "foreign government", "dissem": "dissemination"}


def check_order(seen: Reading) -> None:
    """Note categories, and items of a category, that do not stand in the order of the register."""
    order = CUI_ORDER if seen.level == "CUI" else ORDER
    present = list(seen.marks)
    for before, after in itertools.pairwise(present):
        if order.index(before) > order.index(after):
            first, second = (_NAMES.get(category, category) for category in (after, before))
            seen.fault("C03", f"{first} marks stand before {second} marks.")
    known = words()
    _item_order(seen, "sci", sorted(seen.marks.get("sci", ()), key=sci_order))
    _item_order(seen, "sap", sorted(seen.marks.get("sap", ())))
    _item_order(seen, "aea", ranked(seen.marks.get("aea", ()), (*known.aea, *known.aea_unclassified), key=aea_root))
    _item_order(seen, "nonic", ranked(seen.marks.get("nonic", ()), known.nonic))
    _item_order(seen, "cui", sorted(seen.marks.get("cui", ()), key=cui_order), rule="C16")
    dissem = known.cui_controls if seen.level == "CUI" else known.dissem
    _item_order(seen, "dissem", ranked(seen.marks.get("dissem", ()), dissem, key=list_root))


def _item_order(seen: Reading, category: Category, right: Sequence[str], rule: str = "C03") -> None:
    given = seen.marks.get(category, [])
    if len(set(given)) != len(given):
        seen.fault(
            rule, f"a mark stands twice: {', '.join(sorted({mark for mark in given if given.count(mark) > 1}))}."
        )
    elif given != list(right):
        seen.fault(rule, f"the order is {'/'.join(right)}.")


def assemble(seen: Reading) -> Marking:
    """The marking whose items were read; notes faults in its lists of countries."""
    rel_to: tuple[str, ...] | None = None
    display: tuple[str, ...] | None = None
    dissem = []
    for mark in dict.fromkeys(seen.marks.get("dissem", ())):
        if list_root(mark) == "REL TO":
            rel_to = _rel_to(mark, seen)
        elif list_root(mark) == "DISPLAY ONLY":
            display = _codes(mark.removeprefix("DISPLAY ONLY"), "DISPLAY ONLY", seen)
            if not display:
                seen.fault("C07", "DISPLAY ONLY names at least one country or organisation.")
        else:
            dissem.append(mark)
    return Marking(
        level=seen.level,
        level_word=seen.level_word,
        sci=tuple(dict.fromkeys(seen.marks.get("sci", ()))),
        sap=tuple(dict.fromkeys(seen.marks.get("sap", ()))),
        aea=tuple(dict.fromkeys(seen.marks.get("aea", ()))),
        fgi=_fgi(seen),
        dissem=tuple(dissem),
        rel_to=rel_to,
        display=display,
        nonic=tuple(dict.fromkeys(seen.marks.get("nonic", ()))),
        cui=tuple(dict.fromkeys(seen.marks.get("cui", ()))),
    )


def _rel_to(mark: str, seen: Reading) -> tuple[str, ...]:
    if mark == "REL" and seen.kind == "portion":
        return ()
    codes = _codes(mark.removeprefix("REL TO").removeprefix("REL"), "REL TO", seen)
    if "USA" not in codes:
        seen.fault("C07", "REL TO starts with USA.")
    others = tuple(code for code in codes if code != "USA")
    if not others:
        seen.fault("C07", "REL TO names at least one code after USA.")
    return others


def _codes(text: str, mark: str, seen: Reading) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(",") if code.strip())
    if codes and text != " " + ", ".join(codes):
        seen.fault("C07", f"the codes of {mark} are separated by a comma and one space.")
    if codes != in_order(codes):
        seen.fault("C07", f"the codes of {mark} stand in the order {', '.join(in_order(codes))}.")
    return codes


def _fgi(seen: Reading) -> tuple[str, ...] | None:
    marks = seen.marks.get("fgi")
    if marks is None:
        return None
    codes = tuple(code for mark in marks for code in mark.split()[1:])
    if codes != in_order(codes):
        seen.fault("C03", f"the codes of FGI stand in the order {' '.join(in_order(codes))}.")
    return codes
