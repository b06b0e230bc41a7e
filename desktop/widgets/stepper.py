"""Steps of a way: done, here, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.icon import paint
from desktop.widgets.layout import row

AROUND_PX = 46  # the circle and the gaps


class _Step(QAbstractButton):
    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number, self.title, self.done, self.lines = number, title, False, 1
        self.setCheckable(True)
        self.setText(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(
            px(AROUND_PX) + self.fontMetrics().horizontalAdvance(self.title), px(48 if self.lines == 1 else 62)
        )

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word: the title may stand in two lines."""
        words = max(self.fontMetrics().horizontalAdvance(word) for word in self.title.split())
        return QSize(theme.current().px(AROUND_PX) + words, self.sizeHint().height())

    def describe(self) -> None:
        """Say number, title and state to the screen reader."""
        state = "you are here" if self.isChecked() else "done" if self.done else "to come"
        self.setAccessibleName(f"Step {self.number}: {self.title}, {state}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        reached = here or self.done
        painter.fillRect(QRectF(0, 0, self.width() - 4, now.px(6)), now.colour("accent" if reached else "line"))
        side, top = now.px(22), now.px(16)
        circle = QRectF(now.px(2), top, side, side)
        painter.setPen(Qt.PenStyle.NoPen if reached else now.colour("line-strong"))
        painter.setBrush(now.colour("accent") if reached else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold if here else QFont.Weight.Normal)
        painter.setFont(font)
        if self.done and not here:
            paint(painter, circle.adjusted(3, 3, -3, -3), "check", now.colour("on-accent"))
        else:
            painter.setPen(now.colour("on-accent" if here else "muted"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setPen(now.colour("ink" if here else "on-disabled" if not self.isEnabled() else "muted"))
        left = circle.right() + now.px(8)
        if self.lines == 1:
            words = QRectF(left, top, self.width() - left, side)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.title)
        else:
            first = circle.center().y() - painter.fontMetrics().lineSpacing() / 2
            words = QRectF(left, first, self.width() - left, self.height() - first)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self.title)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setColor(now.colour("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, now.px(9), -5, -1), 4, 4)


class Stepper(QWidget):
    """`step_chosen` carries the index that the person asked for; the owner decides and calls `set_current`."""

    step_chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Steps")
        self._group = QButtonGroup(self)
        self._steps = [_Step(number, title) for number, title in enumerate(titles, 1)]
        line = row(self, gap=0)
        for index, step in enumerate(self._steps):
            self._group.addButton(step, index)
            step.clicked.connect(lambda _=False, index=index: self.step_chosen.emit(index))
            line.addWidget(step, 1)
        self.set_current(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_steps"):
            self._fit()

    def _fit(self) -> None:
        """Two lines for every title where one is too narrow for any of them."""
        share = self.width() / len(self._steps)
        bold = 1.1  # the title of the step where the person is
        for step in self._steps:
            step.lines = 1
        lines = 1 if all(step.sizeHint().width() * bold <= share for step in self._steps) else 2
        for step in self._steps:
            step.lines = lines
            step.updateGeometry()
            step.update()

    def set_current(self, index: int, done: Sequence[int] | None = None) -> None:
        """Mark where the person is; `done` lists the finished steps (default: all before)."""
        finished = set(range(index)) if done is None else set(done)
        self._steps[index].setChecked(True)
        for at, step in enumerate(self._steps):
            step.done = at in finished
            # Tab leads to the step where the person is; Qt sees to that only when a key chose it.
            step.setFocusPolicy(Qt.FocusPolicy.TabFocus if at == index else Qt.FocusPolicy.NoFocus)
            step.describe()
            step.update()

    def take_focus(self) -> None:
        """Put the keyboard on the step where the person is; what is in the step follows with Tab."""
        self._steps[self._group.checkedId()].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_reachable(self, index: int, reason: str = "") -> None:
        """An empty reason lets the person go to step `index`; otherwise it is disabled and says why."""
        step = self._steps[index]
        step.setEnabled(not reason)
        step.setToolTip(reason)
        step.setAccessibleDescription(reason)
        step.update()
