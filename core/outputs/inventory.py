"""The row of a use case in the federal AI use case inventory (OMB M-25-21): as CSV and JSON, with what is still empty.

The columns are those of resources/policy/inventory-fields.yaml. A column is filled from the words for the public, from
the record where it is marked (U), or from the view of M-25-21 where every item that bears on a practice is yes. Nothing
is guessed: whatever has no source is empty, and the JSON says why.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from core.catalog.sources import inert
from core.catalog.views import view
from core.errors import InputError
from core.evaluation.determinations import YES, value_of
from core.evaluation.parts import of_kind
from core.exchange.views import coverage
from core.outputs.paper import Facts, Grid, Paper, Points, Words, section
from core.outputs.public import public_paper, public_refusals
from core.outputs.sifting import Sieve, sieve_of
from core.paths import resources
from core.snapshot import Snapshot

ID, TITLE = "inventory", "Use case inventory row"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the inventory, and where its value comes from: one of `words`, `record`, `view`, or nowhere."""

    id: str
    header: str
    words: str = ""
    record: str = ""
    view: str = ""
    met: str = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A value with what it comes from; where `value` is empty, `source` says what is missing."""

    column: Column
    value: str
    source: str


@cache
def columns() -> tuple[Column, ...]:
    """The columns in order. Raises InputError when their file was damaged."""
    try:
        told = yaml.safe_load((resources() / "policy" / "inventory-fields.yaml").read_text(encoding="utf-8"))
        return tuple(Column(**one) for one in told["columns"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise InputError("The columns of the inventory can't be read.", "Install Touchstone again.") from error


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there can't be a row yet; empty when there can. National security systems are not in this inventory."""
    if value_of(snapshot.record.answers, "national-security-system") == YES:
        return ("M-25-21 leaves national security systems out of the inventory.", *public_refusals(snapshot))
    return public_refusals(snapshot)


def cells(snapshot: Snapshot, sieve: Sieve | None = None) -> tuple[Cell, ...]:
    """The row, column by column."""
    sieve = sieve or sieve_of(snapshot)
    practices = {row.entry.id: row.state for row in coverage(snapshot, view("m-25-21")).rows}
    high = _high_impact(snapshot) == "a) High-impact"
    return tuple(_cell(column, snapshot, sieve, practices, high=high) for column in columns())


def _cell(column: Column, snapshot: Snapshot, sieve: Sieve, practices: Mapping[str, str], *, high: bool) -> Cell:
    if column.words:
        return _from_words(column, snapshot, sieve)
    if column.record:
        value = sieve.text(_RECORD[column.record](snapshot, sieve), "parts of the record")
        return Cell(column=column, value=value, source="the record of the case" if value else "not recorded as (U)")
    if column.view:
        state = practices[column.view]
        met = high and state == "met"
        why = f"the items of M-25-21 {column.view} are {state}" if high else "asked of high-impact use cases alone"
        return Cell(column=column, value=column.met if met else "", source=why)
    return Cell(column=column, value="", source="for the agency to say")


def _from_words(column: Column, snapshot: Snapshot, sieve: Sieve) -> Cell:
    value = snapshot.record.public_words.fields.get(column.words, "")
    if not value and column.words == "name":
        value = sieve.text(snapshot.deployment.name, "parts of the description")
    source = "the words for the public" if value else "not written in the words for the public"
    return Cell(column=column, value=value, source=source)


def _stage(snapshot: Snapshot, _: Sieve) -> str:
    today, decisions = snapshot.act.day.isoformat(), snapshot.record.decisions.values()
    if any(one.kind == "cease" and one.day <= today for one in decisions):
        return "d) Retired"
    return {"yes": "c) Deployed", "no": "a) Pre-deployment"}.get(value_of(snapshot.record.answers, "in-use"), "")


def _high_impact(snapshot: Snapshot, _: Sieve | None = None) -> str:
    word = snapshot.act.word("m-25-21")
    if word == YES:
        return "a) High-impact"
    listed = value_of(snapshot.record.answers, "effect-on") == YES
    return {"no": "b) Presumed high-impact, but determined not high impact" if listed else "c) Not high-impact"}.get(
        word, ""
    )


def _of_parts(kind: str, *fields: str) -> Callable[[Snapshot, Sieve], str]:
    def said(snapshot: Snapshot, sieve: Sieve) -> str:
        parts = sieve.only(of_kind(snapshot.record.parts, kind), "parts of the inventory")
        return "; ".join(
            ", ".join(text for text in (part.title, *(part.fields.get(name, "") for name in fields)) if text)
            for part in parts
        )

    return said


def _since(snapshot: Snapshot, _: Sieve) -> str:
    return value_of(snapshot.record.answers, "in-use-since")


_RECORD: Mapping[str, Callable[[Snapshot, Sieve], str]] = {
    "stage": _stage,
    "high-impact": _high_impact,
    "outputs": _of_parts("content", "form", "audience"),
    "data": _of_parts("data-step", "action", "source"),
    "in-use-since": _since,
}


def paper(snapshot: Snapshot) -> Paper:
    """The row for a person: what is filled and from where, and what is still empty."""
    sieve = sieve_of(snapshot)
    found = cells(snapshot, sieve)
    filled = tuple((one.column.header, one.value, one.source) for one in found if one.value)
    empty = tuple(f"{one.column.header}: {one.source}" for one in found if not one.value)
    return public_paper(
        snapshot,
        ID,
        TITLE,
        (
            Words(text="Columns of the individual AI use case inventory of 2025, as OMB M-25-21 asks for them."),
            Facts(rows=(("Filled", f"{len(filled)} of {len(found)} columns"),)),
            Grid(title="Columns that are filled", header=("Column", "Value", "From"), rows=filled),
            *section("Columns that are empty", Points(points=empty)),
            Words(text=sieve.sentence(), style="note"),
        ),
    )


def as_inventory_csv(snapshot: Snapshot) -> bytes:
    """The row as CSV (RFC 4180) with the headers of the inventory, in UTF-8 with a mark, as OMB's files are."""
    text = io.StringIO()
    table, found = csv.writer(text), cells(snapshot)
    table.writerow([one.column.header for one in found])
    table.writerow([inert(one.value) for one in found])
    return text.getvalue().encode("utf-8-sig")


def as_inventory_json(snapshot: Snapshot, one: Paper) -> str:
    """The row as JSON: `{"format", "draft", "digest", "columns": {id: {header, value, source}}}`."""
    body = {
        "format": "touchstone-inventory-row",
        "version": 1,
        "draft": bool(one.draft),
        "digest": one.digest,
        "columns": {
            cell.column.id: {"header": cell.column.header, "value": cell.value, "source": cell.source}
            for cell in cells(snapshot)
        },
    }
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"
