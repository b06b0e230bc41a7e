"""Makes every object of the window in one place and hands them down."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.errors import catch_all
from desktop.first_paint import FirstPaint
from desktop.idle import IdleLock
from desktop.offline import refuse_network
from desktop.pages import pages, unlock_page
from desktop.preferences import PreferencesFile
from desktop.session import Session
from desktop.shell import Shell
from desktop.widgets.icon import pixmap
from desktop.widgets.wheel import WheelScrolls


class App:
    """The window and what stands behind it. `shell` is the window; `session` the open case."""

    def __init__(self, app: QApplication, preferences: PreferencesFile) -> None:
        self._app, self.preferences = app, preferences
        theme.load_fonts()
        self._dress()
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
        self._tie_idle()
        app.styleHints().colorSchemeChanged.connect(lambda _: self._dress())

    def choose_look(self, name: str, scale: float) -> None:
        """Dress the window anew and remember it. `name` may be "system"; `scale` is 1.0 to 2.0."""
        self.preferences.keep(replace(self.preferences.now, theme=name, scale=scale))
        self._dress()
        self.shell.header.show_look(name, scale)

    def open_later(self, path: Path) -> None:
        """Offer the case at `path` on the Welcome page, its passphrase to be typed."""
        QTimer.singleShot(0, lambda: self.shell.go("welcome", {"open": str(path)}))

    def demonstrate_later(self) -> None:
        """Open the demonstration case, with the Welcome page saying how far its first making is."""
        QTimer.singleShot(0, lambda: self.shell.go("welcome", {"demonstration": True}))

    def _dress(self) -> None:
        wanted = self.preferences.now.theme
        name = wanted if wanted in theme.NAMES else theme.system_name()
        theme.apply(self._app, theme.make(name, self.preferences.now.scale))

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
