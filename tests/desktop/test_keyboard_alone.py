"""A whole way with keys and nothing else: no test here touches a mouse or calls a model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.desktop.pressing import until

CTRL = Qt.KeyboardModifier.ControlModifier
PASSPHRASE = "seven quiet rivers under glass"


class Keys:
    """Presses keys where the keyboard is, as a person does."""

    def __init__(self, qtbot, window):
        self._qtbot, self._window = qtbot, window

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self._qtbot.keyClick(QApplication.focusWidget() or self._window.shell, key, modifier)
        QApplication.processEvents()

    def type(self, text):
        self._qtbot.keyClicks(QApplication.focusWidget(), text)
        QApplication.processEvents()

    def tab_to(self, name):
        """Tab until the control called `name` has the keyboard."""
        seen = []
        for _ in range(150):
            now = QApplication.focusWidget()
            spoken = QAccessible.queryAccessibleInterface(now).text(QAccessible.Text.Name) if now is not None else ""
            if spoken == name:
                return
            seen.append(spoken)
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab never came to {name}; it came to {seen}")

    def fill(self, **typed):
        for name, text in typed.items():
            self.tab_to(name.replace("_", " "))
            self.type(text)


def test_a_case_is_made_answered_and_closed_without_a_mouse(window, qtbot, tmp_path):
    keys, session = Keys(qtbot, window), window.session
    keys.tab_to("New case")
    keys.press(Qt.Key.Key_Return)
    keys.fill(Title="Benefit screening 2.3")
    keys.tab_to("File")
    keys.press(Qt.Key.Key_A, CTRL)
    keys.type(str(tmp_path / "keys.touchstone"))
    keys.fill(Your_name="Ana Ruiz", Passphrase=PASSPHRASE, Passphrase_again=PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    until(qtbot, lambda: session.is_open)

    assert window.shell.current == "deployment"
    keys.fill(Agency="Office of Benefits", Name_of_the_system="Benefit screening")
    keys.fill(System_owner="Chris Lee, Director", Purpose="Sorts applications.")
    keys.press(Qt.Key.Key_S, CTRL)
    until(qtbot, lambda: session.deployment is not None)  # a button that a key presses goes down for a moment
    keys.fill(Title="First evaluation")
    keys.press(Qt.Key.Key_Return)
    assert session.evaluation is not None

    keys.press(Qt.Key.Key_4, CTRL)
    assert window.shell.current == "checklist"
    keys.tab_to("Items")
    keys.press(Qt.Key.Key_3)
    keys.press(Qt.Key.Key_R)
    keys.type("Not measured on field data.")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert [answer.value for answer in session.answers] == ["no"]

    keys.press(Qt.Key.Key_L, CTRL)
    assert not session.is_open
    keys.tab_to("Passphrase")
    keys.type(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    until(qtbot, lambda: session.is_open)
    assert window.shell.current == "checklist"
    keys.tab_to("Close case")
    keys.press(Qt.Key.Key_Return)
    assert not session.is_open
