"""What the window remembers between starts: its look, the person's name, which cases were open. Nothing of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import InputError
from core.settings.file import SettingsFile
from core.settings.kept import Settings

MOST_RECENT = 8
LOOKS = ("system", "light", "dark", "contrast")
SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0
LONGEST_LOCK_MINUTES = 240
SECTION = "window"


@dataclass(frozen=True, kw_only=True)
class Recent:
    """A case file that was open: where it is and what it is called."""

    path: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """`theme`: one of LOOKS. `scale`: text size, 1.0 to 2.0. `lock_minutes`: idle; 0 never locks. `folder`: where file
    dialogs start; empty is the last one used, `last_folder`.
    """

    theme: str = "system"
    scale: float = 1.0
    person: str = ""
    lock_minutes: int = 15
    folder: str = ""
    last_folder: str = ""
    recent: tuple[Recent, ...] = ()

    def with_recent(self, path: str, title: str) -> Preferences:
        """The same with this case as the newest one."""
        others = tuple(one for one in self.recent if one.path != path)
        return replace(self, recent=(Recent(path=path, title=title), *others)[:MOST_RECENT])


class PreferencesFile(QObject):
    """What is remembered, in the settings file: `now` is the window's part, `settings` the engine's.

    `changed` comes after each change, when the new values are in use already.
    """

    changed = Signal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = SettingsFile(path)
        self.unkept = ("", "")  # why the last change could not be written: sentence, hint
        self.now = self._preferences()

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def settings(self) -> Settings:
        """Whom to trust, the dates of the Act, how markings are written."""
        return self._file.settings

    @property
    def problem(self) -> tuple[str, str]:
        """What was wrong with the file, and what becomes of it; empty when nothing was."""
        return (self._file.problem, self._file.hint) if self._file.problem else ("", "")

    def keep(self, changed: Preferences) -> None:
        """Use and write `changed`. A folder that can't be written to costs the memory, and `unkept` says so."""
        self.now = changed
        self._write(lambda: self._file.keep({SECTION: asdict(changed)}))

    def keep_settings(self, changed: Settings) -> None:
        """Use and write the engine's part, in the same way."""
        self._write(lambda: self._file.keep_settings(changed))

    def _write(self, write: Callable[[], None]) -> None:
        try:
            write()
            self.unkept = ("", "")
        except InputError as error:
            self.unkept = (error.message, error.hint)
        self.changed.emit()

    def _preferences(self) -> Preferences:
        kept = self._file.sections.get(SECTION)
        if kept is None:
            return Preferences()
        try:
            return _preferences(kept)
        except (ValueError, TypeError, KeyError, AttributeError):
            self._file.doubt(SECTION)
            return Preferences()


def _preferences(kept: Mapping[str, Any]) -> Preferences:
    """What is kept, each value within its limits. Raises ValueError, TypeError, KeyError or AttributeError."""
    standard = Preferences()
    theme = str(kept.get("theme", standard.theme))
    scale, minutes = float(kept.get("scale", standard.scale)), int(kept.get("lock_minutes", standard.lock_minutes))
    return Preferences(
        theme=theme if theme in LOOKS else standard.theme,
        scale=min(LARGEST_SCALE, max(SMALLEST_SCALE, scale)),
        person=str(kept.get("person", "")),
        lock_minutes=min(LONGEST_LOCK_MINUTES, max(0, minutes)),
        folder=str(kept.get("folder", "")),
        last_folder=str(kept.get("last_folder", "")),
        recent=tuple(Recent(path=str(one["path"]), title=str(one["title"])) for one in kept.get("recent", ())),
    )
