"""A page that can't be seen does not look at the case at every change; it looks again when it is shown."""

from __future__ import annotations

from collections.abc import Callable


class Asleep:
    """Held by a model, awake until its page says otherwise. `refresh` lets the model look at the case again."""

    def __init__(self, refresh: Callable[[], object]) -> None:
        self._refresh = refresh
        self._asleep = self._stale = False

    def sleep(self) -> None:
        """The page can't be seen any more."""
        self._asleep = True

    def wake(self) -> None:
        """The page is shown: look at what has changed meanwhile."""
        self._asleep = False
        if self._stale:
            self._stale = False
            self._refresh()

    def refresh(self, *, is_open: bool) -> None:
        """Look now where the page is seen or the case was closed; else when it is seen."""
        if self._asleep and is_open:
            self._stale = True
        else:
            self._stale = False
            self._refresh()
