"""Step 2 of the Probes page: the data, bound to the model; a worker binds it and says what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import TouchstoneError
from core.jobs import Job
from core.plan import Plan
from desktop.job_watch import JobWatch
from desktop.viewmodels.probes import plan_file
from desktop.viewmodels.probes.data_states import DataState, Preview
from desktop.viewmodels.probes.draft import Draft
from desktop.viewmodels.probes.drafted import state_of
from desktop.viewmodels.probes.previewed import notes_of, preview_of
from desktop.viewmodels.probes.states import Note
from desktop.viewmodels.probes.worded import plainly

_PAUSE_MS = 500  # after the last change, before the data is bound again


class DataStep(QObject):
    """Owns the plan in the making. `changed` comes with every change of it, `checked` when the data fits."""

    changed = Signal()
    checked = Signal(object)  # the preview as it came from the worker

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft()
        self._notes: tuple[Note, ...] = ()
        self._preview = Preview()
        self._summary: Mapping[str, Any] | None = None
        self._said = ""
        self._watch: JobWatch | None = None
        self._checking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.draft.plan

    def put_plan(self, plan: Plan) -> None:
        """Take over what another step has changed: probes, settings, thresholds, seed."""
        self.draft.plan = plan

    @property
    def summary(self) -> Mapping[str, Any] | None:
        """What binding the data found, once it fits; None before and after a change."""
        return self._summary

    @property
    def waits(self) -> bool:
        """Whether the data is about to be bound anew, after a change."""
        return self._pause.isActive()

    @property
    def state(self) -> DataState:
        return replace(
            state_of(self.draft), phase=self._phase(), said=self._said, notes=self._notes, preview=self._preview
        )

    def _phase(self) -> Any:
        if self._said:
            return "working"
        if self._summary is not None:
            return "ready"
        return "failed" if self._notes else "empty"

    # ---- what the person sets ----

    def use_model(self, path: str, inspection: Mapping[str, Any]) -> None:
        """Bind for this model from now on."""
        self.draft.use_model(path, inspection)
        self._changed()

    def use_recorded(self) -> None:
        """There is no model, only what a system was recorded to say."""
        self.draft.use_recorded()
        self._changed()

    def drop_recorded(self) -> None:
        """A model is chosen next, after all."""
        self.draft.drop_recorded()
        self._changed()

    def use_plan(self, plan: Plan) -> None:
        """Take over a plan that was opened."""
        self._drop_job()
        self.draft.use_plan(plan)
        self._changed()
        if plan.data is not None:
            self._look_at(plan.path(plan.data.test))

    def clear(self) -> None:
        """Nothing is bound, and the plan is empty."""
        self._drop_job()
        self._pause.stop()
        self.draft = Draft()
        self._notes, self._preview, self._summary, self._said = (), Preview(), None, ""
        self.changed.emit()

    def choose_test(self, path: str) -> None:
        """Take the test data from this file or folder."""
        self.draft.choose_test(path)
        self._changed()
        self._look_at(Path(path))

    def choose_train(self, path: str) -> None:
        """Take the training data from this file or folder; "" for none."""
        self.draft.set_data(train=path or None)
        self._changed()

    def set_name(self, name: str) -> None:
        self.draft.plan = replace(self.plan, name=name)
        self.changed.emit()

    def set_task(self, task: str) -> None:
        """binary, multiclass or regression."""
        self.draft.set_task(task)
        self._changed()

    def set_label(self, label: str) -> None:
        self.draft.set_label(label)
        self._changed()

    def set_positive(self, positive: str) -> None:
        self.draft.set_data(positive=positive or None)
        self._changed()

    def set_group(self, column: str, *, on: bool) -> None:
        """Compare results by this column, or no longer."""
        self.draft.set_group(column, on=on)
        self._changed()

    def set_output(self, **values: Any) -> None:
        """Change how outputs become scores: scores, column, kind, favourable, classes."""
        self.draft.set_output(**values)
        self._changed()

    def type(self, name: str, text: str) -> None:
        """What was typed as threshold, limit (of rows) or order (of classes)."""
        {"threshold": self.draft.type_threshold, "limit": self.draft.type_limit, "order": self.draft.type_order}[name](
            text
        )
        self._changed()

    def read_order(self, path: str) -> None:
        """Take the classes, in the order of the scores, from a file that came with the model."""
        task = {"path": path, "width": self.draft.score_width()}
        self._run(Job("core.worker.class_list.work", task), "Reading the names of the classes", self._on_classes)

    def _on_classes(self, found: Mapping[str, Any]) -> None:
        self._drop_job()
        self.draft.take_change({"classes": found["classes"]})
        self._changed()

    def set_way(self, name: str, way: str) -> None:
        """Feed the model input `name` in another way."""
        self.draft.set_way(name, way)
        self._changed()

    def set_columns(self, name: str, columns: Sequence[str]) -> None:
        """Feed the model input `name` from these columns."""
        self.draft.set_columns(name, columns)
        self._changed()

    def type_field(self, name: str, field: str, text: str) -> None:
        """Set one field of how the model input `name` is fed."""
        self.draft.type_field(name, field, text)
        self._changed()

    def mend(self, warning: str) -> None:
        """Change the plan as the note on this doubt offers."""
        changes = self._summary["changes"] if self._summary is not None else ()
        change = next((one for one in changes if plainly(one["warning"]).startswith(warning)), None)
        if change is not None:
            self.draft.take_change(change)
            self._changed()

    def set_domain(self, domain: str, *, on: bool) -> None:
        """Let operators of this domain through, or no longer."""
        rest = tuple(one for one in self.plan.allow_domains if one != domain)
        self.draft.plan = replace(self.plan, allow_domains=(*rest, domain) if on else rest)
        self._changed()

    def set_bom(self, path: str) -> None:
        """The model's bill of materials, which some probe reads; "" for none."""
        self.draft.plan = replace(self.plan, bom=path or None)
        self._changed()  # which probes apply is asked with the data

    # ---- what the workers say ----

    def _look_at(self, path: Path) -> None:
        self._run(
            Job("core.worker.columns.work", {"path": str(path)}), "Reading the names in the data", self._on_columns
        )

    def _on_columns(self, found: Mapping[str, Any]) -> None:
        self._said = ""
        self.draft.looked_at(found)
        self._changed()

    def check(self) -> None:
        """Bind the data in a worker, and show some rows and what the model says of them."""
        from core.runs import check_data

        self._pause.stop()
        if not self.draft.can_be_checked:
            self._preview = Preview()
            self._notes = ()
            self.changed.emit()
            return
        try:
            job = check_data(plan_file.checked(self.plan))
        except TouchstoneError as error:
            self._say(_plainly(error.message, error.hint))
            return
        self._run(job, "Binding the data and asking the model", self._on_checked)
        self._checking = True

    def _on_checked(self, found: Mapping[str, Any]) -> None:
        self._said, self._checking = "", False
        self._notes, self._summary = notes_of(found), found
        self._preview = preview_of(found)
        self.changed.emit()
        self.checked.emit(found)

    def _run(self, job: Job, said: str, finished: Any) -> None:
        self._drop_job()
        self._said, self._notes = said, ()
        self._watch = JobWatch(job, self)
        self._watch.finished.connect(finished)
        self._watch.failed.connect(self._on_failed)
        self.changed.emit()

    def _on_failed(self, reason: str, hint: str, _detail: str) -> None:
        self._said, self._checking = "", False
        self._say(_plainly(reason, hint))

    def _say(self, note: Note) -> None:
        self._notes, self._summary, self._preview = (note,), None, Preview()
        self.changed.emit()

    def _drop_job(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch.deleteLater()
            self._watch = None
        self._said, self._checking = "", False

    def _changed(self) -> None:
        self._summary = None
        if self._checking:
            self._drop_job()  # it binds what is not so any more
        self._pause.start()
        self.changed.emit()


def _plainly(message: str, hint: str) -> Note:
    return Note(kind="error", text=plainly(message), hint=plainly(hint))
