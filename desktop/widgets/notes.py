"""Several notices under each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.layout import clear, column, show_if
from desktop.widgets.notice import Kind, Notice


class Noted(Protocol):
    """One thing to say: what is so, and what to do about it."""

    @property
    def kind(self) -> Kind: ...
    @property
    def text(self) -> str: ...
    @property
    def hint(self) -> str: ...


class Notes(QWidget):
    """Shows what it is given; takes no room while there is nothing to say.

    A note may have an `action`, words for a button; `acted` brings the text of the note whose button was pressed.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(self, gap=2)
        self._shown: tuple[tuple[str, ...], ...] = ()
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(text for _, text, *_ in self._shown)

    def show_notes(self, notes: Sequence[Noted]) -> None:
        """Say `notes` in their order; the same notes again are not announced again."""
        wanted = tuple((note.kind, note.text, note.hint, _action(note)) for note in notes)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._column)
        for note in notes:
            notice = Notice(dismissable=False)
            self._column.addWidget(notice)
            notice.say(note.text, note.hint, note.kind, _action(note))
            notice.action_chosen.connect(lambda text=note.text: self.acted.emit(text))
        show_if(self, bool(notes))


def _action(note: Noted) -> str:
    return str(getattr(note, "action", ""))
