"""One of a few: tiles with a word each, moved through with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from desktop.widgets.button import ring

GAP_PX = 8


class _Tile(QRadioButton):
    """The frame of the chosen tile and the ring of the focus are too near in colour: a second ring tells them apart."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            ring(self, "ink")


class Choice(QWidget):
    """Radio tiles. `chosen` carries the key the person picked; `set` shows one without sending it.

    The tiles stand beside each other, or in fewer columns where they don't fit; `upright` is always one column.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._most = 1 if upright else len(options)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)
        for key, title in options:
            button = _Tile(title)
            button.setProperty("role", "tile")
            button.setAccessibleName(f"{name}: {title}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._buttons[key] = button
            self._group.addButton(button)
        self._place(self._most)

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

    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        return QSize(min(widest, 320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._fit()

    def _fit(self) -> None:
        """As many columns as the tiles have room for; an even split, so that no tile stands alone."""
        widths = [button.sizeHint().width() for button in self._buttons.values()]
        for columns in sorted({self._most, (self._most + 1) // 2, 1}, reverse=True):
            needed = sum(sorted(widths)[-columns:]) + GAP_PX * (columns - 1)
            if columns == 1 or needed <= self.width():
                self._place(columns)
                return

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, at // columns, at % columns)
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self.updateGeometry()
