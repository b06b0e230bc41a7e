"""Back and on, at the foot of a page with steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import row, show_if


class StepBar(QWidget):
    """`back_chosen` and `next_chosen`; further buttons go into `extra`, left of the last one.

    Ctrl+Return goes on from wherever the keyboard is: a long step may have many stops before the button.
    """

    back_chosen = Signal()
    next_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button("Back", "quiet", "arrow_back")
        self.back.clicked.connect(self.back_chosen)
        self.extra: QHBoxLayout = row(gap=2)
        self.next = Button("", "primary")
        self.next.clicked.connect(self.next_chosen)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._go_on)
        line = row(self, gap=3)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addLayout(self.extra)
        line.addWidget(self.next)

    def _go_on(self) -> None:
        if self.next.isVisible() and self.next.isEnabled():
            self.next.setFocus(Qt.FocusReason.ShortcutFocusReason)  # so that it is taken along into the next step
            self.next.click()

    @property
    def has_keyboard(self) -> bool:
        """Whether the focus is on one of the two ways on."""
        return self.back.hasFocus() or self.next.hasFocus()

    def follow(self, part: QWidget | None) -> None:
        """Let Tab come here after everything in `part`: some of that is made later than this."""
        if part is None:
            return
        last, at = None, self.nextInFocusChain()
        while at is not None and at is not self:
            if part.isAncestorOf(at) and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
                last = at
            at = at.nextInFocusChain()
        if last is not None:
            QWidget.setTabOrder(last, self.back)
            QWidget.setTabOrder(self.back, self.next)

    def show_step(self, *, back: bool, next_text: str, why_not: str = "") -> None:
        """Which way leads on; `why_not` says why it can't be gone now."""
        show_if(self.back, back)
        show_if(self.next, bool(next_text))
        self.next.set_label(next_text)
        self.next.block(why_not)
