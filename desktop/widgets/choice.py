"""One of a few: tiles with a word each, moved through with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from desktop.widgets.button import ring

GAP_PX = 8
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Tile(QRadioButton):
    """A radio button whose words wrap, as Qt's own do not.

    The frame of the chosen tile and the ring of the focus are too near in colour: a second ring tells them apart.
    """

    focused = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.alone = False  # nothing stands beside it: its words may wrap, where they would else take another's room
        wraps = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        wraps.setHeightForWidth(True)
        self.setSizePolicy(wraps)

    def minimumSizeHint(self) -> QSize:
        single = super().minimumSizeHint()
        if not self.alone:
            return single
        resized = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        return QSize(min(single.width(), 120), self.heightForWidth(self.width()) if resized else single.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words need at this width."""
        whole, words = self.sizeHint(), self.fontMetrics().size(0, self.text())
        if width >= whole.width():
            return whole.height()
        room = QRect(0, 0, max(width - (whole.width() - words.width()), 1), 10_000)
        return whole.height() - words.height() + self.fontMetrics().boundingRect(room, WRAPPED, self.text()).height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option, painter = QStyleOptionButton(), QStylePainter(self)
        self.initStyleOption(option)
        option.text = ""  # the frame and the mark; the words are drawn wrapped
        painter.drawControl(QStyle.ControlElement.CE_RadioButton, option)
        room = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonContents, option, self)
        self.style().drawItemText(
            painter, room, WRAPPED, option.palette, self.isEnabled(), self.text(), self.foregroundRole()
        )
        painter.end()
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
        self._buttons: dict[str, _Tile] = {}
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
            button.focused.connect(self._lead)
            button.toggled.connect(self._lead)
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
        self._lead()

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

    def _lead(self, *_: object) -> None:
        """Let Tab lead to the tile that is chosen: Qt moves the Tab stop to any that the keyboard was in."""
        chosen = any(button.isChecked() for button in self._buttons.values())
        for button in self._buttons.values():
            leads = button.isChecked() or not chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.ClickFocus)

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
            button.alone = columns == 1
            self._grid.addWidget(button, at // columns, at % columns)
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self.updateGeometry()
