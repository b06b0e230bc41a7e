"""At 200 % nothing is cut off, and nothing scrolls sideways but tables that must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTableView,
    QTableWidget,
    QWidget,
)

from desktop.widgets.matrix import Matrix
from desktop.widgets.stepper import Stepper
from desktop.widgets.text import Elided
from tests.desktop.walking import each_page, settle

SIZE_PX = (1280, 800)
MAY_SCROLL = (Matrix, QTableWidget)  # two dimensions carry their meaning: WCAG 1.4.10 leaves them out


@pytest.fixture(scope="module")
def large(walked) -> Iterator[object]:
    walked.shell.resize(*SIZE_PX)
    walked.choose_look("light", 2.0)
    settle()
    yield walked
    walked.choose_look("light", 1.0)


def cut_label(shown: QLabel) -> bool:
    metrics = shown.fontMetrics()
    if isinstance(shown, Elided):  # gives way in the frame, with the whole in its tooltip
        return metrics.horizontalAdvance(shown.text()) > shown.width() and not shown.toolTip()
    if shown.wordWrap():
        longest = max((metrics.horizontalAdvance(word) for word in shown.text().split()), default=0)
        apart = any(sign in shown.text() for sign in "/\\.-_")  # a path, an address: parted anywhere
        low = shown.height() + 1 < shown.heightForWidth(shown.width())
        return low or (longest > shown.contentsRect().width() + 1 and not apart)
    hint = shown.sizeHint()
    return bool(shown.text()) and (hint.width() > shown.width() + 1 or hint.height() > shown.height() + 1)


def cut(widget: QWidget) -> bool:
    """Whether some of the words of `widget` have no room."""
    match widget:
        case QLabel():
            return cut_label(widget)
        case QPushButton() | QRadioButton():
            hint = widget.sizeHint()
            return bool(widget.text()) and (hint.width() > widget.width() + 1 or hint.height() > widget.height() + 1)
        case QComboBox():
            return widget.sizeHint().height() > widget.height() + 1
        case QAbstractSpinBox():
            return widget.minimumSizeHint().height() > widget.height() + 1
        case QTabBar():
            return widget.sizeHint().width() > widget.width() + 1
        case Stepper():
            return any(step.minimumSizeHint().width() > step.width() for step in widget._steps)
    return False


def test_no_word_on_any_page_is_cut_off_at_two_hundred_percent(large):
    missing = []
    for page in each_page(large):
        shown = [one for one in page.findChildren(QWidget) if one.isVisible() and one.width()]
        assert shown
        missing += [(page.accessibleName(), type(one).__name__, words(one)) for one in shown if cut(one)]
    frame = (large.shell.header, large.shell.navigation, large.shell.status)
    missing += [
        ("frame", words(one)) for part in frame for one in part.findChildren(QWidget) if one.isVisible() and cut(one)
    ]
    assert missing == [], missing


def words(widget: QWidget) -> str:
    return getattr(widget, "text", widget.accessibleName)()[:60]


def test_nothing_but_tables_scrolls_sideways_at_two_hundred_percent(large):
    sideways = []
    for page in each_page(large):
        assert page.window().width() == SIZE_PX[0]
        for area in page.findChildren(QAbstractScrollArea):
            inside = any(isinstance(area, kind) or area.inherits(kind.__name__) for kind in MAY_SCROLL)
            if area.isVisible() and not inside and area.horizontalScrollBar().isVisible():
                sideways.append((page.accessibleName(), type(area).__name__, area.accessibleName()))
    assert sideways == []


def test_a_table_leaves_out_what_there_is_no_room_for_and_still_says_it(large):
    large.shell.go("evidence")
    settle()
    table = large.shell.page("evidence").table
    head = table.horizontalHeader()
    assert isinstance(table, QTableView)
    assert head.hiddenSectionCount() > 0
    assert not head.isSectionHidden(0)
    assert sum(table.columnWidth(at) for at in range(head.count())) <= table.viewport().width()
    said = table.model().index(0, 0).data(11)  # Qt.ItemDataRole.AccessibleTextRole
    assert "Size: " in said


def test_what_a_key_answers_is_seen_with_its_reason_before_it_is_confirmed(large, qtbot):
    large.shell.go("checklist")
    large.shell.activateWindow()
    with qtbot.waitActive(large.shell):  # the keys 1 to 4 belong to the active window
        pass
    settle()
    page = large.shell.page("checklist")
    listed = next(item.id for item in large.session.pack.items if item.na_when)
    page.focus_on({"item": listed})
    page.items.setFocus()
    qtbot.keyClick(page.items, "4")
    assert page._model.form.typed.value == "not-applicable"
    reason = page.question.form.reason_kind.button("listed")
    # It is brought into view once the form is laid out anew, which a busy machine takes a few turns for.
    qtbot.waitUntil(lambda: reason.visibleRegion().boundingRect().height() >= reason.fontMetrics().height())
    page._model.discard()
