"""Importing outputs: the file in a worker, which column is what, and what would be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from core.evaluation.grading.columns import PARTS, proposed
from core.evaluation.grading.imported import Import, outputs_in, table_job
from core.evaluation.grading.records import OutputSet
from core.evaluation.grading.rubric import rubric_from_file, shipped_rubric
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.grading.states import ImportState

PART_TITLES: Mapping[str, str] = PARTS
_SHOWN, _CUT = 4, 56


class ImportModel(QObject):
    """`state_changed` carries an ImportState, `said` a notice, `imported` the set that was made."""

    state_changed = Signal(object)
    said = Signal(str, str, str)
    imported = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table: Mapping[str, Any] = {}
        self._rubric = shipped_rubric()
        self._watch: JobWatch | None = None
        self.state = ImportState()
        session.changed.connect(self._on_changed)
        self.clear()

    def clear(self) -> None:
        """Forget the file that was chosen."""
        self._table, self._rubric = {}, shipped_rubric()
        self._set(
            ImportState(
                marking=self._session.portion, blocked=self._session.why_not_writable, rubric=self._rubric_words()
            )
        )

    def choose(self, path: str) -> None:
        """Read this file; nothing is taken in yet."""
        try:
            job = table_job(Path(path))
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        self._set(replace(self.state, path=path, busy=f"Reading {Path(path).name}", header=(), summary="", problem=""))
        self._watch = JobWatch(job, self)
        self._watch.finished.connect(self._on_read)
        self._watch.failed.connect(self._on_failed)

    def say_column(self, part: str, column: str) -> None:
        """Say which column is a part of an output; an empty one says that there is none."""
        if self._table:
            self._show({**self.state.chosen, part: column})

    def use_rubric(self, path: str) -> None:
        """Grade by the rubric in this file."""
        try:
            self._rubric = rubric_from_file(Path(path))
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        self._set(replace(self.state, rubric=self._rubric_words()))

    def take_in(self, fields: Mapping[str, str], *, include: bool) -> bool:
        """Import what was read. `fields`: title, origin, graders (one a line), seed, marking."""
        seed = fields["seed"].strip()
        about = Import(
            title=fields["title"],
            origin=fields["origin"],
            marking=fields["marking"].strip(),
            include=include,
            rubric=self._rubric,
            seed=int(seed) if seed.isdecimal() else -1,
            graders=tuple(line.strip() for line in fields["graders"].splitlines() if line.strip()),
            columns={part: name for part, name in self.state.chosen.items() if name},
            file_name=Path(self.state.path).name,
            file_sha256=str(self._table.get("sha256", "")),
        )
        by = self._session.person
        try:
            recorded = outputs_in(self._table, self.state.chosen)
            made: OutputSet = self._session.change(
                lambda store: store.import_outputs(recorded, about, by=by), "grading", "evidence"
            )
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return False
        self.clear()
        self.said.emit("success", f"{made.count:,} outputs are imported and shuffled.", "")
        self.imported.emit(made)
        return True

    def _on_read(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._show(proposed(table["header"]))

    def _on_failed(self, reason: str, hint: str, _detail: str) -> None:
        self.clear()
        self.said.emit("error", reason, hint)

    def _show(self, chosen: Mapping[str, str]) -> None:
        header, rows = self._table["header"], self._table["rows"]
        taken = [(part, name) for part in PARTS if (name := chosen.get(part, ""))]
        preview = tuple(tuple(_short(row[header.index(name)]) for _, name in taken) for row in rows[:_SHOWN])
        problem, summary = "", f"{len(rows):,} rows."
        try:
            found = outputs_in(self._table, chosen)
            systems = sorted({one.origin.system for one in found if one.origin.system})
            summary = f"{len(found):,} outputs" + (f" of {', '.join(systems)}." if systems else "; no system is named.")
        except TouchstoneError as error:
            problem = f"{error.message} {error.hint}".strip()
        self._set(
            replace(
                self.state,
                busy="",
                header=tuple(header),
                chosen=dict(chosen),
                preview=("The first rows", tuple(PARTS[part] for part, _ in taken), preview),
                summary=summary,
                problem=problem,
            )
        )

    def _rubric_words(self) -> str:
        made = self._rubric
        return f"{made.title} ({made.id} {made.version}): {', '.join(one.title for one in made.criteria)}"

    def _on_changed(self, change: Change) -> None:
        if "case" in change.kinds:
            self.clear()
        elif self.state.blocked != self._session.why_not_writable:
            self._set(replace(self.state, blocked=self._session.why_not_writable))

    def _set(self, state: ImportState) -> None:
        self.state = state
        self.state_changed.emit(state)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CUT else f"{flat[: _CUT - 1]}…"
