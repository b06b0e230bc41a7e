"""One of a few: tiles with a word each, moved through with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QWidget

from desktop.widgets.layout import column, row


class Choice(QWidget):
    """Radio tiles. `chosen` carries the key the person picked; `set` shows one without sending it."""

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        line: QBoxLayout = column(self, gap=2) if upright else row(self, gap=2)
        for key, title in options:
            button = QRadioButton(title)
            button.setProperty("role", "tile")
            button.setAccessibleName(f"{name}: {title}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._buttons[key] = button
            self._group.addButton(button)
            line.addWidget(button, 0 if upright else 1)

    @property
    def value(self) -> str:
        """The key that is shown as chosen; empty when none is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set(self, key: str) -> None:
        """Show `key` as chosen; an unknown or empty key clears the choice."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def button(self, key: str) -> QRadioButton:
        """The tile of `key`. Raises KeyError."""
        return self._buttons[key]

    def block(self, reason: str) -> None:
        """Disable every tile with the reason; an empty reason enables them."""
        for button in self._buttons.values():
            button.setEnabled(not reason)
            button.setToolTip(reason)
            button.setAccessibleDescription(reason)
