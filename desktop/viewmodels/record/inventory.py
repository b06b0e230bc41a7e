"""The inventory of the seven components: a register for each kind of part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import clock
from core.evaluation.components import BY_ID, KINDS, removed_words
from core.evaluation.data_sets import DATA_SET
from core.evaluation.deployment_record import Part
from core.evaluation.lineage import SHORT, with_digests
from core.evaluation.parts import PartField, PartKind, of_kind
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

if TYPE_CHECKING:
    from core.casefile.store import Store

_STAYING = 3  # columns; the rest also stands under the list, for the line that is selected
_COLUMNS = {
    "model": ("version", "supplier", "form"),
    "data-set": ("role", "rows", "file", "sha256"),
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
    """All kinds but data sets, which have a section of their own (`DataModel`)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: InventoryState = InventoryState(registers={}, cautions=())
        self.refresh()

    def act(self, kind_id: str, key: str, row_id: str, values: Mapping[str, str]) -> bool:
        """Add, change or take out a part of one kind."""
        return self._record(*act_on_part(self._session, kind_id, key, row_id, values))

    def _read(self) -> InventoryState:
        held = self._session
        kinds = [kind for kind in KINDS if kind.id != DATA_SET.id]
        return InventoryState(
            registers={kind.id: part_register(held, kind) for kind in kinds}, cautions=held.act.inventory
        )


def act_on_part(
    session: Session, kind_id: str, key: str, row_id: str, values: Mapping[str, str]
) -> tuple[Callable[[Store], None], str]:
    """What records an action on a part of one kind, and the sentence that says that it is done."""
    by, kind, parts = session.person, BY_ID[kind_id], session.record.parts
    if key == "remove":
        reason = values["reason"]
        return lambda store: store.remove_part(row_id, reason=reason, by=by), "The part is taken out; its row stays."
    if key == "name-digests":
        named = with_digests(next(one for one in parts if one.id == row_id), parts)
        return lambda store: store.change_part(named, by=by), f"{named.title} names the digests of its data sets now."
    part = Part(
        id=row_id if key == "change" else "",
        component=kind.component,
        kind=kind_id,
        title=values.get("title", "").strip(),
        fields={one.id: values.get(one.id, "").strip() for one in kind.fields},
        marking=values.get("marking", "").strip(),
    )
    if key == "change":
        return lambda store: store.change_part(part, by=by), f"Changed: {part.title}."
    return lambda store: store.add_part(part, by=by), f"Recorded: {part.title}."


def part_register(session: Session, kind: PartKind, *, title: str = "", more: Sequence[Action] = ()) -> RegisterState:
    """The parts of one kind as a list with its actions, and `more` of them."""
    deployment = session.deployment
    absent = deployment is not None and kind.component not in deployment.components
    fields = {one.id: one.title for one in kind.fields}
    shown = _COLUMNS[kind.id]
    titles = {one.id: one.title for one in session.pack.components}
    return RegisterState(
        title=title or titles.get(kind.component, kind.component),
        subtitle=f"{kind.plural}, section {kind.clause}. {kind.help}"
        + (" The description says that this component is not there." if absent else ""),
        columns=("Name", *(fields.get(name, "Removed") for name in shown)),
        wide=0,
        gives_way=_STAYING,
        right=tuple(at + 1 for at, name in enumerate(shown) if _is_count(kind, name)),
        rows=tuple(_row(part, kind) for part in of_kind(session.record.parts, kind.id)),
        actions=(*_actions(session, kind), *more),
        empty="Nothing is recorded yet.",
        opened=False,
        blocked=session.why_not_writable,
    )


def _is_count(kind: PartKind, name: str) -> bool:
    return any(one.id == name and one.kind == "count" for one in kind.fields)


def _actions(session: Session, kind: PartKind) -> tuple[Action, ...]:
    data_sets = [one.title for one in of_kind(session.record.parts, DATA_SET.id)]
    fields = (
        FormField(id="title", title="Name", needed=True),
        *(_field(one, data_sets) for one in kind.fields),
        FormField(id="marking", title="Portion mark", value=session.portion),
    )
    none = "" if data_sets else "Record a data set first."
    names = (Action(key="name-digests", title="Name the digests", icon="link", blocked=none),)
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
        *(names if any(one.kind == "names" for one in kind.fields) else ()),
    )


def _field(one: PartField, data_sets: Sequence[str]) -> FormField:
    choices = (("", "Choose"), *((choice, choice.capitalize()) for choice in one.choices)) if one.choices else ()
    kind = {"choice": "choice", "day": "day", "names": "lines"}.get(one.kind, "text")
    recorded = f" Recorded: {', '.join(data_sets)}." if one.kind == "names" and data_sets else ""
    told = f"{one.help}.{recorded}" if recorded else one.help
    return FormField(id=one.id, title=one.title, kind=kind, choices=choices, needed=one.needed, help=told)  # type: ignore[arg-type]


def _said(field: PartField, value: str) -> str:
    return f"{int(value):,}" if field.kind == "count" and value.isdecimal() else value


def _row(part: Part, kind: PartKind) -> Row:
    def cell(name: str) -> str:
        value = removed_words(part) if name == "+removed" else part.fields.get(name, "")
        value = f"{int(value):,}" if _is_count(kind, name) and value.isdecimal() else value
        if name == "sha256":
            return value[:SHORT]
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
