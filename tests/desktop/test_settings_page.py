"""Each setting is in use at once, is kept, and is found again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from core.settings import look
from desktop import theme
from desktop.preferences import PreferencesFile
from desktop.viewmodels.packets import PacketsModel
from desktop.widgets import files
from tests.core.settings.test_settings import certificate
from tests.desktop.pressing import choose, press


@pytest.fixture
def page(window):
    window.shell.go("settings")
    QApplication.processEvents()
    yield window.shell.page("settings")
    window.choose_look("light", 1.0)


def again(preferences):
    return PreferencesFile(preferences.path)


def test_a_theme_and_a_text_size_are_worn_at_once(page, qtbot, preferences):
    press(qtbot, page.look.theme.button("contrast"))
    assert theme.current().name == "contrast"
    press(qtbot, page.look.scale.button("1.5"))
    assert (theme.current().name, theme.current().scale) == ("contrast", 1.5)
    assert (again(preferences).now.theme, again(preferences).now.scale) == ("contrast", 1.5)


def test_text_grows_and_shrinks_by_a_key_on_every_page(window, qtbot):
    window.shell.go("packets")
    qtbot.keyClick(window.shell, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.current().scale == 1.25
    qtbot.keyClick(window.shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.current().scale == 1.0


def test_the_lock_follows_its_minutes(page, qtbot, window, preferences):
    page.lock.minutes.setFocus()
    page.lock.minutes.selectAll()
    qtbot.keyClicks(page.lock.minutes, "7")
    assert window.idle.minutes == 7
    assert again(preferences).now.lock_minutes == 7
    page.lock.minutes.setValue(0)
    assert page.lock.minutes.text() == "Never"


def test_dates_are_kept_in_their_order_and_a_wrong_one_is_named_beside_its_field(page, qtbot, preferences):
    qtbot.keyClicks(page.dates.enacted, "2026-05-01")
    qtbot.keyClick(page.dates.enacted, Qt.Key.Key_Return)
    qtbot.keyClicks(page.dates.released, "2026-04-01")
    qtbot.keyClick(page.dates.released, Qt.Key.Key_Return)
    error = page.dates._fields[1]
    assert "before the Act is enacted" in error.error
    assert "before the Act is enacted" in page.dates.released.accessibleDescription()
    assert again(preferences).settings.released_on is None
    page.lock.minutes.setValue(9)  # another setting leaves what is being mended as it was typed
    assert page.dates.released.text() == "2026-04-01"
    page.dates.released.setText("2027-06-01")
    qtbot.keyClick(page.dates.released, Qt.Key.Key_Return)
    assert error.error == ""
    assert str(again(preferences).settings.released_on) == "2027-06-01"
    assert "3(a)(1)" in page.dates._note.text()


def test_a_root_is_looked_at_then_trusted_and_the_packets_page_knows_it(page, qtbot, window, tmp_path, monkeypatch):
    packets = PacketsModel(window.session)
    pem = certificate(tmp_path)
    fingerprint = look(pem)[0].root.sha256
    choose(monkeypatch, qtbot, page.roots.add, pem.with_suffix(".der"))
    shown = " ".join(one.accessibleName() for one in page.roots.findChildren(type(page.title)))
    assert fingerprint[:8] in shown
    assert window.preferences.settings.roots == ()
    press(qtbot, next(one for one in page.roots.findChildren(type(page.roots.add)) if one.text() == "Trust it"))
    assert [root.sha256 for root in window.preferences.settings.roots] == [fingerprint]
    assert packets.state.kept == ("root.der",)
    remove = [one for one in page.roots.findChildren(type(page.roots.add)) if "no longer" in one.text()]
    press(qtbot, remove[-1])
    assert packets.state.kept == ()


def test_what_is_no_certificate_is_said_and_nothing_is_offered(page, qtbot, tmp_path, monkeypatch):
    wrong = tmp_path / "root.pem"
    wrong.write_text("hello")
    choose(monkeypatch, qtbot, page.roots.add, wrong)
    assert "root.pem holds no certificate" in page.roots.notice.text


def test_the_marking_profile_is_the_one_that_marks_are_checked_by(page, qtbot, open_window):
    from desktop.viewmodels.deployment import DeploymentModel

    model = DeploymentModel(open_window.session)
    assert model.marking_fault("CUI//SP-PRVCY") == ""
    press(qtbot, page.markings.profile.button("dod"))
    assert "CUI alone" in model.marking_fault("CUI//SP-PRVCY")


def test_a_damaged_file_is_said_on_the_page(qapp, qtbot, tmp_path):
    from desktop.viewmodels.settings import SettingsModel
    from desktop.views.settings import SettingsPage

    (tmp_path / "settings.json").write_text('{"window": {"scale": "large"}}')
    preferences = PreferencesFile(tmp_path / "settings.json")
    made = SettingsPage(SettingsModel(preferences))
    qtbot.addWidget(made)
    assert '"window"' in made.notice.text
    preferences.keep(replace(preferences.now, theme="dark"))
    assert list(tmp_path.glob("settings-damaged-*.json"))


def test_file_dialogs_start_where_the_last_file_was(page, tmp_path, monkeypatch):
    asked = []
    chosen = tmp_path / "there" / "a.txt"
    chosen.parent.mkdir()

    def answer(_parent, _title, start, *_more):
        asked.append(Path(start))
        return str(chosen), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    files.ask_open(page, "One")
    files.ask_open(page, "Another")
    assert asked[0] != Path.cwd()
    assert asked[1] == chosen.parent


def test_every_dialog_goes_through_the_one_place_that_knows_where_to_start():
    views = Path(__file__).resolve().parents[2] / "desktop"
    asking = [path.name for path in views.rglob("*.py") if "QFileDialog" in path.read_text(encoding="utf-8")]
    assert asking == ["files.py"]


def test_the_notices_and_versions_are_there_to_read(page, qtbot):
    press(qtbot, page.about.turn)
    assert "PySide6" in page.about.notices.toPlainText()
    said = " ".join(one.accessibleName() for one in page.about.findChildren(type(page.title)))
    for name in ("Touchstone", "Guideline pack: tbd-ai", "Network: Blocked", "Settings file", "Log"):
        assert name in said
