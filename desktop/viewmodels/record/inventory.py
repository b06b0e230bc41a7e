"""The inventory of the seven components: a register for each kind of part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import clock
from core.evaluation.components import BY_ID, KINDS, removed_words
from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartField, PartKind, of_kind
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

_COLUMNS = {
    "model": ("version", "supplier", "form"),
    "data-step": ("action", "before", "after", "+removed"),
    "change": ("method", "day", "approved"),
    "content": ("form", "audience", "disclosure"),
    "device": ("use", "model", "count", "precision"),
    "use": ("kind", "who", "safeguard"),
    "feature": ("where", "safeguard"),
}
_ADD = {"content": "Add content", "device": "Add hardware"}
_MOST = 60  # characters of a cell; the whole stands in the details


@dataclass(frozen=True, kw_only=True)
class InventoryState:
    """A register by kind of part, and what does not fit together."""

    registers: Mapping[str, RegisterState]
    cautions: tuple[str, ...]


class InventoryModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: InventoryState = InventoryState(registers={}, cautions=())
        self.refresh()

    def act(self, kind_id: str, key: str, row_id: str, values: Mapping[str, str]) -> bool:
        """Add, change or take out a part of one kind."""
        by, kind = self._session.person, BY_ID[kind_id]
        if key == "remove":
            reason = values["reason"]
            return self._record(
                lambda store: store.remove_part(row_id, reason=reason, by=by), "The part is taken out; its row stays."
            )
        part = Part(
            id=row_id if key == "change" else "",
            component=kind.component,
            kind=kind_id,
            title=values.get("title", "").strip(),
            fields={one.id: values.get(one.id, "").strip() for one in kind.fields},
            marking=values.get("marking", "").strip(),
        )
        if key == "change":
            return self._record(lambda store: store.change_part(part, by=by), f"Changed: {part.title}.")
        return self._record(lambda store: store.add_part(part, by=by), f"Recorded: {part.title}.")

    def _read(self) -> InventoryState:
        held = self._session
        return InventoryState(registers={kind.id: self._register(kind) for kind in KINDS}, cautions=held.act.inventory)

    def _register(self, kind: PartKind) -> RegisterState:
        held = self._session
        deployment = held.deployment
        absent = deployment is not None and kind.component not in deployment.components
        fields = {one.id: one.title for one in kind.fields}
        shown = _COLUMNS[kind.id]
        titles = {one.id: one.title for one in held.pack.components}
        return RegisterState(
            title=titles.get(kind.component, kind.component),
            subtitle=f"{kind.plural}, section {kind.clause}. {kind.help}"
            + (" The description says that this component is not there." if absent else ""),
            columns=("Name", *(fields.get(name, "Removed") for name in shown)),
            wide=0,
            right=tuple(at + 1 for at, name in enumerate(shown) if _is_count(kind, name)),
            rows=tuple(_row(part, kind) for part in of_kind(held.record.parts, kind.id)),
            actions=_actions(kind, held.portion),
            empty="Nothing is recorded yet.",
            opened=False,
            blocked=held.why_not_writable,
        )


def _is_count(kind: PartKind, name: str) -> bool:
    return any(one.id == name and one.kind == "count" for one in kind.fields)


def _actions(kind: PartKind, portion: str) -> tuple[Action, ...]:
    fields = (
        FormField(id="title", title="Name", needed=True),
        *(_field(one) for one in kind.fields),
        FormField(id="marking", title="Portion mark", value=portion),
    )
    return (
        Action(
            key="add",
            title=_ADD.get(kind.id, f"Add a {kind.title.lower()}"),
            icon="add",
            needs_row=False,
            fields=fields,
        ),
        Action(key="change", title="Change", icon="edit", fields=fields),
        Action(
            key="remove",
            title="Take out",
            icon="remove",
            fields=(FormField(id="reason", title="Reason", kind="lines", needed=True),),
        ),
    )


def _field(one: PartField) -> FormField:
    choices = (("", "Choose"), *((choice, choice.capitalize()) for choice in one.choices)) if one.choices else ()
    kind = {"choice": "choice", "day": "day"}.get(one.kind, "text")
    return FormField(id=one.id, title=one.title, kind=kind, choices=choices, needed=one.needed)  # type: ignore[arg-type]


def _said(field: PartField, value: str) -> str:
    return f"{int(value):,}" if field.kind == "count" and value.isdecimal() else value


def _row(part: Part, kind: PartKind) -> Row:
    def cell(name: str) -> str:
        value = removed_words(part) if name == "+removed" else part.fields.get(name, "")
        value = f"{int(value):,}" if _is_count(kind, name) and value.isdecimal() else value
        return value if len(value) <= _MOST else f"{value[: _MOST - 1]}…"

    detail = [(one.title, _said(one, part.fields.get(one.id, ""))) for one in kind.fields]
    return Row(
        id=part.id,
        cells=(f"{part.marking} {part.title}", *(cell(name) for name in _COLUMNS[kind.id])),
        detail=(
            *((name, value) for name, value in detail if value),
            ("Recorded", f"{clock.shown(part.at)} by {part.by}"),
        ),
        values={"title": part.title, "marking": part.marking, **part.fields},
    )
