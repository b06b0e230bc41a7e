"""The Agency page, pressed as an officer would: make a file, trust a root, take packets in, look, report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.agency.store import AgencyStore
from core.packet.build import build
from core.signing.demo import make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from tests.core.agency.samples import AGENCY, found, stated
from tests.core.evaluation.record_sample import full_record
from tests.core.packet.sample_case import small_snapshot
from tests.desktop.pressing import choose, press, until

PASSPHRASE = "correct horse battery"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory):
    """A signed packet, and the root that it leads to."""
    folder = tmp_path_factory.mktemp("signed")
    keys = make_demo_keys(folder / "keys", passphrase=PASSPHRASE)
    packet = folder / "packets" / "packet.pdf"
    packet.parent.mkdir()
    packet.write_bytes(build(replace(small_snapshot(), record=full_record())).pdf)
    sign_packet(packet, packet, key=open_p12(keys.evaluator_p12, PASSPHRASE), role="evaluator")
    (packet.parent / "no packet.pdf").write_text("nothing")
    return packet.parent, keys.root_pem


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """An agency file with six deployments, one of them twice."""
    path = tmp_path / "six.agency"
    packets = [
        found("a", name="Alpha", says=stated("meets")),
        found("b", name="Beta", says=stated("incomplete"), created="2026-05-01T00:00:00Z"),
        found("b", name="Beta", says=stated("does not meet"), version="2.0"),
        found("c", name="Gamma", says=stated("does not meet"), marking="SECRET//NOFORN"),
        found("d", name="Delta", says=stated("meets"), failed=("genuine",)),
        found("e", name="Epsilon", says=stated("incomplete", in_use="no")),
        found("f", name="Beta", says=stated("incomplete"), created="2026-12-01T00:00:00Z"),
    ]
    with AgencyStore.create(path, PASSPHRASE, agency=AGENCY, by="Chris") as store:
        for one in packets:
            store.take_in(one, roots=[], by="Chris")
    return path


def opened(window, qtbot: QtBot, path: Path):
    window.shell.go("agency")
    page = window.shell.page("agency")
    form = page.door.opening
    form.path.line.setText(str(path))
    form.person.setText("Chris Officer")
    qtbot.keyClicks(form.passphrase, PASSPHRASE)
    qtbot.keyClick(form.passphrase, Qt.Key.Key_Return)
    until(qtbot, lambda: page.settled and page.sections.isVisible())
    return page


def pick(qtbot: QtBot, combo, words: str) -> None:
    at = next(at for at in range(combo.count()) if combo.itemText(at).startswith(words))
    combo.setFocus()
    while combo.currentIndex() != at:
        qtbot.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < at else Qt.Key.Key_Up)


def test_a_file_is_made_and_packets_are_taken_in(window, qtbot, tmp_path, signed, monkeypatch):
    folder, root = signed
    window.shell.go("agency")
    page = window.shell.page("agency")
    form = page.door.making
    press(qtbot, form.submit)
    assert form.fields["agency"].error == "Name the agency."
    form.agency.setText("Department of Examples")
    form.path.line.setText(str(tmp_path / "new"))
    form.person.setText("Chris Officer")
    form.passphrase.setText(PASSPHRASE)
    form.again.setText("something else")
    press(qtbot, form.submit)
    assert "differ" in form.fields["again"].error
    form.again.setText(PASSPHRASE)
    press(qtbot, form.submit)
    until(qtbot, lambda: page.settled and page.sections.isVisible())
    assert (tmp_path / "new.agency").exists()
    part = page.sections.show_section("packets")
    choose(monkeypatch, qtbot, part.roots.add, root)
    assert "Trusted from now on" in page.notice.text
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_n: str(folder))
    press(qtbot, part.drop.choose_folder)
    until(qtbot, lambda: page.settled)
    assert {(row.name, row.kind) for row in part.table.rows()} == {
        ("Benefit screening 2.3", "good"),
        ("no packet.pdf", "bad"),
    }
    assert "1 verified, 1 not verified" in page.notice.text
    table = page.sections.show_section("portfolio").table
    assert [row.state for row in table.rows()] == ["incomplete"]  # what is no packet names no deployment
    assert "not counted: 1" in page.sections.show_section("portfolio").sentence.text()


def test_the_portfolio_is_narrowed_and_a_deployment_shows_its_history(window, qtbot, filled):
    page = opened(window, qtbot, filled)
    part = page.sections.show_section("portfolio")
    assert window.session.screen_marking == "SECRET//NOFORN"
    assert window.shell._banners[0].text() == "SECRET//NOFORN"
    assert len(part.table.rows()) == 6
    pick(qtbot, part.lists, "Noncompliance list")
    assert [row.name for row in part.table.rows()] == ["Beta", "Beta", "Delta", "Gamma"]
    pick(qtbot, part.states, "Does not meet")
    assert [row.name for row in part.table.rows()] == ["Beta", "Gamma"]
    qtbot.keyClicks(part.wanted, "beta")
    assert [row.name for row in part.table.rows()] == ["Beta"]
    part.table.select_where(lambda row: row.name == "Beta")
    assert part.side.pill.word == "Does not meet"
    said = [line.text() for line in part.side.findChildren(QLabel)]
    assert "Barriers to compliance, including resource constraints" in said
    assert "(U) Staff: two testers are lacking (2 people)" in said
    assert part._model.state.detail.changes[0].endswith("Version: 1.0 → 2.0")
    assert len(part._model.state.detail.history) == 2


def test_two_cases_of_one_deployment_are_joined_with_a_reason(window, qtbot, filled):
    page = opened(window, qtbot, filled)
    part = page.sections.show_section("portfolio")
    part.table.select_where(lambda row: row.name == "Beta" and row.packets == 1)
    press(qtbot, part.side.join.open)
    assert part.side.join.other.currentText().startswith("Beta")
    press(qtbot, part.side.join.confirm)
    assert "why" in page.notice.text
    qtbot.keyClicks(part.side.join.reason, "A new case file")
    press(qtbot, part.side.join.confirm)
    assert [(row.name, row.packets) for row in part.table.rows() if row.name == "Beta"] == [("Beta", 3)]


def test_the_report_is_a_draft_first_and_the_lock_closes_the_file(window, qtbot, filled, tmp_path, monkeypatch):
    page = opened(window, qtbot, filled)
    part = page.sections.show_section("reports")
    assert not part.release.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_n: str(tmp_path / "out"))
    press(qtbot, part.draft)
    assert part.progress.isVisible()
    press(qtbot, part.progress.cancel)
    until(qtbot, lambda: page.settled)
    assert page.notice.text.startswith("Stopped")
    assert not (tmp_path / "out").exists()
    press(qtbot, part.draft)
    until(qtbot, lambda: page.settled)
    assert "draft is written" in page.notice.text
    press(qtbot, part.release)
    until(qtbot, lambda: page.settled)
    assert "The report is written." in page.notice.text
    names = {path.name.partition("-2")[0] for path in (tmp_path / "out").iterdir()}
    assert names == {"(U) congress-report", "(S--NF) congress-appendix"}
    window.session.lock()
    assert page.door.isVisible()
    assert not window.session.agency.is_open
    assert window.session.screen_marking == ""


def test_a_wrong_passphrase_is_told_beside_the_field(window, qtbot, filled):
    window.shell.go("agency")
    page = window.shell.page("agency")
    form = page.door.opening
    form.path.line.setText(str(filled))
    form.person.setText("Chris")
    form.passphrase.setText("not the passphrase")
    press(qtbot, form.submit)
    until(qtbot, lambda: page.settled)
    assert "does not open six.agency" in form.fields["passphrase"].error
