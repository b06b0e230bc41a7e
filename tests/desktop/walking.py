"""Going through every page of the window, as the tests of accessibility do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTabBar,
    QWidget,
)

from core.catalog.load import builtin_pack
from core.evaluation.records import AnswerDraft
from desktop.app import App

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar, QTabBar,
)  # fmt: skip
HOLDERS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)


def fill(window: App, folder: Path) -> None:
    """Give the open case what makes each page show something: answers, a finding, evidence."""
    report = folder / "acceptance-report-of-the-test-team.txt"
    report.write_text("Accuracy 0.873, n = 9769.\n")
    pack, person = builtin_pack(), window.session.person

    def work(store: Any) -> None:
        for item, value in (("MOD-VAL-1", "yes"), ("MOD-VAL-2", "partly"), ("MOD-VAL-3", "no")):
            draft = AnswerDraft(item_id=item, value=value, remark="Measured on the field data of 2026.", marking="(U)")
            store.confirm_answer(draft, item=pack.by_id[item], by=person)
        store.attach(
            report,
            title="Acceptance report of the test team with its pass marks",
            origin="Office of Intake, test team, 2026-09-02",
            made_by_ai=False,
            marking="(U)",
            by=person,
            items=("MOD-VAL-1",),
        )

    window.session.change(work, "answers", "findings", "evidence", "links")


def each_page(window: App) -> Iterator[QWidget]:
    """Every page that is listed, shown and laid out; those with steps once a step that can be reached."""
    for page_id in window.shell.navigation.listed():
        window.shell.go(page_id)
        settle()
        page: Any = window.shell.page(page_id)
        if page_id == "export":
            for step in (1, 0):
                page.focus_on({"step": step})
                settle()
                while not page.settled:
                    settle()
                settle()
                yield page
        elif page_id == "evidence" and window.session.evidence:
            page.focus_on({"evidence": window.session.evidence[0].id})
            settle()
            yield page
        else:
            yield page


def settle() -> None:
    """Let Qt lay out and paint what has changed."""
    for _ in range(4):
        QApplication.processEvents()


def controls(page: QWidget) -> list[QWidget]:
    """The controls that are shown on a page, but not those inside others, such as the line of a combo box."""
    found = []
    for control in page.findChildren(QWidget):
        inside = any(isinstance(control.parent(), kind) for kind in HOLDERS)
        own = control.objectName().startswith("qt_") or type(control).__name__ == "QTableCornerButton"
        if isinstance(control, CONTROLS) and control.isVisible() and not inside and not own:
            found.append(control)
    return found


def seen_part(widget: QWidget) -> QRect:
    """What of a widget lies within everything that it stands in, in its own coordinates."""
    shown, around = widget.rect(), widget.parentWidget()
    while around is not None:
        origin = widget.mapTo(around, QPoint(0, 0)) if around.isAncestorOf(widget) else QPoint(0, 0)
        shown = shown.intersected(around.rect().translated(-origin))
        if around.isWindow():
            break
        around = around.parentWidget()
    return shown


def areas_around(widget: QWidget) -> Iterator[QScrollArea]:
    """The scroll areas that a widget stands in, the innermost first."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget()


def can_be_reached(control: QWidget) -> bool:
    """Whether Tab leads here: of buttons that belong together to the one that is chosen, from which the arrows lead."""
    focusable = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus) and control.isEnabled()
    group = control.group() if isinstance(control, QAbstractButton) else None
    return focusable and (group is None or not group.exclusive() or control.isChecked() or not group.checkedButton())
