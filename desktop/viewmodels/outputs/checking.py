"""The release check: is there text marked above (U) in a file that is to go out?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from desktop.background import behind
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.outputs.states import CheckState

if TYPE_CHECKING:
    from core.outputs.release_check import Portion, ReleaseCheck


class CheckModel(QObject):
    """The files are read in a worker process. `said` carries a notice: kind, message, hint."""

    state_changed = Signal(object)
    said = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._watch: JobWatch | None = None
        self.state = CheckState(has_case=self._can_compare())
        session.changed.connect(self._on_changed)

    def choose_document(self, path: str) -> None:
        """The document that is to go out."""
        self._show(document=path, sentence="", kind="none", leaks=(), cautions=())

    def choose_appendix(self, path: str) -> None:
        """The appendix to compare with; empty compares with the open case."""
        self._show(appendix=path, sentence="", kind="none", leaks=(), cautions=())

    def check(self) -> None:
        """Compare the two."""
        if self.state.why_not:
            return
        self._show(busy="Reading the document", sentence="", kind="none", leaks=(), cautions=())
        self._read(self.state.document, self._on_document)

    def _on_document(self, read: Any) -> None:
        if self.state.appendix:
            self._show(busy="Reading the appendix")
            self._read(self.state.appendix, lambda appendix: self._compare(read, lambda: _portions(appendix)))
        else:
            self._show(busy="Comparing with the case")
            self._compare(read, self._of_case)

    def _compare(self, read: Any, portions: Callable[[], tuple[Portion, ...]]) -> None:
        from core.outputs.release_check import check  # it needs the case file's records

        behind(lambda: check(read, portions()), done=self._on_checked, failed=self._on_failed)

    def _of_case(self) -> tuple[Portion, ...]:
        from core.outputs.release_check import portions_of_case
        from core.snapshot import take

        return portions_of_case(take(self._session.store, self._session.pack, by=self._session.person, begun=False))

    def _read(self, path: str, done: Callable[[Any], object]) -> None:
        from core.outputs.release_check import reading_job

        try:
            job = reading_job(Path(path))
        except TouchstoneError as error:
            self._on_failed(error)
            return
        self._watch = JobWatch(job, self)
        self._watch.finished.connect(done)
        self._watch.failed.connect(lambda reason, hint, _detail: self._on_failed(TouchstoneError(reason, hint)))

    def _on_checked(self, found: ReleaseCheck) -> None:
        against = Path(self.state.appendix).name if self.state.appendix else "the open case"
        sentence = f"{Path(self.state.document).name} against {against}: {found.sentence}"
        self._show(
            busy="",
            sentence=sentence,
            kind="bad" if found.leaks else "good",
            leaks=tuple((leak.where, leak.marking, leak.words) for leak in found.leaks),
            cautions=(f"What is listed here is marked {found.marking}.", *found.cautions)
            if found.leaks
            else found.cautions,
        )

    def _on_failed(self, error: TouchstoneError) -> None:
        self._show(busy="")
        self.said.emit("error", error.message, error.hint)

    def _can_compare(self) -> bool:
        return self._session.is_open and self._session.evaluation is not None

    def _on_changed(self, change: Change) -> None:
        if "case" in change.kinds:
            self.state = CheckState()
        if change.touches("evaluation", "deployment"):
            self._show(has_case=self._can_compare())

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


def _portions(read: Any) -> tuple[Portion, ...]:
    from core.outputs.release_check import portions_of

    return portions_of(read)
