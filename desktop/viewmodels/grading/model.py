"""The section on graded outputs: the sets, closing a grading, its results, and origin data in files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import TouchstoneError
from core.evaluation.grading.imported import files_job
from core.evaluation.grading.records import Graded
from core.evaluation.grading.rules import close_problems, grader_named, unfinished
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.grading.flow import FlowModel
from desktop.viewmodels.grading.importing import ImportModel
from desktop.viewmodels.grading.states import ListState, ResultState, SetRow


class GradingModel(QObject):
    """`state_changed` carries a ListState; `said` a notice; `closed` the id of a set."""

    state_changed = Signal(object)
    said = Signal(str, str, str)
    closed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._watch: JobWatch | None = None
        self.importing = ImportModel(session, self)
        self.flow = FlowModel(session, self)
        for one in (self.importing, self.flow):
            one.said.connect(self.said)
        self.state = ListState()
        session.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Look at the sets again."""
        held = self._session
        rows = tuple(self._row(one) for one in self._gradings()) if held.is_open else ()
        self._set(replace(self.state, rows=rows, blocked=held.why_not_writable, case=str(held.path)))

    def grade(self, set_id: str) -> bool:
        """Begin or go on grading a set."""
        return self.flow.begin(self._one(set_id).outputs)

    def close(self, set_id: str, why: str) -> None:
        """End a grading; `closed` follows when its results are there. Counting thousands of texts takes seconds."""
        by, pack = self._session.person, self._session.pack
        self._set(replace(self.state, busy="Working out the results"))
        self._session.change_behind(
            lambda store: store.close_grading(set_id, why=why, by=by, pack=pack),
            *("grading", "readings", "findings"),
            done=lambda found: self._on_closed(set_id, len(found)),
            failed=lambda error: self._on_failed(error.message, error.hint, ""),
        )

    def _on_closed(self, set_id: str, count: int) -> None:
        self._set(replace(self.state, busy=""))
        made = "1 reading is" if count == 1 else f"{count} readings are"
        self.said.emit("success", "The grading is closed.", f"{made} linked to the items.")
        self.closed.emit(set_id)

    def results(self, set_id: str) -> ResultState:
        """What came out of a closed grading."""
        from desktop.viewmodels.grading.results import result_state  # the numbers bring numpy

        return result_state(self._one(set_id), self._session.readings)

    def look_into(self, path: str) -> None:
        """Look for origin data in a file or folder, and keep what was found as a reading."""
        try:
            job = files_job(Path(path))
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        self._set(replace(self.state, busy=f"Looking into {Path(path).name}"))
        self._watch = JobWatch(job, self)
        self._watch.finished.connect(lambda found: self._on_looked(Path(path).name, found))
        self._watch.failed.connect(self._on_failed)
        self._session.follow(f"Origin data in {Path(path).name}", self._watch)

    def show_reading(self, reading_id: str) -> None:
        """Go to a reading."""
        self._session.ask_page("probes", {"reading": reading_id})

    def _on_looked(self, name: str, found: dict[str, Any]) -> None:
        from core.evaluation.grading.origin import origin_reading
        from core.probes import provenance_check

        self._set(replace(self.state, busy=""))
        by, pack = self._session.person, self._session.pack
        try:
            reading = origin_reading(found["files"], found["left_out"])
            self._session.change(lambda store: store.add_origin(reading, title=name, by=by, pack=pack), "readings")
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        said = provenance_check.PROBE.explain(reading).sentence
        self.said.emit("success", said, "Kept as a reading: page Probes, step Read.")

    def _on_failed(self, reason: str, hint: str, _detail: str) -> None:
        self._set(replace(self.state, busy=""))
        self.said.emit("error", reason, hint)

    def _gradings(self) -> tuple[Graded, ...]:
        return self._session.kept("grading", lambda store: store.gradings())

    def _one(self, set_id: str) -> Graded:
        return next(one for one in self._gradings() if one.outputs.id == set_id)

    def _row(self, held: Graded) -> SetRow:
        made, person, blocked = held.outputs, self._session.person, self._session.why_not_writable
        name = grader_named(made, person)
        behind = unfinished(made, held.done)
        closed = f"Closed {clock.shown(made.closed_at)}" if made.closed else ""
        graders = ", ".join(made.graders)
        not_named = f"{person or 'Nobody'} is no grader here: {graders or 'nobody grades'}."
        return SetRow(
            id=made.id,
            title=made.title,
            marking=made.marking,
            count=made.count,
            state=closed or ("All graded" if not behind and made.graders else "Open"),
            mine=f"{held.done.get(name, 0):,} of {made.count:,}" if name else "not yours",
            graders="; ".join(f"{one} {count:,} of {made.count:,}" for one, count in held.done.items()) or "none",
            why_not_grade=blocked or ("It is closed." if made.closed else "" if name else not_named),
            why_not_close=blocked or (close_problems(made, held.done, "a reason")[0] if made.closed else ""),
            why_no_results=""
            if made.closed
            else "Results are hidden until the grading is closed: it would not be blind.",
            needs_reason=f"Not done yet: {', '.join(behind)}." if behind else "",
        )

    def _on_changed(self, change: Change) -> None:
        if self.flow.state.number and "case" not in change.kinds:
            if change.touches("grading"):
                self.flow.read_again()
        elif change.touches("grading", "person", "evaluation", "answers", "record"):
            self.refresh()

    def _set(self, state: ListState) -> None:
        self.state = state
        self.state_changed.emit(state)
