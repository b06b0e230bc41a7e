"""The keyboard goes through every page in the order of the task, and one always sees where it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.card import Card
from tests.desktop.test_theme import contrast
from tests.desktop.walking import can_be_reached, controls, each_page, seen_part, settle

MOST_STEPS = 400
LEAST_SEEN = 60  # pixels that change by 3 : 1 or more; a frame round the smallest button has more


@pytest.fixture(autouse=True)
def in_front(walked, qtbot):
    walked.shell.activateWindow()
    with qtbot.waitActive(walked.shell):
        pass


def focused(window):
    """What has the keyboard; something always has it."""
    now = QApplication.focusWidget()
    assert now is not None, f"nothing has the keyboard on the page {window.shell.current}"
    return now


def tabbed(window, qtbot):
    """What Tab leads through from the open page's entry in the navigation until it is there again."""
    start = window.shell.navigation.current()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [start]
    for _ in range(MOST_STEPS):
        qtbot.keyClick(focused(window), Qt.Key.Key_Tab)
        now = focused(window)
        if now is seen[-1]:  # a box for text keeps Tab: a person leaves it with Ctrl+Tab
            qtbot.keyClick(now, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
            now = focused(window)
        if now is start:
            return seen
        assert not any(now is one for one in seen), f"Tab goes in circles at {now.accessibleName()}"
        seen.append(now)
    pytest.fail("Tab never came round")


def test_tab_goes_through_everything_on_every_page_and_comes_round(walked, qtbot):
    missed = []
    for page in each_page(walked):
        seen = tabbed(walked, qtbot)
        wanted = [control for control in controls(page) if can_be_reached(control)]
        missed += [
            (page.accessibleName(), control.accessibleName())
            for control in wanted
            if not any(control is one or control.isAncestorOf(one) for one in seen)
        ]
    assert missed == []


def test_what_has_the_keyboard_is_scrolled_into_sight(walked, qtbot):
    walked.choose_look("light", 2.0)
    walked.shell.resize(1280, 800)
    settle()
    hidden = []
    for page in each_page(walked):
        start = walked.shell.navigation.current()
        start.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(30):
            qtbot.keyClick(focused(walked), Qt.Key.Key_Tab)
            now = focused(walked)
            if now is start:
                break
            seen = seen_part(now)
            needed = min(now.height(), 24)
            if seen.height() < needed or seen.width() < min(now.width(), 24):
                hidden.append((page.accessibleName(), now.accessibleName(), seen))
    walked.choose_look("light", 1.0)
    assert hidden == []


def picture(widget: QWidget) -> QImage:
    settle()
    window = widget.window()
    around = widget.rect().adjusted(-4, -4, 4, 4).translated(widget.mapTo(window, QPoint(0, 0)))
    return window.grab(around).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(before: QImage, after: QImage) -> int:
    """How many pixels differ by a contrast of 3 : 1 or more."""
    count = 0
    known: dict[tuple[str, str], bool] = {}
    for y in range(min(before.height(), after.height())):
        for x in range(min(before.width(), after.width())):
            one, other = before.pixel(x, y), after.pixel(x, y)
            if one != other:
                pair = (f"#{one & 0xFFFFFF:06x}", f"#{other & 0xFFFFFF:06x}")
                if pair not in known:
                    known[pair] = contrast(*pair) >= 3
                count += known[pair]
    return count


@pytest.mark.parametrize(
    "name", ["light", *(pytest.param(name, marks=pytest.mark.slow) for name in ("dark", "contrast"))]
)
def test_the_focus_mark_is_seen_on_every_kind_of_control(walked, qtbot, name):
    walked.choose_look(name, 1.0)
    unseen, kinds = [], set()
    for page in each_page(walked):
        for control in controls(page):
            kind = (type(control).__name__, control.property("kind"), control.property("role"), control.objectName())
            inside = seen_part(control) == control.rect() and control.height() < 300
            if kind in kinds or not inside or not control.isEnabled() or not can_be_reached(control):
                continue
            kinds.add(kind)
            walked.shell.navigation.current().setFocus()
            before = picture(control)
            control.setFocus(Qt.FocusReason.TabFocusReason)
            assert control.hasFocus() or control.isAncestorOf(QApplication.focusWidget()), control.accessibleName()
            seen = changed(before, picture(control))
            if seen < LEAST_SEEN:
                unseen.append((page.accessibleName(), control.accessibleName(), *kind, seen))
    walked.choose_look("light", 1.0)
    assert len(kinds) > 8
    assert unseen == [], unseen


def test_tab_finishes_a_card_before_it_goes_to_the_next(walked, qtbot):
    torn = []
    for page in each_page(walked):
        cards = [card_of(one) for one in tabbed(walked, qtbot) if page.isAncestorOf(one)]
        order = [card for card, before in zip(cards, [None, *cards], strict=False) if card is not before]
        visited = [card for card in order if card is not None]
        torn += [(page.accessibleName(), card.accessibleName()) for card in set(visited) if visited.count(card) > 1]
    assert torn == []


def card_of(widget: QWidget) -> Card | None:
    """The card that a widget stands in."""
    while widget is not None and not isinstance(widget, Card):
        widget = widget.parentWidget()
    return widget


def test_tab_goes_from_top_to_bottom_in_every_form(walked, qtbot):
    """Within one column, what comes later in the order of Tab does not stand above what came before."""
    backward = []
    for page in each_page(walked):
        if page.accessibleName() not in ("Settings", "Deployment", "Welcome", "Packets"):
            continue
        seen = [one for one in tabbed(walked, qtbot) if page.isAncestorOf(one)]
        places = [(one.mapTo(page, QPoint(0, 0)), one) for one in seen]
        for (above, one), (below, other) in pairwise(places):
            same_column = abs(above.x() - below.x()) < 8
            if same_column and below.y() < above.y():
                backward.append((page.accessibleName(), one.accessibleName(), other.accessibleName()))
    assert backward == []
