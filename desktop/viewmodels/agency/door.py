"""Making and opening an agency file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError, WrongPassphraseError
from desktop.background import behind
from desktop.session import Session

SUFFIX = ".agency"


@dataclass(frozen=True, kw_only=True)
class DoorState:
    """`errors` by field; `notice` is (message, hint) of what is about none. `title` and `place` once one is open."""

    open: bool = False
    title: str = ""
    place: str = ""
    read_only: str = ""
    person: str = ""
    rule: str = ""
    busy: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: tuple[str, str] = ("", "")


class DoorModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._desk = session, session.agency
        self.state = DoorState(rule=session.passphrase_rule(), person=session.person)
        self._desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look whether a file is open."""
        if not self._desk.is_open:
            self._show(open=False, title="", place="", read_only="", person=self._desk.person or self._session.person)
            return
        store = self._desk.store
        self._show(
            open=True,
            title=store.agency,
            place=str(store.path),
            read_only=store.read_only_reason or store.journal_note,
            person=self._desk.person,
        )

    def create(self, *, path: str, agency: str, person: str, passphrase: str, again: str) -> None:
        """Make a file, once everything is given."""
        errors = self._missing(path=path, agency=agency, person=person)
        problems = self._session.passphrase_problems(passphrase)
        if problems:
            errors["passphrase"] = problems[0]
        elif passphrase != again:
            errors["again"] = "The two passphrases differ."
        if errors:
            self._show(errors=errors, notice=("", ""))
            return
        target = Path(path).expanduser()
        target = target if target.suffix else target.with_suffix(SUFFIX)
        self._do("Making the file", partial(self._desk.create, target, passphrase, agency=agency, by=person.strip()))

    def open(self, *, path: str, person: str, passphrase: str) -> None:
        """Open a file, once everything is given."""
        errors = self._missing(path=path, person=person, passphrase=passphrase)
        if errors:
            self._show(errors=errors, notice=("", ""))
            return
        self._do("Opening the file", partial(self._desk.open, Path(path).expanduser(), passphrase, by=person.strip()))

    def close(self) -> None:
        self._desk.close()

    def clear_errors(self) -> None:
        self._show(errors={}, notice=("", ""))

    def _do(self, busy: str, act: Callable[[], None]) -> None:
        self._show(busy=busy, errors={}, notice=("", ""))
        behind(act, done=lambda _: self._opened(), failed=self._failed)

    def _opened(self) -> None:
        self._show(busy="")
        self._desk.announce()

    def _failed(self, error: TouchstoneError) -> None:
        if isinstance(error, WrongPassphraseError):
            self._show(busy="", errors={"passphrase": f"{error.message} {error.hint}"})
        else:
            self._show(busy="", notice=(error.message, error.hint))

    @staticmethod
    def _missing(**given: str) -> dict[str, str]:
        asked = {
            "path": "Choose a file.",
            "agency": "Name the agency.",
            "person": "Give your name: it stands beside everything that you record.",
            "passphrase": "Give the passphrase.",
        }
        return {name: asked[name] for name, value in given.items() if not value.strip()}

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit(self.state)
