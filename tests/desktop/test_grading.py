"""The section on graded outputs: a table is imported, graded by keys alone, left and gone on with, closed and read."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.viewmodels.grading import GradingModel
from desktop.viewmodels.record.registers import RegistersModel
from desktop.views.registers import RegistersPage
from tests.core.evaluation.grading.graded import about, outputs
from tests.desktop.conftest import PERSON
from tests.desktop.pressing import choose, press, until

GRADERS = (PERSON, "Sam Okafor")


def shown(session: Any, qtbot: Any) -> RegistersPage:
    page = RegistersPage(RegistersModel(session), GradingModel(session))
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    page.activateWindow()
    page.focus_on({"section": "outputs-graded"})
    return page


@pytest.fixture
def page(session, qtbot):
    return shown(session, qtbot)


@pytest.fixture
def imported(session):
    said = about(graders=GRADERS)
    session.change(lambda store: store.import_outputs(outputs(), said, by="Jane Doe"), "grading", "evidence")


def key(qtbot: Any, one: Any) -> None:
    qtbot.keyClick(QApplication.focusWidget(), one)


def words(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_a_table_is_imported_with_its_columns_seen_first(page, session, qtbot, tmp_path: Path, monkeypatch):
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [[one.prompt, one.text, one.origin.system] for one in outputs()]
        csv.writer(file).writerows([["question", "said", "model"], *rows])
    press(qtbot, page.graded.sets.add)
    panel = page.graded.importing
    choose(monkeypatch, qtbot, panel.drop.choose, path)
    until(qtbot, lambda: bool(page._grading.importing.state.header))
    assert not panel.take.isEnabled()
    assert "No column is said to be the output" in panel.take.toolTip()
    panel.columns["output"].setCurrentIndex(panel.columns["output"].findData("said"))
    panel.columns["output"].activated.emit(0)
    assert panel.take.isEnabled()
    assert "8 outputs of Atlas 2, Borealis 1." in words(panel)
    press(qtbot, panel.take)
    assert "need a title" in page.notice.text
    qtbot.keyClicks(panel.title, "May")
    qtbot.keyClicks(panel.origin, "Log of May")
    panel.graders.setPlainText(f"{PERSON}\nSam Okafor")
    press(qtbot, panel.take)
    made = session.store.output_sets()[0]
    assert (made.title, made.graders, made.columns["output"]) == ("May", GRADERS, "said")
    assert page.graded.shown is page.graded.sets
    assert page.sections.entries["outputs-graded"].text() == "Outputs graded (1)"
    assert page.graded.sets.grade.isEnabled()


@pytest.mark.usefixtures("imported")
def test_outputs_are_graded_by_keys_alone_and_what_is_said_is_kept_at_once(page, session, qtbot):
    press(qtbot, page.graded.sets.grade)
    flow, model = page.graded.flow, page._grading.flow
    for hidden in ("Atlas", "Borealis", "money", "office"):
        assert hidden not in words(flow)
    first = model.state.number
    for one in "11213":
        key(qtbot, one)
    assert not flow.confirm.isEnabled()
    assert "No personal details" in words(flow)
    key(qtbot, "1")
    key(qtbot, Qt.Key.Key_Return)
    grade = session.store.grades_of(model.state.set_id, PERSON)[0]
    assert grade.number == first
    said = [grade.words[one.id] for one in model.state.criteria]
    assert said == ["pass", "pass", "fail", "pass", "cannot-tell", "pass"]
    assert model.state.number != first
    assert model.state.done == 1
    second = model.state.number
    key(qtbot, "2")
    key(qtbot, "R")
    qtbot.keyClicks(QApplication.focusWidget(), "Law 1 is wrong.")
    key(qtbot, Qt.Key.Key_Escape)
    key(qtbot, "1")  # the note has not the keyboard any more
    key(qtbot, Qt.Key.Key_Escape)
    assert page.graded.shown is page.graded.sets
    again = shown(session, qtbot)
    press(qtbot, again.graded.sets.grade)
    state = again._grading.flow.state
    assert (state.number, state.note) == (second, "Law 1 is wrong.")
    assert [one.word for one in state.criteria[:3]] == ["fail", "pass", ""]
    assert session.store.form(again._grading.flow._form)
    qtbot.keyClick(again.graded.flow, "P")  # the other window may have the keyboard
    assert again._grading.flow.state.number == first
    session.undo()
    assert again._grading.flow.state.done == 0


@pytest.mark.usefixtures("imported")
def test_results_are_hidden_until_the_grading_is_closed_with_a_reason(page, session, qtbot):
    sets = page.graded.sets
    press(qtbot, sets.grade)
    for one in range(8):
        for said in "111111" if one else "211111":
            key(qtbot, said)
        key(qtbot, Qt.Key.Key_Return)
    assert page._grading.flow.state.finished
    press(qtbot, page.graded.flow.back)
    assert "would not be blind" in sets.results.toolTip()
    assert "Sam Okafor (0 of 8)" in sets.close_it.toolTip()
    qtbot.keyClicks(sets.why, "Sam is away.")
    press(qtbot, sets.close_it)
    until(qtbot, lambda: page.graded.shown is page.graded.results)
    assert "closed before everybody was done: Sam is away." in " ".join(page.graded.results.cautions.texts)
    rates = page.graded.results.tables[0]
    assert [rates.item(0, at).text() for at in range(4)] == ["Correct", "all outputs", "0.88", "0.47 to 1.00"]
    assert [one.probe for one in session.readings] == ["blind-grading", "content-checks"]
    press(qtbot, page.graded.results.back)
    assert "It is closed." in sets.grade.toolTip()


@pytest.mark.usefixtures("imported")
def test_who_is_no_grader_is_told_who_is(page, session):
    session.set_person("Kim Ito")
    assert page.graded.sets.grade.toolTip() == f"Kim Ito is no grader here: {', '.join(GRADERS)}."
