"""The sections of a long page: a list at the side (above, where there is no room), one section shown at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QPushButton, QStackedWidget, QWidget

from desktop import theme
from desktop.widgets.layout import STEP

SIDE_PX, NARROW_PX, MOST_ACROSS = 176, 860, 4  # at 100 % text size


class _Entry(QPushButton):
    """One name in the list; the arrow keys move along it and show what they reach."""

    moved = Signal(int)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setProperty("role", "nav")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Section {title}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class Sections(QWidget):
    """`factories` are (key, title, what makes the section); a section is made when it is first shown."""

    section_shown = Signal(str)

    def __init__(
        self,
        factories: Sequence[tuple[str, str, Callable[[], QWidget]]],
        parent: QWidget | None = None,
        *,
        side_px: int = SIDE_PX,
    ) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.setAccessibleName("Sections")
        self._factories = {key: make for key, _, make in factories}
        self._made: dict[str, QWidget] = {}
        self.current = ""
        self.entries: dict[str, QPushButton] = {}
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._stack = QStackedWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(5 * STEP)
        self._line.addWidget(self._list, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._stack, 1)
        for key, title, _ in factories:
            self._add(key, title)
        self._place()
        self.show_section(factories[0][0])

    def show_section(self, key: str) -> QWidget:
        """Show a section, made now if it never was; what shows it. Raises KeyError for an unknown key."""
        if key not in self._made:
            self._made[key] = self._factories[key]()
            self._stack.addWidget(self._made[key])
        self.current = key
        for name, entry in self.entries.items():
            entry.setChecked(name == key)
        self._stack.setCurrentWidget(self._made[key])
        self.section_shown.emit(key)
        return self._made[key]

    def forget(self, but: str) -> None:
        """Drop every section but one, so that they are made anew; that one is shown."""
        self.show_section(but)
        for key in [made for made in self._made if made != but]:
            gone = self._made.pop(key)
            self._stack.removeWidget(gone)
            gone.deleteLater()

    def take_focus(self) -> None:
        """Put the keyboard on the name of the section that is shown."""
        self.entries[self.current].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_line"):
            self._place()

    def _add(self, key: str, title: str) -> None:
        entry = _Entry(title, self._list)
        entry.clicked.connect(lambda _=False, key=key: self.show_section(key))
        entry.moved.connect(self._move)
        self.entries[key] = entry

    def _move(self, step: int) -> None:
        keys = list(self.entries)
        at = keys.index(self.current) + step
        if 0 <= at < len(keys):
            self.show_section(keys[at])
            self.take_focus()

    def _place(self) -> None:
        """One column at the side, or a few rows above."""
        px = theme.current().px
        beside = self.width() >= px(NARROW_PX)
        widest = max(entry.sizeHint().width() for entry in self.entries.values())
        columns = 1 if beside else max(1, min(MOST_ACROSS, self.width() // widest))
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._line.setDirection(wanted)
        self._list.setFixedWidth(px(self._side_px)) if beside else self._list.setMaximumWidth(16_777_215)
        if not beside:
            self._list.setMinimumWidth(0)
        for at, entry in enumerate(self.entries.values()):
            self._grid.addWidget(entry, at // columns, at % columns)
