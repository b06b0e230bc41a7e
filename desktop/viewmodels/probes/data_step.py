"""Step 2 of the Probes page: the data, bound to the model; a worker binds it and says what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import TouchstoneError
from core.jobs import Job
from core.plan import Array, Column, Columns, DataPlan, Input, Plan
from desktop.job_watch import JobWatch
from desktop.viewmodels.probes import inspected, proposing
from desktop.viewmodels.probes.previewed import notes_of, preview_of
from desktop.viewmodels.probes.proposing import Offered
from desktop.viewmodels.probes.states import DataState, InputRow, Note, Preview

_PAUSE_MS = 500  # after the last change, before the data is bound again


class DataStep(QObject):
    """Owns the plan in the making. `changed` comes with every change of it, `checked` when the data fits."""

    changed = Signal()
    checked = Signal(object)  # the preview as it came from the worker

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = Plan(name="", task="binary")
        self._inspection: Mapping[str, Any] | None = None
        self._columns: tuple[Offered, ...] = ()
        self._arrays = False
        self._set: set[str] = set()  # inputs that the person bound
        self._notes: tuple[Note, ...] = ()
        self._preview = Preview()
        self._summary: Mapping[str, Any] | None = None
        self._said = ""
        self._watch: JobWatch | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)

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
        plan, data = self.plan, self.plan.data
        inspection = self._inspection or {"inputs": [], "outputs": []}
        return DataState(
            test=data.test if data else "",
            train=(data.train or "") if data else "",
            name=plan.name,
            task=plan.task,
            columns=tuple(column.name for column in self._columns),
            label_columns=tuple(column.name for column in self._columns if not column.shape),
            arrays=self._arrays,
            label=(data.label or "") if data else "",
            classes=proposing.classes_of(self._columns, data.label) if data else (),
            positive=(data.positive or "") if data else "",
            favourable=plan.outputs.favourable or "",
            groups=data.groups if data else (),
            inputs=tuple(map(self._input_row, inspection["inputs"])),
            outputs=tuple(value["name"] for value in inspection["outputs"]),
            scores=plan.outputs.scores or "",
            kind=plan.outputs.kind or "",
            threshold="" if plan.outputs.threshold is None else f"{plan.outputs.threshold:g}",
            phase=self._phase(),
            said=self._said,
            notes=self._notes,
            preview=self._preview,
        )

    def _phase(self) -> Any:
        if self._said:
            return "working"
        if self._summary is not None:
            return "ready"
        return "failed" if self._notes else "empty"

    def _input_row(self, value: Mapping[str, Any]) -> InputRow:
        name = value["name"]
        bound = self.plan.inputs.get(name)
        return InputRow(
            name=name,
            type=f"{value['type']} {inspected.shape_text(value['shape'])}",
            width=inspected.width(value["shape"]),
            source=_source(bound),
            proposed=bound is not None and name not in self._set,
        )

    # ---- what the person sets ----

    def use_model(self, path: str, inspection: Mapping[str, Any]) -> None:
        """Bind for this model from now on; another model than before drops the bindings."""
        if path != self.plan.model:
            self.plan = replace(self.plan, model=path, inputs={}, name=self.plan.name or Path(path).stem)
            self._set.clear()
        self._inspection = inspection
        self._propose()
        self._changed()

    def use_plan(self, plan: Plan) -> None:
        """Take over a plan that was opened; its model is inspected apart."""
        self.plan, self._inspection = plan, None
        self._set = set(plan.inputs)
        self._columns = ()
        self._changed()
        if plan.data is not None:
            self._look_at(plan.path(plan.data.test))

    def clear(self) -> None:
        """Nothing is bound, and the plan is empty."""
        self._drop_job()
        self._pause.stop()
        self.plan, self._inspection = Plan(name="", task="binary"), None
        self._columns, self._arrays, self._set = (), False, set()
        self._notes, self._preview, self._summary, self._said = (), Preview(), None, ""
        self.changed.emit()

    def choose_test(self, path: str) -> None:
        """Take the test data from this file; what was bound before is bound anew by name."""
        data = self.plan.data
        kept = replace(data, test=path, label=None, groups=(), positive=None) if data else DataPlan(test=path)
        self.plan = replace(self.plan, data=kept, inputs={})
        self._set.clear()
        self._columns = ()
        self._changed()
        self._look_at(Path(path))

    def choose_train(self, path: str) -> None:
        """Take the training data from this file; "" for none."""
        self._change_data(train=path or None)

    def set_name(self, name: str) -> None:
        self.plan = replace(self.plan, name=name)
        self.changed.emit()

    def set_task(self, task: str) -> None:
        """binary, multiclass or regression."""
        self.plan = replace(self.plan, task=task)  # type: ignore[arg-type] # the view offers the three
        if task != "binary" and self.plan.data is not None:
            self.plan = replace(self.plan, data=replace(self.plan.data, positive=None))
        self._changed()

    def set_label(self, label: str) -> None:
        if self.plan.data is not None:
            groups = tuple(group for group in self.plan.data.groups if group != label)
            self._change_data(label=label or None, positive=None, groups=groups)

    def set_positive(self, positive: str) -> None:
        self._change_data(positive=positive or None)

    def set_group(self, column: str, *, on: bool) -> None:
        """Compare results by this column, or no longer."""
        if self.plan.data is not None:
            rest = tuple(group for group in self.plan.data.groups if group != column)
            self._change_data(groups=(*rest, column) if on else rest)

    def bind(self, name: str, source: Sequence[str]) -> None:
        """Feed the model input `name` from these columns, or from this one array; nothing unbinds it."""
        bound = {key: value for key, value in self.plan.inputs.items() if key != name}
        if source:
            bound[name] = self._binding(name, tuple(source))
        self._set.add(name)
        self.plan = replace(self.plan, inputs=bound)
        self._changed()

    def set_output(self, **values: Any) -> None:
        """Change how outputs become scores: scores, kind, favourable, threshold (a number or None)."""
        self.plan = replace(self.plan, outputs=replace(self.plan.outputs, **values))
        self._changed()

    def set_threshold(self, text: str) -> None:
        """The score from which on a decision is positive; "" lets the larger score win."""
        try:
            self.set_output(threshold=float(text) if text.strip() else None)
        except ValueError:
            self._say(Note(kind="error", text=f"The threshold {text!r} is no number.", hint="Write it as 0.5."))

    def _binding(self, name: str, source: tuple[str, ...]) -> Input:
        before = self.plan.inputs.get(name)
        if self._arrays:
            return replace(before, array=source[0]) if isinstance(before, Array) else Array(array=source[0])
        declared = next(value for value in (self._inspection or {})["inputs"] if value["name"] == name)
        if len(source) == 1 and inspected.width(declared["shape"]) == 1:
            return replace(before, column=source[0]) if isinstance(before, Column) else Column(column=source[0])
        return replace(before, columns=source) if isinstance(before, Columns) else Columns(columns=source)

    def _change_data(self, **values: Any) -> None:
        if self.plan.data is not None:
            self.plan = replace(self.plan, data=replace(self.plan.data, **values))
            self._changed()

    # ---- what the workers say ----

    def _look_at(self, path: Path) -> None:
        self._run(
            Job("core.worker.columns.work", {"path": str(path)}), "Reading the names in the data", self._on_columns
        )

    def _on_columns(self, found: Mapping[str, Any]) -> None:
        self._said = ""
        self._columns, self._arrays = proposing.offered(found), found["kind"] == "npz"
        self._propose()
        self._changed()

    def _propose(self) -> None:
        if self._inspection is not None and self._columns:
            self.plan = proposing.completed(self.plan, self._inspection, self._columns, arrays=self._arrays)

    def check(self) -> None:
        """Bind the data in a worker, and show some rows and what the model says of them."""
        from core.runs import check_data

        self._pause.stop()
        if self._inspection is None or self.plan.data is None or not self._columns:
            return
        try:
            job = check_data(self.plan)
        except TouchstoneError as error:
            self._say(Note(kind="error", text=error.message, hint=error.hint))
            return
        self._run(job, "Binding the data and asking the model", self._on_checked)

    def _on_checked(self, found: Mapping[str, Any]) -> None:
        self._said, self._notes, self._summary = "", notes_of(found), found
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
        self._said = ""
        self._say(Note(kind="error", text=reason, hint=hint))

    def _say(self, note: Note) -> None:
        self._notes, self._summary, self._preview = (note,), None, Preview()
        self.changed.emit()

    def _drop_job(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch.deleteLater()
            self._watch = None

    def _changed(self) -> None:
        self._summary = None
        self._pause.start()
        self.changed.emit()


def _source(bound: Input | None) -> tuple[str, ...]:
    match bound:
        case Column():
            return (bound.column,)
        case Columns():
            return bound.columns
        case Array():
            return (bound.array,)
        case _:
            return ()
