"""What can be done on the page that is shown, as the search box lists it: its buttons, without being told twice."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.search import Thing
from desktop.widgets.button import Button

_SILENT = frozenset({"Dismiss", "Clear"})


def commands_of(page: QWidget) -> Iterator[Thing]:
    """A command for every button that can be seen on `page`, and for what the page adds in `commands()`."""
    told: set[str] = set()
    more: Iterator[Thing] = getattr(page, "commands", lambda: iter(()))()
    for thing in more:
        told.add(thing.title)
        yield thing
    for button in page.findChildren(Button):
        title = button.accessibleName()
        if button.isVisibleTo(page) and title and title not in told | _SILENT:
            told.add(title)
            blocked = "" if button.isEnabled() else button.toolTip() or "It can't be done now."
            hint = button.toolTip() if button.toolTip() != title else ""
            yield Thing(kind="Command", title=title, detail=hint, call=button.click, blocked=blocked)
