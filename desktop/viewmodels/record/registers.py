"""The registers that belong to no component, each as a list with its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core import clock
from core.errors import TouchstoneError
from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartField, PartKind, of_kind
from core.evaluation.recordable import entry_of
from core.evaluation.registers.kinds import registers
from core.evaluation.registers.standing import RegisterStanding, told_of
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.register_state import WITH_STATE, row_state
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "protected-class": ("column",),
    "synthetic-content": ("where", "share", "generator"),
    "consultation": ("group", "day"),
    "incident": ("kind", "day", "severity", "reported_to"),
    "known-risk": ("likelihood", "harm", "owner"),
    "red-team": ("team", "start", "attempts", "successes"),
    "board-member": ("role", "office"),
    "board-meeting": ("day", "decision"),
    "board-vote": ("meeting", "vote"),
    "privacy-assessment": ("kind", "status", "day"),
    "dp-claim": ("epsilon", "delta", "unit"),
    "custody": ("event", "day", "to", "second"),
    "pilot": ("start", "expires", "certified_by"),
    "energy": ("phase", "kwh", "method"),
    "acquisition": ("where", "vendor"),
}
_MOST = 60  # characters of a cell; the whole stands in the details
_FORM_KINDS = {"choice": "choice", "day": "day", "lines": "lines"}


@dataclass(frozen=True, kw_only=True)
class RegistersState:
    """The registers by id in order, with how many entries each has; `case` tells one case from another."""

    registers: Mapping[str, RegisterState] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()  # (item id, sentence) of answers that content made by AI carries
    case: str = ""


class RegistersModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: RegistersState = RegistersState()
        self.refresh()

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """(id, title) of every register, with or without a case."""
        return tuple((key, kind.plural) for key, kind in registers().items())

    def act(self, kind_id: str, key: str, row_id: str, values: Mapping[str, str]) -> bool:
        """Add, change or take out an entry of one register."""
        by, kind = self._session.person, registers()[kind_id]
        if key == "remove":
            reason = values["reason"]
            return self._record(
                lambda store: store.remove_part(row_id, reason=reason, by=by), "The entry is taken out; its row stays."
            )
        given = {name: value for name, value in values.items() if name not in ("title", "marking")}
        made = entry_of(
            kind,
            title=values.get("title", ""),
            fields=given,
            marking=values.get("marking", ""),
            entry_id=row_id if key == "change" else "",
        )
        if key == "change":
            return self._record(lambda store: store.change_part(made, by=by), f"Changed: {made.title}.")
        return self._record(lambda store: store.add_part(made, by=by), f"Recorded: {made.title}.")

    def save(self, kind_id: str, target: str) -> None:
        """Write one register as a JSON file."""
        from core.exchange.registers import as_json  # only this writes a file

        path = Path(target)
        try:
            snapshot = self._session.snapshot()
            path.write_text(as_json(snapshot.registers.by_id[kind_id], snapshot), encoding="utf-8", newline="")
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
        except OSError as error:
            self.said.emit("error", f"The file can't be written: {error.strerror}.", "Choose another folder.")
        else:
            self.said.emit("success", f"The register is saved as {path.name}.", str(path.parent))

    def open_item(self, item_id: str) -> None:
        """Go to an item whose answer rests on content made by AI."""
        self._session.ask_page("checklist", {"item": item_id})

    def _read(self) -> RegistersState:
        held = self._session
        found = held.registers
        return RegistersState(
            registers={key: self._register(one) for key, one in found.by_id.items()},
            counts={key: len(one.entries) for key, one in found.by_id.items()},
            warnings=tuple((one.item_id, one.sentence) for one in found.reliances),
            case=str(held.path),
        )

    def _register(self, one: RegisterStanding) -> RegisterState:
        held, kind = self._session, one.kind
        shown = _COLUMNS[kind.id]
        numbers = [at + 1 for at, name in enumerate(shown) if kind.field(name).kind in ("count", "number", "percent")]
        return RegisterState(
            title=kind.plural,
            subtitle=f"{kind.source[:1].upper()}{kind.source[1:]}. {kind.help}",
            columns=(
                kind.title if kind.named_by else kind.name,
                *(kind.field(name).title for name in shown),
                *(("State",) if kind.id in WITH_STATE else ()),
            ),
            right=tuple(numbers),
            rows=tuple(self._row(part, kind) for part in one.entries),
            actions=self._actions(kind),
            empty=kind.empty or "Nothing is recorded yet.",
            figures=one.figures,
            cautions=one.cautions,
            opened=False,
            blocked=held.why_not_writable,
        )

    def _row(self, part: Part, kind: PartKind) -> Row:
        told = tuple(_cut(kind.field(name).words(part.fields.get(name, ""))) for name in _COLUMNS[kind.id])
        pill = row_state(self._session, part)
        return Row(
            id=part.id,
            cells=(f"{part.marking} {part.title}", *told, *((pill[0],) if kind.id in WITH_STATE else ())),
            pill=pill,
            detail=(*told_of(part, kind), ("Recorded", f"{clock.shown(part.at)} by {part.by}")),
            values={"title": part.title, "marking": part.marking, **part.fields},
        )

    def _actions(self, kind: PartKind) -> tuple[Action, ...]:
        fields = (
            *(() if kind.named_by else (FormField(id="title", title=kind.name, needed=True),)),
            *(self._field(one, kind) for one in kind.fields),
            FormField(id="marking", title="Portion mark", value=self._session.portion),
        )
        reason = FormField(id="reason", title="Reason", kind="lines", needed=True)
        article = "an" if kind.title[0] in "AEIOU" else "a"
        noun = kind.title[0].lower() + kind.title[1:]
        return (
            Action(key="add", title=f"Add {article} {noun}", icon="add", needs_row=False, fields=fields),
            Action(key="change", title="Change", icon="edit", fields=fields),
            Action(key="remove", title="Take out", icon="remove", fields=(reason,)),
        )

    def _field(self, one: PartField, kind: PartKind) -> FormField:
        choices: tuple[tuple[str, str], ...] = ()
        if one.choices:
            choices = (("", "Choose"), *((key, one.titles.get(key, key.capitalize())) for key in one.choices))
        form_kind = _FORM_KINDS.get(one.kind, "text")
        if (kind.id, one.id) == ("board-vote", "meeting"):
            meetings = of_kind(self._session.record.parts, "board-meeting")
            if meetings:
                form_kind, choices = "choice", (("", "Choose"), *((held.title, held.title) for held in meetings))
        return FormField(
            id=one.id,
            title=one.title,
            kind=form_kind,  # type: ignore[arg-type]
            help="" if form_kind == "choice" and one.kind == "text" else one.help,
            choices=choices,
            needed=one.needed,
        )


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _MOST else f"{flat[: _MOST - 1]}…"
