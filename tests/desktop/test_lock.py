"""The case locks when nobody is there, and opens again where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.casefile.store import Store
from desktop.idle import IdleLock
from desktop.viewmodels.checklist import Typed
from tests.desktop.conftest import PASSPHRASE, PERSON


def unlock(window, qtbot, passphrase):
    page = window.shell.page("unlock")
    page.passphrase.clear()
    qtbot.keyClicks(page.passphrase, passphrase)
    qtbot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    return page


def test_locking_closes_the_case_and_the_passphrase_opens_it_at_the_same_page(open_window, qtbot):
    open_window.shell.go("checklist")
    qtbot.keyClick(open_window.shell.navigation.current(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert open_window.shell.current == "unlock"
    assert not open_window.session.is_open
    assert open_window.shell.navigation.listed() == []
    unlock(open_window, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: open_window.session.is_open, timeout=10_000)
    qtbot.waitUntil(lambda: open_window.shell.current == "checklist")
    assert open_window.session.person == PERSON


def test_a_wrong_passphrase_keeps_it_locked_and_says_so(open_window, qtbot):
    open_window.session.lock()
    page = unlock(open_window, qtbot, "wrong horse battery staple")
    qtbot.waitUntil(lambda: bool(page.passphrase.accessibleDescription()), timeout=10_000)
    assert not open_window.session.is_open
    assert open_window.shell.current == "unlock"


def test_what_was_typed_is_there_after_a_lock(open_window, qtbot):
    open_window.shell.go("checklist")
    model = open_window.shell.page("checklist")._model
    item = model.list.current
    model.type(Typed(value="partly", remark="half a sen"))
    open_window.session.lock()
    unlock(open_window, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: open_window.session.is_open, timeout=10_000)
    assert open_window.session.drafts[item].remark == "half a sen"
    qtbot.waitUntil(lambda: model.form.typed.remark == "half a sen")


def test_what_was_typed_is_there_after_the_window_was_closed(open_window, case_path):
    model = open_window.shell.page("checklist")._model
    item = model.list.current
    model.type(Typed(remark="half a sen"))
    open_window.shell.close()
    with Store.open(case_path, PASSPHRASE) as store:
        assert not store.read_only
        assert store.drafts()[item].remark == "half a sen"


def test_leaving_a_locked_case_goes_back_to_the_start(open_window, qtbot):
    open_window.session.lock()
    qtbot.mouseClick(open_window.shell.page("unlock").leave_case, Qt.MouseButton.LeftButton)
    assert open_window.shell.current == "welcome"
    assert open_window.session.locked_path is None


def test_somebody_who_is_warned_keeps_the_case_open_by_a_key(qtbot, monkeypatch):
    monkeypatch.setattr("desktop.idle.WARN_BEFORE_S", 60)
    idle = IdleLock(0)
    idle._seconds = 60  # the warning is due at once
    with qtbot.waitSignal(idle.warned, timeout=1000):
        idle.touch()
    with qtbot.waitSignal(idle.touched, timeout=1000):
        idle.touch()
    assert not idle._until_lock.isActive()


def test_an_idle_time_of_zero_never_locks():
    idle = IdleLock(0)
    idle.touch()
    assert not idle._until_warning.isActive()


@pytest.mark.parametrize("minutes", [1, 15])
def test_the_warning_comes_a_minute_before_the_lock(qtbot, minutes):
    idle = IdleLock(minutes)
    assert idle._until_warning.interval() == (minutes - 1) * 60_000


def test_what_a_page_said_of_a_case_goes_with_the_case(open_window):
    page = open_window.shell.page("casefile")
    page.say("success", "A copy is in copy.touchstone.", "")
    assert not page.notice.isHidden()
    path = open_window.session.path
    open_window.session.close()
    open_window.session.open(path, PASSPHRASE, by="Ben Okoro")
    open_window.session.announce_case()
    assert page.notice.isHidden()
