"""What was said, by whom and when: the progress of a finding, and its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.history import HistoryLine
from desktop.views.listing import add_history
from desktop.widgets.layout import clear, column


class Lines(QWidget):
    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._shown: tuple[HistoryLine, ...] | None = None
        self._list = column(self, gap=2)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Replace what is shown, unless it is shown already."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        clear(self._list)
        add_history(self._list, lines, self._nothing)
