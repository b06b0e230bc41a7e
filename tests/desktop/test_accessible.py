"""What a screen reader and a keyboard need of every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

PAGES = ("welcome", "overview", "deployment", "checklist", "evidence")
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar)


def controls(page):
    """The controls of a page but the ones inside others, such as the line of a combo box or a table's corner."""
    found = []
    for control in page.findChildren(QWidget):
        inside = any(isinstance(control.parent(), kind) for kind in (QComboBox, QAbstractItemView, QLineEdit))
        if isinstance(control, CONTROLS) and not inside and not control.objectName().startswith("qt_"):
            found.append(control)
    return found


def each_page(window):
    for page_id in PAGES:
        window.shell.go(page_id)
        QApplication.processEvents()
        yield window.shell.page(page_id)


def test_every_control_of_every_page_has_a_name(open_window):
    for page in each_page(open_window):
        shown = [control for control in controls(page) if control.isVisibleTo(page)]
        names = [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in shown]
        assert shown
        assert [one for one, name in zip(shown, names, strict=True) if not name] == []


def test_everything_that_can_be_pressed_can_be_reached_by_the_keyboard(open_window):
    for page in each_page(open_window):
        buttons = [one for one in controls(page) if isinstance(one, QAbstractButton)]
        assert [one for one in buttons if not one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_a_disabled_button_says_why(open_window):
    for page in each_page(open_window):
        disabled = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and not one.isEnabledTo(page)]
        assert [one.accessibleName() for one in disabled if not one.toolTip()] == []


def test_tab_goes_round_the_checklist_and_never_gets_stuck(open_window, qtbot):
    open_window.shell.go("checklist")
    page = open_window.shell.page("checklist")
    page.filters.search.setFocus()
    seen = []
    for _ in range(60):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is page.filters.search:
            break
    for wanted in (page.items, page.question.form.value.button("yes"), page.question.form.remark, page.next):
        assert any(one is wanted for one in seen), wanted
    assert QApplication.focusWidget() is page.filters.search
    assert len(set(map(id, seen))) == len(seen)


def test_nothing_opens_a_window_of_its_own_by_being_made(open_window, qtbot):
    for page_id in PAGES:
        open_window.shell.go(page_id)
        QApplication.processEvents()
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        assert shown == [open_window.shell]
        assert open_window.shell.isActiveWindow()


def test_at_two_hundred_percent_no_word_is_cut_off(open_window, qtbot):
    open_window.choose_look("light", 2.0)
    cut = []
    for page in each_page(open_window):
        qtbot.wait(50)
        labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
        assert labels
        cut += [one.text() for one in labels if one.height() + 1 < one.heightForWidth(one.width())]
    open_window.choose_look("light", 1.0)
    assert cut == []
