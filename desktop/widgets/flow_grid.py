"""Things of one kind in as many columns as there is room for: one in small windows and with large text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.layout import STEP


class FlowGrid(QWidget):
    """Each column is at least `least_px` wide (at 100 % text size), and there are `most` at most."""

    def __init__(self, least_px: int, *, most: int = 99, gap: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_px, self._most = least_px, most
        self._held: list[QWidget] = []
        self._laid: tuple[object, ...] = ()  # columns, and what stands in them
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap * STEP)
        self._grid.setVerticalSpacing(3 * STEP)

    @property
    def held(self) -> tuple[QWidget, ...]:
        """What stands in it, in order."""
        return tuple(self._held)

    def hold(self, widgets: Sequence[QWidget]) -> None:
        """Show these in this order; what was held before and is not among them is let go."""
        for widget in self._held:
            self._grid.removeWidget(widget)
            if widget not in widgets:
                widget.hide()
                widget.deleteLater()
        self._held = list(widgets)
        self._laid = ()
        self._place()

    def minimumSizeHint(self) -> QSize:
        widest = max((held.minimumSizeHint().width() for held in self._shown()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As high as its lines are at the width it has: it may not grow beyond this, and wrapped words need it."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(self.heightForWidth(self.width()), 0) or hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something in it was shown or hidden
            self._place()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [held for held in self._held if not (held.isHidden() and _was_hidden(held))]

    def _place(self) -> None:
        shown = self._shown()
        room = max(self.width() // theme.current().px(self._least_px), 1)
        columns = max(min(room, self._most, len(shown)), 1)
        if self._laid == (columns, *shown):
            return
        self._laid = (columns, *shown)
        for widget in self._held:
            self._grid.removeWidget(widget)
        for at, widget in enumerate(shown):
            self._grid.addWidget(widget, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        for widget in self._held:
            if widget.parentWidget() is None:
                widget.setParent(self)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self.updateGeometry()


def _was_hidden(widget: QWidget) -> bool:
    """Whether someone hid it; what was only never shown yet stands in its place."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
