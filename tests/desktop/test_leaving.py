"""Closing while something runs is asked about; what is typed is never lost; a key changed elsewhere is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from core.casefile.store import Store
from core.errors import PassphraseChangedError
from desktop.app import App
from desktop.viewmodels.checklist import Typed
from tests.desktop.conftest import PASSPHRASE, PERSON
from tests.desktop.pressing import press

NEW = "another horse battery staple"


class Running(QObject):
    """A job as the window follows it, that ends a moment after it is told to."""

    progressed = Signal(int, int, str, object)
    finished, failed, cancelled = Signal(dict), Signal(str, str, str), Signal()
    running = True

    def cancel(self):
        self.running = False
        self.cancelled.emit()


@pytest.fixture
def job(open_window):
    watch = Running()
    open_window.session.follow("Performance", watch)
    yield watch
    watch.running = False


def test_closing_the_window_while_a_probe_runs_asks_and_waiting_changes_nothing(open_window, job, qtbot):
    shell = open_window.shell
    assert not shell.close()
    asked = shell.leaving.asked
    assert "Performance is still running" in asked.windowTitle()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert shell.isVisible()
    assert job.running
    assert open_window.session.is_open
    assert not shell.close()
    press(qtbot, shell.leaving.asked.other)
    qtbot.waitUntil(lambda: not shell.isVisible(), timeout=5000)
    assert not job.running
    assert not open_window.session.is_open


def test_closing_the_case_asks_too_and_a_lock_lets_it_run(open_window, job, qtbot):
    press(qtbot, open_window.shell.header.close_case)
    assert open_window.session.is_open
    press(qtbot, open_window.shell.leaving.asked.safe)
    open_window.session.lock()
    assert job.running
    assert open_window.shell.leaving.asked is None


def test_a_deployment_that_is_half_typed_is_there_when_the_case_is_opened_again(
    open_window, qtbot, qapp, case_path, preferences
):
    open_window.shell.go("deployment")
    form = open_window.shell.page("deployment").form
    form.owner.setFocus()
    form.owner.selectAll()
    qtbot.keyClicks(form.owner, "Half a na")
    open_window.shell.close()
    again = App(qapp, preferences)
    qtbot.addWidget(again.shell)
    again.session.open(case_path, PASSPHRASE, by=PERSON)
    again.session.announce_case()
    again.shell.go("deployment")
    page = again.shell.page("deployment")
    assert page.form.owner.text() == "Half a na"
    assert page.form.saved_note.text() == "Not saved yet"
    assert again.session.deployment.owner == "Chris Lee"
    press(qtbot, page.discard)
    assert page.form.owner.text() == "Chris Lee"
    assert again.session.store.form("deployment") == ""
    qapp.removeEventFilter(again.idle)
    again.session.close()


def test_opening_another_case_keeps_what_was_being_typed(open_window, qtbot, case_path, tmp_path):
    other = tmp_path / "other.touchstone"
    other.write_bytes(case_path.read_bytes())
    open_window.shell.go("checklist")
    model = open_window.shell.page("checklist")._model
    item = model.list.current
    model.type(Typed(value="partly", remark="half a sen"))
    welcome = open_window.shell.page("welcome")
    welcome._model.open(str(other), person=PERSON, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: open_window.session.path == other, timeout=10_000)
    with Store.open(case_path, PASSPHRASE, read_only=True) as store:
        assert store.drafts()[item].remark == "half a sen"


def test_a_window_whose_passphrase_was_changed_elsewhere_says_so_and_takes_the_new_one(window, qtbot, case_path):
    with Store.open(case_path, PASSPHRASE) as writer:
        window.session._key_check.setInterval(50)
        window.session.open(case_path, PASSPHRASE, by="Ben Otieno")
        window.session.announce_case()
        assert window.session.why_not_writable
        window.shell.go("checklist")
        model = window.shell.page("checklist")._model
        writer.change_passphrase(PASSPHRASE, NEW, by=PERSON)
        with pytest.raises(PassphraseChangedError):
            model.go_to_next()
        qtbot.waitUntil(lambda: window.shell.current == "unlock", timeout=5000)
        page = window.shell.page("unlock")
        assert "changed in another window" in page._notice.text
        qtbot.keyClicks(page.passphrase, NEW)
        press(qtbot, page.unlock)
        qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
