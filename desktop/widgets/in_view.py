"""What gets the keyboard is seen: the parts of a page that scroll are moved until it is."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.widgets.field import Field


def bring_into_view(widget: QWidget) -> None:
    """Scroll everything that `widget` stands in as far as it takes: an editor is seen with its label and its error."""
    around = widget.parentWidget()
    whole = widget
    while around is not None:
        if isinstance(around, Field):
            whole = around
        elif isinstance(around, QScrollArea):
            around.ensureWidgetVisible(whole)
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def lead_to(editor: QWidget) -> None:
    """Give the keyboard to an editor that was refused, and show it with what is wrong with it."""
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    QTimer.singleShot(0, partial(_show, editor))  # what is wrong with it takes its room first


def _show(editor: QWidget) -> None:
    if shiboken6.isValid(editor):
        bring_into_view(editor)
