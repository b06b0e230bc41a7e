"""The sections of the deployment page: the intake, exemptions, clocks, parts, people, evaluations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from core.casefile.store import Store
from desktop.viewmodels.deployment import DeploymentModel
from desktop.viewmodels.overview import OverviewModel
from desktop.viewmodels.record.clocks import FROM_SETTINGS
from desktop.views.deployment import DeploymentPage
from tests.desktop.conftest import PASSPHRASE, PERSON
from tests.desktop.pressing import press


@pytest.fixture
def page(session, qtbot):
    made = DeploymentPage(DeploymentModel(session))
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def show(page: DeploymentPage, key: str) -> Any:
    """Open a section; its part."""
    page.sections.show_section(key)
    return page.parts[key]


def fill(form: Any, **values: str) -> None:
    """Type into a form, or choose."""
    for key, value in values.items():
        editor = form.editors[key]
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
        else:
            editor.setPlainText(value)


def test_the_arrow_keys_go_through_the_sections(page, qtbot):
    page.take_focus()
    seen = []
    for _ in page.sections.entries:
        seen.append(page.sections.current)
        qtbot.keyClick(page.focusWidget() or page.sections.entries[page.sections.current], Qt.Key.Key_Down)
    assert seen == list(page.sections.entries)
    assert not page.form.save.isVisible()  # only the description is saved by a button


def test_an_answer_is_recorded_when_it_is_given_and_its_determination_follows(page, session, qtbot):
    part = show(page, "coverage")
    card = part.cards["ai-system"]
    assert card.pill.word == "Undecided"
    for question in card.questions.values():
        question.choice.button("yes").click()
    assert card.pill.word == "AI system"
    assert session.record.answers["infers"].by == "Ana Ruiz"
    last = card.questions["infers"]
    last.reason.setFocus()
    qtbot.keyClicks(last.reason, "It ranks claims")
    qtbot.keyClick(last.reason, Qt.Key.Key_Return)
    assert session.record.answers["infers"].reason == "It ranks claims"
    assert "2(1)(C)" in last._said.text()


def test_a_date_that_is_none_is_refused_and_stays_as_it_was_typed(page, session, qtbot):
    part = show(page, "coverage")
    line = part.cards["timing"].questions["in-use-since"].day
    line.setText("last spring")
    line.editingFinished.emit()
    assert "not a date" in page.notice.text
    assert "in-use-since" not in session.record.answers
    assert line.text() == "last spring"
    line.setText("2024-05-01")
    line.editingFinished.emit()
    assert session.record.answers["in-use-since"].value == "2024-05-01"


def test_a_pick_is_what_is_ticked_or_none_of_it(page, session, qtbot):
    question = show(page, "coverage").cards["m-25-21"].questions["effect-on"]
    question.boxes["access"].click()
    question.boxes["rights"].click()
    assert session.record.answers["effect-on"].picked == ("rights", "access")
    question.choice.button("no").click()
    assert session.record.answers["effect-on"].picked == ()
    assert not question.boxes["access"].is_ticked


def test_overruling_asks_for_a_reason_and_shows_what_the_rules_gave(page, session, qtbot):
    card = show(page, "coverage").cards["covered-use"]
    press(qtbot, card.overrule)
    fill(card.form, word="covered")
    press(qtbot, card.form.save)
    assert card.form.fields["reason"].error
    fill(card.form, reason="Counsel, memo 12")
    press(qtbot, card.form.save)
    assert card.pill.word == "Covered"
    assert "in place of “undecided”" in card._sentence.text()
    assert "memo 12" in card._sentence.text()
    assert card.form.isHidden()


def test_an_exemption_takes_its_items_out_and_what_its_ground_needs_is_asked(page, session, qtbot):
    register = show(page, "exemptions").register
    due = session.progress.due
    press(qtbot, register.buttons["add"])
    fill(register.form, basis="national-security-assessment", scope="cells", targets="MOD-SEC")
    assert register.form.fields["assessment"].isVisible()
    fill(register.form, authority="Director", granted="2026-01-01", reason="Covered by the yearly review")
    press(qtbot, register.form.save)
    assert register.form.fields["assessment"].error
    fill(register.form, assessment="Directive 12", assessment_level="moderate", assessment_date="2026-05-01")
    press(qtbot, register.form.save)
    assert session.record.exemptions[0].assessment == "Directive 12"
    assert session.progress.due == due - len([one for one in session.pack.items if one.cell == ("MOD", "SEC")])
    assert register.table.selected().cells[2] == "MOD-SEC"
    press(qtbot, register.buttons["end"])
    fill(register.form, day="2026-02-01", reason="Not needed")
    press(qtbot, register.form.save)
    assert session.progress.due == due
    assert not register.buttons["end"].isEnabled()
    assert "was ended" in register.buttons["end"].toolTip()


def test_the_clocks_count_once_the_dates_are_recorded_and_take_a_decision(page, session, qtbot):
    part = show(page, "clocks")
    register = part.register
    assert "No date" in {row.pill[0] for row in register.table.rows()}
    fill(part.dates, enacted="2024-01-01", released="2024-03-01", source="Notice 7")
    press(qtbot, part.dates.save)
    register.table.select_where(lambda row: row.id == "existing")
    assert register.table.selected().pill[0] == "Passed"
    press(qtbot, register.buttons["continue"])
    fill(register.form, day="2026-03-01", owner="Chris Lee", authority="Secretary", reason="Payments depend on it")
    press(qtbot, register.form.save)
    assert session.record.decisions["existing"].authority == "Secretary"
    register.table.select_where(lambda row: row.id == "guidelines")
    assert not register.buttons["met"].isEnabled()
    assert register.buttons["met"].toolTip()


def test_a_part_is_added_changed_and_taken_out(page, session, qtbot):
    register = show(page, "components").registers["data-step"]
    press(qtbot, register.buttons["add"])
    fill(register.form, title="All forms", action="collected", source="Forms", after="10,000", reason="All")
    press(qtbot, register.form.save)
    assert "whole number" in page.notice.text
    assert register.form.values()["title"] == "All forms"  # nothing that was typed is lost
    fill(register.form, after="10000")
    press(qtbot, register.form.save)
    assert session.record.parts[0].fields["after"] == "10000"
    press(qtbot, register.buttons["change"])
    assert register.form.values()["source"] == "Forms"
    fill(register.form, source="Forms 2023")
    press(qtbot, register.form.save)
    assert session.record.parts[0].fields["source"] == "Forms 2023"
    press(qtbot, register.buttons["remove"])
    fill(register.form, reason="Counted twice")
    press(qtbot, register.form.save)
    assert register.table.rows() == ()
    assert session.record.parts[0].removed == "Counted twice"


def test_a_human_like_feature_against_the_description_is_named(page, qtbot):
    part = show(page, "components")
    part.gate.cards["human-like"].questions["human-like"].boxes["voice"].click()
    assert part.gate.cards["human-like"].pill.word == "Present"
    assert any("leaves the component ANT out" in text for text in part.gate.cards["human-like"].cautions.texts)


def test_a_designation_is_recorded_with_its_day(page, session, qtbot):
    register = show(page, "people").register
    assert any("No Chief AI Officer" in text for text in register.cautions.texts)
    register.table.select_where(lambda row: row.id == "caio")
    press(qtbot, register.buttons["set"])
    assert register.form.values()["role"] == "caio"
    fill(register.form, name="Pat Kim", designated="2026-02-01", full_time="yes", senior="yes", record="Memo 3")
    press(qtbot, register.form.save)
    assert session.record.roles["caio"].record == "Memo 3"
    assert register.cautions.texts == ()


def test_tab_goes_from_the_button_through_the_fields_to_record_and_on(page, qtbot):
    register = show(page, "people").register
    button = next(iter(register.buttons.values()))
    for _ in range(2):  # the fields are made anew each time
        press(qtbot, button)
        came = [button]
        while came[-1] is not register.form.cancel:
            came.append(came[-1].nextInFocusChain())
            assert len(came) < 200
        stops = [one for one in came if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()]
        fields = [one for one in register.form.editors.values() if one.isVisible()]
        assert stops == [button, *fields, register.form.save, register.form.cancel]
        qtbot.keyClick(register.form.cancel, Qt.Key.Key_Space)


def test_carried_answers_are_shown_until_they_are_confirmed_by_the_cell(page, session, qtbot):
    from core.evaluation.records import AnswerDraft

    item = session.pack.items[0]
    draft = AnswerDraft(item_id=item.id, value="yes", remark="Seen")
    session.change(lambda store: store.confirm_answer(draft, item=item, by="Sam Okafor"), "answers")
    start = {"title": "Yearly look", "stage": "operation", "profile": "full"}
    assert page._model.start(**start)
    part = show(page, "evaluations")
    assert [row.cells[0] for row in part.carried.table.rows()] == ["-".join(item.cell)]
    assert session.progress.cells[item.cell].carried == 1
    assert "1 item carried over and not confirmed." in [one.sentence for one in OverviewModel(session).state.missing]
    assert "Compared with “First evaluation”" in part._since.text()
    press(qtbot, part.carried.buttons["confirm"])
    assert part.carried.table.rows() == ()
    assert session.newest_answers[item.id].by == "Ana Ruiz"
    assert [row.cells[7] for row in part.passes.table.rows()] == ["0", "0"]


def test_a_case_that_can_only_be_read_lets_nothing_be_recorded(page, session, qtbot, monkeypatch):
    part = show(page, "coverage")
    monkeypatch.setattr(type(session), "why_not_writable", property(lambda _: "Another window holds the case."))
    session.say_changed("record")
    question = part.cards["ai-system"].questions["infers"]
    assert not question.choice.button("yes").isEnabled()
    assert not part.cards["ai-system"].overrule.isEnabled()
    register = show(page, "exemptions").register
    assert register.buttons["add"].toolTip() == "Another window holds the case."


def test_nothing_typed_in_a_section_stands_in_another_case(page, session, qtbot, tmp_path):
    register = show(page, "exemptions").register
    press(qtbot, register.buttons["add"])
    fill(register.form, reason="Flood relief")
    Store.create(tmp_path / "new.touchstone", PASSPHRASE, title="New", by=PERSON).close()
    session.close()
    session.open(tmp_path / "new.touchstone", PASSPHRASE, by=PERSON)
    session.announce_case()
    assert page.sections.current == "description"
    again = show(page, "exemptions").register
    assert again is not register
    assert again.form.isHidden() or not again.form.editors


def test_the_overview_leads_to_the_clocks_and_says_what_changed(open_window, qtbot):
    from core.evaluation.deployment_record import ActDates

    session, page = open_window.session, open_window.shell.page("overview")
    dates = ActDates(enacted="2024-01-01", released="2024-03-01")
    session.change(lambda store: store.set_act_dates(dates, by="Ana Ruiz"), "record")
    assert page._model.state.clocks[0].word == "Passed"
    link = page._clocks.itemAt(page._clocks.count() - 1).widget()
    press(qtbot, link)
    assert open_window.shell.current == "deployment"
    assert open_window.shell.page("deployment").sections.current == "clocks"


def test_the_dates_of_the_settings_are_proposed_and_taken_with_one_press(page, session, qtbot):
    part = show(page, "clocks")
    assert part.proposal.text == ""
    session.use_settings(replace(session.settings, enacted_on=date(2026, 1, 5), released_on=date(2026, 9, 1)))
    assert part.proposal.text.startswith("Settings of this machine: enacted 2026-01-05")
    press(qtbot, part.proposal.action)
    held = session.record.dates
    assert (held.enacted, held.released, held.source) == ("2026-01-05", "2026-09-01", FROM_SETTINGS)
    assert part.proposal.text == ""
    assert part.dates.editors["released"].text() == "2026-09-01"
