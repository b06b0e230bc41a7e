"""Makes every object of the window in one place and hands them down."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.background import behind
from desktop.errors import catch_all
from desktop.first_paint import FirstPaint
from desktop.idle import IdleLock
from desktop.offline import refuse_network
from desktop.pages import pages, unlock_page
from desktop.preferences import PreferencesFile
from desktop.session import Change, Session
from desktop.shell import Shell
from desktop.viewmodels.shown import probe_titles
from desktop.widgets import files
from desktop.widgets.focus_kept import FocusKept
from desktop.widgets.icon import pixmap
from desktop.widgets.undo_first import UndoFirst
from desktop.widgets.wheel import WheelScrolls


class App:
    """The window and what stands behind it. `shell` is the window; `session` the open case."""

    def __init__(self, app: QApplication, preferences: PreferencesFile) -> None:
        self._app, self.preferences = app, preferences
        theme.load_fonts()
        self._worn = ("", 0.0)
        self._dress()
        self._tie_files()
        app.setWindowIcon(QIcon(pixmap("verified_user", "accent", 64)))
        self.session = Session()
        self.shell = Shell(
            self.session,
            pages(preferences),
            unlock=partial(unlock_page, preferences),
            style=_marking_style,
        )
        self.shell.header.look_chosen.connect(self.choose_look)
        self.shell.header.show_look(preferences.now.theme, preferences.now.scale)
        self.idle = IdleLock(preferences.now.lock_minutes, self.shell)
        app.installEventFilter(self.idle)
        app.installEventFilter(WheelScrolls(self.shell))
        UndoFirst(app, self.shell)
        FocusKept(app, self.shell.stack.currentWidget, self.shell)
        self._tie_idle()
        self.session.changed.connect(self._warm)
        self._tie_sizes()
        self._use_settings()
        preferences.changed.connect(self._use_settings)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._dress())
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: self._dress())

    def choose_look(self, name: str, scale: float) -> None:
        """Dress the window anew and remember it. `name` may be "system"; `scale` is 1.0 to 2.0."""
        self.preferences.keep(replace(self.preferences.now, theme=name, scale=scale))

    def open_later(self, path: Path) -> None:
        """Offer the case at `path` on the Welcome page, its passphrase to be typed."""
        QTimer.singleShot(0, lambda: self.shell.go("welcome", {"open": str(path)}))

    def demonstrate_later(self) -> None:
        """Open the demonstration case, with the Welcome page saying how far its first making is."""
        QTimer.singleShot(0, lambda: self.shell.go("welcome", {"demonstration": True}))

    def _dress(self) -> None:
        """Wear what is wanted, unless it is worn already: a style sheet takes tenths of a second."""
        wanted, scale = self.preferences.now.theme, self.preferences.now.scale
        name = wanted if wanted in theme.NAMES else theme.system_name()
        if self._worn != (name, scale):
            self._worn = (name, scale)
            theme.apply(self._app, theme.make(name, scale))

    def _use_settings(self) -> None:
        """A setting has changed: every part of the window that stands on one follows."""
        now = self.preferences.now
        self._dress()
        self.shell.header.show_look(now.theme, now.scale)
        self.session.use_settings(self.preferences.settings)
        if self.idle.minutes != now.lock_minutes:
            self.idle.set_minutes(now.lock_minutes)
        self._tie_files()

    def _tie_files(self) -> None:
        now = self.preferences.now
        files.start_in(fixed=now.folder, last=now.last_folder, used=self._remember_folder)

    def _remember_folder(self, folder: str) -> None:
        if folder != self.preferences.now.last_folder:
            self.preferences.keep(replace(self.preferences.now, last_folder=folder))

    def _tie_sizes(self) -> None:
        """Larger and smaller text, as browsers have it."""
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            QShortcut(QKeySequence(keys), self.shell).activated.connect(partial(self._step_size, step))

    def _step_size(self, step: int) -> None:
        now = self.preferences.now
        scale = min(2.0, max(1.0, now.scale + 0.25 * step)) if step else 1.0
        if scale != now.scale:
            self.choose_look(now.theme, scale)

    def _warm(self, change: Change) -> None:
        """Once a case is open, load what the next pages need, so that they open at once."""
        if "case" in change.kinds and self.session.is_open:
            behind(probe_titles, done=lambda _: None, failed=lambda _: None)

    def _tie_idle(self) -> None:
        self.idle.expired.connect(self.session.lock)
        self.idle.touched.connect(self.shell.notice.clear)
        self.idle.warned.connect(self._warn)

    def _warn(self, seconds: int) -> None:
        if self.session.is_open:
            hint = "Press any key or move the mouse to keep it open. Drafts are saved."
            self.shell.notice.say(f"This case locks in {seconds} seconds.", hint, "warning")


def _marking_style(marking: str) -> tuple[str, str]:
    from core.marking import style  # its grammar is read from files, once a case is open

    found = style(marking)
    return found.colour, found.text_colour


def run(
    arguments: Sequence[str], *, case: Path | None = None, demonstration: bool = False, until_painted: bool = False
) -> int:
    """Show the window until it is closed; the process's exit status. `arguments[0]` is the program's name.

    `case` is offered to be opened; `demonstration` opens the demonstration case, which is made the first time;
    `until_painted` closes the window as soon as it has painted, so that its start can be measured.
    """
    refuse_network()
    app = QApplication(list(arguments[:1]))
    app.setApplicationName("Touchstone")
    app.setOrganizationName("Touchstone")
    made = App(app, PreferencesFile())
    catch_all(made.shell.show_report, made.shell.show_error)
    if until_painted:
        FirstPaint(made.shell).painted.connect(app.quit)
    made.shell.show()
    if case is not None:
        made.open_later(case)
    elif demonstration:
        made.demonstrate_later()
    return app.exec()


if sys.platform == "win32":  # the task bar groups by this id and shows our icon instead of Python's
    import ctypes

    ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("Touchstone.Window")
