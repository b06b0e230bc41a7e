"""The frame: banners, header, navigation, the stack of pages, the status line, and the lock.

How a page comes in: `desktop/pages.py` lists `PageSpec(id, title, icon, factory, needs_case)`. The factory is called
with the session when the page is first shown, imports what it needs inside itself, and gives a QWidget (usually a
`desktop.widgets.page.Page`). Three methods are called where the widget has them: `focus_on(target)` with the mapping
that `session.ask_page(page_id, target)` was given, `leave()` before another page is shown, and `take_focus()` when
a key has brought the person here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop import theme
from desktop.session import Change, Session
from desktop.viewmodels.search import SearchModel, Thing
from desktop.views.leaving import Leaving
from desktop.views.page_commands import commands_of
from desktop.views.search_box import SearchBox
from desktop.widgets.banner import Banner
from desktop.widgets.header import Header
from desktop.widgets.in_view import bring_into_view
from desktop.widgets.layout import column, row
from desktop.widgets.navigation import Navigation
from desktop.widgets.notice import Notice
from desktop.widgets.report import ReportBox
from desktop.widgets.status import StatusLine

PageWidget = QWidget
FRAME_PX = 40  # what a system puts round a window: its title
NARROW_PX = 1100  # at 100 % text size: below this the navigation shows pictures alone


@dataclass(frozen=True, kw_only=True)
class PageSpec:
    """How a page is listed. `icon` is a file of resources/icons without its ending."""

    id: str
    title: str
    icon: str
    factory: Callable[[Session], QWidget]
    needs_case: bool = True


class Shell(QMainWindow):
    """The main window. It knows pages by id and nothing of what is on them."""

    page_shown = Signal(str)

    def __init__(
        self,
        session: Session,
        pages: Sequence[PageSpec],
        *,
        unlock: Callable[[Session], QWidget],
        style: Callable[[str], tuple[str, str]],
    ) -> None:
        """`unlock` makes what stands before a locked case; `style` gives a marking's colour and text colour."""
        super().__init__()
        self._session, self._unlock, self._style = session, unlock, style
        self._pages = {page.id: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self.current = ""
        self._before_lock = ""
        self.setWindowTitle("Touchstone")
        self.resize(QSize(1440, 900).boundedTo(_room(self)))
        self.setMinimumSize(960, 600)
        self.header, self.navigation, self.status = Header(), Navigation(), StatusLine()
        self.notice = Notice()
        self.stack = QStackedWidget()
        self._banners = (Banner(), Banner())
        self.navigation.offer(pages)
        self._lay_out()
        self.navigation.page_chosen.connect(self.go)
        self.header.lock_chosen.connect(session.lock)
        self.header.close_chosen.connect(self._close_case)
        self.leaving = Leaving(session, self)
        self.search = SearchBox(SearchModel(session, self), self)
        self.header.search_chosen.connect(self.open_search)
        self.header.help_chosen.connect(self.open_help)
        session.acted.connect(self.status.step.say)
        self.status.step.turned.connect(lambda way: session.undo() if way == "undo" else session.redo())
        session.changed.connect(self._follow)
        session.page_asked.connect(self.go)
        session.job_followed.connect(self.status.follow)
        self._shortcuts()
        self._list_pages()
        self.go(next(iter(self._pages)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes: nothing typed may be lost, nothing is stopped unasked, and the case is free for others."""
        if not self.leaving.may_leave("the window", self.close):
            event.ignore()
            return
        self._session.close()
        super().closeEvent(event)

    def _close_case(self) -> None:
        if self.leaving.may_leave("the case", self._session.close):
            self._session.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.search.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "navigation"):
            self._fit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab: what it leads to is scrolled into view, also where Tab came from outside of what scrolls."""
        moved = super().focusNextPrevChild(forward)
        reached = self.focusWidget()
        if moved and reached is not None:
            bring_into_view(reached)
        return moved

    def _fit(self) -> None:
        self.navigation.set_narrow(narrow=self.width() < theme.current().px(NARROW_PX))

    def go(self, page_id: str, target: Mapping[str, Any] | None = None) -> None:
        """Show a page, made now if it was never shown. Raises KeyError for an unknown id."""
        before = self._made.get(self.current)
        if before is not None and hasattr(before, "leave"):
            before.leave()
        page = self._page(page_id)
        self.current = page_id
        self.navigation.mark(page_id)
        self.stack.setCurrentWidget(page)
        if target is not None and hasattr(page, "focus_on"):
            page.focus_on(target)
        self.page_shown.emit(page_id)

    def page(self, page_id: str) -> QWidget:
        """The widget of a page, made now if it was never shown. Raises KeyError for an unknown id."""
        return self._page(page_id)

    def open_search(self) -> None:
        """Open the box that finds everything; nothing is found of a case that is locked."""
        if self._session.locked_path is None:
            self.search.open([*self._listed(), *commands_of(self._made[self.current]), *self._commands()])

    def open_help(self) -> None:
        """Open the help at what is in front of the person: the page, and what its `about()` names."""
        if self._session.locked_path is None and "help" in self._pages and self.current != "help":
            about: Callable[[], Mapping[str, str]] = getattr(self._made[self.current], "about", dict)
            self.go("help", {"page": self.current, **about()})

    def _listed(self) -> list[Thing]:
        listed = [self._pages[page_id] for page_id in self.navigation.listed()]
        return [
            Thing(kind="Page", title=page.title, detail=f"Ctrl+{at}" if at < 10 else "", page=page.id)
            for at, page in enumerate(listed, 1)
        ]

    def _commands(self) -> list[Thing]:
        held = self._session
        looks = [
            Thing(kind="Command", title=title, detail="Appearance: theme and text size", call=call)
            for title, call in self.header.looks()
        ]
        if not held.is_open:
            return looks
        calls = (
            ("Help", "Help for what is in front of you (F1)", self.open_help),
            ("Undo", "Take back what was done last (Ctrl+Z)", held.undo),
            ("Redo", "Do again what was undone last (Ctrl+Shift+Z)", held.redo),
            ("Lock", "Close the case until the passphrase is given again (Ctrl+L)", held.lock),
            ("Close case", "Close the case and go back to the start", self._close_case),
        )
        return [*(Thing(kind="Command", title=title, detail=hint, call=call) for title, hint, call in calls), *looks]

    def show_error(self, message: str, hint: str) -> None:
        """Say above the page what went wrong, where no page said it."""
        self.notice.say_error(message, hint)

    def show_report(self, text: str) -> None:
        """Show a fault of the program."""
        if all(text != box.text for box in self.findChildren(ReportBox)):
            ReportBox(text, self).show()

    def _page(self, page_id: str) -> QWidget:
        if page_id not in self._made:
            factory = self._unlock if page_id == "unlock" else self._pages[page_id].factory
            self._made[page_id] = factory(self._session)
            self.stack.addWidget(self._made[page_id])
        return self._made[page_id]

    def _lay_out(self) -> None:
        inner = row(gap=0)
        inner.addWidget(self.navigation)
        middle = column(gap=0)
        middle.addWidget(self.notice)
        middle.addWidget(self.stack, 1)
        inner.addLayout(middle, 1)
        held = QWidget()
        outer = column(held, gap=0)
        outer.addWidget(self._banners[0])
        outer.addWidget(self.header)
        outer.addLayout(inner, 1)
        outer.addWidget(self.status)
        outer.addWidget(self._banners[1])
        self.setCentralWidget(held)
        self._show_marking()

    def _shortcuts(self) -> None:
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._go_to_number(number))
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._session.lock)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self._session.undo)
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self.open_search)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.open_help)
        for keys in ("Ctrl+Shift+Z", "Ctrl+Y"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._session.redo)

    def _go_to_number(self, number: int) -> None:
        listed = self.navigation.listed()
        if number <= len(listed):
            self.go(listed[number - 1])
            # What had the focus is out of sight now.
            getattr(self._made[self.current], "take_focus", self.navigation.take_focus)()

    def _follow(self, change: Change) -> None:
        self.status.show_saved(self._session.saved_words)
        if change.touches("deployment", "evaluation", "person", "agency"):
            self._show_case()
            self._show_marking()
        if "case" in change.kinds:
            self.status.step.clear()
            self._forget_notices()
            self._list_pages()
            self._turn_to_case()

    def _show_case(self) -> None:
        held = self._session
        passing = held.evaluation if held.is_open else None
        detail = (
            f"Pack {passing.pack_id} {passing.pack_version} · {passing.profile} profile · stage: {passing.stage}"
            if passing
            else "No evaluation started yet"
        )
        self.header.show_case(held.title, detail, held.person)

    def _forget_notices(self) -> None:
        """What the pages said was about the case that was open before."""
        for page_id, page in self._pages.items():
            notice = getattr(self._made.get(page_id), "notice", None)
            if page.needs_case and isinstance(notice, Notice):
                notice.clear()

    def _turn_to_case(self) -> None:
        self.notice.clear()
        if self._session.is_open:
            if self._session.why_read_only:
                self.notice.say("This case is open for reading only.", self._session.why_read_only, "warning")
            # A case in which nothing has begun yet starts where the system is described.
            self.go(self._before_lock or ("overview" if self._session.evaluation else "deployment"))
            self._before_lock = ""
            self.navigation.take_focus()
        elif self._session.locked_path:
            self._before_lock = self.current
            self.go("unlock")
        else:
            self.go(next(iter(self._pages)))

    def _list_pages(self) -> None:
        open_now = self._session.is_open
        locked = self._session.locked_path is not None
        self.navigation.setVisible(not locked)
        self.navigation.show_pages(
            [] if locked else [page for page in self._pages.values() if open_now or not page.needs_case]
        )

    def _show_marking(self) -> None:
        marking = self._session.screen_marking
        words = self._session.banner if marking == self._session.marking else marking
        for banner in self._banners:
            banner.setVisible(bool(marking))
            if marking:
                banner.set_marking(words, *self._style(marking))
        self.status.show_marking(words)


def _room(window: QWidget) -> QSize:
    """What the screen leaves for a window inside its frame."""
    return window.screen().availableGeometry().size() - QSize(0, FRAME_PX)
