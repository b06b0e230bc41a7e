"""Making, opening and finding a case, as a person does it on the first page."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desktop.conftest import PASSPHRASE, PERSON


def welcome(window):
    return window.shell.page("welcome")


def type_in(qtbot, line, text):
    line.clear()
    qtbot.keyClicks(line, text)


def fill_new_case(qtbot, page, path, *, passphrase=PASSPHRASE, again=None):
    qtbot.keyClick(page.new_case, Qt.Key.Key_Return)
    form = page.new_form
    type_in(qtbot, form.title_line, "Credit screening")
    type_in(qtbot, form.path.line, str(path))
    type_in(qtbot, form.person, PERSON)
    type_in(qtbot, form.passphrase, passphrase)
    type_in(qtbot, form.again, passphrase if again is None else again)
    qtbot.mouseClick(form.submit, Qt.MouseButton.LeftButton)
    return form


def test_a_new_case_is_made_and_asks_first_what_is_evaluated(window, qtbot, tmp_path):
    page = welcome(window)
    fill_new_case(qtbot, page, tmp_path / "credit")
    qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
    qtbot.waitUntil(lambda: window.shell.current == "deployment")
    assert (tmp_path / "credit.touchstone").is_file()
    assert window.session.person == PERSON
    assert [one.title for one in window.preferences.now.recent] == ["Credit screening"]


def test_a_weak_passphrase_is_named_beside_its_field_and_nothing_is_made(window, qtbot, tmp_path):
    form = fill_new_case(qtbot, welcome(window), tmp_path / "credit", passphrase="short")
    assert "at least" in form.fields["passphrase"].error
    assert form.passphrase.accessibleDescription() == form.fields["passphrase"].error
    assert not list(tmp_path.glob("*.touchstone"))


def test_two_different_passphrases_are_refused(window, qtbot, tmp_path):
    form = fill_new_case(qtbot, welcome(window), tmp_path / "credit", again="correct horse battery stable")
    assert form.fields["again"].error
    assert not form.fields["passphrase"].error


def test_an_existing_file_is_never_written_over(window, qtbot, case_path):
    before = case_path.read_bytes()
    form = fill_new_case(qtbot, welcome(window), case_path)
    assert "exists already" in form.fields["path"].error
    assert case_path.read_bytes() == before


def open_case(qtbot, page, path, passphrase):
    qtbot.mouseClick(page.open_case, Qt.MouseButton.LeftButton)
    form = page.open_form
    type_in(qtbot, form.path.line, str(path))
    type_in(qtbot, form.person, PERSON)
    type_in(qtbot, form.passphrase, passphrase)
    qtbot.keyClick(form.passphrase, Qt.Key.Key_Return)
    return form


def test_a_wrong_passphrase_is_said_beside_the_field(window, qtbot, case_path):
    form = open_case(qtbot, welcome(window), case_path, "wrong horse battery staple")
    qtbot.waitUntil(lambda: bool(form.fields["passphrase"].error), timeout=10_000)
    assert not window.session.is_open


def test_a_case_is_opened_and_found_again_among_the_recent_ones(window, qtbot, case_path):
    page = welcome(window)
    open_case(qtbot, page, case_path, PASSPHRASE)
    qtbot.waitUntil(lambda: window.session.is_open and window.shell.current == "overview", timeout=10_000)
    assert page.open_form.passphrase.text() == ""
    qtbot.mouseClick(window.shell.header.close_case, Qt.MouseButton.LeftButton)
    assert window.shell.current == "welcome"
    page.recent.case_chosen.emit(str(case_path))
    assert page.open_form.path.line.text() == str(case_path)


def test_a_file_that_is_no_case_says_so_in_the_page(window, qtbot, tmp_path):
    other = tmp_path / "note.touchstone"
    other.write_text("not a case")
    form = open_case(qtbot, welcome(window), other, PASSPHRASE)
    page = welcome(window)
    qtbot.waitUntil(lambda: bool(page.notice.text or form.fields["passphrase"].error), timeout=10_000)
    assert not window.session.is_open


def test_without_a_case_only_pages_that_need_none_are_listed(window):
    assert window.shell.navigation.listed() == ["welcome", "packets", "agency", "settings", "help"]


def test_a_file_is_proposed_for_a_title_until_the_person_chooses_one(window, qtbot, tmp_path):
    page = welcome(window)
    qtbot.mouseClick(page.new_case, Qt.MouseButton.LeftButton)
    form = page.new_form
    type_in(qtbot, form.title_line, "Credit screening 2.3")
    assert form.path.line.text().endswith("credit-screening-2.3.touchstone")
    type_in(qtbot, form.path.line, str(tmp_path / "mine"))
    qtbot.keyClicks(form.title_line, ", second look")
    assert form.path.line.text() == str(tmp_path / "mine")


def test_an_error_goes_when_its_field_is_typed_in(window, qtbot, tmp_path):
    form = fill_new_case(qtbot, welcome(window), tmp_path / "credit", passphrase="short")
    qtbot.keyClicks(form.passphrase, "er")
    assert not form.fields["passphrase"].error


def test_the_demonstration_leaves_no_name_and_no_recent_case_behind(window, qtbot, case_path, monkeypatch):
    from core import demo
    from desktop.viewmodels import opening

    monkeypatch.setattr(opening, "demonstration_folder", lambda: case_path.parent)
    monkeypatch.setattr(demo, "CASE_NAME", case_path.name)
    monkeypatch.setattr(demo, "PASSPHRASE", PASSPHRASE)
    page = welcome(window)
    qtbot.mouseClick(page.demonstration, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_open and window.shell.current == "overview", timeout=10_000)
    window.session.lock()
    assert PASSPHRASE in window.shell.page("unlock")._who.text()
    window.session.close()
    assert window.preferences.now.recent == ()
    assert page.new_form.person.text() == ""
