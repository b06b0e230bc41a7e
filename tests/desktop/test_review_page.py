"""The review page: two people hand an evaluation to and fro, and each sees what they may do and why not."""

from __future__ import annotations

from typing import Any

import pytest

from core.evaluation.records import AnswerDraft
from desktop.viewmodels.review import ReviewModel
from desktop.views.review import ReviewPage
from tests.desktop.conftest import PERSON
from tests.desktop.pressing import press, until
from tests.desktop.test_deployment_sections import fill

REVIEWER = "Ben Okoro"


@pytest.fixture
def page(session, qtbot):
    pack = session.pack
    draft = AnswerDraft(item_id="MOD-VAL-1", value="yes", remark="Measured.", marking="(U)")
    session.change(lambda store: store.confirm_answer(draft, item=pack.item("MOD-VAL-1"), by=PERSON), "answers")
    made = ReviewPage(ReviewModel(session))
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def do(qtbot: Any, register: Any, key: str, **values: str) -> None:
    press(qtbot, register.buttons[key])
    fill(register.form, **values)
    press(qtbot, register.form.save)


def test_the_second_person_is_said_to_be_needed_once_they_are(page, session, qtbot):
    assert "Not needed" in page.second.subtitle.text()
    do(qtbot, page.second, "on", remark="Packets leave the room.")
    assert "nobody makes a packet of this case alone" in page.second.subtitle.text()


def test_an_evaluation_goes_to_the_reviewer_and_back_and_is_accepted_and_locked(page, session, qtbot):
    assert "not been submitted" in page.sentence.text()
    assert "Only an evaluation that was submitted" in page.timeline.buttons["accept"].toolTip()
    do(qtbot, page.timeline, "submit", remark="Ready.")
    assert page.pill.word == "Submitted"
    assert "own work" in page.timeline.buttons["accept"].toolTip(), "the evaluator reads why not"
    session.set_person(REVIEWER)
    do(qtbot, page.timeline, "return", comments="MOD-VAL-1: which data?\nGood work so far.")
    assert page.pill.word == "Returned"
    asked = []
    session.page_asked.connect(lambda name, target: asked.append((name, target)))
    until(qtbot, lambda: page.comments.lines[0].height() > 0)
    page.comments.lines[0].click()
    assert asked == [("checklist", {"item": "MOD-VAL-1"})]
    session.set_person(PERSON)
    do(qtbot, page.timeline, "submit")
    session.set_person(REVIEWER)
    do(qtbot, page.timeline, "accept", role="second-reviewer")
    assert page.timeline.form.fields["remark"].error, "an incomplete one needs a remark"
    fill(page.timeline.form, remark="A first screen is enough for the pilot.")
    press(qtbot, page.timeline.form.save)
    assert page.pill.word == "Accepted and locked"
    assert "locked" in session.why_not_writable
    do(qtbot, page.timeline, "reopen", remark="New data came in.")
    assert session.why_not_writable == ""
    assert len(page.timeline.table.rows()) == 5


def test_a_second_person_releases_the_packet_and_a_change_makes_that_void(page, session, qtbot):
    assert not page.second.buttons["release"].isEnabled()
    do(qtbot, page.second, "on", remark="Insider threat.")
    assert session.review.two_person
    session.set_person(REVIEWER)
    do(qtbot, page.second, "release")
    assert page.second.table.rows()[0].cells[3] == "for the case as it stands"
    session.change(
        lambda store: store.attach_note("A", title="N", made_by_ai=False, marking="(U)", by=PERSON), "evidence"
    )
    assert "no longer" in page.second.table.rows()[0].cells[3]


def test_what_one_person_began_to_write_does_not_stand_before_the_next(page, session, qtbot):
    press(qtbot, page.timeline.buttons["submit"])
    assert page.timeline.form.isVisible()
    session.set_person(REVIEWER)
    assert not page.timeline.form.isVisible()
