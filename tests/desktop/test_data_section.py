"""The section Data of the deployment page: lineage as picture and table, data sets, steps, sheets, profiles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.viewmodels.deployment import DeploymentModel
from desktop.views.deployment import DeploymentPage
from tests.desktop.pressing import PATIENCE_MS, choose, press
from tests.desktop.test_deployment_sections import fill, show


@pytest.fixture
def page(session, qtbot):
    made = DeploymentPage(DeploymentModel(session))
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def add(qtbot: Any, register: Any, **values: str) -> None:
    press(qtbot, register.buttons["add"])
    fill(register.form, **values)
    press(qtbot, register.form.save)


def test_data_sets_and_steps_become_a_chain_that_a_changed_file_breaks(
    page, session, qtbot, monkeypatch, tmp_path: Path
):
    part = show(page, "data")
    assert not part.lineage.canvas.isVisible()
    assert part.sheet.isHidden()
    sets, steps = part.registers["data-set"], part.registers["data-step"]
    add(qtbot, sets, title="All rows", role="source", rows="30")
    add(qtbot, sets, title="Test rows", role="test")
    table = tmp_path / "test.csv"
    table.write_text("a,b\n" + "1,x\n" * 30, encoding="utf-8")
    sets.table.select_where(lambda row: "Test rows" in row.cells[0])
    choose(monkeypatch, qtbot, sets.buttons["from-file"], table)
    qtbot.waitUntil(lambda: "30 records, digest" in page.notice.text, timeout=PATIENCE_MS)
    assert part.profile.table.item(1, 0).text() == "b"
    add(
        qtbot,
        steps,
        title="Cut",
        action="split",
        source="All",
        after="30",
        reason="All",
        takes="All rows",
        gives="Test rows",
    )
    steps.table.select_where(lambda row: True)
    press(qtbot, steps.buttons["name-digests"])
    assert part.lineage.pill.word == "Not all said"
    assert part.lineage.canvas.isVisible()
    assert part.lineage.canvas.accessibleDescription().startswith("2 data sets, 1 step, 0 models.")
    assert [part.lineage.table.item(row, 0).text() for row in range(3)] == ["(U) All rows", "(U) Cut", "(U) Test rows"]
    table.write_text("a,b\n" + "1,x\n" * 29 + "2,x\n", encoding="utf-8")
    choose(monkeypatch, qtbot, sets.buttons["compare-file"], table)
    qtbot.waitUntil(lambda: "is not the file of Test rows" in page.notice.text, timeout=PATIENCE_MS)
    choose(monkeypatch, qtbot, sets.buttons["from-file"], table)
    qtbot.waitUntil(lambda: part.lineage.pill.word == "Broken", timeout=PATIENCE_MS)
    assert "the file changed, or it is another one" in part.lineage.breaks.texts[0]
    assert part.lineage.breaks.texts[0] in part.lineage.canvas.accessibleDescription()
    add(
        qtbot,
        steps,
        title="Back",
        action="joined",
        source="x",
        after="1",
        reason="x",
        takes="Test rows",
        gives="All rows",
    )
    assert "come from themselves" in page.notice.text
    assert steps.form.isVisible()


def test_a_sheet_is_written_part_by_part_and_what_was_typed_stays(page, session, qtbot):
    part = show(page, "data")
    for name in ("All rows", "Test rows"):
        add(qtbot, part.registers["data-set"], title=name, role="other")
    sheet = part.sheet
    sheet.show_set(session.record.parts[1].id)
    fill(sheet.form, purpose="To measure")
    sheet.chosen_part.setCurrentIndex(2)
    sheet.chosen_part.activated.emit(2)
    fill(sheet.form, collectors="Staff")
    press(qtbot, sheet.form.save)
    assert "1 of 49 fields" in sheet.words.text()
    sheet.chosen_part.setCurrentIndex(0)
    sheet.chosen_part.activated.emit(0)
    assert sheet.form.values()["purpose"] == "To measure"  # typed before, not recorded yet
    press(qtbot, sheet.form.save)
    (entry,) = [one for one in session.record.parts if one.kind == "data-sheet"]
    assert entry.fields == {
        **dict.fromkeys(entry.fields, ""), "of": session.record.parts[1].id, "purpose": "To measure",
        "collectors": "Staff",
    }  # fmt: skip
    assert sheet.chosen_part.itemText(0) == "Motivation, 1 of 3"
