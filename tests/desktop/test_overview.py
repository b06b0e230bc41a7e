"""The overview leads to where something is to be done."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.viewmodels.checklist import Typed
from desktop.widgets.link import LinkLine


def test_every_cell_of_the_matrix_says_a_word_and_a_count(open_window):
    page = open_window.shell.page("overview")
    content = page.matrix._model.content
    assert len(content.cells) == 63
    assert all(cell.word and cell.count and cell.icon and cell.says for cell in content.cells.values())
    assert content.cells["ANT", "VAL"].word == "Absent"


def test_enter_on_a_cell_opens_the_checklist_at_that_cell(open_window, qtbot):
    page = open_window.shell.page("overview")
    page.matrix.setCurrentIndex(page.matrix.model().index(1, 2))
    qtbot.keyClick(page.matrix, Qt.Key.Key_Return)
    assert open_window.shell.current == "checklist"
    rows = open_window.shell.page("checklist")._model.list.rows
    assert rows
    assert all(row.id.startswith("DAT-SEC-") for row in rows)


def test_what_is_missing_is_a_link_to_the_unanswered_items(open_window, qtbot):
    page = open_window.shell.page("overview")
    link = page._missing.itemAt(0).widget()
    assert "without a confirmed answer" in link.accessibleName()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert open_window.shell.page("checklist")._model.list.filter.show == "unanswered"


def test_a_confirmed_answer_is_counted_and_stands_in_the_log(open_window):
    page = open_window.shell.page("overview")
    model = open_window.shell.page("checklist")._model
    model.type(Typed(value="yes"))
    assert model.confirm()
    assert page._model.state.figures[2].value == "1"
    assert model.list.current in page._model.state.happened[0].sentence


def test_the_overview_shows_that_a_case_without_findings_still_is_incomplete(open_window):
    assert open_window.shell.page("overview").verdict.word == "Incomplete"


def test_tab_leads_from_the_pages_into_the_matrix_and_on_to_what_is_missing(open_window, qtbot):
    shell = open_window.shell
    shell.navigation.take_focus()
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
    assert shell.focusWidget() is shell.page("overview").matrix
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
    assert isinstance(shell.focusWidget(), LinkLine)
