"""Profiles of data sets: what their columns hold, kept with the digest of the file that was looked at (DP-3)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.errors import InputError
from core.evaluation.data_sets import KIND
from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartField, PartKind, of_kind, text

PROFILE = "data-profile"
HEADER = ("Column", "Type", "Missing", "Different", "Range", "Values and their records")
_MOST_COLUMNS, _MOST_CLASSES, _LONGEST = 500, 21, 200
_TYPES = ("number", "text", "array")
PROFILE_KIND = PartKind(
    id=PROFILE, component="DAT", clause="Action plan DP-3", title="Data profile", plural="Data profiles",
    fields=(
        text("of", "Data set", needed=True), PartField(id="sha256", title="SHA-256", kind="digest", needed=True),
        PartField(id="rows", title="Records", kind="count", needed=True),
        PartField(id="bytes", title="Size in bytes", kind="count", needed=True),
        PartField(id="columns_in_all", title="Columns", kind="count", needed=True),
        text("columns", "Columns as JSON", needed=True),
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ColumnProfile:
    """One column or array. `low` and `high` are of numbers; `classes` the values of a column that has few, with their
    records.
    """

    name: str
    kind: str
    missing: int
    distinct: int | None
    low: float | None
    high: float | None
    classes: tuple[tuple[str, int], ...]

    @property
    def row(self) -> tuple[str, ...]:
        """The column as a line of a table, under `HEADER`."""
        spread = "" if self.low is None or self.high is None else f"{_shown(self.low)} to {_shown(self.high)}"
        told = "; ".join(f"{value}: {count:,}" for value, count in self.classes)
        distinct = "" if self.distinct is None else f"{self.distinct:,}"
        return self.name, self.kind, f"{self.missing:,}", distinct, spread, told


@dataclass(frozen=True, kw_only=True)
class DataProfile:
    """The profile of a data set. `current`: its digest is the one that the data set has now."""

    part: Part
    current: bool
    columns: tuple[ColumnProfile, ...]

    @property
    def sentence(self) -> str:
        """Of which file it is, and what was seen: "32,561 records in 15 columns, none missing"."""
        told = self.part.fields
        missing = sum(one.missing for one in self.columns)
        gaps = f"{missing:,} values are missing" if missing else "no value is missing"
        wide = int(told["columns_in_all"])
        less = f" (the first {len(self.columns)} are listed)" if len(self.columns) < wide else ""
        old = "" if self.current else " It is of another file than the data set now names."
        return f"{int(told['rows']):,} records in {wide:,} columns{less}; {gaps}.{old}"


def profile_entry(data_set: Part, found: Mapping[str, Any]) -> tuple[Part, Part]:
    """The data set with file, records and digest as they were found, and the entry of its profile.

    `found` is what core/worker/profile_data.py gives, checked again here. Raises InputError where it is not that.
    """
    try:
        columns = [_column(one) for one in found["columns"]]
        rows, size, wide = (int(found[name]) for name in ("rows", "size_bytes", "columns_in_all"))
        name, digest = str(found["name"]), str(found["sha256"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("The profile of the data can't be read.", "Take it again.") from error
    named = replace(data_set, fields={**data_set.fields, "file": name, "rows": str(rows), "sha256": digest})
    body = [{**one.__dict__, "classes": list(one.classes)} for one in columns]
    fields = {
        "of": data_set.id,
        "sha256": digest,
        "rows": str(rows),
        "bytes": str(size),
        "columns_in_all": str(wide),
        "columns": json.dumps(body, ensure_ascii=False, allow_nan=False),
    }
    return named, Part(component="DAT", kind=PROFILE, title=name, fields=fields, marking=data_set.marking)


def profiles(parts: Sequence[Part]) -> Mapping[str, DataProfile]:
    """The newest profile of every data set that has one, by the id of the data set."""
    held = {one.id: one for one in of_kind(parts, KIND)}
    found = {}
    for part in of_kind(parts, PROFILE):
        owner = held.get(part.fields.get("of", ""))
        if owner is not None:
            current = owner.fields.get("sha256") == part.fields.get("sha256")
            found[owner.id] = DataProfile(part=part, current=current, columns=_columns(part.fields.get("columns", "")))
    return found


def _columns(written: str) -> tuple[ColumnProfile, ...]:
    """The columns that an entry holds; none where they can't be read, as in a copy of a later form."""
    try:
        return tuple(_column(one) for one in json.loads(written)[:_MOST_COLUMNS])
    except (ValueError, KeyError, TypeError):
        return ()


def _column(told: Mapping[str, Any]) -> ColumnProfile:
    kind = str(told["kind"])
    if kind not in _TYPES:
        raise ValueError(kind)
    distinct = told["distinct"]
    return ColumnProfile(
        name=str(told["name"])[:_LONGEST],
        kind=kind,
        missing=int(told["missing"]),
        distinct=None if distinct is None else int(distinct),
        low=_number(told["low"]),
        high=_number(told["high"]),
        classes=tuple((str(value)[:_LONGEST], int(count)) for value, count in told["classes"][:_MOST_CLASSES]),
    )


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:,.6g}"


def _number(value: Any) -> float | None:
    number = None if value is None else float(value)
    return number if number is not None and math.isfinite(number) else None
