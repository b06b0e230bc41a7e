"""What has the keyboard may be blocked or hidden by its own press; the keyboard then stays near, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FocusKept(QObject):
    """Qt goes on to the next control, which after the last one of a page is the first of the window: far away.

    Here it goes to the one before, on the page. A button that is blocked while its work is done gets the keyboard back
    when it can be pressed again, unless the person moved on meanwhile. `page` gives the page that is shown now.
    """

    def __init__(self, app: QApplication, page: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._blocked: QWidget | None = None
        self._lent: QWidget | None = None  # what has the keyboard in its place
        self._last: QWidget | None = None  # what on the page had the keyboard last
        app.focusChanged.connect(self._note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange and watched is self._blocked and self._blocked.isEnabled():
            back, lent = self._blocked, self._lent
            self._forget()
            if QApplication.focusWidget() is lent and back.isVisible():
                back.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _note(self, before: QWidget | None, now: QWidget | None) -> None:
        self._forget()
        page = self._page()
        if before is None and now is not None and page is not None and now.window() is page.window():
            before = self._before_a_dialog()
        if before is not None and page is not None and page.isAncestorOf(before):
            self._last = before
        if before is None or page is None or not page.isAncestorOf(before):
            return
        if not before.isEnabled() or not before.isVisible():
            QTimer.singleShot(0, partial(self._keep, page, before, now))

    def _keep(self, page: QWidget, before: QWidget, now: QWidget | None) -> None:
        """Once all that the press did is shown; unless the person, or the page, moved on meanwhile."""
        if not (shiboken6.isValid(page) and shiboken6.isValid(before)) or self._page() is not page:
            return
        if QApplication.focusWidget() is not now:
            return
        if now is None or not page.isAncestorOf(now):
            beside = _beside(before, page)
            if beside is not None:
                beside.setFocus(Qt.FocusReason.OtherFocusReason)
        if before.isVisible() and not before.isEnabled():
            self._blocked, self._lent = before, QApplication.focusWidget()
            before.installEventFilter(self)

    def _before_a_dialog(self) -> QWidget | None:
        """What had the keyboard when a dialog took it. Its press may have blocked it while the dialog was closing."""
        last, self._last = self._last, None
        return last if last is not None and shiboken6.isValid(last) else None

    def _forget(self) -> None:
        if self._blocked is not None and shiboken6.isValid(self._blocked):
            self._blocked.removeEventFilter(self)
        self._blocked = self._lent = None


def _beside(before: QWidget, page: QWidget) -> QWidget | None:
    """The control of the page that comes before `before` in the order of Tab, or else the first after it."""
    one = before.previousInFocusChain()
    while one is not None and one is not before and page.isAncestorOf(one):
        if _can_have(one, page):
            return one
        one = one.previousInFocusChain()
    one = before.nextInFocusChain()
    while one is not None and one is not before:
        if page.isAncestorOf(one) and _can_have(one, page):
            return one
        one = one.nextInFocusChain()
    return None


def _can_have(one: QWidget, page: QWidget) -> bool:
    takes_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
    return takes_tab and one.isEnabled() and one.isVisibleTo(page)
