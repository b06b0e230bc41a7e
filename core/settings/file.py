"""The one settings file: JSON in sections, written whole or not at all, the same on every system.

Each reader knows its own sections and leaves the others as they are. A file that can't be read is never written over:
it is put aside under another name first.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import clock
from core.errors import InputError
from core.settings.kept import Settings, settings_from

NAME = "settings.json"
PLACE = "TOUCHSTONE_SETTINGS"  # an environment variable that names another file
FORMAT = 1


class SettingsFile:
    """`sections` is what was read; `problem` a sentence and `hint` when not all of it could be."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self.problem, self.hint = "", ""
        self._damaged = False
        self.sections: Mapping[str, Any] = self._read()
        self.settings, faulty = settings_from(self.sections)
        for name in faulty:
            self.doubt(name)

    def doubt(self, section: str) -> None:
        """Say that `section` could not be read as it is, and stands at its defaults."""
        self._damaged = True
        self._say(f'The part "{section}" of the settings can\'t be read, and stands as if it had never been set.')

    def keep(self, sections: Mapping[str, Any]) -> None:
        """Write these sections beside the others that are in the file now.

        Raises InputError when the folder can't be written to; what was in the file is then still there.
        """
        now = self._read() or self.sections
        wanted = {**now, **sections, "format": FORMAT}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._put_aside()
            _write_whole(self.path, json.dumps(wanted, indent=1, ensure_ascii=False) + "\n")
        except OSError as error:
            raise InputError(
                f"The settings can't be kept in {self.path}: {error.strerror or error}.",
                "They hold until the program is closed.",
            ) from error
        self.sections = wanted

    def keep_settings(self, settings: Settings) -> None:
        """Use and write the engine's sections. Raises InputError as `keep`; the settings are in use even then."""
        self.settings = settings
        self.keep(settings.as_sections())

    def _read(self) -> Mapping[str, Any]:
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._say(f"The settings in {self.path} can't be read: {error.strerror or error}.")
        except (ValueError, TypeError):
            self._damaged = True
            self._say(f"The settings in {self.path} are damaged and can't be read.")
        return {}

    def _say(self, problem: str) -> None:
        self.problem = problem
        self.hint = "The file is kept beside the new one, with its date in its name, when a setting is changed."

    def _put_aside(self) -> None:
        if self._damaged and self.path.exists():
            moment = clock.stamp().replace(":", "").replace("-", "")
            aside = self.path.with_name(f"{self.path.stem}-damaged-{moment}{self.path.suffix}")
            self.path.replace(aside)
            self.hint = f"The damaged file is kept as {aside.name}, in the same folder."
        self._damaged = False


def _write_whole(path: Path, text: str) -> None:
    """First beside it, then in its place in one step: a machine that stops in between leaves the old file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def default_path() -> Path:
    """Where this system keeps the settings of programs; the variable TOUCHSTONE_SETTINGS names another file."""
    if named := os.environ.get(PLACE):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Preferences"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "Touchstone" / NAME
