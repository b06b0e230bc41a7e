"""What the window remembers between starts: its look, the person's name, which cases were open. Nothing of a case."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

MOST_RECENT = 8


@dataclass(frozen=True, kw_only=True)
class Recent:
    """A case file that was open: where it is and what it is called."""

    path: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """`theme`: light, dark, contrast or system. `scale`: text size, 1.0 to 2.0. `lock_minutes`: idle; 0 never locks."""

    theme: str = "system"
    scale: float = 1.0
    person: str = ""
    lock_minutes: int = 15
    recent: tuple[Recent, ...] = ()

    def with_recent(self, path: str, title: str) -> Preferences:
        """The same with this case as the newest one."""
        others = tuple(one for one in self.recent if one.path != path)
        return replace(self, recent=(Recent(path=path, title=title), *others)[:MOST_RECENT])


class PreferencesFile:
    """One small JSON file. A file that can't be read counts as empty: nothing in it is worth an error."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or default_path()
        self.now = self._read()

    def keep(self, changed: Preferences) -> None:
        """Use and write `changed`. A folder that can't be written to costs the memory and nothing else."""
        self.now = changed
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(asdict(changed), indent=1), encoding="utf-8")
        except OSError:
            return

    def _read(self) -> Preferences:
        try:
            return _preferences(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Preferences()


def _preferences(stored: dict[str, Any]) -> Preferences:
    return Preferences(
        theme=str(stored["theme"]),
        scale=float(stored["scale"]),
        person=str(stored["person"]),
        lock_minutes=int(stored["lock_minutes"]),
        recent=tuple(Recent(path=str(one["path"]), title=str(one["title"])) for one in stored["recent"]),
    )


def default_path() -> Path:
    """Where this system keeps the settings of programs."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "window.json"
