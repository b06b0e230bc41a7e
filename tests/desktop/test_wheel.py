"""Scrolling a page leaves the values on it alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QPlainTextEdit, QSpinBox


def turn_wheel(over):
    """Turn the wheel one notch; whether what lies under the pointer leaves it to the page."""
    event = QWheelEvent(
        QPointF(over.rect().center()),
        QPointF(over.mapToGlobal(over.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, event)
    return not event.isAccepted()


def test_the_wheel_over_a_choice_or_a_number_is_left_to_the_page(window, qtbot):
    combo, number = QComboBox(), QSpinBox()
    combo.addItems(["age", "sex", "race"])
    for part in (combo, number):
        qtbot.addWidget(part)
        part.show()
        assert turn_wheel(part)
    assert combo.currentText() == "age"
    assert number.value() == 0


def test_the_wheel_leads_the_keyboard_nowhere(window, qtbot):
    for part in (QComboBox(), QSpinBox(), QPlainTextEdit(), QListWidget()):
        qtbot.addWidget(part)
        part.show()
        assert part.focusPolicy() == Qt.FocusPolicy.StrongFocus
