"""What is shown on a page that can't be seen is drawn when it can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class WhenShown(QObject):
    """Stands between a signal and `show`: of all that comes while `page` is behind another page, the last is shown."""

    def __init__(self, page: QWidget, show: Callable[[Any], object]) -> None:
        super().__init__(page)
        self._page, self._show = page, show
        self._waiting: list[Any] = []
        page.installEventFilter(self)

    def __call__(self, state: Any) -> None:
        """Show `state` now, or once the page is seen."""
        window = self._page.window()
        if window is not self._page and window.isVisible() and not self._page.isVisible():
            self._waiting = [state]
        else:
            self._waiting = []
            self._show(state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._waiting:
            self._show(self._waiting.pop())
        return super().eventFilter(watched, event)
