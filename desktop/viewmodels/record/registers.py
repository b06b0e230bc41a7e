"""The registers that belong to no component, each as a list with its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core import clock
from core.errors import InputError, TouchstoneError
from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartField, PartKind, of_kind
from core.evaluation.recordable import entry_of
from core.evaluation.registers.campaigns import FAILED, RED_TEAM
from core.evaluation.registers.kinds import registers
from core.evaluation.registers.lessons import INCIDENT, lesson_reason, lesson_subject, noted
from core.evaluation.registers.standing import RegisterStanding, told_of
from desktop.background import behind
from desktop.session import Session
from desktop.viewmodels import proposals
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.register_state import WITH_STATE, row_state
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

if TYPE_CHECKING:
    from core.snapshot import Snapshot

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "protected-class": ("column",),
    "synthetic-content": ("where", "share", "generator"),
    "consultation": ("group", "day"),
    "incident": ("kind", "day", "severity", "reported_to"),
    "known-risk": ("likelihood", "harm", "owner"),
    "red-team": ("start", "successes", "result"),
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


_PROPOSE = Action(
    key="propose", title="Propose a change", icon="edit", save="Add to a file…",
    fields=(
        FormField(id="propose-kind", title="What it is", kind="choice", choices=proposals.KINDS),
        FormField(id="propose-on", title="On", help=proposals.SUBJECT_HELP, needed=True),
        FormField(id="propose-field", title="Field", kind="choice", choices=proposals.FIELDS,
                  only_if=("propose-kind", ("change",))),
        FormField(id="propose-words", title="Text proposed", kind="lines", help=proposals.WORDS_HELP,
                  only_if=("propose-kind", ("change", "add"))),
        FormField(id="propose-reason", title="Reason, or the comment", kind="lines", needed=True,
                  help="It goes out with the file: it names the incident, and nobody"),
    ),
)  # fmt: skip


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
        done = f"{'Changed' if key == 'change' else 'Recorded'}: {made.title}."
        if kind_id == RED_TEAM and made.fields["result"] == FAILED:
            done += " What it found stands on the page Findings."
        return self._record(
            lambda store: (store.change_part if key == "change" else store.add_part)(made, by=by),
            done,
            *(("record", "findings") if kind_id == RED_TEAM else ()),
        )

    def propose(self, incident_id: str, values: Mapping[str, str], target: str) -> bool:
        """Add what an incident taught to a proposal file on the pack in use, and note that in its entry."""
        from core.catalog import proposal
        from core.marking import portion_to_banner

        held, path, day = self._session, Path(target), clock.today().isoformat()
        incident = next(one for one in held.record.parts if one.id == incident_id)
        subject = values["propose-on"].strip()
        subject = subject if subject == "pack" else subject.upper()
        try:
            made = proposal.add_to_file(
                path,
                proposal.entry_of(
                    values["propose-kind"],
                    subject,
                    field=values["propose-field"],
                    proposed=values["propose-words"].strip(),
                    reason=values["propose-reason"].strip(),
                ),
                held.pack,
                by=held.person,
                organisation=held.deployment.agency if held.deployment else "",
                date=day,
                marking=portion_to_banner(incident.marking),
            )
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return False
        changed = noted(incident, file_name=path.name, subject=subject, day=day)
        said = f"{path.name}, marked {made.marking}, has what “{incident.title}” taught."
        return self._record(lambda store: store.change_part(changed, by=held.person), said)

    def proposal_name(self, incident_id: str) -> str:
        """The proposed name of the proposal file, with the marking of the incident in front."""
        from core.marking import portion_to_banner
        from core.marking.training import file_name

        incident = next(one for one in self._session.record.parts if one.id == incident_id)
        return file_name(proposals.FILE_NAME, portion_to_banner(incident.marking), training=self._session.training)

    def forms(self, kind_id: str) -> tuple[tuple[str, str], ...]:
        """(id, title) of every form in which a register can be saved."""
        from core.exchange.registers import forms_of  # only this and what follows write a file

        return tuple((key, form.title) for key, form in forms_of(kind_id).items())

    def file_name(self, kind_id: str, form: str) -> str:
        """The proposed name of the register as a file, with the marking of the case in front."""
        from core.exchange.registers import forms_of
        from core.marking.training import file_name  # its grammar is read from files, once it is asked

        name, held = f"{kind_id}{forms_of(kind_id)[form].ending}", self._session
        return file_name(name, held.marking, training=held.training) if held.is_open else name

    def save(self, kind_id: str, target: str, form: str) -> None:
        """Write one register as a file in one of its forms, behind the page: a schema takes a second to be asked."""
        path = Path(target)
        try:
            snapshot = self._session.snapshot()
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        behind(
            lambda: _write(snapshot, kind_id, form, path),
            done=lambda _: self.said.emit("success", f"The register is saved as {path.name}.", str(path.parent)),
            failed=lambda error: self.said.emit("error", error.message, error.hint),
        )

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
        reason = lesson_reason(part, training=self._session.training) if kind.id == INCIDENT else ""
        return Row(
            id=part.id,
            cells=(f"{part.marking} {part.title}", *told, *((pill[0],) if kind.id in WITH_STATE else ())),
            pill=pill,
            detail=(*told_of(part, kind), ("Recorded", f"{clock.shown(part.at)} by {part.by}")),
            values={
                "title": part.title,
                "marking": part.marking,
                **part.fields,
                "propose-on": lesson_subject(part),
                "propose-reason": reason,
            },
            blocked={} if reason else {"propose": "Say first what should change: its lesson is empty."},
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
            *((_PROPOSE,) if kind.id == INCIDENT else ()),
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


def _write(snapshot: Snapshot, kind_id: str, form: str, path: Path) -> None:
    from core.exchange.registers import as_file  # as above

    text = as_file(snapshot.registers.by_id[kind_id], snapshot, form)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"The file can't be written: {error.strerror or error}.", "Choose another folder.") from error


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _MOST else f"{flat[: _MOST - 1]}…"
