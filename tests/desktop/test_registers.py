"""The page of registers: entries are recorded, changed and taken out by keyboard; warnings lead to their items."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from core.catalog import proposal
from core.evaluation.records import AnswerDraft
from desktop.viewmodels.checklist import ChecklistModel
from desktop.viewmodels.evidence import EvidenceModel
from desktop.viewmodels.findings.detail import detail
from desktop.viewmodels.grading import GradingModel
from desktop.viewmodels.overview import OverviewModel
from desktop.viewmodels.record.registers import RegistersModel
from desktop.views.checklist import ChecklistPage
from desktop.views.registers import RegistersPage
from desktop.widgets.link import LinkLine
from tests.desktop.pressing import choose, press, until


@pytest.fixture
def page(session, qtbot):
    made = RegistersPage(RegistersModel(session), GradingModel(session))
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def show(page: RegistersPage, key: str) -> Any:
    page.focus_on({"section": key})
    return page.registers[key]


def fill(qtbot, form: Any, **values: str) -> None:
    """Type into the fields of a form, or choose."""
    for key, value in values.items():
        editor = form.editors[key]
        editor.setFocus()
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QLineEdit):
            editor.clear()
            qtbot.keyClicks(editor, value)
        else:
            editor.setPlainText(value)


def test_every_register_can_be_reached_by_the_arrow_keys_and_says_how_many_it_holds(page, qtbot):
    page.take_focus()
    seen = []
    for _ in page.sections.entries:
        seen.append(page.sections.current)
        qtbot.keyClick(page.focusWidget() or page.sections.entries[page.sections.current], Qt.Key.Key_Down)
    assert seen == list(page.sections.entries)
    assert len(seen) == 16  # fifteen registers, and the outputs that are graded
    register = show(page, "dp-claim")
    press(qtbot, register.buttons["add"])
    fill(qtbot, register.form, title="Noise on counts", epsilon="3")
    qtbot.keyClick(register.form.editors["epsilon"], Qt.Key.Key_Return)
    assert page.sections.entries["dp-claim"].text() == "Differential-privacy claims (1)"
    assert register.table.rows()[0].pill == ("Incomplete", "warn")
    assert "does not say delta, the unit of privacy and the accounting" in register.cautions.texts[0]


def test_a_class_is_registered_changed_and_taken_out(page, session, qtbot):
    register = show(page, "protected-class")
    press(qtbot, register.buttons["add"])
    press(qtbot, register.form.save)
    assert register.form.isVisible()  # the class is needed
    fill(qtbot, register.form, **{"class": "sex", "column": "sex"})
    press(qtbot, register.form.save)
    assert [row.cells for row in register.table.rows()] == [("(U) Sex", "sex", "Not measured")]
    press(qtbot, register.buttons["change"])
    fill(qtbot, register.form, counsel="Title VII, in the words of counsel")
    press(qtbot, register.form.save)
    assert session.registers.by_id["protected-class"].cautions == ("Sex: not measured: no reading by sex.",)
    press(qtbot, register.buttons["remove"])
    fill(qtbot, register.form, reason="Not this use")
    press(qtbot, register.form.save)
    assert register.table.rows() == ()
    assert session.registers.by_id["protected-class"].kind.empty in register._empty.text()


def test_what_can_not_be_recorded_says_why_and_stays_in_the_form(page, qtbot):
    register = show(page, "energy")
    press(qtbot, register.buttons["add"])
    fill(qtbot, register.form, title="Training", phase="training", kwh="1,5", method="metered")
    press(qtbot, register.form.save)
    assert "'1,5' is not a number" in page.notice.text
    assert register.form.editors["title"].text() == "Training"


def test_the_lesson_of_an_incident_begins_a_proposal_that_names_the_incident(
    page, session, qtbot, tmp_path, monkeypatch
):
    register = show(page, "incident")
    told = {"title": "Old cut-off", "kind": "near miss", "day": "2026-08-30", "what": "It stayed", "severity": "none"}
    told["anonymised"] = "yes"
    press(qtbot, register.buttons["add"])
    fill(qtbot, register.form, **told, marking="(U)")
    press(qtbot, register.form.save)
    assert not register.buttons["propose"].isEnabled()  # nothing was learnt yet
    press(qtbot, register.buttons["change"])
    fill(qtbot, register.form, lesson="Ask for the cut-off of each version.", items="MOD-VAL-2")
    press(qtbot, register.form.save)
    press(qtbot, register.buttons["propose"])
    assert not register.form.fields["propose-words"].isVisible()
    fill(qtbot, register.form, **{"propose-kind": "change", "propose-field": "guidance", "propose-words": "Name it."})
    choose(monkeypatch, qtbot, register.form.save, tmp_path / "ours.yaml")
    (entry,) = proposal.read(tmp_path / "ours.yaml").entries
    assert (entry.kind, entry.subject, entry.field, entry.proposed) == ("change", "MOD-VAL-2", "guidance", "Name it.")
    assert entry.reason == "Near miss “Old cut-off” of 2026-08-30. Lesson: Ask for the cut-off of each version."
    assert (
        "on MOD-VAL-2, in ours.yaml"
        in dict(register.table.rows()[0].detail)["Proposed to those who keep the guidelines"]
    )
    assert not register.form.isVisible()


def test_a_failed_campaign_is_told_among_the_findings_with_a_way_back(page, session, qtbot):
    register = show(page, "red-team")
    press(qtbot, register.buttons["add"])
    told = {"title": "Spring", "team": "Blue", "independent": "yes", "start": "2026-11-02", "scope": "The form"}
    fill(qtbot, register.form, **told, result="failed", items="MOD-SEC-1")
    press(qtbot, register.form.save)
    assert "page Findings" in page.notice.text
    (finding,) = session.findings
    assert (finding.item_id, finding.status) == ("MOD-SEC-1", "open")
    shown = detail(session, finding, date(2026, 11, 23))
    assert shown.origins[-1].words == "Red-team campaign: Spring"
    assert shown.origins[-1].target == {"section": "red-team"}


def test_an_answer_that_content_made_by_ai_carries_is_warned_of_everywhere(page, session, qtbot, tmp_path):
    note = tmp_path / "note.md"
    note.write_text("Drafted.", encoding="utf-8")
    given = {"title": "Draft", "origin": "A language model", "made_by_ai": True, "marking": "(U)"}
    session.change(lambda store: store.attach(note, **given, by="Ana Ruiz", items=("MOD-VAL-1",)), "evidence", "links")
    item = session.pack.item("MOD-VAL-1")
    checklist = ChecklistModel(session)
    shown = ChecklistPage(checklist)
    qtbot.addWidget(shown)
    checklist.choose(item.id)
    assert shown.question.warnings.texts == ()
    session.change(
        lambda store: store.confirm_answer(AnswerDraft(item_id=item.id, value="yes"), item=item, by="Ana Ruiz"),
        "answers",
    )
    assert "rests on evidence made by AI (“(U) Draft”) and nothing else" in shown.question.warnings.texts[0]
    assert EvidenceModel(session).state.detail.warnings == shown.question.warnings.texts
    assert any("rests on evidence made by AI" in link.sentence for link in OverviewModel(session).state.unmet)
    asked = []
    session.page_asked.connect(lambda name, target: asked.append((name, target)))
    show(page, "synthetic-content")
    line = page.warnings.findChild(LinkLine)
    qtbot.waitUntil(lambda: line.height() > 0)  # laid out
    press(qtbot, line)
    assert asked == [("checklist", {"item": "MOD-VAL-1"})]


def test_a_register_is_saved_where_the_person_says(page, qtbot, tmp_path, monkeypatch):
    register = show(page, "energy")
    press(qtbot, register.buttons["add"])
    fill(qtbot, register.form, title="Training", phase="training", kwh="1.5", method="metered")
    press(qtbot, register.form.save)
    assert register.figures.text().startswith("All phases: 1.5 kWh.")
    choose(monkeypatch, qtbot, page.save, tmp_path / "energy.json")
    until(qtbot, lambda: "energy.json" in page.notice.text)
    saved = json.loads((tmp_path / "energy.json").read_text(encoding="utf-8"))
    assert [(one["name"], one["kwh"]) for one in saved["entries"]] == [("Training", "1.5")]


def test_the_energy_card_is_saved_as_a_bill_of_materials_and_other_registers_have_no_choice(
    page, session, qtbot, tmp_path, monkeypatch
):
    show(page, "incident")
    assert not page.form.isVisible()
    register = show(page, "energy")
    press(qtbot, register.buttons["add"])
    fill(qtbot, register.form, title="Training", phase="training", kwh="1.5", method="metered", source="natural-gas")
    press(qtbot, register.form.save)
    page.form.setCurrentIndex(page.form.findData("cyclonedx-1.7"))
    assert page._model.file_name("energy", "cyclonedx-1.7") == "(U) energy.cdx.json"
    choose(monkeypatch, qtbot, page.save, tmp_path / "energy.cdx.json")
    until(qtbot, lambda: "energy.cdx.json" in page.notice.text)
    bill = json.loads((tmp_path / "energy.cdx.json").read_text(encoding="utf-8"))
    assert bill["specVersion"] == "1.7"
    told = bill["components"][0]["modelCard"]["considerations"]["environmentalConsiderations"]
    assert told["energyConsumptions"][0]["energyProviders"][0]["energySource"] == "natural-gas"
