"""Opening, making and unlocking a case: the commands behind the Welcome page and the lock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot

from core.errors import TouchstoneError, WrongPassphraseError
from desktop.background import behind
from desktop.preferences import PreferencesFile, Recent
from desktop.session import Change, Session

ENDING = ".touchstone"


@dataclass(frozen=True, kw_only=True)
class OpeningState:
    """What the Welcome page and the lock show. `errors` are by field: path, title, person, passphrase, again."""

    recent: tuple[Recent, ...] = ()
    missing: frozenset[str] = frozenset()  # paths of recent cases that are not there
    person: str = ""  # who opened a case last, to be offered again
    signed_in: str = ""  # whose the locked case is
    busy: str = ""  # what is being done; empty when nothing is
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: tuple[str, str] = ("", "")  # message, hint
    demonstration: str = ""  # how far the demonstration case is; empty when nobody asked for it
    why_locked: str = ""  # where it was not the person who locked it
    locked: str = ""  # name of the file that waits for its passphrase
    known_passphrase: str = ""  # of the demonstration case, which keeps nothing secret


class StoppedError(TouchstoneError):
    """The person has stopped the making of the demonstration case."""


class OpeningModel(QObject):
    state_changed = Signal(object)
    opened = Signal()
    _step = Signal(str)

    def __init__(self, session: Session, preferences: PreferencesFile) -> None:
        super().__init__()
        self._session, self._preferences = session, preferences
        self._stop = False
        self._step.connect(self._show_step, Qt.ConnectionType.QueuedConnection)
        self.state = OpeningState()
        session.changed.connect(self._follow)
        self.refresh()

    @property
    def passphrase_rule(self) -> str:
        return self._session.passphrase_rule()

    def refresh(self) -> None:
        """Look again at what is recent and what is still there."""
        now, locked = self._preferences.now, self._session.locked_path
        self._show(
            why_locked=self._session.why_locked,
            recent=now.recent,
            missing=frozenset(one.path for one in now.recent if not Path(one.path).exists()),
            person=now.person,
            signed_in=self._session.person,
            locked=locked.name if locked else "",
            known_passphrase=_known_passphrase(locked),
        )

    def clear_errors(self) -> None:
        """Forget what was wrong: the person turned to something else."""
        self._show(errors={}, notice=("", ""))

    def place_for(self, title: str) -> str:
        """The file that is proposed for a case of this title: in the person's documents, named after it."""
        words = re.findall(r"[\w.]+", title)
        if not words:
            return ""
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        folder = documents if documents.is_dir() else Path.home()
        return str(folder / f"{'-'.join(words).strip('.').lower()}{ENDING}")

    def create(self, path: str, *, title: str, person: str, passphrase: str, again: str) -> None:
        """Make a case, once every field is right; `opened` follows."""
        errors = self._name_errors(path, person) | ({} if title.strip() else {"title": "Give the case a title."})
        problems = self._session.passphrase_problems(passphrase)
        if problems:
            errors["passphrase"] = problems[0]
        elif again != passphrase:
            errors["again"] = "The two passphrases differ. Type the same one twice."
        target = with_ending(path)
        if path.strip() and target.exists():
            errors["path"] = f"{target.name} exists already. Choose another name, or open it."
        elif path.strip() and not target.parent.is_dir():
            errors["path"] = f"The folder {target.parent} does not exist."
        self._show(errors=errors, notice=("", ""))
        if not errors:
            make = self._session.create
            self._do("Making the case file …", lambda: make(target, passphrase, title=title.strip(), by=person.strip()))

    def open(self, path: str, *, person: str, passphrase: str) -> None:
        """Open a case; `opened` follows, or an error beside the passphrase when it is the wrong one."""
        errors = self._name_errors(path, person)
        if not passphrase:
            errors["passphrase"] = "Type the passphrase of this case."  # noqa: S105 - a sentence
        if path.strip() and not Path(path).is_file():
            errors["path"] = f"There is no file {path}."
        self._show(errors=errors, notice=("", ""))
        if not errors:
            self._do("Opening the case …", lambda: self._session.open(Path(path), passphrase, by=person.strip()))

    def unlock(self, passphrase: str) -> None:
        """Open the locked case again, as the same person."""
        if self._session.locked_path is not None:
            self.open(str(self._session.locked_path), person=self._session.person, passphrase=passphrase)

    def try_demonstration(self) -> None:
        """Open the demonstration case; the first time it is made, with its probes really run, which takes a while."""
        if self.state.demonstration:
            return
        self._stop = False
        self._show(demonstration="Opening the demonstration case …", errors={}, notice=("", ""))
        self._session.closing.emit()
        folder, person = demonstration_folder(), self.state.person or "Demonstration"
        behind(lambda: self._make_demonstration(folder, person), done=lambda _: self._opened(), failed=self._failed)

    def stop_demonstration(self) -> None:
        """Stop making the demonstration case; what was made of it is removed."""
        self._stop = True
        self._show(demonstration="Stopping …")

    def _make_demonstration(self, folder: Path, person: str) -> None:
        """In a thread."""
        from core import demo  # it brings everything that a whole evaluation needs

        def told(step: str) -> None:
            if self._stop:
                raise StoppedError("The demonstration case was not finished.", "Nothing of it was kept.")
            self._step.emit(step)

        path = folder / demo.CASE_NAME
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            demo.make_case(path, on_step=told)
        self._session.open(path, demo.PASSPHRASE, by=person)

    @Slot(str)
    def _show_step(self, step: str) -> None:
        if self.state.demonstration and not self._stop:
            self._show(demonstration=step)

    def leave_locked(self) -> None:
        """Give the locked case up and go back to the start."""
        self._session.close()

    def forget(self, path: str) -> None:
        """Take a case off the recent list; the file stays where it is."""
        now = self._preferences.now
        self._preferences.keep(replace(now, recent=tuple(one for one in now.recent if one.path != path)))
        self.refresh()

    def ask_packets(self) -> None:
        """Go to the page that verifies packets; it needs no case."""
        self._session.ask_page("packets")

    def _name_errors(self, path: str, person: str) -> dict[str, str]:
        errors = {}
        if not path.strip():
            errors["path"] = "Choose a file."
        if not person.strip():
            errors["person"] = "Type your name: it stands beside everything that you confirm."
        return errors

    def _do(self, said: str, action: Callable[[], None]) -> None:
        self._session.closing.emit()  # the case that is open now gives way to another
        self._show(busy=said)
        behind(action, done=lambda _: self._opened(), failed=self._failed)

    def _opened(self) -> None:
        path = self._session.path
        # The demonstration has its own door, needs no passphrase, and its person is not the one who evaluates next.
        if path is not None and path.parent != demonstration_folder():
            now = replace(self._preferences.now, person=self._session.person)
            self._preferences.keep(now.with_recent(str(path), self._session.title))
        self._show(busy="", demonstration="", errors={}, notice=("", ""))
        self._session.announce_case()
        self.opened.emit()

    def _failed(self, error: TouchstoneError) -> None:
        if isinstance(error, WrongPassphraseError):
            self._show(busy="", demonstration="", errors={"passphrase": f"{error.message} {error.hint}".strip()})
        else:
            self._show(busy="", demonstration="", notice=(error.message, error.hint))

    def _follow(self, change: Change) -> None:
        if change.touches("person"):
            self.refresh()

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


def demonstration_folder() -> Path:
    """Where this system keeps the data of programs."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(place) / "demonstration"


def _known_passphrase(locked: Path | None) -> str:
    if locked is None or locked.parent != demonstration_folder():
        return ""
    from core.demo import PASSPHRASE  # it brings everything that a whole evaluation needs; here it is there already

    return PASSPHRASE


def with_ending(path: str) -> Path:
    """`path` as a case file is named."""
    target = Path(path.strip()).expanduser()
    return target if target.suffix else target.with_name(target.name + ENDING) if target.name else target
