"""One decision over many items: seen item by item before it is taken, taken once, reviewed once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.viewmodels.checklist import ChecklistModel, Typed
from desktop.views.checklist import ChecklistPage
from tests.desktop.conftest import PERSON
from tests.desktop.pressing import press

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
REASON = "The vendor runs this part; see the contract."


@pytest.fixture
def page(session, qtbot):
    made = ChecklistPage(ChecklistModel(session))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    with qtbot.waitActive(made):
        made.items.setFocus()
    return made


def rows(page):
    return page._model.many.state.rows


def test_the_keyboard_alone_decides_over_the_selected_items_and_leaves_answers_alone(page, session, qtbot):
    page._model.type(Typed(value="yes"))
    page._model.confirm()
    answered = page._model.list.current
    for _ in range(3):
        qtbot.keyClick(page.items, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.items, "4")
    assert page.many.isVisible()
    assert page.many.reason.hasFocus()
    first = rows(page)[0]
    assert (first.now, first.then, first.ticked) == (f"Yes, {PERSON}", "Stays", False)
    qtbot.keyClick(page.many.reason, Qt.Key.Key_Return, CTRL)
    assert "Say why" in page.many.fields["reason"].error
    qtbot.keyClicks(page.many.reason, REASON)
    assert "3 items answered not applicable" in page._model.many.state.summary
    assert "wait for a second reviewer" in page._model.many.state.summary
    assert "1 left alone" in page._model.many.state.summary
    qtbot.keyClick(page.many.reason, Qt.Key.Key_Return, CTRL)
    assert not page.many.isVisible()
    assert page.items.hasFocus()
    assert session.newest_answers[answered].value == "yes"
    decided = [answer for answer in session.answers if answer.decision_id]
    assert {answer.reason for answer in decided} == {REASON}
    assert len(decided) == 3
    session.undo()
    assert [answer.item_id for answer in session.answers] == [answered]


def test_a_cell_and_a_component_can_be_chosen_and_an_answer_is_replaced_only_when_it_is_ticked(page, session, qtbot):
    page._model.type(Typed(value="yes"))
    page._model.confirm()
    item = session.pack.by_id[page._model.list.current]
    qtbot.mouseClick(page.ask_many, Qt.MouseButton.LeftButton)
    assert {row.id for row in rows(page)} == {one.id for one in session.pack.items if one.cell == item.cell}
    page.many.scope.setCurrentIndex(1)
    page.many.scope.activated.emit(1)
    assert len(rows(page)) == sum(one.component == item.component for one in session.pack.items)
    page.many.list.setCurrentIndex(page.many.rows.index(0, 1))
    qtbot.keyClick(page.many.list, Qt.Key.Key_Space)
    assert rows(page)[0].ticked
    for at in range(1, len(rows(page))):
        page.many.rows.setData(page.many.rows.index(at, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    listed = page.many.listed.itemData(1)
    page.many.listed.setCurrentIndex(1)
    page.many.listed.activated.emit(1)
    assert page.many.reason.text() == listed
    press(qtbot, page.many.confirm)
    assert session.newest_answers[item.id].value == "not-applicable"
    assert len(session.answers) == 2


def test_escape_leaves_everything_as_it_was(page, session, qtbot):
    qtbot.mouseClick(page.ask_many, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.many.list, Qt.Key.Key_Escape)
    assert not page.many.isVisible()
    assert session.answers == ()


def test_a_second_reviewer_decides_once_for_all_and_half_typed_words_stay(page, session, qtbot):
    items = session.pack.items[:4]
    session.change(lambda store: store.decide(items, reason=REASON, by=PERSON), "answers", "findings")
    panel = page.question.approval
    panel.reviewer.setText("")
    qtbot.keyClicks(panel.reviewer, "Ben Otieno")
    qtbot.keyClicks(panel.remark, "Seen the contr")
    page._model.choose(items[1].id)
    page._model.choose(items[0].id)
    assert panel.remark.text() == "Seen the contr"
    qtbot.keyClick(panel.together, Qt.Key.Key_Space)
    press(qtbot, panel.approve)
    assert {one.item_id for one in session.approvals} == {item.id for item in items}
    assert {one.by for one in session.approvals} == {"Ben Otieno"}
    session.undo()
    assert session.approvals == ()
