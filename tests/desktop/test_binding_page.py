"""Steps 1 and 2 of the Probes page by mouse and by keys: pictures in folders, warnings, what was recorded."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from tests.core.worker import made
from tests.desktop.pressing import choose, press, until
from tests.desktop.test_accessible import controls


@pytest.fixture
def page(open_window):
    open_window.shell.go("probes")
    return open_window.shell.page("probes")


@pytest.fixture
def pictures(tmp_path):
    """A model of pictures 4 x 4 that says "light" or "dark" in the other order than the sub-folders are sorted."""
    weights = np.zeros((48, 2), dtype=np.float32)
    weights[:, 0], weights[:, 1] = 1.0, -1.0
    made.flat_pictures(tmp_path / "model.onnx", weights, bias=(-24.0, 24.0))
    for name, number in product(("dark", "light"), range(20)):
        folder = tmp_path / "pictures" / name
        folder.mkdir(parents=True, exist_ok=True)
        shade = 20 + number if name == "dark" else 235 - number
        made.picture(folder / f"{number}.png", (shade, shade, shade), size=(4, 4))
    return tmp_path


def choose_folder(monkeypatch, qtbot, zone, path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: str(path))
    press(qtbot, zone.choose_folder)


def bind(page, qtbot, monkeypatch, pictures):
    choose(monkeypatch, qtbot, page.model_part.drop.choose, pictures / "model.onnx")
    until(qtbot, lambda: page._model.model.state.phase == "ready")
    press(qtbot, page.steps.next)
    choose_folder(monkeypatch, qtbot, page.data_part.test, pictures / "pictures")
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)


def test_a_folder_of_pictures_is_bound_shown_and_a_wrong_order_of_classes_is_mended_by_its_button(
    page, qtbot, monkeypatch, pictures
):
    bind(page, qtbot, monkeypatch, pictures)
    assert page._model.data.plan.data.label == "class"
    tiles = page.data_part.preview.pictures.held
    assert len(tiles) == 20
    assert "said light" in tiles[0].accessibleName()
    assert tiles[0].accessibleName().endswith("Wrong")
    note = page._model.data.state.notes[0]
    assert "turned round" in note.text
    assert note.hint == "Look at the order of the classes."
    button = next(one for one in page.data_part.notes.findChildren(QPushButton) if one.text() == "Use that order")
    press(qtbot, button)
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)
    assert page._model.data.plan.outputs.classes == ("light", "dark")
    assert page.data_part.task_card.line("order").text() == "light, dark"
    assert page.data_part.preview.pictures.held[0].accessibleName().endswith("Right")
    assert dict(page._model.data.state.preview.facts)["Right"] == "100.0 % of all 40 rows"
    (pictures / "classes.json").write_text('{"labels": ["dark", "light"]}')
    choose(monkeypatch, qtbot, page.data_part.task_card.order_file, pictures / "classes.json")
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)
    assert page._model.data.plan.outputs.classes == ("dark", "light")
    press(qtbot, page.stepper._steps[0])
    press(qtbot, page.model_part.subject.button("model"))  # it is so already: the chosen model stays
    assert page._model.model.state.path.endswith("model.onnx")


@pytest.mark.slow
def test_what_is_typed_wrongly_says_why_beside_its_field_and_nothing_can_be_run(page, qtbot, monkeypatch, pictures):
    bind(page, qtbot, monkeypatch, pictures)
    editor = page.data_part.inputs.block("x").editor("height")
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "tall")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert "no whole number" in editor._field.error
    until(qtbot, lambda: page.settled)
    assert page.steps.next.toolTip() == "A setting in step 2 can't be used yet: it says why."
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "4")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)
    assert page.steps.next.isEnabled()


@pytest.mark.slow
def test_every_control_of_the_binding_has_a_name_and_tab_meets_it_in_the_order_of_reading(
    page, open_window, qtbot, monkeypatch, pictures
):
    bind(page, qtbot, monkeypatch, pictures)
    press(qtbot, page.data_part.inputs.block("x").more)
    shown = [one for one in controls(page.data_part) if one.isVisible()]
    names = [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in shown]
    assert [one for one, name in zip(shown, names, strict=True) if not name] == []
    page.stepper.take_focus()
    seen = []
    while page.steps.next not in seen and len(seen) < 120:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    wanted = [one for one in shown if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()]
    radios = [one for one in wanted if one.inherits("QRadioButton") and not one.isChecked()]  # arrows go to these
    assert [one.accessibleName() for one in wanted if one not in seen and one not in radios] == []
    assert seen.index(page.data_part.test.choose) < seen.index(page.data_part.task_card.name)
    assert seen.index(page.data_part.groups.add) < seen.index(page.data_part.inputs.block("x").way)
    assert seen.index(page.data_part.inputs.block("x").way) < seen.index(page.steps.back) < seen.index(page.steps.next)


def tab_to(qtbot, wanted):
    """Press Tab until the focus is on `wanted`."""
    for _ in range(150):
        if QApplication.focusWidget() is wanted:
            return
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {wanted.accessibleName()}")


def key(qtbot, name):
    qtbot.keyClick(QApplication.focusWidget(), getattr(Qt.Key, f"Key_{name}"))


@pytest.mark.slow
def test_what_was_recorded_is_measured_and_compared_without_a_mouse(page, open_window, qtbot, monkeypatch, tmp_path):
    generator = np.random.default_rng(4)
    labels = generator.integers(0, 2, 200)
    scores = np.where(generator.random(200) < 0.8, labels, 1 - labels) * 0.6 + 0.2
    lines = [
        f"{score:.1f},{label},{'FM'[row % 2]}" for row, (score, label) in enumerate(zip(scores, labels, strict=True))
    ]
    (tmp_path / "said.csv").write_text("score,outcome,sex\n" + "\n".join(lines) + "\n")
    page.stepper.take_focus()
    tab_to(qtbot, page.model_part.subject.button("model"))
    key(qtbot, "Right")
    key(qtbot, "Space")
    assert page._model.model.state.recorded
    tab_to(qtbot, page.steps.next)
    key(qtbot, "Return")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(tmp_path / "said.csv"), ""))
    tab_to(qtbot, page.data_part.test.choose)
    key(qtbot, "Return")
    until(qtbot, lambda: page._model.data.state.phase == "ready" and page.settled)
    plan = page._model.data.plan
    assert (plan.outputs.column, plan.data.label, plan.data.groups) == ("score", "outcome", ("sex",))
    tab_to(qtbot, page.steps.next)
    key(qtbot, "Return")
    until(qtbot, lambda: "perf-ci" in {row.id for row in page._model.choice.state.rows if row.ticked})
    tab_to(qtbot, page.choice_part.tick_none)
    key(qtbot, "Return")
    tab_to(qtbot, page.choice_part.probe_card("perf-ci").tick)
    key(qtbot, "Space")
    for round_number in (1, 2):
        tab_to(qtbot, page.steps.next)
        key(qtbot, "Return")
        until(qtbot, lambda count=round_number: len(open_window.session.readings) == count and page.settled)
        if round_number == 1:
            tab_to(qtbot, page.steps.back)
            key(qtbot, "Return")
            tab_to(qtbot, page.choice_part.seed)
            key(qtbot, "Up")
    tab_to(qtbot, page.run_part.job_row("perf-ci").read)
    key(qtbot, "Return")
    until(qtbot, lambda: page.read_part.card is not None and page.settled)
    assert "model" not in open_window.session.readings[0].plan_text
    page.stepper.take_focus()
    tab_to(qtbot, page.read_part.list)
    tab_to(qtbot, page.read_part.card.compare.start)  # the card comes right after its list
    key(qtbot, "Return")
    until(qtbot, lambda: page._model.read.state.compared is not None)
    compared = page._model.read.state.compared
    assert compared.changes[0][:2] == ("Setting", "Seed")
    assert any("not a test" in caution for caution in compared.cautions)
    tab_to(qtbot, page.read_part.card.compare.end)
    key(qtbot, "Return")
    assert page._model.read.state.compared is None
    assert page.read_part.card.compare.start.hasFocus()
    tab_to(qtbot, page.steps.back)
