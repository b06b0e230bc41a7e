"""Help is one key away, is about what is in front of the person, and leads back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel

from core.catalog.help import shipped_help
from desktop.pages import pages
from desktop.widgets.link import LinkLine
from tests.desktop.pressing import press, until


@pytest.fixture
def shell(open_window):
    return open_window.shell


def help_of(shell, qtbot):
    """The page once all is read that it tells of."""
    page = shell.page("help")
    until(qtbot, lambda: page.settled)
    return page


def said(page) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.article.findChildren(QLabel) if one.isVisibleTo(page))


def link(page, words: str) -> LinkLine:
    QApplication.processEvents()
    found = [one for one in page.article.findChildren(LinkLine) if words in one.accessibleName()]
    return found[-1]


def test_f1_on_an_item_tells_that_item_and_escape_leads_back_to_it(shell, qtbot):
    shell.go("checklist", {"item": "MOD-SEC-3"})
    qtbot.keyClick(shell.page("checklist").items, Qt.Key.Key_F1)
    page = help_of(shell, qtbot)
    assert shell.current == "help"
    assert page.search.hasFocus()
    assert page._model.state.topic.id == "item:MOD-SEC-3"
    for words in ("Two black-box attacks at a budget", "Sec. 3(c)(1)(C)", "AI RMF Playbook suggests"):
        assert words in said(page)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert shell.current == "checklist"
    assert shell.page("checklist")._model.list.current == "MOD-SEC-3"


def test_what_is_typed_finds_words_items_how_tos_and_the_act(shell, qtbot):
    shell.go("help")
    page = help_of(shell, qtbot)
    for typed, wanted in (
        ("portion mark", "word:portion mark"),
        ("spill", "how-to:classify"),
        ("delay justif", "act:4(d)(2)(B)(iii)"),
        ("group fairness", "probe:group-fairness"),
        ("mod-val-1", "item:MOD-VAL-1"),
    ):
        page.search.clear()
        qtbot.keyClicks(page.search, typed)
        assert wanted in [one.id for one in page.table.rows()], typed
    assert page.table.rows()[0].id == "item:MOD-VAL-1"
    assert page._model.state.topic.id == "item:MOD-VAL-1"
    qtbot.keyClicks(page.search, " zzz")
    assert page.count.text() == "Nothing has all of these words."


def test_the_window_goes_on_while_the_help_is_read_and_what_was_typed_meanwhile_is_found(window, qtbot):
    press(qtbot, window.shell.header.help)
    page = window.shell.page("help")
    assert (page.settled, page.count.text()) == (False, "The help is being read.")
    qtbot.keyClicks(page.search, "group fairness")
    until(qtbot, lambda: page.settled)
    assert page.table.rows()[0].id == "probe:group-fairness"
    assert page._model.state.topic == page.table.rows()[0]


def test_links_lead_to_topics_and_pages_and_alt_left_goes_back(shell, qtbot):
    shell.go("evidence")
    press(qtbot, shell.header.help)
    page = help_of(shell, qtbot)
    assert page.back.text() == "Back to Evidence"
    press(qtbot, link(page, "Keys that work everywhere"))
    assert "Lock the case" in said(page)
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page._model.state.topic.id == "page:evidence"
    page._model.read("item:DAT-VAL-1")
    press(qtbot, link(page, "Open DAT-VAL-1 in the checklist"))
    assert shell.current == "checklist"
    assert shell.page("checklist")._model.list.current == "DAT-VAL-1"


def test_without_a_case_help_is_there_and_says_why_a_page_is_not(window, qtbot):
    press(qtbot, window.shell.header.help)
    page = help_of(window.shell, qtbot)
    assert page._model.state.topic.id == "page:welcome"
    page._model.read("how-to:measure")
    assert not link(page, "Go to the page Probes").isEnabled()
    assert "open a case first" in link(page, "Go to the page Probes").accessibleName()


def test_every_page_is_told_of_and_every_key_that_is_told_of_is_one(shell, preferences):
    told = shipped_help()
    assert {one.id for one in pages(preferences)} <= told.pages.keys()
    keys = {one.key().toString() for one in shell.findChildren(QShortcut)}
    assert {"F1", "Ctrl+K", "Ctrl+L", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl++", "Ctrl+-", "Ctrl+0"} <= keys
    shell.go("checklist")
    here = {one.key().toString() for one in shell.page("checklist").findChildren(QShortcut)}
    named = {key.strip() for keys in told.keys["Checklist"] for key in keys.split(",")}
    assert {{"Ctrl+Enter": "Ctrl+Return", "Escape": "Esc"}.get(key, key) for key in named} <= here
