"""Reading a marking, category by category.

Reading is lenient on purpose: what was meant is found even where separators, order or forms are wrong, so that
each fault can be named and the marking put right. Only a marking without a level can't be read at all.
"""

from __future__ import annotations

import re

from core.marking.assemble import assemble, check_order
from core.marking.categories import COMPARTMENT, category_of
from core.marking.parts import Kind, Marking
from core.marking.seen import Category, Reading
from core.marking.words import words


def read(text: str, kind: Kind) -> tuple[Marking | None, tuple[tuple[str, str], ...]]:
    """The marking in `text` and the faults of its form, as (rule, sentence). None where no level can be read."""
    seen = Reading(kind=kind)
    segments = _segments(_plain(text, seen), seen)
    _level(segments, seen)
    if not seen.level:
        return None, tuple(seen.faults)
    for segment in segments[1:]:
        _segment(segment, seen)
    if seen.wrong_form:
        rule, other = ("C01", "a banner writes words in full") if kind == "banner" else ("C13", "a portion abbreviates")
        seen.faults.insert(0, (rule, f"{other}: {', '.join(seen.wrong_form)}."))
    check_order(seen)
    return assemble(seen), tuple(seen.faults)


def _plain(text: str, seen: Reading) -> str:
    """The text in upper case, without parentheses and without spaces around separators."""
    if seen.kind == "portion":
        inner = re.fullmatch(r"\s*\((.*)\)\s*", text, flags=re.DOTALL)
        if inner is None or text != text.strip():
            seen.fault("C13", "a portion mark stands in parentheses, with nothing around them.")
        text = inner.group(1) if inner else text
    if text != text.upper():
        seen.fault("C01" if seen.kind == "banner" else "C13", "a marking is written in upper case.")
        text = text.upper()
    plain = re.sub(r"\s*/\s*", "/", " ".join(text.split()))
    if plain != text:
        seen.fault("C02", "there are spaces where none belong: // and / stand without spaces, words one space apart.")
    return plain


def _segments(text: str, seen: Reading) -> list[list[str]]:
    """Items by category as the separators say: `SECRET//SI/TK//NOFORN` -> [[SECRET], [SI, TK], [NOFORN]]."""
    segments: list[list[str]] = []
    for part in text.split("//"):
        items = [item for item in part.split("/") if item]
        if len(items) != len(part.split("/")) and (part or segments):
            seen.fault("C03", "a separator stands with nothing after or before it.")
        if items or not segments:
            segments.append(items)
    return segments


def _level(segments: list[list[str]], seen: Reading) -> None:
    """Find the level and take it off; `UNCLASSIFIED//CUI` is read as CUI."""
    first = segments[0][0] if segments[0] else ""
    for level in words().levels:
        right, wrong = (level.banner, level.portion) if seen.kind == "banner" else (level.portion, level.banner)
        if first == right or (level.banner == "CUI" and first == "CONTROLLED"):
            seen.level = level.banner
        elif first == wrong:
            seen.level = level.banner
            seen.wrong_form.append(f"{right} for {wrong}")
    if not seen.level:
        allowed = ", ".join(level.banner if seen.kind == "banner" else level.portion for level in words().levels)
        rule = "C01" if seen.kind == "banner" else "C13"
        seen.fault(rule, f"a {seen.kind} begins with a level ({allowed}), not with '{first}'.")
        return
    seen.level_word = "CONTROLLED" if first == "CONTROLLED" and seen.kind == "banner" else ""
    if len(segments[0]) > 1:
        seen.fault("C02", f"'//' stands after the level, not '/': {first}//{segments[0][1]}.")
        segments.insert(1, segments[0][1:])
    if any("CUI" in segment for segment in segments[1:]) and seen.level != "CUI":
        _misplaced_cui(segments, seen)


def _misplaced_cui(segments: list[list[str]], seen: Reading) -> None:
    if seen.level != "UNCLASSIFIED":
        seen.fault("C11", "CUI is not written in the marking of classified material; it is named in the text.")
    else:
        seen.fault("C11", "CUI stands alone at the front; the word UNCLASSIFIED is not written before it.")
        seen.level = "CUI"
    for segment in segments[1:]:
        segment[:] = [item for item in segment if item != "CUI"]


def _segment(items: list[str], seen: Reading) -> None:
    """Sort the items of one segment into categories; a segment holds one category only."""
    found: list[Category] = []
    for item in items:
        within_sap = found[:1] == ["sap"] and COMPARTMENT.fullmatch(item)
        known: tuple[Category, str] | None = ("sap", item) if within_sap else category_of(item, seen)
        if known is None:
            seen.fault("C03", f"'{item}' is no mark that is known here.")
            continue
        category, mark = known
        if found and category != found[-1]:
            seen.fault("C02", f"'//' stands before {item}: it is of another category.")
        elif not found and category in seen.marks:
            seen.fault("C02", f"{item} belongs to a category that was written before: items of one are joined by '/'.")
        found.append(category)
        seen.marks.setdefault(category, []).append(mark)
