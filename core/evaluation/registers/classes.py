"""Protected classes: which are registered, which readings measure them, what stays open (section 3(c)(2))."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.catalog.model import GuidelinePack
from core.catalog.protected_classes import ProtectedClass, ProtectedClasses
from core.evaluation.answers import Standing
from core.evaluation.deployment_record import Part
from core.evaluation.parts import of_kind
from core.evaluation.records import ReadingRecord

ClassState = Literal["measured", "looked at otherwise", "not measured"]
MEASURES = ("group-fairness", "slice-perf")  # the probes that give accuracy or bias by group
_NOT_GROUPS = frozenset({"column", "groups", "group"})  # keys of a slice that name no grouping column


@dataclass(frozen=True, kw_only=True)
class ClassStanding:
    """A registered class. `columns` are those its entries name; `readings` those that give numbers by such a column,
    the newest of each probe; `parts` its entries.
    """

    about: ProtectedClass
    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    readings: tuple[ReadingRecord, ...]

    @property
    def state(self) -> ClassState:
        if self.readings:
            return "measured"
        otherwise = any(one.fields.get("otherwise", "").strip() for one in self.parts)
        return "looked at otherwise" if otherwise else "not measured"

    @property
    def sentence(self) -> str:
        """How the class is looked at, in words."""
        named = ", ".join(self.columns)
        if self.readings:
            return f"Measured by {named}: {', '.join(sorted({one.probe for one in self.readings}))}."
        if self.state == "looked at otherwise":
            return "Looked at otherwise, without a reading."
        return f"Not measured: no reading by {named}." if named else "Not measured: no grouping column is named."


def statutes_of(class_id: str, known: ProtectedClasses) -> str:
    """The statutes that protect a class, with what each is about: they follow from the class alone."""
    found = known.classes.get(class_id)
    named = [known.statutes[key] for key in found.statutes] if found else []
    return "; ".join(f"{one.name} ({one.area})" for one in named)


def columns_of(record: ReadingRecord) -> frozenset[str]:
    """The columns by which a reading gives numbers of single groups; none where it failed or measures no groups."""
    if record.probe not in MEASURES or record.body.get("status", "ok") != "ok":
        return frozenset()
    slices: Iterable[Mapping[str, str]] = (metric.get("slice") or {} for metric in record.body.get("metrics", ()))
    return frozenset(next(iter(one)) for one in slices if len(one) == 1) - _NOT_GROUPS


def class_standings(
    parts: Sequence[Part], readings: Sequence[ReadingRecord], known: ProtectedClasses
) -> tuple[ClassStanding, ...]:
    """Every registered class with what measures it, in the order of the list of classes."""
    entries: dict[str, list[Part]] = {}
    for one in of_kind(parts, "protected-class"):
        entries.setdefault(one.fields.get("class", ""), []).append(one)
    measured = [(columns_of(record), record) for record in readings]
    found = []
    for key in (key for key in known.classes if key in entries):
        columns = tuple(dict.fromkeys(name for one in entries[key] if (name := one.fields.get("column", "").strip())))
        newest = {record.probe: record for held, record in measured if held & set(columns)}
        found.append(
            ClassStanding(
                about=known.classes[key], parts=tuple(entries[key]), columns=columns, readings=tuple(newest.values())
            )
        )
    return tuple(found)


def unregistered_columns(parts: Sequence[Part], readings: Sequence[ReadingRecord]) -> tuple[str, ...]:
    """Grouping columns that group-fairness measured and that no class is registered for."""
    named = {one.fields.get("column", "").strip() for one in of_kind(parts, "protected-class")}
    measured = (columns_of(record) for record in readings if record.probe == "group-fairness")
    return tuple(sorted(frozenset[str]().union(*measured) - named))


def open_class_items(
    pack: GuidelinePack, standings: Mapping[str, Standing], *, present: Collection[str], exempt: Collection[str] = ()
) -> tuple[str, ...]:
    """Ids of the items that consider protected classes, are due, and are not answered yes or not applicable."""
    return tuple(
        item.id
        for item in pack.items
        if item.protected_classes
        and item.component in present
        and item.id not in exempt
        and standings.get(item.id) not in ("yes", "not-applicable")
    )


def class_cautions(found: Sequence[ClassStanding], spare: Sequence[str]) -> tuple[str, ...]:
    """Classes that nothing measures, classes without a note of counsel, and columns without a class."""
    told = [f"{one.about.short}: {one.sentence[0].lower()}{one.sentence[1:]}" for one in found if not one.readings]
    told += [
        f"{one.about.short}: no note of counsel is recorded."
        for one in found
        if not any(part.fields.get("counsel", "").strip() for part in one.parts)
    ]
    return (*told, *(f"Readings are grouped by “{column}”, and no class is registered for it." for column in spare))
