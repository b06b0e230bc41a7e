"""What can be recorded of a deployment in registers: kinds of entries, their fields, and what a field accepts.

The inventory of the components (core/evaluation/components.py) and the registers that belong to no component
(core/evaluation/registers) are both made of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.evaluation.calendar_days import day_problem
from core.evaluation.deployment_record import Part
from core.evaluation.marks import mark_problems

FieldKind = Literal["text", "lines", "count", "number", "percent", "day", "digest", "choice", "items", "names"]
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"(\d{1,15}(\.\d{1,15})?|\.\d{1,15})(e[+-]?\d{1,2})?", re.ASCII)
_NAMED = re.compile(r"(?P<name>.*?)(?:\s+(?P<digest>[0-9a-f]{16,}))?", re.IGNORECASE)
_ITEM = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)+")
_MOST_DIGITS = 15


@dataclass(frozen=True, kw_only=True)
class PartField:
    """One thing to say of an entry. `choices` are those of a choice; `titles` are words for them where the choices are
    ids. A number is at least 0, a percent at most 100; items are ids of items, parted by commas or spaces; names stand
    one a line, each with a SHA-256 behind it where it has one.
    """

    id: str
    title: str
    kind: FieldKind = "text"
    needed: bool = False
    choices: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    help: str = ""

    def words(self, value: str) -> str:
        """A value as a person reads it."""
        if self.kind == "count" and value.isascii() and value.isdecimal():
            return f"{int(value):,}"
        return self.titles.get(value, f"{value} %" if self.kind == "percent" and value else value)


@dataclass(frozen=True, kw_only=True)
class PartKind:
    """A kind of entry: the component it belongs to ("" for a register of the whole deployment), the clause, what it is
    called, its fields. `name` is what its title is called; `named_by` is the field that gives the title in place of a
    person. `empty` says what it means that nothing is recorded, where the Act asks for it.
    """

    id: str
    component: str = ""
    clause: str
    title: str
    plural: str
    fields: tuple[PartField, ...]
    help: str = ""
    name: str = "Name"
    named_by: str = ""
    empty: str = ""

    def field(self, key: str) -> PartField:
        """The field with this id. Raises KeyError."""
        return {one.id: one for one in self.fields}[key]

    @property
    def source(self) -> str:
        """The clause as it is said: "section 3(e)" for one of the Act, else the name of what asks for it."""
        return f"section {self.clause}" if self.clause[:1].isdigit() else self.clause


def text(key: str, title: str, *, needed: bool = False, help: str = "") -> PartField:  # noqa: A002 - the field's name
    return PartField(id=key, title=title, needed=needed, help=help)


def lines(key: str, title: str, *, needed: bool = False, help: str = "") -> PartField:  # noqa: A002 - as above
    return PartField(id=key, title=title, kind="lines", needed=needed, help=help)


def choice(key: str, title: str, *choices: str, needed: bool = True) -> PartField:
    return PartField(id=key, title=title, kind="choice", needed=needed, choices=choices)


def day(key: str, title: str, *, needed: bool = False) -> PartField:
    return PartField(id=key, title=title, kind="day", needed=needed)


def entry_problems(part: Part, kind: PartKind) -> tuple[str, ...]:
    """Why an entry of this kind can't be recorded, one sentence each; empty when it can."""
    found = [] if part.title.strip() else [f"Give the {kind.title.lower()} a name."]
    known = {one.id for one in kind.fields}
    found += [f"A {kind.title.lower()} has no field '{name}'." for name in part.fields if name not in known]
    for one in kind.fields:
        found += _field_problems(one, part.fields.get(one.id, "").strip())
    return (*found, *mark_problems(part.marking, "portion"))


def _field_problems(field: PartField, value: str) -> Iterable[str]:
    if not value:
        return [f"{field.title}: this is needed."] if field.needed else []
    if field.kind == "items":
        return [f"{field.title}: '{one}' is no id of an item." for one in items_in(value) if not _ITEM.fullmatch(one)]
    if field.kind == "names":
        return [f"{field.title}: {fault}" for fault in _name_problems(value)]
    fault = _value_problem(field, value)
    return [f"{field.title}: {fault}"] if fault else []


def _name_problems(value: str) -> Iterable[str]:
    named = names_in(value)
    for name, digest in named:
        if digest and not _DIGEST.fullmatch(digest):
            yield f"the digest of “{name}” is no SHA-256 of 64 characters."
    keys = [same_name(name) for name, _ in named]
    yield from (f"“{name}” stands there twice." for at, (name, _) in enumerate(named) if keys[at] in keys[:at])


def _value_problem(field: PartField, value: str) -> str:
    fault = ""
    if field.kind == "count" and (not value.isascii() or not value.isdecimal() or len(value) > _MOST_DIGITS):
        fault = f"'{value}' is not a whole number."
    elif field.kind in ("number", "percent") and not _NUMBER.fullmatch(value):
        fault = f"'{value}' is not a number of at least 0. Write it as 1.5 or 1e-6."
    elif field.kind == "percent" and float(value) > 100:
        fault = f"{value} % is more than the whole."
    elif field.kind == "digest" and not _DIGEST.fullmatch(value):
        fault = "a SHA-256 has 64 of the characters 0-9 and a-f."
    elif field.kind == "choice" and value not in field.choices:
        fault = f"choose one of {', '.join(field.choices)}."
    elif field.kind == "day":
        fault = day_problem(value, "").removeprefix(": ")
    return fault


def items_in(value: str) -> tuple[str, ...]:
    """The ids of items that a field names, each once: "mod-val-1, DAT-PRI-2" gives two."""
    return tuple(dict.fromkeys(value.upper().replace(",", " ").replace(";", " ").split()))


def names_in(value: str) -> tuple[tuple[str, str], ...]:
    """The (name, SHA-256 or "") pairs of a field of names, one a line or parted by semicolons."""
    found = (_NAMED.fullmatch(line.strip()) for line in value.replace(";", "\n").splitlines() if line.strip())
    return tuple((one["name"].strip(), (one["digest"] or "").lower()) for one in found if one and one["name"].strip())


def same_name(name: str) -> str:
    """What two names have in common that are meant as one: without case and with single spaces."""
    return " ".join(name.split()).casefold()


def of_kind(parts: Iterable[Part], kind: str) -> tuple[Part, ...]:
    """The entries of one kind that still count, in the order in which they were recorded."""
    return tuple(part for part in parts if part.kind == kind and not part.removed)


def marked(part: Part) -> str:
    """The title of an entry behind its portion mark, for sentences that name it."""
    return f"{part.marking} {part.title}"


def count_of(part: Part, field: str) -> int | None:
    """A count of an entry as a number; None where it is not said."""
    value = part.fields.get(field, "")
    return int(value) if value.isascii() and value.isdecimal() else None


def number_of(part: Part, field: str) -> float | None:
    """A number of an entry; None where it is not said."""
    value = part.fields.get(field, "").strip()
    return float(value) if _NUMBER.fullmatch(value) else None


def said_of(part: Part, fields: Sequence[PartField]) -> tuple[tuple[str, str], ...]:
    """(title, words) of what is said of an entry, field by field; what is not said is left out."""
    told = ((one.title, one.words(part.fields.get(one.id, "").strip())) for one in fields)
    return tuple((title, words) for title, words in told if words)
