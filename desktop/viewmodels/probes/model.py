"""The Probes page: from a model file to readings in the case, in five steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from core.plan import Plan, plan_text
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.probes import plan_file
from desktop.viewmodels.probes.bom_step import BomStep
from desktop.viewmodels.probes.choice_step import ChoiceStep
from desktop.viewmodels.probes.data_step import DataStep
from desktop.viewmodels.probes.model_step import ModelStep
from desktop.viewmodels.probes.read_step import ReadStep
from desktop.viewmodels.probes.run_step import RunStep
from desktop.viewmodels.probes.states import CHOICE, MODEL, READ, RUN, Note, ProbesState

_NO_MODEL = "Choose a model first, or recorded scores."


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """A reading that was measured while its case was closed."""

    path: Path | None
    plan: Plan
    probe: str
    reading: Mapping[str, Any]


class ProbesModel(QObject):
    """Holds the five steps together. `state_changed` is about the page; each step has its own signal."""

    state_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._step, self._plan_path = MODEL, ""
        self._note: Note | None = None
        self._run_plan: Plan | None = None
        self._run_case: Path | None = None
        self._case = session.path
        self._waiting: list[_Kept] = []
        self.model, self.bom = ModelStep(self), BomStep(self)
        self.data = DataStep(self)
        self.choice = ChoiceStep(lambda: self.data.plan, self._put_plan, self)
        self.run = RunStep(self)
        self.read = ReadStep(session, self)
        self._connect()

    def _connect(self) -> None:
        self.model.inspected.connect(self._on_inspected)
        self.data.checked.connect(self.choice.look_again)
        for step in (self.model, self.data, self.choice, self.run):
            step.changed.connect(self._say)
        self.run.measured.connect(self._on_measured)
        self.run.started.connect(self._on_started)
        self.read.failed.connect(self._fail)
        self.bom.failed.connect(self._fail)
        self.bom.written.connect(self._on_bom)
        self._session.changed.connect(self._on_session)
        self._session.stopping.connect(self.run.cancel_all)

    @property
    def state(self) -> ProbesState:
        why_not = self._why_not()
        jobs = self.run.state.jobs
        measured = bool(jobs) and not self.run.state.busy
        return ProbesState(
            step=self._step,
            why_not=why_not,
            done=(self.model.state.phase == "ready", self.data.summary is not None, bool(jobs), measured, False),
            plan_path=self._plan_path,
            note=self._note,
            why_not_run=self._why_not_run(),
            why_not_saved=self._why_not_saved(),
        )

    # ---- commands ----

    def go(self, step: int) -> None:
        """Open a step, where it can be opened."""
        if self._why_not()[step]:
            return
        self._step = step
        if self._note is not None and self._note.kind != "error":
            self._note = None
        if step == CHOICE:
            self.choice.look_again(self.data.summary or {})
        if step == READ:
            self.read.open_newest()
        self._say()

    def choose_model(self, path: str) -> None:
        """Inspect another model."""
        self._note = None
        self.model.choose(path)

    def use_recorded(self) -> None:
        """Evaluate what a system was recorded to say, without a model."""
        self._note = None
        self.model.use_recorded()
        self.data.use_recorded()
        self.choice.look_again({})

    def use_model(self) -> None:
        """Evaluate a model after all: one has to be chosen."""
        self._note = None
        self.model.clear()
        self.data.drop_recorded()

    def allow_domain(self, domain: str, *, on: bool) -> None:
        """Let operators of a domain outside ONNX through, or no longer."""
        self.data.set_domain(domain, on=on)
        self._show_model()

    def choose_bom(self, path: str) -> None:
        """The model's bill of materials is in this file; "" for none."""
        self.data.set_bom(path)
        self._show_model()

    def draft_bom(self, path: str) -> None:
        """Write a draft of the model's bill of materials to `path`, and choose it."""
        self.bom.draft(self.data.plan, path)

    def _on_bom(self, path: str, note: Note) -> None:
        self._note = note
        self.choose_bom(path)
        self._say()

    def _show_model(self) -> None:
        plan = self.data.plan
        self.model.show_set(plan.allow_domains, plan.bom or "")

    def open_plan(self, path: str) -> None:
        """Take over a plan file: its model is inspected and its data bound."""
        try:
            plan = plan_file.opened(Path(path))
        except TouchstoneError as error:
            self._fail(error.message, error.hint)
            return
        self._note = Note(kind="info", text=f"The plan {Path(path).name} is open.")
        self._plan_path = path
        self.data.use_plan(plan)
        if plan.model:
            self.model.choose(plan.model)
        else:
            self.model.use_recorded()
            self.choice.look_again({})

    def save_plan(self, path: str) -> None:
        """Write the plan, as the command line runs it too."""
        place = Path(path) if Path(path).suffix else Path(f"{path}.plan.yaml")
        try:
            plan_file.save(self._whole_plan(), place)
        except TouchstoneError as error:
            self._fail(error.message, error.hint)
            return
        self._plan_path = str(place)
        self._note = Note(kind="success", text=f"The plan is saved as {place.name}.")
        self._say()

    def start(self) -> None:
        """Run the ticked probes, one after the other."""
        if self._why_not_run():
            return
        try:
            self._run_plan = plan_file.beside_its_model(self._whole_plan())
        except TouchstoneError as error:
            self._fail(error.message, error.hint)
            return
        self._note, self._run_case, self._step = None, self._session.path, RUN
        self.run.start(self._run_plan, self.choice.chosen())
        self._say()

    def read_result(self, reading_id: str) -> None:
        """Open the reading that a run has left in the case."""
        self._step = READ
        self.read.open(reading_id)
        self._say()

    def open_item(self, item_id: str) -> None:
        """Go to an item that a reading supports."""
        self._session.ask_page("checklist", {"item": item_id})

    def dismiss(self) -> None:
        self._note = None
        self._say()

    # ---- what follows from what ----

    def _whole_plan(self) -> Plan:
        return replace(self.data.plan, probes=tuple(probe for probe, _ in self.choice.chosen()) or ("all",))

    def _put_plan(self, plan: Plan) -> None:
        self.data.put_plan(plan)

    def _on_inspected(self, path: str, inspection: Mapping[str, Any]) -> None:
        self.data.use_model(path, inspection)
        self._show_model()
        self.choice.look_again({})

    def _on_started(self, title: str, watch: JobWatch) -> None:
        self._session.follow(title, watch)

    def _on_measured(self, probe: str, reading: Mapping[str, Any]) -> None:
        if self._run_plan is None:
            return
        self._waiting.append(_Kept(path=self._run_case, plan=self._run_plan, probe=probe, reading=reading))
        self._keep()

    def _keep(self) -> None:
        """Put what was measured into the case it was measured for; what can't be kept now waits."""
        if self._session.why_not_writable:
            if self._waiting:
                self._fail("A reading waits to be kept.", "Open the case again; it is then kept in it.")
            return
        for kept in [one for one in self._waiting if one.path == self._session.path]:
            self._waiting.remove(kept)
            self._add(kept)

    def _add(self, kept: _Kept) -> None:
        told = {"plan_name": kept.plan.name, "plan_text": plan_text(kept.plan), "by": self._session.person}
        try:
            record = self._session.change(
                lambda store: store.add_reading(kept.reading, pack=self._session.pack, **told), "readings", "findings"
            )
        except TouchstoneError as error:
            self._fail(error.message, error.hint)
            return
        self.run.saved(kept.probe, record.id)
        self.read.mark_new(record.id)

    def _on_session(self, change: Change) -> None:
        if "case" in change.kinds and self._session.is_open and self._session.path != self._case:
            self._forget()
        if "case" in change.kinds and self._session.is_open and self._waiting:
            self._keep()
        if "case" in change.kinds:
            self._say()

    def _forget(self) -> None:
        """Another case: nothing of what was chosen or run for the one before may stand in it."""
        self._case = self._session.path
        self._step, self._plan_path, self._note = MODEL, "", None
        for step in (self.run, self.data, self.model):
            step.clear()

    def _why_not(self) -> tuple[str, ...]:
        model = "" if self.model.state.phase == "ready" else _NO_MODEL
        data = model or self._why_not_data()
        queue = "" if self.run.state.jobs else "Press Run in step 3 first."
        return "", model, data, queue, ""

    def _why_not_data(self) -> str:
        draft = self.data.draft
        if self.data.summary is not None or (draft.plan.data is None and not draft.recorded):
            return ""
        if draft.plan.data is None:
            return "Choose the table that holds what was recorded."
        if draft.recorded and draft.columns and not draft.plan.recorded:
            return "Choose the column that holds what was recorded."
        if draft.wrong:
            return "A setting in step 2 can't be used yet: it says why."
        if self.data.state.notes:
            return "The data does not fit yet: step 2 says why."
        return "The data is being checked."

    def _why_not_saved(self) -> str:
        draft = self.data.draft
        if self.model.state.phase != "ready":
            return _NO_MODEL
        return self._why_not_data() if draft.recorded and not draft.plan.recorded else ""

    def _why_not_run(self) -> str:
        if self._session.why_not_writable:
            return self._session.why_not_writable
        if self.run.state.busy:
            return "Probes are running already."
        return self._why_not()[CHOICE] or ("" if self.choice.chosen() else "Tick at least one probe.")

    def _fail(self, message: str, hint: str) -> None:
        self._note = Note(kind="error", text=message, hint=hint)
        self._say()

    def _say(self) -> None:
        self.state_changed.emit(self.state)
