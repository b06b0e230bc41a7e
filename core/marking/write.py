"""The canonical text of a marking: register order, its separators, each mark once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.marking.parts import Marking, cui_order, in_order, sci_order
from core.marking.words import words


def banner_text(marking: Marking) -> str:
    """The marking as a banner: `SECRET//ORCON/NOFORN`."""
    return _text(marking, marking.level_word or marking.level, lambda mark: mark)


def portion_text(marking: Marking) -> str:
    """The marking as a portion mark: `(S//OC/NF)`."""
    short = words().to_portion
    return f"({_text(marking, words().level(marking.level).portion, lambda mark: short.get(mark, mark))})"


def _text(marking: Marking, level: str, form: Callable[[str], str]) -> str:
    if marking.level == "CUI":
        controls = sorted({*marking.dissem, *_lists(marking)})
        groups: tuple[Iterable[str], ...] = (sorted(set(marking.cui), key=cui_order), map(form, controls))
    else:
        groups = (
            sorted(set(marking.sci), key=sci_order),
            _programs(marking.sap),
            [form(mark) for mark in ranked(marking.aea, (*words().aea, *words().aea_unclassified), key=aea_root)],
            [" ".join(("FGI", *in_order(marking.fgi)))] if marking.fgi is not None else [],
            [form(mark) for mark in ranked((*marking.dissem, *_lists(marking)), words().dissem, key=_list_root)],
            [form(mark) for mark in ranked(marking.nonic, words().nonic)],
        )
    return "//".join([level, *filter(None, ("/".join(group) for group in groups))])


def _lists(marking: Marking) -> tuple[str, ...]:
    found = []
    if marking.rel_to is not None:
        found.append(", ".join(("REL TO USA", *in_order(set(marking.rel_to) - {"USA"}))) if marking.rel_to else "REL")
    if marking.display is not None:
        found.append(f"DISPLAY ONLY {', '.join(in_order(marking.display))}")
    return tuple(found)


def _programs(sap: Sequence[str]) -> list[str]:
    programs = sorted(set(sap))
    return [f"{words().sap}-{programs[0]}", *programs[1:]] if programs else []


def _list_root(mark: str) -> str:
    name = "REL TO" if mark == "REL" else mark
    return next((root for root in ("REL TO", "DISPLAY ONLY") if name.startswith(root)), mark)


def aea_root(mark: str) -> str:
    """RD of RD-CNWDI; the mark itself where it has no part after a hyphen."""
    return mark.split("-", 1)[0]


def ranked(marks: Iterable[str], order: Sequence[str], key: Callable[[str], str] = lambda mark: mark) -> list[str]:
    """Marks without repetition in the given order; what the order does not name comes last."""
    rank = {mark: number for number, mark in enumerate(order)}
    return sorted(dict.fromkeys(marks), key=lambda mark: (rank.get(key(mark), len(rank)), mark))
