"""What goes out of an agency file: the report to Congress with its appendix, and the tables."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from core.clock import shown
from core.errors import TouchstoneError
from desktop.background import behind
from desktop.job_watch import INTERVAL_MS, TimeLeft
from desktop.session import Session

_YIELD_S = 0.001  # the pages are made in Python: without a pause now and then the window would wait for its turn


class StoppedError(TouchstoneError):
    """The person has stopped the writing."""


@dataclass
class _Telling:
    """How far the thread is. It is the thread that writes `told`, and the window that sets `stop`."""

    told: tuple[int, int, str] = (0, 0, "")
    stop: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, total: int, text: str) -> None:
        """Raises StoppedError when the person has cancelled."""
        if self.stop.is_set():
            raise StoppedError("Stopped.", "Nothing was written.")
        self.told = (done, total, text)
        time.sleep(_YIELD_S)


@dataclass(frozen=True, kw_only=True)
class GoingOutState:
    """`draft` is the digest of the draft that was made here last; `files` what was written last. `reports` are
    (when, what, by whom) of every report that was made. While it is `busy`, `progress` is (done, total, what is being
    done, seconds left or None).
    """

    enacted: str = ""
    released: str = ""
    source: str = ""
    reported: str = ""
    draft: str = ""
    busy: str = ""
    progress: tuple[int, int, str, float | None] = (0, 0, "", None)
    files: tuple[str, ...] = ()
    reports: tuple[tuple[str, str, str], ...] = ()
    blocked: str = ""
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint


class GoingOutModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._desk = session.agency
        self._telling, self._left = _Telling(), TimeLeft()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tell)
        self._folder = ""
        self.state = GoingOutState()
        self._desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look at the file again."""
        if not self._desk.is_open:
            self.cancel()
            self.state = GoingOutState()
            self.state_changed.emit(self.state)
            return
        from core.agency.noncompliance import noncompliance

        store, found = self._desk.store, noncompliance(self._desk.portfolio)
        dates = store.dates()
        count = len(found.listed)
        who = "1 deployment is" if count == 1 else f"{count:,} deployments are"
        said = f"{who} reported: {len(found.open):,} in the report itself, "
        self._show(
            enacted=dates.enacted,
            released=dates.released,
            source=dates.source,
            reported=said + self._in_appendix(len(found.held_back)),
            reports=tuple((shown(one.at), f"{one.title}, as of {one.day}", one.by) for one in store.reports()[::-1]),
            blocked=store.read_only_reason,
        )

    @staticmethod
    def _in_appendix(count: int) -> str:
        return (
            f"{count:,} in the appendix, for their marking or because they are not verified." if count else "0 outside."
        )

    def set_dates(self, *, enacted: str, released: str, source: str) -> None:
        """Record the dates that the agency's clocks count from."""
        from core.agency.records import AgencyDates

        dates = AgencyDates(enacted=enacted.strip(), released=released.strip(), source=source.strip())
        try:
            self._desk.store.set_dates(dates, by=self._desk.person)
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))
        else:
            self._show(notice=("success", "The dates are recorded.", ""))
            self._desk.announce()

    def make_report(self, folder: str, *, reviewed: bool = False) -> None:
        """Write the report and its appendix into `folder`. `reviewed`: the draft that was made last was reviewed for
        release by the person in front of the window; where it reads otherwise by now, it is a draft again.
        """
        from core.agency.outputs import write_report

        store, person, digest = self._desk.store, self._desk.person, self.state.draft if reviewed else ""

        def act() -> tuple[str, str, str, tuple[str, ...]]:
            made, written = write_report(
                store, Path(folder), by=person, reviewed=digest, on_progress=self._telling.progress
            )
            names = tuple(f"{one.path.name}, marked {one.marking}" for one in written)
            if made.report.draft and digest:
                return (
                    "warning",
                    "The report reads otherwise than the draft that was reviewed.",
                    made.report.digest,
                    names,
                )
            said = "The draft is written." if made.report.draft else "The report is written."
            return "success", said, made.report.digest if made.report.draft else "", names

        self._do("Writing the report", folder, act)

    def make_tables(self, folder: str, *, public: bool) -> None:
        """Write every table as CSV and JSON into `folder`."""
        from core.agency.outputs import write_tables

        store = self._desk.store

        def act() -> tuple[str, str, str, tuple[str, ...]]:
            written = write_tables(store, Path(folder), public=public)
            left = f" {written[0].left_out} deployments are left out." if written[0].left_out else ""
            names = tuple(f"{one.path.name}, marked {one.marking}" for one in written)
            return "success", f"{len(written)} files are written.{left}", self.state.draft, names

        self._do("Writing the tables", folder, act)

    def cancel(self) -> None:
        """Stop what is being written; nothing of it is kept, unless it was faster."""
        self._telling.stop.set()

    def _do(self, busy: str, folder: str, act: Callable[[], tuple[str, str, str, tuple[str, ...]]]) -> None:
        self._telling, self._left, self._folder = _Telling(), TimeLeft(), folder
        self._show(busy=busy, progress=(0, 0, "", None), notice=("", "", ""), files=())
        self._timer.start()
        behind(act, done=self._done, failed=self._failed)

    def _tell(self) -> None:
        done, total, text = self._telling.told
        if self.state.busy and total and self.state.progress[:3] != (done, total, text):
            self._show(progress=(done, total, text, self._left.seconds(done, total)))

    def _done(self, result: tuple[str, str, str, tuple[str, ...]]) -> None:
        kind, message, draft, files = result
        self._timer.stop()
        self._show(busy="", draft=draft, files=files, notice=(kind, message, f"In {self._folder}"))
        if self._desk.is_open:
            self.refresh()

    def _failed(self, error: TouchstoneError) -> None:
        self._timer.stop()
        kind = "info" if isinstance(error, StoppedError) else "error"
        self._show(busy="", notice=(kind, error.message, error.hint))

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit(self.state)
