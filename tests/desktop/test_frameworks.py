"""The page on other frameworks follows the answers, and leads to the items behind each entry."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.viewmodels.checklist import Typed
from desktop.widgets.link import LinkLine
from tests.desktop.pressing import choose, press


@pytest.fixture
def page(open_window):
    open_window.shell.go("frameworks")
    return open_window.shell.page("frameworks")


def pick(qtbot: QtBot, combo, words: str) -> None:
    """Choose the line of a combo box that begins with `words`, by keyboard."""
    at = next(at for at in range(combo.count()) if combo.itemText(at).startswith(words))
    combo.setFocus()
    while combo.currentIndex() != at:
        qtbot.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < at else Qt.Key.Key_Up)


def lines(page) -> list[LinkLine]:
    held = [page.side.items.itemAt(at).widget() for at in range(page.side.items.count())]
    return [widget for widget in held if isinstance(widget, LinkLine)]


def test_a_framework_is_chosen_and_narrowed_to_one_state(page, qtbot):
    assert len(page.table.rows()) == 72
    head = page.table.horizontalHeader()
    assert all(head.sectionSize(at) >= head.sectionSizeHint(at) for at in range(head.count())), "a title is cut"
    pick(qtbot, page.framework, "NIST AI 600-1")
    assert len(page.table.rows()) == 211
    pick(qtbot, page.only, "Gap")
    assert {row.state for row in page.table.rows()} == {"gap"}
    page.table.select_where(lambda one: one.id == "MS-2.11-003")
    assert "come close" in page.side.items.itemAt(0).widget().text()
    assert any("MOD-FAI-1" in line.accessibleName() for line in lines(page))


def test_an_answer_changes_its_entries_and_an_item_is_one_press_away(page, open_window, qtbot):
    model = open_window.shell.page("checklist")._model
    model.choose("MOD-SAF-4")
    model.type(Typed(value="no", remark="Nobody has accepted it."))
    assert model.confirm()
    row = next(row for row in page.table.rows() if row.id == "MANAGE-1.4")
    assert row.state == "not met"
    page.table.select_where(lambda one: one.id == "MANAGE-1.4")
    assert page.side.pill.word == "Not met"
    line = next(line for line in lines(page) if "MOD-SAF-4" in line.accessibleName())
    press(qtbot, line)
    assert open_window.shell.current == "checklist"
    assert model.list.current == "MOD-SAF-4"


def test_the_table_is_saved_as_csv(page, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "rmf.csv"
    choose(monkeypatch, qtbot, page.save, target)
    with target.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 72
