"""Parts of the Probes page on their own: nothing that is typed is lost, and nothing that is shown is cut."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QScrollArea

from desktop.viewmodels.probes.data_states import Preview, PreviewItem
from desktop.viewmodels.probes.run_step import RunStep
from desktop.viewmodels.probes.states import ChoiceState, JobState, LimitRow, ProbeRow, RunState, SettingRow
from desktop.views.probes.choice_part import ChoicePart
from desktop.views.probes.preview_card import PreviewCard
from desktop.views.probes.run_part import RunPart
from desktop.widgets.field import Field
from desktop.widgets.in_view import bring_into_view
from desktop.widgets.layout import column
from desktop.widgets.page import Page, scrolling
from desktop.widgets.step_bar import StepBar
from desktop.widgets.text import label
from tests.desktop.pressing import press


def in_a_page(qtbot, part, *, width: int = 1000, height: int = 500) -> QScrollArea:
    body = column()
    body.addWidget(part)
    body.addStretch(1)
    area = scrolling(body)
    qtbot.addWidget(area)
    area.resize(width, height)
    area.show()
    QApplication.processEvents()
    return area


def probe_row(name: str) -> ProbeRow:
    rows = SettingRow(
        name="samples", title="Rows drawn", kind="int", value=1000, minimum=10, maximum=1_000_000,
        choices=(), unit="rows", help="More take longer.",
    )  # fmt: skip
    return ProbeRow(
        id=name, title=name, measures="What it measures.", cost="A moment.", items=("MOD-VAL-1",), why_not="",
        ticked=True, settings=(rows,), limits=(), metrics=(("accuracy", "Accuracy"),),
    )  # fmt: skip


@pytest.fixture
def choice(qtbot):
    part = ChoicePart()
    part.show_state(ChoiceState(rows=tuple(probe_row(f"probe {number}") for number in range(8))))
    area = in_a_page(qtbot, part)
    yield part
    area.hide()


def test_a_threshold_that_was_typed_and_not_added_counts_when_the_run_begins(choice):
    set_limits = []
    choice.limit_set.connect(lambda probe, limit: set_limits.append((probe, limit)))
    choice.probe_card("probe 7").limits.value.setText("0.95")
    assert choice.settle()
    assert set_limits == [("probe 7", LimitRow(metric="accuracy", bound="min", value=0.95))]
    assert choice.settle()
    assert len(set_limits) == 1


def test_a_threshold_that_is_no_number_is_shown_where_it_stands(choice):
    card = choice.probe_card("probe 7")
    card.limits.value.setText("0,95")
    assert not choice.settle()
    QApplication.processEvents()
    assert card.limits.value.isVisible()
    assert not card.limits.value.visibleRegion().isEmpty()
    card.limits.value.clear()
    assert choice.settle()


def test_large_limits_are_written_as_a_person_does(choice):
    shown = choice.probe_card("probe 0").findChildren(QLabel)
    assert "More take longer. 10 to 1,000,000." in [one.text() for one in shown]


def test_what_failed_runs_again_with_one_press(qtbot):
    part = RunPart()
    qtbot.addWidget(part)
    part.show()
    jobs = tuple(JobState(probe=name, title=name, phase="failed", said="Failed") for name in ("a", "b"))
    part.show_state(RunState(jobs=jobs[:1]))
    assert part.failed_again.isHidden()
    part.show_state(RunState(jobs=jobs))
    with qtbot.waitSignal(part.failed_again_asked):
        press(qtbot, part.failed_again)


def test_only_what_failed_is_put_back_into_the_queue(qtbot, monkeypatch):
    step = RunStep()
    monkeypatch.setattr(step, "_next", lambda: None)
    names = {"a": "failed", "b": "done", "c": "failed"}
    step._jobs = {name: JobState(probe=name, title=name, phase=phase) for name, phase in names.items()}
    step.run_failed_again()
    assert [(job.probe, job.phase) for job in step.state.jobs] == [("b", "done"), ("a", "waiting"), ("c", "waiting")]


def test_words_beside_a_picture_of_the_preview_are_never_cut(qtbot):
    held = io.BytesIO()
    Image.new("L", (64, 96)).save(held, "PNG")
    item = PreviewItem(
        row="", label="180", said="180", score="0.755", right=True, picture=base64.b64encode(held.getvalue()).decode()
    )
    items = tuple(replace(item, row=f"180/page{number:03}.png") for number in range(6))
    card = PreviewCard()
    area = in_a_page(qtbot, card)
    card.show_preview(Preview(facts=(("Rows", "6"),), items=items))
    for width in range(730, 1110, 40):
        area.resize(width, 500)
        for _ in range(4):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            QApplication.processEvents()
        words = [one for tile in card.pictures.held for one in tile.findChildren(QLabel) if one.wordWrap()]
        assert len(words) == 18
        cut = [one.text() for one in words if one.height() < one.heightForWidth(one.width())]
        assert cut == [], f"at a width of {width}"


def test_an_editor_that_was_refused_is_shown_with_its_label(qtbot):
    editor = QLineEdit()
    field = Field("Title", editor, "e.g. First evaluation")
    body = column()
    body.addWidget(field)
    for _ in range(60):
        body.addWidget(label("A line"))
    area = scrolling(body)
    qtbot.addWidget(area)
    area.resize(400, 200)
    area.show()
    QApplication.processEvents()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    bring_into_view(editor)
    assert field.mapTo(area.viewport(), QPoint(0, 0)).y() >= 0


def test_page_down_scrolls_and_ctrl_return_goes_on_from_wherever_the_keyboard_is(qtbot):
    page, bar, stop = Page("Page", scrolls=True), StepBar(), QCheckBox("A stop")
    for part in (stop, *(label("A line") for _ in range(80)), bar):
        page.body.addWidget(part)
    bar.show_step(back=False, next_text="Go on")
    qtbot.addWidget(page)
    page.resize(600, 400)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    stop.setFocus()
    qtbot.keyClick(stop, Qt.Key.Key_PageDown)
    scrolled = [area.verticalScrollBar().value() for area in page.findChildren(QScrollArea)]
    assert max(scrolled) > 0
    with qtbot.waitSignal(bar.next_chosen):
        qtbot.keyClick(stop, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bar.next.hasFocus()
