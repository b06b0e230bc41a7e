"""The Probes page by mouse: from a real model file to readings in the case."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from core.casefile.store import Store
from core.plan import load_plan
from desktop.viewmodels.probes.states import LimitSeen, ReadingLine, ReadingState, ReadState
from desktop.views.probes.read_part import ReadPart
from desktop.widgets.chart import ChartBox
from desktop.widgets.text import Words
from tests.desktop.conftest import PASSPHRASE, PERSON
from tests.desktop.pressing import DEMO, MODELS, choose, press, until


@pytest.fixture
def page(open_window):
    open_window.shell.go("probes")
    return open_window.shell.page("probes")


@pytest.fixture
def bound(page, qtbot, monkeypatch):
    """The adult model with its test data bound, on step 2."""
    choose(monkeypatch, qtbot, page.model_part.drop.choose, DEMO / "adult_hgb.onnx")
    until(qtbot, lambda: page._model.model.state.phase == "ready")
    press(qtbot, page.steps.next)
    choose(monkeypatch, qtbot, page.data_part.test.choose, DEMO / "adult_test.csv")
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)
    return page


def only(qtbot, page, *wanted):
    """Untick every probe but those."""
    until(qtbot, lambda: {one.id for one in page._model.choice.state.rows if not one.why_not} >= set(wanted))
    for row in page._model.choice.state.rows:
        card = page.choice_part.probe_card(row.id)
        if card.tick.isChecked() != (row.id in wanted):
            qtbot.keyClick(card.tick, Qt.Key.Key_Space)


def test_a_probe_that_is_cancelled_leaves_no_reading_and_then_a_real_one_runs_and_is_kept(bound, open_window, qtbot):
    state = bound._model.data.state
    assert (state.label, state.positive, state.task) == ("income_gt_50k", "1", "binary")
    assert set(state.groups) == {"sex", "race"}
    assert bound.data_part.preview.rows.rowCount() == 20
    assert "85.9 % of the first 512 rows" in dict(state.preview.facts)["Right"]
    press(qtbot, bound.steps.next)
    cancel_a_probe(bound, open_window, qtbot)
    only(qtbot, bound, "perf-ci")
    card = bound.choice_part.probe_card("perf-ci")
    press(qtbot, card.more)
    card.limits.metric_box.setCurrentText("accuracy")
    qtbot.keyClicks(card.limits.value, "0.85")
    press(qtbot, card.limits.add)
    bound._model.choice.set("perf-ci", "bootstrap", 200)
    press(qtbot, bound.steps.next)
    until(qtbot, lambda: bool(bound._model.run.state.jobs) and not bound._model.run.state.busy)
    record = open_window.session.readings[-1]
    assert record.probe == "perf-ci"
    assert record.body["verdict"] == "pass"
    assert record.body["settings"]["bootstrap"] == 200
    assert record.body["thresholds"] == {"accuracy": {"min": 0.85}}
    assert "model: adult_hgb.onnx" in record.plan_text
    press(qtbot, bound.run_part.job_row("perf-ci").read)
    until(qtbot, lambda: bound.read_part.card is not None)
    shown = bound._model.read.state.open
    assert shown.headline == "0.874"
    assert shown.verdict == "pass"
    assert shown.charts


def cancel_a_probe(bound, open_window, qtbot):
    """From the choice of probes to the run, and back to the choice."""
    only(qtbot, bound, "calibration")
    bound._model.choice.set("calibration", "bootstrap", 20000)
    press(qtbot, bound.steps.next)
    row = bound.run_part.job_row("calibration")
    press(qtbot, row.progress.cancel)
    until(qtbot, lambda: not bound._model.run.state.busy)
    assert bound._model.run.state.jobs[0].phase == "cancelled"
    assert open_window.session.readings == ()
    assert row.again.isVisible()
    press(qtbot, bound.steps.back)


def test_probes_that_do_not_apply_and_a_case_that_is_read_only_say_why(page, qtbot, monkeypatch):
    choose(monkeypatch, qtbot, page.model_part.drop.choose, DEMO / "adult_hgb.onnx")
    until(qtbot, lambda: page._model.model.state.phase == "ready")
    page._model.go(2)
    until(qtbot, lambda: bool(page._model.choice.state.rows))
    by_id = {row.id: row for row in page._model.choice.state.rows}
    assert by_id["onnx-inventory"].ticked
    assert not by_id["perf-ci"].ticked
    assert "test data" in by_id["perf-ci"].why_not
    assert not page.choice_part.probe_card("perf-ci").tick.isEnabled()
    assert page.steps.next.isEnabled()
    monkeypatch.setattr(type(page._model._session), "why_not_writable", "The case is open in another window.")
    page._model.go(1)
    page._model.go(2)
    assert page.steps.next.toolTip() == "The case is open in another window."
    assert not page.steps.next.isEnabled()


def test_a_file_that_is_no_model_is_refused_in_one_sentence(page, qtbot, monkeypatch):
    choose(monkeypatch, qtbot, page.model_part.drop.choose, DEMO / "adult_test.csv")
    until(qtbot, lambda: page._model.model.state.phase == "failed")
    assert "adult_test.csv" in page.model_part.notes.texts[0]
    assert not page.steps.next.isEnabled()
    assert page.steps.next.toolTip() == "Choose a model first, or recorded scores."


@pytest.mark.slow
def test_data_that_does_not_fit_names_the_column_and_the_row(page, qtbot, monkeypatch, tmp_path):
    rows = (DEMO / "adult_test.csv").read_text().splitlines()[:40]
    broken = rows[5].split(",")
    broken[0] = "old"
    rows[5] = ",".join(broken)
    table = tmp_path / "broken.csv"
    table.write_text("\n".join(rows) + "\n")
    choose(monkeypatch, qtbot, page.model_part.drop.choose, DEMO / "adult_hgb.onnx")
    until(qtbot, lambda: page._model.model.state.phase == "ready")
    press(qtbot, page.steps.next)
    choose(monkeypatch, qtbot, page.data_part.test.choose, table)
    until(qtbot, lambda: page._model.data.state.phase == "failed")
    [sentence] = page.data_part.notes.texts
    assert "age" in sentence
    assert "row 5" in sentence.lower()
    assert not page.steps.next.isEnabled()


@pytest.mark.slow
def test_arrays_of_an_npz_are_bound_by_their_size(page, qtbot, monkeypatch):
    choose(monkeypatch, qtbot, page.model_part.drop.choose, MODELS / "digits" / "digits_mlp.onnx")
    until(qtbot, lambda: page._model.model.state.phase == "ready")
    press(qtbot, page.steps.next)
    choose(monkeypatch, qtbot, page.data_part.test.choose, MODELS / "digits" / "digits_split.npz")
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)
    state = page._model.data.state
    assert (state.task, state.label) == ("multiclass", "y_test")
    assert state.inputs[0].fields[0].value == "X_test"


@pytest.mark.slow
def test_a_plan_is_saved_with_relative_names_and_opens_again(bound, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "mine.plan.yaml"
    choose(monkeypatch, qtbot, bound.save_plan, target)
    plan = load_plan(target)
    assert plan.data.label == "income_gt_50k"
    assert plan.path(plan.model) == DEMO / "adult_hgb.onnx"
    before = bound._model.data.plan
    choose(monkeypatch, qtbot, bound.open_plan, DEMO / "adult.plan.yaml")
    until(qtbot, lambda: bound._model.data.state.phase == "ready" and bound.settled)
    assert bound._model.data.plan != before
    assert bound._model.data.plan.thresholds["perf-ci"]["accuracy"] == {"min": 0.85}
    assert bound.data_part.train._name.text() == "adult_train.csv"


@pytest.mark.slow
def test_the_group_chips_and_the_mapping_change_the_plan(bound, qtbot):
    chip = next(b for b in bound.data_part.groups.findChildren(type(bound.steps.next)) if b.text() == "race")
    press(qtbot, chip)
    assert bound._model.data.plan.data.groups == ("sex",)
    combo = bound.data_part.inputs.block("age").way
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert "age" not in bound._model.data.plan.inputs
    assert bound.data_part.inputs.block("age").pill.word == "Not bound"
    until(qtbot, lambda: bound._model.data.state.phase == "ready" and bound.settled)


@pytest.mark.slow
def test_the_chart_of_a_reading_has_its_sentence_and_its_numbers_as_a_table(bound, open_window, qtbot):
    press(qtbot, bound.steps.next)
    only(qtbot, bound, "onnx-inventory")
    press(qtbot, bound.steps.next)
    until(qtbot, lambda: bool(bound._model.run.state.jobs) and not bound._model.run.state.busy)
    press(qtbot, bound.steps.next)
    until(qtbot, lambda: bound.read_part.card is not None)
    box = bound.read_part.card.findChildren(ChartBox)[0]
    assert box.canvas.accessibleName().startswith("Chart: ")
    assert box.canvas.accessibleDescription()
    press(qtbot, box.toggle)
    assert box.canvas.isHidden()
    assert box.table.rowCount() > 0
    press(qtbot, box.toggle)
    assert box.table.isHidden()


@pytest.mark.slow
def test_tab_goes_from_the_steps_through_every_probe_to_the_seed_and_then_on(bound, open_window, qtbot):
    bound.steps.next.setFocus()
    qtbot.keyClick(bound.steps.next, Qt.Key.Key_Return)
    until(qtbot, lambda: bool(bound._model.choice.state.rows))
    shell, seen = open_window.shell, []
    while len(seen) < 200 and shell.focusWidget() is not bound.steps.next:
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
        seen.append(shell.focusWidget())
        box = seen[-1].visibleRegion().boundingRect()
        assert box.height() > 0, f"{seen[-1].accessibleName()} has the focus out of sight"
    first = bound._model.choice.state.rows[0]
    ticks = [one for one in seen if one is bound.choice_part.probe_card(first.id).tick]
    assert ticks
    assert seen.index(ticks[0]) < seen.index(bound.choice_part.seed) < seen.index(bound.steps.next)


@pytest.mark.slow
def test_nothing_of_one_case_stands_in_the_next(bound, open_window, tmp_path):
    session = open_window.session
    Store.create(tmp_path / "new.touchstone", PASSPHRASE, title="New", by=PERSON).close()
    session.close()
    session.open(tmp_path / "new.touchstone", PASSPHRASE, by=PERSON)
    session.announce_case()
    model = bound._model
    assert (model.state.step, model.model.state.path, model.data.plan.data) == (0, "", None)
    assert model.run.state.jobs == ()


@pytest.mark.slow
def test_what_is_bound_waits_through_a_lock(bound, open_window, case_path):
    session = open_window.session
    session.lock()
    session.open(case_path, PASSPHRASE, by=PERSON)
    session.announce_case()
    assert bound._model.data.summary is not None
    assert bound.data_part.preview.rows.rowCount() == 20


def test_a_bill_of_materials_is_drafted_as_a_new_file_and_chosen(page, qtbot, monkeypatch, tmp_path):
    part = page.model_part
    choose(monkeypatch, qtbot, part.drop.choose, MODELS / "digits" / "digits_mlp.onnx")
    until(qtbot, lambda: page._model.model.state.phase == "ready")
    target = tmp_path / "digits"
    choose(monkeypatch, qtbot, part.draft, target)
    until(qtbot, lambda: bool(page._model.model.state.bom))
    written = tmp_path / "digits.cdx.json"
    assert page._model.model.state.bom == str(written)
    assert page._model.data.plan.bom == str(written)
    assert json.loads(written.read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"
    assert page.notice.text == "A draft is saved as digits.cdx.json, and chosen here."
    assert not part.draft.isVisible()
    kept = written.read_text(encoding="utf-8")
    press(qtbot, part.bom.remove)
    choose(monkeypatch, qtbot, part.draft, written)
    until(qtbot, lambda: "There already is a file digits.cdx.json" in page.notice.text)
    assert written.read_text(encoding="utf-8") == kept


def test_the_words_of_a_reading_are_never_cut_not_even_at_first(qtbot):
    sentence = "By age, rates of the decision differ by up to 0.20 between groups of at least 30 rows. " * 4
    limits = tuple(
        LimitSeen(sentence=f"Measure {at}: the interval lies below it. " * 4, verdict="pass") for at in "abc"
    )
    told = {"means": sentence, "does_not_mean": sentence, "limits": limits, "warnings": (sentence,)}
    reading = ReadingState(
        id="1", probe="p", title="Probe", at="2026-11-23", by="Ana", plan_name="plan", status="ok", verdict="pass",
        headline="0.20", headline_name="Difference", sentence=sentence, **told,
    )  # fmt: skip
    part = ReadPart()
    part.resize(900, 500)
    qtbot.addWidget(part)
    part.show()
    line = ReadingLine(id="1", title="Probe", at="2026-11-23", plan_name="plan", verdict="pass", status="ok", new=False)
    part.show_state(ReadState(lines=(line,), open=reading))
    words = [one for one in part.card.findChildren(Words) if one.isVisible() and one.wordWrap()]
    assert len(words) > 8
    assert [one.text() for one in words if one.height() < one.heightForWidth(one.width())] == []
