"""A second reviewer's decision on an answer of not applicable."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from desktop.viewmodels.checklist import ApprovalNeeded
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label


class ApprovalPanel(QFrame):
    """`decided(approved, remark, reviewer, together)`; `typed(answer id, remark, reviewer)` at every key."""

    decided = Signal(bool, str, str, bool)
    typed = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self._said = label("")
        self.reviewer, self.remark = QLineEdit(), QLineEdit()
        self.together = QCheckBox()
        self._shown: ApprovalNeeded | None = None
        for editor in (self.reviewer, self.remark):
            editor.textEdited.connect(lambda _: self._tell())
        self.approve = Button("Approve", "primary", "check")
        self.refuse = Button("Refuse", "danger", "close")
        outer = column(self, gap=3, margin=4)
        outer.addWidget(label("Waits for a second reviewer", "subheading"))
        outer.addWidget(self._said)
        outer.addWidget(Field("Name of the second reviewer", self.reviewer, "Another person than who gave the answer"))
        outer.addWidget(Field("Remark", self.remark, "A refusal needs one that says why."))
        outer.addWidget(self.together)
        line = row(gap=2)
        line.addWidget(self.approve)
        line.addWidget(self.refuse)
        line.addStretch(1)
        outer.addLayout(line)
        self.approve.clicked.connect(lambda: self._decide(approved=True))
        self.refuse.clicked.connect(lambda: self._decide(approved=False))
        self.hide()

    def show_need(self, need: ApprovalNeeded | None) -> None:
        """Show what waits; None hides the panel."""
        show_if(self, need is not None)
        before, self._shown = self._shown, need
        if need is not None:
            self._said.setText(f"{need.by} answered not applicable: {need.reason}")
            if before is None or before.answer_id != need.answer_id:
                self.reviewer.setText(need.reviewer)
                self.remark.setText(need.remark)
                self.together.setChecked(False)
            self.together.setText(f"Decide on all {need.together} items of this decision that wait")
            show_if(self.together, need.together > 1)
            for button in (self.approve, self.refuse):
                button.block(need.blocked)

    def _decide(self, *, approved: bool) -> None:
        together = self.together.isChecked() and not self.together.isHidden()
        self.decided.emit(approved, self.remark.text(), self.reviewer.text(), together)

    def _tell(self) -> None:
        if self._shown is not None:
            self.typed.emit(self._shown.answer_id, self.remark.text(), self.reviewer.text())
