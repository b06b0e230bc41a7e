"""What a screen reader and a keyboard need of every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QColor, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from desktop import theme
from desktop.widgets import notice, status
from desktop.widgets.banner import Banner
from desktop.widgets.chart import ChartBox
from desktop.widgets.field import Field
from desktop.widgets.matrix import Matrix
from desktop.widgets.notice import SHAPE, Notice
from desktop.widgets.pill import SHAPES, Pill
from tests.desktop.walking import can_be_reached, controls, each_page, settle

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def in_front(walked, qtbot):
    walked.shell.activateWindow()
    with qtbot.waitActive(walked.shell):
        pass


def accessible(widget):
    return QAccessible.queryAccessibleInterface(widget)


def test_every_control_of_every_page_has_name_role_state_and_value(walked):
    wrong = []
    for page in each_page(walked):
        shown = controls(page)
        assert shown
        for one in shown:
            spoken = accessible(one)
            state = spoken.state()
            checks = {
                "name": bool(spoken.text(QAccessible.Text.Name)),
                "role": spoken.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client),
                "parent": spoken.parent() is not None,
                "disabled": bool(state.disabled) == (not one.isEnabled()),
                "focusable": bool(state.focusable)
                or one.focusPolicy() == Qt.FocusPolicy.NoFocus
                or not one.isEnabled(),
            }
            if isinstance(one, QAbstractButton) and one.isCheckable():
                checks["checked"] = bool(state.checked) == one.isChecked()
            if isinstance(one, QLineEdit | QPlainTextEdit) and not bool(state.passwordEdit):
                text = one.text() if isinstance(one, QLineEdit) else one.toPlainText()
                checks["value"] = spoken.text(QAccessible.Text.Value) == text
            if isinstance(one, QComboBox | QAbstractSpinBox):
                checks["value"] = spoken.text(QAccessible.Text.Value) != ""
            if isinstance(one, QPushButton):
                actions = spoken.actionInterface()
                checks["action"] = actions is None or bool(actions.actionNames()) or not one.isEnabled()
            wrong += [(page.accessibleName(), one, what) for what, right in checks.items() if not right]
    assert wrong == []


def test_every_page_and_part_of_the_frame_has_a_name(walked):
    for page in each_page(walked):
        assert page.accessibleName()
    shell = walked.shell
    assert [one for one in (shell.navigation, shell.status) if not one.accessibleName()] == []
    frame = controls(shell.header) + controls(shell.navigation) + controls(shell.status)
    assert [one for one in frame if not accessible(one).text(QAccessible.Text.Name)] == []


def test_everything_that_can_be_pressed_can_be_reached_by_the_keyboard(walked):
    for page in each_page(walked):
        buttons = [one for one in controls(page) if isinstance(one, QAbstractButton) and one.isEnabled()]
        unreached = [one for one in buttons if not can_be_reached(one) and not leads(one)]
        assert [one.accessibleName() for one in unreached] == []


def leads(button):
    """Whether another one of its group is reached by Tab; the arrows go on from there."""
    group = button.group()
    return group is not None and group.exclusive() and any(map(can_be_reached, group.buttons()))


def test_a_disabled_button_says_why(walked):
    for page in each_page(walked):
        disabled = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and not one.isEnabledTo(page)]
        assert [one.accessibleName() for one in disabled if not one.toolTip()] == []


class Opened(QObject):
    """Notes every window that is shown, also one that is gone again at once."""

    def __init__(self):
        super().__init__()
        self.windows = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_page_opens_a_window_of_its_own_by_being_made(qapp, open_window):
    opened = Opened()
    qapp.installEventFilter(opened)
    for _ in each_page(open_window):
        assert open_window.shell.isActiveWindow()
    qapp.removeEventFilter(opened)
    assert opened.windows == []


def test_every_table_has_header_cells(walked):
    tables = []
    for page in each_page(walked):
        for table in page.findChildren(QTableView):
            head, model = table.horizontalHeader(), table.model()
            if not table.isVisible() or model is None:
                continue
            titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(head.count())]
            assert all(titles), (table.accessibleName(), titles)
            assert isinstance(head, QHeaderView)
            assert head.isVisible()
            tables.append(table)
    assert tables


def test_no_state_is_told_by_colour_alone(walked):
    assert len({shape for shape, _ in SHAPES.values()}) == len(SHAPES)
    assert len({word for _, _, word in SHAPE.values()}) == len(SHAPE)
    seen = 0
    for page in each_page(walked):
        pills = [pill for pill in page.findChildren(Pill) if pill.isVisible()]
        assert [pill for pill in pills if not pill.word or not pill.accessibleName()] == []
        for matrix in page.findChildren(Matrix):
            for cell in matrix.model().content.cells.values():
                assert cell.word
                assert cell.icon
                assert cell.says
        marked = [one for one in page.findChildren(QFrame) if one.property("role") == "pill" and one.isVisible()]
        assert len(marked) == len(pills)
        seen += len(pills)
    assert seen


def test_every_chart_comes_with_a_sentence_and_a_table():
    box = (ROOT / "desktop" / "widgets" / "chart.py").read_text(encoding="utf-8")
    assert "ChartCanvas()" in box
    alone = [
        path.name
        for path in (ROOT / "desktop").rglob("*.py")
        if "ChartCanvas()" in path.read_text(encoding="utf-8") and path.name != "chart.py"
    ]
    assert alone == []  # whoever shows a chart shows it with its sentence and its table
    assert {"summary", "rows", "header"} <= set(ChartBox.__init__.__code__.co_names)


@pytest.fixture
def spoken(monkeypatch):
    """What is said to the screen reader."""
    said: list[str] = []
    monkeypatch.setattr(notice.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(notice.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    return said


def test_what_changes_is_announced_without_moving_the_keyboard(walked, qtbot, spoken):
    walked.shell.go("deployment")
    settle()
    page = walked.shell.page("deployment")
    before = QApplication.focusWidget()
    page.notice.say("The deployment is saved.", kind="success")
    assert spoken[-1].startswith("Done: The deployment is saved.")
    walked.idle.warned.emit(60)
    assert any("locks in 60 seconds" in one for one in spoken)
    status.announce(walked.shell.status, "Probe run: finished")
    assert spoken[-1] == "Probe run: finished"
    assert QApplication.focusWidget() is before


def test_an_error_is_named_in_text_beside_its_field_and_read_out_with_it(qtbot):
    line = QLineEdit()
    field = Field("Owner", line, "Who answers for the system")
    qtbot.addWidget(field)
    field.show()
    field.set_error("Give the owner's name and role.")
    assert field.error == line.accessibleDescription() == "Give the owner's name and role."
    field.set_error("")
    assert line.accessibleDescription() == "Who answers for the system"


def test_the_window_follows_the_system_and_the_banner_keeps_its_colours_and_its_words(walked, monkeypatch):
    for wanted in ("contrast", "dark", "light"):
        monkeypatch.setattr(theme, "system_name", lambda wanted=wanted: wanted)
        walked.choose_look("system", 1.0)
        walked._dress()  # as when the system tells that its colours have changed
        settle()
        assert theme.current().name == wanted
        banners = walked.shell.findChildren(Banner)
        assert len(banners) == 2
        for banner in banners:
            assert banner.isVisible()
            assert (banner.text(), banner.accessibleName()) == ("UNCLASSIFIED", "Marking: UNCLASSIFIED")
            assert banner.grab().toImage().pixelColor(4, banner.height() // 2) == QColor("#007a33")
    walked.choose_look("light", 1.0)


SWITCHED_OFF = re.compile(
    r"grabKeyboard|grabMouse|setActive\(False\)|QT_ACCESSIBILITY|AA_DisableHighDpi|setCursorFlashTime"
)
MOVING = re.compile(r"QPropertyAnimation|QMovie|QVariantAnimation|setLoopCount")


@pytest.mark.parametrize("unwanted", [SWITCHED_OFF, MOVING])
def test_nothing_of_the_platform_is_switched_off_and_nothing_moves_or_flashes(unwanted):
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "desktop").rglob("*.py")
        if unwanted.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_key_is_taken_from_the_platform(walked):
    for _ in each_page(walked):
        pass
    keys = {shortcut.key().toString() for shortcut in walked.shell.findChildren(QShortcut)}
    keys |= {one.shortcut().toString() for one in walked.shell.findChildren(QAbstractButton)} - {""}
    assert "Ctrl+L" in keys
    taken = {"Shift", "Ctrl", "Alt", "Meta", "Alt+Tab", "Alt+F4", "F1+Meta", "Ctrl+Alt+Delete", "Tab", "Shift+Tab"}
    assert keys & taken == set()


def test_every_key_is_in_the_readme(walked):
    for _ in each_page(walked):
        pass
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    keys = {shortcut.key().toString() for shortcut in walked.shell.findChildren(QShortcut)}
    keys |= {one.shortcut().toString() for one in walked.shell.findChildren(QAbstractButton)} - {""}
    keys = {re.sub(r"^(Ctrl|Alt)\+[1-9]$", r"\1+1", key) for key in keys}
    assert {key for key in keys if f"`{key}`" not in said} == set()


def test_a_list_can_be_read_out_cell_by_cell(walked):
    walked.shell.go("evidence")
    settle()
    table = walked.shell.page("evidence").table
    assert isinstance(table, QAbstractItemView)
    said = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Title: Acceptance report")
    notices = walked.shell.findChildren(Notice)
    assert all(one.focusPolicy() == Qt.FocusPolicy.NoFocus for one in notices)
