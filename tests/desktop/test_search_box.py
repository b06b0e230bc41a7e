"""Ctrl+K finds everything from the keyboard alone, and keeps up with it in a full case."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.desktop.conftest import PERSON

CTRL = Qt.KeyboardModifier.ControlModifier
DOCUMENTS = 400


@pytest.fixture
def box(open_window, qtbot, document):
    shell = open_window.shell
    open_window.session.change(
        lambda store: store.attach(
            document("night-shift.txt"), title="Minutes of the night shift", origin="Ward 3", made_by_ai=False,
            marking="(U)", by=PERSON,
        ),
        "evidence",
    )  # fmt: skip
    shell.go("overview")
    qtbot.keyClick(shell.navigation.current(), Qt.Key.Key_K, CTRL)
    assert shell.search.isVisible()
    assert QApplication.focusWidget() is shell.search.line
    return shell.search


def look_for(box, qtbot, text):
    box.line.selectAll()
    qtbot.keyClicks(box.line, text)


@pytest.mark.parametrize(
    ("text", "kind", "page"),
    [
        ("MOD-VAL-1", "Item", "checklist"),
        ("conditions real", "Item", "checklist"),
        ("night", "Evidence", "evidence"),
        ("deplo", "Page", "deployment"),
    ],
)
def test_what_is_looked_for_stands_first_and_enter_goes_there(open_window, box, qtbot, text, kind, page):
    look_for(box, qtbot, text)
    qtbot.waitUntil(lambda: "still reading" not in box.note.text(), timeout=5000)
    assert box.current().kind == kind
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert open_window.shell.current == page


def test_a_theme_is_found_by_its_name_and_worn(open_window, box, qtbot):
    look_for(box, qtbot, "high contrast")
    assert box.current().title == "High contrast"
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert open_window.preferences.now.theme == "contrast"


def test_the_commands_of_the_page_are_there_and_a_blocked_one_says_why(open_window, box, qtbot):
    box.close_box()
    open_window.shell.go("checklist")
    open_window.shell.open_search()
    look_for(box, qtbot, "confirm")
    assert box.current().title == "Confirm"
    look_for(box, qtbot, "next unans")
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    before = open_window.shell.page("checklist")._model.list.current
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert open_window.shell.page("checklist")._model.list.current != before
    open_window.shell.open_search()
    look_for(box, qtbot, "lock")
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert open_window.session.locked_path is not None
    open_window.shell.open_search()
    assert not box.isVisible()  # nothing is told of a case that is locked


def test_escape_gives_the_keyboard_back_and_nothing_has_happened(open_window, box, qtbot):
    look_for(box, qtbot, "1234")
    assert "Nothing has all" in box.note.text()
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert QApplication.focusWidget() is open_window.shell.navigation.current()
    assert open_window.session.drafts == {}


def test_a_screen_reader_hears_a_list_and_what_is_chosen(box, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr("desktop.views.search_box.announce", lambda _, text: heard.append(text))
    listed = QAccessible.queryAccessibleInterface(box.list)
    assert listed.role() == QAccessible.Role.List
    assert listed.text(QAccessible.Text.Name) == "Found"
    look_for(box, qtbot, "MOD-VAL-2")
    assert heard[-1].startswith("MOD-VAL-2 ")
    assert "Item" in heard[-1]
    assert heard[-1].endswith(f"1 of {box.list.model().rowCount()}")


def test_a_key_costs_little_against_one_look_through_all_the_words(open_window, box, qtbot):
    model = box._model
    qtbot.waitUntil(lambda: "still reading" not in box.note.text(), timeout=5000)
    model._case = tuple(model._case) * 5700
    words = [f"{entry.head} {entry.body}" for pool in (model._fixed, model._pack, model._case) for entry in pool]

    def least() -> float:
        began = time.perf_counter()
        sum(("night" in one) + ("shift" in one) for one in words)
        return time.perf_counter() - began

    def key() -> float:
        began = time.perf_counter()
        model.search("night shift")
        return time.perf_counter() - began

    floor, taken = min(least() for _ in range(5)), min(key() for _ in range(5))
    assert taken < 60 * floor, (taken, floor)
