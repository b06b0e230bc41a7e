"""Ctrl+Z takes back what was done last, says so, and leaves typing to the text box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.viewmodels.checklist import Typed
from tests.desktop.conftest import PERSON
from tests.desktop.pressing import press

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def checklist(window):
    window.shell.go("checklist")
    page = window.shell.page("checklist")
    page.items.setFocus()
    return page


def confirm(page, qtbot, key="3", remark="Not measured at night."):
    qtbot.keyClick(page.items, key)
    qtbot.keyClicks(page.question.form.remark, remark)
    qtbot.keyClick(page.question.form.remark, Qt.Key.Key_Return, CTRL)
    return page._model.list.current


def test_a_confirmed_answer_is_undone_with_a_row_of_the_log_and_done_again_by_the_button(open_window, qtbot):
    page, session = checklist(open_window), open_window.session
    item = confirm(page, qtbot)
    assert session.findings
    qtbot.keyClick(page.items, Qt.Key.Key_Z, CTRL)
    assert (session.answers, session.findings) == ((), ())
    assert page.question.standing.word == "Unanswered"
    assert page._model.form.typed.remark == "Not measured at night."  # what was typed is a draft again
    assert session.store.log()[-1].sentence == f"Undid: {item} answered no."
    step = open_window.shell.status.step
    assert step.text == f"Undone: {item} answered no"
    assert step.turn.text() == "Redo"
    press(qtbot, step.turn)
    assert session.newest_answers[item].value == "no"
    assert page.question.standing.word == "No"
    assert session.drafts == {}
    assert step.turn.text() == "Undo"


def test_evidence_that_was_withheld_or_taken_off_comes_back(open_window, qtbot, document):
    session = open_window.session
    page = checklist(open_window)
    item = page._model.list.current
    made = {"title": "Minutes", "origin": "Ward 3", "made_by_ai": False, "marking": "(U)", "by": PERSON}
    session.change(lambda store: store.attach(document("a.txt"), items=(item,), **made), "evidence", "links")
    session.undo()
    assert "can't be undone" in open_window.shell.status.step.text
    open_window.shell.go("evidence")
    evidence = open_window.shell.page("evidence")
    qtbot.keyClick(evidence.closer.include, Qt.Key.Key_Space)
    assert not session.evidence[0].include
    evidence._model.unlink(item)
    assert session.links == ()
    qtbot.keyClick(evidence.table, Qt.Key.Key_Z, CTRL)
    assert [link.item_id for link in session.links] == [item]
    qtbot.keyClick(evidence.table, Qt.Key.Key_Z, CTRL)
    assert session.evidence[0].include
    assert evidence.closer.include.isChecked()
    qtbot.keyClick(evidence.table, Qt.Key.Key_Z, CTRL | SHIFT)
    assert not evidence.closer.include.isChecked()


def test_a_text_box_takes_its_own_typing_back_first(open_window, qtbot):
    page, session = checklist(open_window), open_window.session
    confirm(page, qtbot, "1", remark="")
    remark = page.question.form.remark
    remark.setFocus()
    qtbot.keyClicks(remark, "typed")
    qtbot.keyClick(remark, Qt.Key.Key_Z, CTRL)
    assert remark.toPlainText() == ""
    assert len(session.answers) == 1
    assert QApplication.focusWidget() is remark
    qtbot.keyClick(remark, Qt.Key.Key_Z, CTRL)  # nothing is left to take back in the box
    assert session.answers == ()


def test_what_is_being_typed_elsewhere_survives_an_undo(open_window, qtbot):
    page, session = checklist(open_window), open_window.session
    confirm(page, qtbot, "1", remark="")
    qtbot.keyClick(page.items, Qt.Key.Key_Down)
    other = page._model.list.current
    page._model.type(Typed(value="partly", remark="half a sen"))
    session.undo()
    assert session.drafts[other].remark == "half a sen"
    assert page._model.form.typed.remark == "half a sen"


def test_a_deployment_that_was_saved_is_as_it_was_before(open_window, qtbot):
    open_window.shell.go("deployment")
    form = open_window.shell.page("deployment").form
    form.name.setFocus()
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Screening 3")
    press(qtbot, form.save)
    assert open_window.session.deployment.name == "Screening 3"
    open_window.session.undo()
    assert open_window.session.deployment.name == "Benefit screening"
    assert form.name.text() == "Benefit screening"
    assert "Undone: Deployment 'Screening 3'" in open_window.shell.status.step.text


def test_with_nothing_to_undo_it_says_so(open_window):
    open_window.session.undo()
    assert open_window.shell.status.step.text == "There is nothing to undo."
    assert not open_window.shell.status.step.turn.isVisible()


def test_a_draft_that_was_thrown_away_comes_back(open_window, qtbot):
    page, session = checklist(open_window), open_window.session
    qtbot.keyClick(page.items, "2")
    qtbot.keyClicks(page.question.form.remark, "Half of it.")
    page._model.keep_draft()
    press(qtbot, page.question.form.discard)
    assert session.drafts == {}
    qtbot.keyClick(page.items, Qt.Key.Key_Z, CTRL)
    assert page._model.form.typed == Typed(value="partly", remark="Half of it.")
    session.redo()
    assert session.drafts == {}
