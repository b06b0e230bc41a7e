"""Step 1 of the Probes page: choose a model; a worker parses it without running it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.job_watch import JobWatch
from desktop.viewmodels.probes import inspected
from desktop.viewmodels.probes.states import ModelState, Note


class ModelStep(QObject):
    """The chosen model. `inspected` brings its path and the inspection once it could be read."""

    changed = Signal()
    inspected = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = ModelState()
        self._inspection: Mapping[str, Any] = {}
        self._watch: JobWatch | None = None

    @property
    def state(self) -> ModelState:
        return self._state

    def choose(self, path: str) -> None:
        """Inspect the model file at `path` in a worker."""
        from core.runs import inspect_model

        self._drop_job()
        self._show(ModelState(path=path, phase="working"))
        self._watch = JobWatch(inspect_model(Path(path)), self)
        self._watch.finished.connect(self._on_finished)
        self._watch.failed.connect(self._on_failed)

    def use_recorded(self) -> None:
        """There is no model: what the system was recorded to say stands in the data."""
        self._drop_job()
        self._show(ModelState(recorded=True, phase="ready"))

    def show_set(self, domains: Sequence[str], bom: str) -> None:
        """Show these operator domains outside ONNX as let through, and this file as the bill of materials."""
        if self._state.phase == "ready" and not self._state.recorded:
            self._show(replace(inspected.model_state(self._state.path, self._inspection, domains), bom=bom))

    def clear(self) -> None:
        """No model is chosen."""
        self._drop_job()
        self._show(ModelState())

    def _drop_job(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch.deleteLater()
            self._watch = None

    def _on_finished(self, inspection: Mapping[str, Any]) -> None:
        self._inspection = inspection
        self._show(inspected.model_state(self._state.path, inspection))
        self.inspected.emit(self._state.path, inspection)

    def _on_failed(self, reason: str, hint: str, _detail: str) -> None:
        note = Note(kind="error", text=reason, hint=hint)
        self._show(ModelState(path=self._state.path, phase="failed", notes=(note,)))

    def _show(self, state: ModelState) -> None:
        self._state = state
        self.changed.emit()
