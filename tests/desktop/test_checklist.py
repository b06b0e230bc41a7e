"""Answering items with the keyboard; nothing typed is lost, nothing is confirmed by itself."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from core.casefile.store import Store
from desktop.session import Session
from desktop.viewmodels.checklist import ChecklistModel, Filter, Typed
from desktop.views.checklist import ChecklistPage
from tests.desktop.conftest import PASSPHRASE, PERSON

CTRL = Qt.KeyboardModifier.ControlModifier


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


def shown(page):
    return page._model.item


def test_a_key_answers_but_confirms_nothing(page, session, qtbot):
    qtbot.keyClick(page.items, "3")
    assert page.question.form.value.value == "no"
    assert session.answers == ()
    qtbot.waitUntil(lambda: shown(page).id in session.drafts, timeout=2000)


def test_a_digit_typed_into_the_remark_is_text_and_no_answer(page, qtbot):
    qtbot.keyClick(page.items, "2")
    qtbot.keyClick(page.items, "r")
    qtbot.keyClicks(page.question.form.remark, "in 3 of 4 cases")
    assert page.question.form.value.value == "partly"
    assert page._model.form.typed.remark == "in 3 of 4 cases"


def test_what_is_typed_is_in_the_case_file_within_a_moment(page, session, qtbot, case_path):
    qtbot.keyClicks(page.question.form.remark, "half a sentence")
    item = shown(page).id
    qtbot.waitUntil(lambda: item in session.drafts, timeout=2000)
    with Store.open(case_path, PASSPHRASE, read_only=True) as other:
        assert other.drafts()[item].remark == "half a sentence"


def test_moving_on_writes_the_draft_at_once(page, session, qtbot):
    item = shown(page).id
    qtbot.keyClicks(page.question.form.remark, "x")
    qtbot.keyClick(page.items, Qt.Key.Key_Down)
    assert session.drafts[item].remark == "x"
    assert shown(page).id != item


def test_control_enter_confirms_into_the_chain_and_opens_a_finding(page, session, qtbot):
    item, head = shown(page).id, session.store.chain_head()
    qtbot.keyClick(page.items, "3")
    qtbot.keyClick(page.question.form.remark, Qt.Key.Key_Return, CTRL)
    assert session.newest_answers[item].value == "no"
    assert session.store.chain_head() != head
    assert item not in session.drafts
    assert [finding.item_id for finding in session.findings] == [item]
    assert page.question.standing.word == "No"


def test_the_keyboard_goes_on_after_control_enter_or_to_what_is_wrong(page, session, qtbot):
    form = page.question.form
    qtbot.keyClick(page.items, "2")
    qtbot.keyClick(page.items, Qt.Key.Key_Return, CTRL)
    assert form.remark.hasFocus()
    qtbot.keyClicks(form.remark, "No date on the plan")
    qtbot.keyClick(form.remark, Qt.Key.Key_Return, CTRL)
    assert len(session.answers) == 1
    assert page.items.hasFocus()


def test_partly_without_a_remark_is_refused_beside_the_field(page, session, qtbot):
    qtbot.keyClick(page.items, "2")
    qtbot.mouseClick(page.question.form.confirm, Qt.MouseButton.LeftButton)
    assert "what is missing" in page.question.form.errors["remark"].error
    assert session.answers == ()
    qtbot.keyClicks(page.question.form.remark, "no test on nights")
    assert not page.question.form.errors["remark"].error
    qtbot.mouseClick(page.question.form.confirm, Qt.MouseButton.LeftButton)
    assert len(session.answers) == 1


def test_n_goes_to_the_next_unanswered_item(page, session, qtbot):
    first, second = page._model.list.rows[0].id, page._model.list.rows[1].id
    qtbot.keyClick(page.items, "1")
    page._model.confirm()
    page._model.choose(second)
    page._model.type(Typed(value="yes"))
    page._model.confirm()
    page._model.choose(first)
    qtbot.keyClick(page.items, "n")
    assert shown(page).id == page._model.list.rows[2].id


def confirm_not_applicable(page, qtbot, reason):
    item = next(item for item in page._model._session.pack.items if not item.na_when)
    page._model.choose(item.id)
    qtbot.keyClick(page.items, "4")
    qtbot.keyClicks(page.question.form.reason, reason)
    qtbot.mouseClick(page.question.form.confirm, Qt.MouseButton.LeftButton)
    return item.id


def test_a_reason_of_ones_own_waits_for_another_person(page, session, qtbot):
    item = confirm_not_applicable(page, qtbot, "It is not used.")
    panel = page.question.approval
    assert page.question.standing.word == "In review"
    panel.reviewer.setText(PERSON)
    qtbot.mouseClick(panel.approve, Qt.MouseButton.LeftButton)
    assert session.approvals == ()
    assert "another person" in page.notice.text
    panel.reviewer.setText("Ben Otieno")
    qtbot.mouseClick(panel.approve, Qt.MouseButton.LeftButton)
    assert session.approvals[0].by == "Ben Otieno"
    assert page.question.standing.word == "Not applicable"
    assert shown(page).id == item


def test_the_listed_reason_is_chosen_by_a_person_and_needs_no_second_reviewer(page, session, qtbot):
    item = next(item for item in session.pack.items if item.na_when and item.component == "MOD")
    page._model.choose(item.id)
    qtbot.keyClick(page.items, "4")
    form = page.question.form
    assert form.reason_kind.value == "", "no reason is given that nobody chose"
    qtbot.mouseClick(form.confirm, Qt.MouseButton.LeftButton)
    assert item.id not in session.newest_answers
    assert "needs a reason" in form.errors["reason"].error
    qtbot.mouseClick(form.reason_kind.button("own"), Qt.MouseButton.LeftButton)
    assert form.errors["reason"].isVisible()
    qtbot.mouseClick(form.reason_kind.button("listed"), Qt.MouseButton.LeftButton)
    assert not form.errors["reason"].isVisible()
    qtbot.mouseClick(form.confirm, Qt.MouseButton.LeftButton)
    assert session.newest_answers[item.id].reason_listed
    assert page.question.standing.word == "Not applicable"


def test_a_draft_can_be_thrown_away(page, session, qtbot):
    item = shown(page).id
    qtbot.keyClick(page.items, "1")
    page._model.keep_draft()
    qtbot.mouseClick(page.question.form.discard, Qt.MouseButton.LeftButton)
    assert item not in session.drafts
    assert page.question.form.value.value == ""


def test_search_lists_only_what_was_looked_for(page, qtbot):
    qtbot.keyClicks(page.filters.search, "MOD-FAI")
    qtbot.waitUntil(lambda: len(page._model.list.rows) < 20, timeout=2000)
    assert {row.id[:7] for row in page._model.list.rows} == {"MOD-FAI"}


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Filter(core=True), lambda item: item.core),
        (Filter(protected_classes=True), lambda item: item.protected_classes),
        (Filter(synthetic_content=True), lambda item: item.synthetic_content),
        (Filter(stage="design"), lambda item: "design" in item.stages),
        (Filter(component="HW", element="SEC"), lambda item: item.cell == ("HW", "SEC")),
    ],
)
def test_a_filter_lists_every_item_that_fits_and_no_other(page, session, wanted, holds):
    page._model.filter(wanted)
    present = session.deployment.components
    fitting = [item.id for item in session.pack.items if item.component in present and holds(item)]
    assert [row.id for row in page._model.list.rows] == fitting
    assert fitting


def test_a_component_that_is_not_there_says_so_instead_of_an_empty_list(page):
    page.focus_on({"component": "ANT", "element": "VAL"})
    assert page.middle.currentWidget() is page.empty
    assert "not part of this system" in page.empty.title.text()


def test_an_answer_of_an_earlier_pass_is_shown_as_carried_over(page, session, qtbot):
    qtbot.keyClick(page.items, "1")
    page._model.confirm()
    session.change(
        lambda store: store.start_evaluation(
            title="Second", stage="operation", profile="full", pack=session.pack, by=PERSON
        ),
        "evaluation",
        "answers",
    )
    assert "carried over from First evaluation" in shown(page).said
    page._model.filter(Filter(show="earlier"))
    assert [row.standing for row in page._model.list.rows] == ["yes-carried"]
    assert page.question.standing.word == "Yes, carried"
    qtbot.mouseClick(page.question.form.confirm, Qt.MouseButton.LeftButton)
    assert not page._model.list.rows, "it is confirmed as it stood"
    assert session.newest_answers[shown(page).id].evaluation_id == session.evaluation.id


def test_a_dropped_file_becomes_evidence_of_the_item(page, session, qtbot, document):
    item, path = shown(page).id, document("vendor-report.txt")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, action, left = QPoint(10, 10), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(where, action, data, left, Qt.KeyboardModifier.NoModifier)
    page.question.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.question.dropEvent(QDropEvent(where, action, data, left, Qt.KeyboardModifier.NoModifier))
    form = page.inspector.attaching
    assert form.isVisible()
    qtbot.mouseClick(form.submit, Qt.MouseButton.LeftButton)
    assert session.evidence == ()  # nobody has said yet where it comes from
    qtbot.keyClicks(form.origin, "Vendor")
    qtbot.mouseClick(form.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.evidence) == 1, timeout=5000)
    assert session.evidence[0].origin == "Vendor"
    assert [link.item_id for link in session.links] == [item]
    assert shown(page).evidence[0].title == "vendor report"


def test_a_key_reads_nothing_from_the_case_file_and_is_never_felt(page, session, qtbot, monkeypatch):
    read = []
    for name in ("answers", "drafts", "approvals", "findings", "links", "evidence", "history", "save_draft"):
        monkeypatch.setattr(session.store, name, lambda *_, name=name: read.append(name), raising=True)
    remark = page.question.form.remark
    remark.setFocus()
    longest = 0.0
    for key in "the quick brown fox jumps":
        began = time.perf_counter()
        qtbot.keyClick(remark, key)
        longest = max(longest, time.perf_counter() - began)
        page._model._timer.start()  # a fast typist: the pause that writes the draft does not come
    assert read == []
    assert longest < 0.1  # seconds; a tenth is what a person begins to feel
    page._model._unsaved = False


def test_a_case_open_elsewhere_can_be_read_and_says_why_it_can_not_be_changed(session, qtbot, case_path):
    second = Session()
    second.open(case_path, PASSPHRASE, by="Ben Otieno")
    second.announce_case()
    page = ChecklistPage(ChecklistModel(second))
    qtbot.addWidget(page)
    page.show()
    form = page.question.form
    assert not form.confirm.isEnabled()
    assert form.confirm.accessibleDescription() == second.why_not_writable != ""
    assert form.remark.isReadOnly()
    qtbot.keyClick(page.items, "1")
    page._model.keep_draft()
    assert session.store.drafts() == {}
    second.close()


def test_probes_and_readings_are_called_by_their_titles_and_lead_to_the_reading(page, session, qtbot):
    session.change(
        lambda store: store.add_reading(
            {"probe": "perf-ci", "status": "skipped", "verdict": None, "metrics": []},
            plan_name="First plan",
            plan_text="",
            by=PERSON,
            pack=session.pack,
        ),
        "readings",
    )
    page._model.choose("MOD-VAL-1")
    item = shown(page)
    assert "Performance with interval" in item.probes
    assert [(one.probe, one.verdict) for one in item.readings] == [("Performance with interval", "skipped")]
    with qtbot.waitSignal(session.page_asked) as asked:
        page.inspector.reading_opened.emit(item.readings[0].id)
    assert asked.args == ["probes", {"reading": item.readings[0].id}]
