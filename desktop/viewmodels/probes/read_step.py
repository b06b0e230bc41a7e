"""Step 5 of the Probes page: the readings of the case, and the one that is open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from core.clock import shown as shown_moment
from core.errors import TouchstoneError
from core.evaluation.records import ReadingRecord
from desktop.background import behind
from desktop.session import Change, Session
from desktop.viewmodels.probes.compared import comparison_state
from desktop.viewmodels.probes.explain import reading_state
from desktop.viewmodels.probes.states import ComparisonState, ReadingLine, ReadingState, ReadState
from desktop.viewmodels.shown import probe_titles


class ReadStep(QObject):
    """Lists what the case holds, newest first; a reading's charts are made in a thread."""

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._new: set[str] = set()
        self._wanted = ""
        self._unread = False
        self._state = ReadState()
        session.changed.connect(self._on_changed)
        self._look_again()

    @property
    def state(self) -> ReadState:
        return self._state

    def mark_new(self, reading_id: str) -> None:
        """The reading was measured just now: the list says so."""
        self._new.add(reading_id)
        self._unread = True
        self._look_again()

    def open(self, reading_id: str) -> None:
        """Show one reading. Its probe is asked to explain it."""
        if reading_id == self._wanted:
            return
        record = next((record for record in self._session.readings if record.id == reading_id), None)
        if record is None:
            return
        self._wanted = reading_id
        self._show(loading=True, compared=None)
        records = self._session.readings
        titles = {item: self._session.pack.item(item).title for item in record.linked_items}
        behind(lambda: reading_state(record, titles, records), done=self._on_explained, failed=self._on_failed)

    def open_newest(self) -> None:
        """Show the newest reading that measured something, where none is open or there are new ones."""
        lines = self._state.lines
        if lines and (self._unread or not self._wanted):
            self._unread = False
            self.open(next((line.id for line in lines if line.status == "ok"), lines[0].id))

    def compare(self, other_id: str) -> None:
        """Show the open reading beside another one of its probe; an empty id ends that."""
        open_now = self._state.open
        by_id = {record.id: record for record in self._session.readings}
        if open_now is None or other_id not in by_id or open_now.id not in by_id:
            self._show(compared=None)
            return
        one, other = by_id[open_now.id], by_id[other_id]
        self._show(loading=True)
        behind(
            lambda: comparison_state(one, other),
            done=lambda made: self._on_compared(one.id, made),
            failed=self._on_failed,
        )

    def _on_compared(self, reading_id: str, made: ComparisonState) -> None:
        if self._state.open is not None and reading_id == self._state.open.id == self._wanted:
            self._show(loading=False, compared=made)

    def _on_explained(self, reading: ReadingState) -> None:
        if reading.id == self._wanted:
            self._show(loading=False, open=reading)

    def _on_failed(self, error: TouchstoneError) -> None:
        self._wanted = ""
        self._show(loading=False)
        self.failed.emit(error.message, error.hint)

    def _on_changed(self, change: Change) -> None:
        if "case" in change.kinds:
            self._wanted, self._state = "", ReadState()
            self._new.clear()
            self._unread = False
        if change.touches("readings"):
            self._look_again()

    def _look_again(self) -> None:
        records = self._session.readings if self._session.is_open else ()
        self._show(lines=tuple(self._line(record) for record in reversed(records)))

    def _line(self, record: ReadingRecord) -> ReadingLine:
        return ReadingLine(
            id=record.id,
            title=probe_titles().get(record.probe, record.probe),
            at=shown_moment(record.at),
            plan_name=record.plan_name,
            verdict=record.body.get("verdict") or "",
            status=record.body["status"],
            new=record.id in self._new,
        )

    def _show(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type] # each caller names its fields
        self.changed.emit()
