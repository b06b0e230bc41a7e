"""Taking files into the case: what is said of each before it is copied, and how far the copy is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.errors import TouchstoneError
from core.evaluation.records import Evidence
from desktop.session import Change, Session


@dataclass(frozen=True, kw_only=True)
class About:
    """What the person says of a file."""

    title: str
    origin: str
    made_by_ai: bool
    marking: str
    include: bool


@dataclass(frozen=True, kw_only=True)
class AttachState:
    """`file` is the name of the file that is asked about; empty when none is. `progress` is (bytes done, bytes)."""

    file: str = ""
    more: int = 0  # how many wait behind it
    title: str = ""
    origin: str = ""
    marking: str = "(U)"
    items: tuple[str, ...] = ()
    progress: tuple[int, int] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint


class _StoppedError(TouchstoneError):
    """The person has stopped the copy."""


class AttachModel(QObject):
    state_changed = Signal(object)
    attached = Signal(str)  # id of the new evidence
    _copied = Signal(object, object)  # bytes done, bytes: a file may hold more than an int does

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._waiting: tuple[Path, ...] = ()
        self._stop = False
        self.state = AttachState()
        self._copied.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        session.changed.connect(self._follow)

    def offer(self, paths: Sequence[str], items: Sequence[str] = ()) -> None:
        """Ask about these files, one after the other; each will support `items`."""
        if not paths or self._session.why_not_writable or self.state.progress is not None:
            return
        self._waiting = tuple(Path(path) for path in paths)
        self._show(items=tuple(items), origin="", notice=("", "", ""))
        self._ask()

    def submit(self, about: About) -> None:
        """Copy the file that is asked about; `attached` follows, then the next file is asked about."""
        errors = self._errors(about)
        self._show(errors=errors)
        if errors or not self._waiting:
            return
        path, items, person = self._waiting[0], self.state.items, self._session.person
        self._stop = False
        self._show(progress=(0, 1), origin=about.origin)
        self._session.change_behind(
            lambda store: store.attach(
                path,
                title=about.title.strip(),
                origin=about.origin.strip(),
                made_by_ai=about.made_by_ai,
                marking=about.marking.strip(),
                include=about.include,
                by=person,
                items=items,
                on_progress=self._tell,
            ),
            "evidence",
            "links",
            done=self._done,
            failed=self._failed,
        )

    def cancel(self) -> None:
        """Stop the copy that runs, or leave the files that are asked about."""
        if self.state.progress is not None:
            self._stop = True
        else:
            self._waiting = ()
            self._show(file="", more=0, errors={}, items=())

    def _tell(self, done: int, total: int) -> None:
        """Called in the copying thread."""
        if self._stop:
            raise _StoppedError("The copy was stopped.", "Nothing of the file was kept.")
        self._copied.emit(done, total)

    @Slot(object, object)
    def _show_progress(self, done: int, total: int) -> None:
        if self.state.progress is not None:
            self._show(progress=(done, total))

    def _done(self, evidence: Evidence) -> None:
        self._show(progress=None, notice=("success", f"{evidence.file_name} is in the case.", ""))
        self._waiting = self._waiting[1:]
        self._ask()
        self.attached.emit(evidence.id)

    def _failed(self, error: TouchstoneError) -> None:
        kind = "info" if isinstance(error, _StoppedError) else "error"
        self._show(progress=None, notice=(kind, error.message, error.hint))

    def _ask(self) -> None:
        if self._waiting:
            path = self._waiting[0]
            title = path.stem.replace("_", " ").replace("-", " ")
            self._show(
                file=path.name, more=len(self._waiting) - 1, title=title, marking=self._session.portion, errors={}
            )
        else:
            self._show(file="", more=0, errors={})

    def _errors(self, about: About) -> dict[str, str]:
        errors = {}
        if not about.title.strip():
            errors["title"] = "Give it a title."
        if not about.origin.strip():
            errors["origin"] = "Say who made it and where it came from."
        fault = marking_fault(about.marking)
        if fault:
            errors["marking"] = fault
        return errors

    def _follow(self, change: Change) -> None:
        if "case" in change.kinds:
            self._waiting = ()
            self._stop = True
            self.state = AttachState()
            self.state_changed.emit(self.state)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


def marking_fault(portion: str) -> str:
    """What is wrong with a portion mark, with its mended form where there is one; empty when it is right."""
    from core.marking import check  # its grammar is read from files, when the first mark is checked

    faults = check(portion.strip(), kind="portion")
    if not faults:
        return ""
    return f"{faults[0].message} Write {faults[0].fix}." if faults[0].fix else faults[0].message
