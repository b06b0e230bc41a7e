"""The Settings page: each change is in use, and kept, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import InputError
from core.settings import KeptRoot, LookedAt, dates_from, late_release, look, looked_at
from desktop.preferences import PreferencesFile
from desktop.viewmodels.settings import about
from desktop.viewmodels.settings.states import RootRow, SettingsState, root_row


class SettingsModel(QObject):
    """Commands of the page. What it keeps goes through `PreferencesFile`, which tells the rest of the window."""

    state_changed = Signal(object)

    def __init__(self, preferences: PreferencesFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._offered: tuple[LookedAt, ...] = ()
        self._rows: dict[str, RootRow] = {}
        self.state = SettingsState(about=about.facts(preferences.path), notices=about.notices())
        self._dates = self._kept_dates()
        preferences.changed.connect(self._follow)
        self._follow()

    # ---- the window ----

    def choose_theme(self, name: str) -> None:
        self._preferences.keep(replace(self._preferences.now, theme=name))

    def choose_scale(self, scale: str) -> None:
        """The text size as a factor: "1.0" to "2.0"."""
        self._preferences.keep(replace(self._preferences.now, scale=float(scale)))

    def lock_after(self, minutes: int) -> None:
        """Lock an open case after so many idle minutes; 0 never locks it."""
        self._preferences.keep(replace(self._preferences.now, lock_minutes=minutes))

    def start_files_in(self, folder: str) -> None:
        """Where file dialogs start; empty is where the last file was."""
        self._preferences.keep(replace(self._preferences.now, folder=folder))

    # ---- the Act, markings ----

    def set_dates(self, enacted: str, released: str) -> None:
        """Keep both dates, once they are dates in their order; what was typed stays on screen either way."""
        self._dates = (enacted, released)
        try:
            first, second = dates_from(enacted, released)
        except InputError as error:
            self._show(enacted=enacted, released=released, dates_error=f"{error.message} {error.hint}", dates_note="")
            return
        self._show(dates_error="", dates_note=late_release(first, second))
        now = self._preferences.settings
        if (first, second) != (now.enacted_on, now.released_on):
            self._preferences.keep_settings(replace(now, enacted_on=first, released_on=second))

    def choose_profile(self, profile: str) -> None:
        self._preferences.keep_settings(replace(self._preferences.settings, marking_profile=profile))

    # ---- whom to trust ----

    def look_at(self, paths: Sequence[str]) -> None:
        """Read certificate files and show what is in them; nothing is trusted yet."""
        known = {root.sha256 for root in self._preferences.settings.roots}
        seen: list[LookedAt] = list(self._offered)
        errors = []
        for path in paths:
            try:
                found = look(Path(path))
            except InputError as error:
                errors.append((error.message, error.hint))
                continue
            known |= {one.root.sha256 for one in seen}
            seen += [one for one in found if one.root.sha256 not in known]
            if all(one.root.sha256 in known for one in found):
                errors.append((f"{Path(path).name} is listed already.", ""))
        self._offered = tuple(seen)
        sentence = " ".join(message for message, _ in errors)
        self._show(offered=tuple(map(root_row, seen)), roots_error=(sentence, errors[-1][1] if errors else ""))

    def accept(self, sha256: str) -> None:
        """Trust a certificate that was looked at."""
        chosen = [one for one in self._offered if one.root.sha256 == sha256]
        self._set_aside(sha256)
        for one in chosen:
            self._preferences.keep_settings(self._preferences.settings.trusting(one.root))

    def refuse(self, sha256: str) -> None:
        """Do not trust a certificate that was looked at."""
        self._set_aside(sha256)

    def remove(self, sha256: str) -> None:
        """Trust a kept root no longer."""
        self._preferences.keep_settings(self._preferences.settings.distrusting(sha256))

    def _set_aside(self, sha256: str) -> None:
        self._offered = tuple(one for one in self._offered if one.root.sha256 != sha256)
        self._show(offered=tuple(map(root_row, self._offered)), roots_error=("", ""))

    # ---- showing ----

    def _follow(self) -> None:
        """Show what is in use now, whoever changed it; a date that is being mended stays as it was typed."""
        now, kept = self._preferences.now, self._preferences.settings
        if not self.state.dates_error:
            self._dates = self._kept_dates()
        sentence, hint = self._preferences.unkept if self._preferences.unkept[0] else self._preferences.problem
        self._show(
            theme=now.theme,
            scale=str(float(now.scale)),
            lock_minutes=now.lock_minutes,
            folder=now.folder,
            profile=kept.marking_profile,
            enacted=self._dates[0],
            released=self._dates[1],
            roots=tuple(map(self._row, kept.roots)),
            notice=("warning" if sentence else "", sentence, hint),
        )

    def _kept_dates(self) -> tuple[str, str]:
        kept = self._preferences.settings
        first, second = (day.isoformat() if day else "" for day in (kept.enacted_on, kept.released_on))
        return first, second

    def _row(self, root: KeptRoot) -> RootRow:
        if root.sha256 not in self._rows:
            try:
                self._rows[root.sha256] = root_row(looked_at(root))
            except InputError as error:
                worry = f"{error.message} {error.hint}"
                self._rows[root.sha256] = RootRow(name=root.name, sha256=root.sha256, facts=(), worries=(worry,))
        return self._rows[root.sha256]

    def _show(self, **values: Any) -> None:
        self.state = replace(self.state, **values)
        self.state_changed.emit(self.state)
