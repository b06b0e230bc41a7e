"""The words of the sources behind an item, as far as they may be carried: the Act, the AI RMF, AI 600-1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from core.catalog.model import GuidelinePack, Item
from core.catalog.shipped import help_file, read_table
from core.catalog.views import views
from core.yaml_table import Table

PROTECTED, SYNTHETIC = "3(c)(2)", "3(e)"
_QUOTED = ("AIRMF", "AI600")  # the rights to the others allow no more than ids and titles


@cache
def act() -> Mapping[str, str]:
    """The Act as introduced, by clause ("3(c)(1)(A)"), in its order. Raises InputError when the file was damaged."""
    return read_table(help_file("act.yaml"), "act.yaml", _clauses)


def clauses_of(item: Item, pack: GuidelinePack) -> tuple[tuple[str, str], ...]:
    """The clauses that an item carries out, with their words: component, element, those it names or is marked for."""
    named = [one.act for one in pack.components if one.id == item.component]
    named += [one.act for one in pack.elements if one.id == item.element]
    named += [PROTECTED] * item.protected_classes + [SYNTHETIC] * item.synthetic_content
    named += [_clause(reference) for reference in item.references if reference.startswith("ACT:")]
    return tuple((clause, act()[clause]) for clause in dict.fromkeys(named) if clause in act())


def source_text(reference: str) -> str:
    """What a reference ("AIRMF:MAP-1.1") says in its source's own words; empty where they are not carried."""
    prefix, _, name = reference.partition(":")
    return act().get(_clause(reference), "") if prefix == "ACT" else _quoted().get((prefix, name), "")


@cache
def _quoted() -> Mapping[tuple[str, str], str]:
    listed = [one for one in views() if one.prefix in _QUOTED]
    return {(one.prefix, entry.id): entry.text or entry.title for one in listed for entry in one.entries}


def _clause(reference: str) -> str:
    """The clause 4(d)(1) of the reference ACT:4d1."""
    section, rest = reference.removeprefix("ACT:")[:1], reference.removeprefix("ACT:")[1:]
    return section + "".join(f"({part})" for part in re.findall(r"\d+|[A-Za-z]", rest))


def _clauses(table: Table) -> Mapping[str, str]:
    clauses = table.table("clauses", "clauses")
    return dict(clauses.all_texts()) if clauses else {}
