"""From a finding to a plan of action, as a person presses it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from core import clock
from core.evaluation.records import AnswerDraft
from core.evaluation.review import ReviewAct
from desktop.viewmodels.findings import FindingsModel
from desktop.views.findings import FindingsPage
from tests.desktop.conftest import DEPLOYMENT, PERSON
from tests.desktop.pressing import press

ITEMS = ("MOD-VAL-1", "MOD-FAI-1", "DAT-VAL-1")


@pytest.fixture
def page(session, qtbot):
    """Three findings of answers that the person gave."""
    pack = session.pack

    def answer(store):
        for item_id, value in zip(ITEMS, ("no", "partly", "partly"), strict=True):
            draft = AnswerDraft(item_id=item_id, value=value, remark=f"Missing in {item_id}.")
            store.confirm_answer(draft, item=pack.item(item_id), by=PERSON)

    session.change(answer, "answers", "findings")
    made = FindingsPage(FindingsModel(session))
    qtbot.addWidget(made)
    made.resize(1240, 860)
    made.show()
    return made


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def write(qtbot, editor, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)


def finding(session, item_id: str):
    return next(one for one in session.findings if one.item_id == item_id)


def choose(page, item_id: str) -> None:
    page.table.select_where(lambda row: row.item_id == item_id)


def test_tab_goes_through_the_fields_of_a_form_before_its_buttons(page, session, qtbot):
    choose(page, ITEMS[0])
    page.closer.tabs.setCurrentIndex(1)
    plan = page.closer.plan
    for name, text in (("text", "Memo signed"), ("due", day(9))):
        write(qtbot, plan.milestone.fields[name].editor, text)
    press(qtbot, plan.milestone.record)  # its line is made anew, with buttons of its own
    write(qtbot, plan.milestone.fields["text"].editor, "Second memo")
    qtbot.wait(50)  # what is new is shown
    came = [next(one for one in plan.steps.findChildren(QAbstractButton))]
    while came[-1] is not plan.note.fields["text"].editor:
        came.append(came[-1].nextInFocusChain())
        assert len(came) < 500
    stops = [one for one in came if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()]
    fields = [plan.milestone.fields[name].editor for name in ("text", "due", "done")]
    assert [one.accessibleName() for one in stops[:3]] == [
        f"{words}: Memo signed" for words in ("Reached today", "Change", "Take out")
    ]
    assert stops[3:] == [*fields, plan.milestone.record, plan.milestone.discard, plan.note.fields["text"].editor]
    page.closer.tabs.setCurrentIndex(2)
    assert page.focusWidget() is page.closer.delay.cause, "another part is begun at its first field"


def test_an_accepted_evaluation_locks_the_decision_and_leaves_the_plan_open(page, session, qtbot):
    items = session.pack.by_id.keys()
    for kind, by, role in (("submit", PERSON, ""), ("accept", "Ben Okoro", "second-reviewer")):
        act = ReviewAct(kind=kind, evaluation_id="", seen=session.review.content, role=role)
        session.change(
            lambda store, act=act, by=by: store.act_on_review(act, complete=True, items=items, by=by), "record"
        )
    choose(page, ITEMS[0])
    assert "The evaluation is accepted and locked" in page.closer.decision.record.toolTip()
    page.closer.tabs.setCurrentIndex(1)
    note = page.closer.plan.note
    write(qtbot, next(iter(note.fields.values())).editor, "The memo is with the director.")
    press(qtbot, note.record)
    assert [one.text for one in finding(session, ITEMS[0]).notes] == ["The memo is with the director."]
    assert session.review.stands


def button(page, name: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isEnabled())


def test_without_a_finding_the_page_says_what_it_is_for(session, qtbot):
    page = FindingsPage(FindingsModel(session))
    qtbot.addWidget(page)
    asked = []
    session.page_asked.connect(lambda name, _: asked.append(name))
    assert page.parts.currentWidget() is page.empty
    press(qtbot, page.empty.action)
    assert asked == ["checklist"]


def test_the_gravest_finding_comes_first_and_leads_to_its_item(page, session, qtbot):
    assert page.table.rows()[0].item_id == "MOD-VAL-1"
    assert page.closer.title.text() == finding(session, "MOD-VAL-1").title
    asked = []
    session.page_asked.connect(lambda name, target: asked.append((name, target)))
    first = next(one for one in page.closer.findChildren(QAbstractButton) if "MOD-VAL-1" in one.accessibleName())
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert asked == [("checklist", {"item": "MOD-VAL-1"})]


def test_an_owner_a_date_and_a_milestone_put_a_finding_into_the_plan(page, session, qtbot):
    decision, plan = page.closer.decision, page.closer.plan
    assert "No owner is named" in page.closer.gaps.accessibleName()
    write(qtbot, decision.owner, "Lee Tran")
    write(qtbot, decision.due, day(30))
    press(qtbot, decision.record)
    page.closer.tabs.setCurrentIndex(1)
    write(qtbot, plan.text, "Acceptance test on new data")
    write(qtbot, plan.due, day(20))
    press(qtbot, plan.milestone.record)
    assert [row.state for row in page.table.rows() if row.item_id == "MOD-VAL-1"] == ["in the plan"]
    assert page.closer.gaps.isHidden()
    press(qtbot, button(page, "Reached today: Acceptance test on new data"))
    (step,) = finding(session, "MOD-VAL-1").milestones
    assert (step.text, step.due, step.done) == ("Acceptance test on new data", day(20), day(0))
    write(qtbot, plan.note_text, "The data are there.")
    press(qtbot, plan.note.record)
    assert [one.text for one in finding(session, "MOD-VAL-1").notes] == ["The data are there."]
    assert page._model.detail.history[0].sentence == "Progress: The data are there."
    session.undo()
    assert finding(session, "MOD-VAL-1").notes == ()


def test_a_wrong_date_is_said_beside_its_field_and_nothing_typed_is_lost(page, session, qtbot):
    decision = page.closer.decision
    write(qtbot, decision.owner, "Lee Tran")
    write(qtbot, decision.due, "soon")
    press(qtbot, decision.record)
    assert "not a date" in decision.fields["due"].error
    assert finding(session, "MOD-VAL-1").owner == ""
    choose(page, "MOD-FAI-1")
    assert decision.owner.text() == ""
    choose(page, "MOD-VAL-1")
    assert (decision.owner.text(), decision.due.text()) == ("Lee Tran", "soon")
    again = FindingsPage(FindingsModel(session))
    qtbot.addWidget(again)
    assert again.closer.decision.due.text() == "soon"
    press(qtbot, decision.discard)
    assert decision.due.text() == ""


def test_a_lower_severity_needs_its_reason_and_keeps_the_original(page, session, qtbot):
    decision = page.closer.decision
    decision.severity.setCurrentIndex(decision.severity.findData("low"))
    decision.severity.activated.emit(0)
    press(qtbot, decision.record)
    assert "needs a reason" in decision.fields["reason"].error
    write(qtbot, decision.reason, "Only 40 applications a year.")
    press(qtbot, decision.record)
    now = finding(session, "MOD-VAL-1")
    assert (now.severity, now.original_severity) == ("low", "high")
    assert any("high to low" in value and "40 applications" in value for _, value in page._model.detail.facts)


def test_only_the_system_owner_accepts_a_risk_until_a_day(page, session, qtbot):
    decision = page.closer.decision
    press(qtbot, decision.status.button("accepted"))
    assert decision.by.text() == DEPLOYMENT.owner
    write(qtbot, decision.by, PERSON)
    write(qtbot, decision.until, day(90))
    write(qtbot, decision.remark, "Rare, and seen by a case worker.")
    press(qtbot, decision.record)
    assert "Only the system owner" in decision.fields["by"].error
    write(qtbot, decision.by, DEPLOYMENT.owner)
    press(qtbot, decision.record)
    held = finding(session, "MOD-VAL-1").acceptance
    assert (held.by, held.until, held.reason) == (DEPLOYMENT.owner, day(90), "Rare, and seen by a case worker.")


def test_a_delay_is_justified_only_by_a_cause_an_action_and_a_date(page, session, qtbot):
    delay = page.closer.delay
    page.closer.tabs.setCurrentIndex(2)
    write(qtbot, delay.cause, "Unforeseen circumstances")
    write(qtbot, delay.action, "Repeat the group fairness probe without field 17.")
    write(qtbot, delay.date, day(40))
    assert delay.says.text() == "It names an action and a date, and no cause."
    press(qtbot, delay.form.record)
    assert "would fit any delay" in delay.form.fields["cause"].error
    assert finding(session, "MOD-VAL-1").delay is None
    write(qtbot, delay.cause, "The Privacy Office has not approved the new data yet.")
    press(qtbot, delay.form.record)
    assert finding(session, "MOD-VAL-1").delay.date == day(40)


def test_a_barrier_has_a_kind_and_a_size(page, session, qtbot):
    part = page.closer.barriers
    page.closer.tabs.setCurrentIndex(3)
    write(qtbot, part.text, "Two data engineers are missing.")
    write(qtbot, part.amount, "2")
    press(qtbot, part.form.record)
    assert "kind" in part.form.fields["kind"].error
    assert "unit" in part.form.fields["amount"].error
    part.kind.setCurrentIndex(part.kind.findData("staff"))
    part.kind.activated.emit(0)
    part.unit.setEditText("people")
    press(qtbot, part.form.record)
    (barrier,) = finding(session, "MOD-VAL-1").barriers
    assert (barrier.kind, barrier.amount, barrier.unit) == ("staff", "2", "people")
    press(qtbot, button(page, "Gone since today: Two data engineers are missing."))
    assert finding(session, "MOD-VAL-1").barriers[0].lifted == day(0)


def test_the_table_is_filtered_and_what_is_overdue_says_so_in_words(page, session, qtbot):
    late = finding(session, "DAT-VAL-1")
    session.change(lambda store: store.change_finding(late.id, due=day(-3), by=PERSON), "findings")
    assert page.table.rows()[0].late == "Overdue by 3 days"
    page._model.show_target({"show": "overdue"})
    assert [row.item_id for row in page.table.rows()] == ["DAT-VAL-1"]
    press(qtbot, page.filters.clear)
    page.filters.severity.setCurrentIndex(page.filters.severity.findData("high"))
    page.filters.severity.activated.emit(0)
    assert [row.item_id for row in page.table.rows()] == ["MOD-VAL-1"]
    qtbot.keyClicks(page.filters.search, "nothing like it")
    qtbot.waitUntil(lambda: page.under.currentWidget() is page.nothing)
    press(qtbot, page.nothing.action)
    assert len(page.table.rows()) == 3


def test_a_closed_finding_can_be_read_and_not_changed(page, session, qtbot):
    draft = AnswerDraft(item_id="MOD-VAL-1", value="yes")
    session.change(
        lambda store: store.confirm_answer(draft, item=session.pack.item("MOD-VAL-1"), by=PERSON), "answers", "findings"
    )
    assert "MOD-VAL-1" not in {row.item_id for row in page.table.rows()}
    page.focus_on({"item": "MOD-VAL-1"})
    assert page.closer.state.word == "Closed"
    assert not page.closer.decision.record.isEnabled()
    assert "newer answer" in page.closer.decision.record.toolTip()
