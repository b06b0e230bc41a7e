"""Where the keyboard goes when what it was on can't be pressed any more, and what Tab leads to in a group of tiles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.widgets.button import Button
from desktop.widgets.choice import Choice
from desktop.widgets.focus_kept import FocusKept
from tests.desktop.pressing import press
from tests.desktop.walking import can_be_reached


def focused():
    return QApplication.focusWidget()


@pytest.fixture
def page(open_window):
    open_window.shell.go("deployment")
    return open_window.shell.page("deployment")


def test_a_button_that_blocks_itself_leaves_the_keyboard_on_the_page(page, qtbot):
    qtbot.keyClicks(page.form.version, "3.0")
    page.form.save.setFocus()
    qtbot.keyClick(page.form.save, Qt.Key.Key_Return)
    assert not page.form.save.isEnabled()
    qtbot.waitUntil(lambda: focused() is not None and page.isAncestorOf(focused()))


def test_a_button_that_is_blocked_while_it_works_gets_the_keyboard_back(page, qtbot):
    save = page.form.save
    qtbot.keyClicks(page.form.version, "3.1")
    save.setFocus()
    assert save.hasFocus()
    save.block("It is being done.")
    qtbot.waitUntil(lambda: focused() is not save and page.isAncestorOf(focused()))
    save.block("")
    qtbot.waitUntil(save.hasFocus)


def test_a_button_that_is_blocked_while_its_dialog_closes_keeps_the_keyboard_near(qtbot):
    window, page, outside = QWidget(), QWidget(), Button("Search")
    before, work = Button("Before"), Button("Write…")
    for holder, widgets in ((window, (outside, page)), (page, (before, work))):
        lines = QVBoxLayout(holder)
        for widget in widgets:
            lines.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    kept = FocusKept(QApplication.instance(), lambda: page, window)
    work.setFocus()
    qtbot.waitUntil(work.hasFocus)
    dialog = Button("In a dialog")
    qtbot.addWidget(dialog)
    kept._note(work, None)  # as Qt tells it: the dialog takes the keyboard, and gives it back to the window
    kept._note(None, dialog)
    kept._note(dialog, None)
    work.block("It is being written.")
    outside.setFocus()
    kept._note(None, outside)
    qtbot.waitUntil(before.hasFocus)
    work.block("")
    qtbot.waitUntil(work.hasFocus)


def test_the_keyboard_is_not_taken_from_where_the_person_has_gone_meanwhile(page, qtbot):
    save = page.form.save
    qtbot.keyClicks(page.form.version, "3.2")
    save.setFocus()
    save.block("It is being done.")
    qtbot.waitUntil(lambda: focused() is not save and page.isAncestorOf(focused()))
    page.form.agency.setFocus()
    save.block("")
    qtbot.wait(30)
    assert page.form.agency.hasFocus()


def test_tab_leads_to_the_chosen_tile_wherever_the_keyboard_was_before(qtbot):
    held = QWidget()
    choice, after = Choice("Theme", [("light", "Light"), ("dark", "Dark")]), Button("After")
    lines = QVBoxLayout(held)
    for widget in (choice, after):
        lines.addWidget(widget)
    qtbot.addWidget(held)
    held.show()
    held.activateWindow()
    with qtbot.waitActive(held):
        pass
    press(qtbot, choice.button("light"))
    choice.set("dark")  # as a setting that is changed elsewhere
    assert can_be_reached(choice.button("dark"))
    assert not can_be_reached(choice.button("light"))
    after.setFocus()
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert choice.button("dark").hasFocus()
    choice.button("light").setFocus()  # as a page that begins at its first tile
    assert can_be_reached(choice.button("dark"))


def test_the_words_of_a_long_tile_wrap_and_are_never_cut(qtbot):
    words = "The system produces only a fixed label, score or number, whose correctness is judged under another item."
    held = QWidget()
    choice = Choice("Why", [("listed", words), ("own", "Another reason")], upright=True)
    lines = QVBoxLayout(held)
    lines.addWidget(choice)
    lines.addStretch(1)
    qtbot.addWidget(held)
    held.resize(360, 400)
    held.show()
    long, short = choice.button("listed"), choice.button("own")
    assert long.height() >= long.heightForWidth(long.width()) > short.height()
