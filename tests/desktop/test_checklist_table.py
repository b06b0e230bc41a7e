"""The checklist goes out as a table and comes back line by line; nothing that a person wrote is overwritten unasked."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.viewmodels.checklist import Typed
from tests.desktop.pressing import until


@pytest.fixture
def page(open_window):
    open_window.shell.go("checklist")
    return open_window.shell.page("checklist")


@pytest.fixture
def table(page, tmp_path, monkeypatch, qtbot):
    """Exports the checklist by its menu, changes cells of it, and imports it again: {item: {column: text}}."""
    path = tmp_path / "checklist.csv"
    for dialog in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_args, **_named: (str(path), ""))

    def there_and_back(changes):
        page.side.export_table.trigger()
        until(qtbot, path.exists)
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        for line in lines:
            line.update(changes.get(line["item"], {}))
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, lines[0].keys())
            out.writeheader()
            out.writerows(lines)
        page.side.import_table.trigger()
        until(qtbot, page.table.isVisible)
        return {row.item: row for row in page._model.table.state.rows}

    return there_and_back


def test_new_answers_are_ticked_and_become_drafts_and_a_differing_one_only_when_it_is_ticked(page, table, qtbot):
    model, session = page._model, page._model._session
    model.choose("MOD-VAL-1")
    model.type(Typed(value="yes", remark="Seen."))
    assert model.confirm()
    rows = table(
        {
            "MOD-VAL-1": {"answer": "no", "remark": "Not on our data."},
            "MOD-VAL-2": {"answer": "Partly", "remark": "No reason is given."},
            "MOD-VAL-4": {"answer": "partly", "remark": ""},
        }
    )
    assert {item: (row.what, row.ticked, row.can_be_taken) for item, row in rows.items()} == {
        "MOD-VAL-1": ("Differs from the answer", False, True),
        "MOD-VAL-2": ("New answer", True, True),
        "MOD-VAL-4": ("Refused", False, False),
    }
    panel = page.table
    assert panel.list.hasFocus()
    assert "the table says no (Not on our data.)" in panel.why.text()
    qtbot.keyClick(panel.list, Qt.Key.Key_3)  # a key of the checklist answers nothing now
    assert session.drafts.keys() == set()
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert panel.take.text() == "Take 2 as drafts"
    qtbot.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    assert {item: draft.value for item, draft in session.drafts.items()} == {"MOD-VAL-1": "no", "MOD-VAL-2": "partly"}
    assert [answer.value for answer in session.answers] == ["yes"]
    assert page._model.form.typed.remark == "Not on our data."


def test_escape_takes_nothing(page, table, qtbot):
    table({"MOD-VAL-2": {"answer": "no", "remark": "None."}})
    qtbot.keyClick(page.table.list, Qt.Key.Key_Escape)
    assert not page.table.isVisible()
    assert page._model._session.drafts == {}
    assert page.items.hasFocus()


def test_a_table_that_is_none_says_so_and_changes_nothing(page, tmp_path, monkeypatch, qtbot):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(wrong), ""))
    page.side.import_table.trigger()
    until(qtbot, lambda: "column" in said(page))
    assert not page.table.isVisible()


def said(page) -> str:
    return " ".join(one.text() for one in page.notice.findChildren(QLabel))
