"""Data sets of a deployment: what is recorded of each, and its data sheet (action plan DP-3; section 3(b)(2)).

A data sheet is an entry of its own beside its data set, so that two people can work on facts and words apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.catalog.datasheet import sheet_form
from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartField, PartKind, choice, of_kind, text

KIND, SHEET = "data-set", "data-sheet"
ROLES = ("source", "collected", "cleaned", "training", "validation", "test", "in use", "other")
DATA_SET = PartKind(
    id=KIND, component="DAT", clause="3(b)(2)", title="Data set", plural="Data sets",
    help="Each set of data from its source to the parts that train and test the model, with the digest of its file.",
    fields=(
        choice("role", "What it is in the chain", *ROLES),
        text("version", "Version or day"), text("file", "File or place"),
        PartField(id="rows", title="Records", kind="count"),
        PartField(id="sha256", title="SHA-256 of the file", kind="digest", help="A profile of the file fills it in"),
    ),
)  # fmt: skip


@cache
def sheet_kind() -> PartKind:
    """The kind of entry that a data sheet is; `of` is the id of its data set. Raises InputError (damaged list)."""
    fields = tuple(
        PartField(id=one.id, title=one.title, kind="lines", help=one.ask + (" (data on people)" if one.people else ""))
        for section in sheet_form().sections
        for one in section.fields
    )
    return PartKind(
        id=SHEET, component="DAT", clause="Action plan DP-3", title="Data sheet", plural="Data sheets",
        fields=(text("of", "Data set", needed=True), *fields),
        help="What a data set is for, holds, how it came about, and how it may be used.",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """One of the seven parts of a data sheet: (field, title, what is asked, what is said or "") for each field."""

    id: str
    title: str
    rows: tuple[tuple[str, str, str, str], ...]

    @property
    def said(self) -> int:
        """How many of its fields say something."""
        return sum(bool(row[3]) for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class DataSheet:
    """The data sheet of a data set as it stands. `sheet` is None until a word of it is recorded."""

    data_set: Part
    sheet: Part | None
    parts: tuple[SheetPart, ...]

    @property
    def said(self) -> int:
        return sum(one.said for one in self.parts)

    @property
    def asked(self) -> int:
        return sum(len(one.rows) for one in self.parts)

    @property
    def words(self) -> str:
        """How far it is filled in: "12 of 49 fields"."""
        return f"{self.said} of {self.asked} fields"


def data_sheets(parts: Sequence[Part]) -> tuple[DataSheet, ...]:
    """The data sheet of every data set, in the order in which the data sets were recorded.

    Where two copies of a case each began one for the same data set, the newest recorded counts.
    """
    newest = {one.fields.get("of", ""): one for one in of_kind(parts, SHEET)}
    return tuple(
        DataSheet(data_set=one, sheet=newest.get(one.id), parts=_filled(newest.get(one.id)))
        for one in of_kind(parts, KIND)
    )


def sheet_with(sheet: DataSheet, said: Mapping[str, str]) -> Part:
    """The entry of the sheet with these fields said anew; its id is empty where it has to be added."""
    held = sheet.sheet
    before = dict(held.fields) if held else {"of": sheet.data_set.id}
    return Part(
        id=held.id if held else "",
        component=DATA_SET.component,
        kind=SHEET,
        title=sheet.data_set.title,
        fields={**before, **{name: words.strip() for name, words in said.items()}},
        marking=held.marking if held else sheet.data_set.marking,
    )


def _filled(sheet: Part | None) -> tuple[SheetPart, ...]:
    held = sheet.fields if sheet else {}
    return tuple(
        SheetPart(
            id=section.id,
            title=section.title,
            rows=tuple((one.id, one.title, one.ask, held.get(one.id, "").strip()) for one in section.fields),
        )
        for section in sheet_form().sections
    )
