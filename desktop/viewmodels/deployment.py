"""The deployment as it is described, and the pass that is open over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import TouchstoneError
from core.evaluation.records import Deployment, Evaluation, Profile, Stage
from desktop.session import Change, Session
from desktop.viewmodels import record
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.unsaved import Unsaved

STAGES = (
    ("design", "Design"),
    ("development", "Development"),
    ("deployment", "Deployment"),
    ("operation", "Operation"),
)
PROFILES = (("full", "Full: every item of the pack"), ("quick", "Quick: the core items, a first screen"))
NEEDED = {
    "agency": "Name the agency that uses the system.",
    "name": "Name the system.",
    "purpose": "Say what the system is used for.",
    "owner": "Name the person who answers for the system.",
}


@dataclass(frozen=True, kw_only=True)
class Pass:
    """The evaluation that is open, in words."""

    title: str
    profile: str
    stage: str
    pack: str
    opened: str


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The deployment as it stands in the form. `components` are ids."""

    agency: str = ""
    name: str = ""
    version: str = ""
    purpose: str = ""
    owner: str = ""
    existing: bool = True
    stage: str = "deployment"
    components: tuple[str, ...] = ()
    marking: str = "UNCLASSIFIED"


@dataclass(frozen=True, kw_only=True)
class DeploymentState:
    """`saved` is None until the deployment was described once. `errors` are by field of `Typed`.

    `case` names the case file that all of it is of, also while that is locked.
    """

    case: str = ""
    saved: Typed | None = None
    unsaved: Typed | None = None  # what was typed and not saved when the case was closed, locked or left
    components: tuple[tuple[str, str], ...] = ()
    current: Pass | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint
    blocked: str = ""
    blocked_pass: str = ""  # why no other evaluation can begin


class DeploymentModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state = DeploymentState()
        self._unsaved = Unsaved(session, "deployment", self)
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Look at the case again."""
        held = self._session
        if not held.is_open:
            where = str(held.locked_path or "")
            self._show(case=where, saved=None, unsaved=None, current=None, blocked=held.why_not_writable)
            return
        self._show(
            case=str(held.path),
            saved=_typed(held.deployment) if held.deployment else None,
            unsaved=_from_form(self._unsaved.read()),
            components=tuple((one.id, one.title) for one in held.pack.components),
            current=_passing(held.evaluation) if held.evaluation else None,
            blocked=held.why_not_writable,
            blocked_pass=held.why_read_only,
        )

    def type(self, typed: Typed) -> None:
        """Keep what stands in the form until it is saved."""
        self._unsaved.keep(asdict(typed) if typed != self.state.saved else {})

    def discard(self) -> None:
        """Throw away what was typed and not saved."""
        self._unsaved.keep({})
        self._unsaved.write()
        self.refresh()

    def save(self, typed: Typed) -> bool:
        """Save what was typed; False, with `errors` beside the fields, when it is not right yet."""
        errors = {name: said for name, said in NEEDED.items() if not getattr(typed, name).strip()}
        fault = self.marking_fault(typed.marking)
        if fault:
            errors["marking"] = fault
        if not typed.components:
            errors["components"] = "Tick at least one component that is part of the system."
        wrong = f"{len(errors)} fields need" if len(errors) > 1 else "One field needs"
        said = ("error", "The deployment is not saved.", f"{wrong} a correction; see below.")
        self._show(errors=errors, notice=said if errors else ("", "", ""))
        if errors:
            return False
        deployment = _deployment(typed)
        try:
            self._session.change(lambda store: store.save_deployment(deployment, by=self._session.person), "deployment")
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))
            return False
        self.discard()
        self._show(notice=("success", "The deployment is saved.", ""))
        return True

    def marking_fault(self, marking: str) -> str:
        """What is wrong with a banner, and its mended form where there is one; empty when it is right."""
        from core.marking import check  # its grammar is read from files, when the first mark is checked

        faults = check(marking.strip(), kind="banner", profile=self._session.settings.marking_profile)
        if not faults:
            return ""
        fix = f" Write {faults[0].fix}." if faults[0].fix else ""
        return f"{faults[0].message}{fix}"

    def start(self, *, title: str, stage: str, profile: str) -> bool:
        """Begin a new pass over the deployment with the pack; answers given so far keep counting."""
        if not title.strip():
            self._show(errors={"pass_title": "Give the pass a title, e.g. First evaluation."})
            return False
        held = self._session
        try:
            held.change(
                lambda store: store.start_evaluation(
                    title=title.strip(),
                    stage=cast("Stage", stage),
                    profile=cast("Profile", profile),
                    pack=held.pack,
                    by=held.person,
                ),
                "evaluation",
                "answers",
            )
        except TouchstoneError as error:
            self._show(errors={}, notice=("error", error.message, error.hint))
            return False
        self._show(errors={}, notice=("success", "The evaluation has begun. The checklist is ready.", ""))
        return True

    def section(self, key: str) -> Recorder:
        """The model of a section beside the description, e.g. "clocks". Raises KeyError."""
        return record.SECTIONS[key](self._session)

    def go_to_checklist(self) -> None:
        self._session.ask_page("checklist")

    def _follow(self, change: Change) -> None:
        if change.touches("deployment", "evaluation"):
            if "case" in change.kinds:
                self._show(errors={}, notice=("", "", ""))
            self.refresh()

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


def _passing(evaluation: Evaluation) -> Pass:
    return Pass(
        title=evaluation.title,
        profile=dict(PROFILES)[evaluation.profile],
        stage=dict(STAGES)[evaluation.stage],
        pack=f"{evaluation.pack_id} {evaluation.pack_version}",
        opened=f"{clock.shown(evaluation.opened_at)} by {evaluation.opened_by}",
    )


def _typed(deployment: Deployment) -> Typed:
    return Typed(**{name: getattr(deployment, name) for name in Typed.__dataclass_fields__})


def _from_form(values: Mapping[str, Any]) -> Typed | None:
    known = {name: value for name, value in values.items() if name in Typed.__dataclass_fields__}
    if "components" in known:
        known["components"] = tuple(known["components"])
    return Typed(**known) if known else None


def _deployment(typed: Typed) -> Deployment:
    clean: dict[str, Any] = {name: getattr(typed, name) for name in Typed.__dataclass_fields__}
    for name, value in clean.items():
        clean[name] = value.strip() if isinstance(value, str) else value
    return Deployment(**clean)
