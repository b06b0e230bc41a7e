"""Statements, checks and signers of a verified packet, each with a word and a shape."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop import theme
from desktop.viewmodels.verification import CheckRow, SignerRow, Statement
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, row
from desktop.widgets.pill import Pill
from desktop.widgets.text import label, rule


class StatementRow(QWidget):
    """One statement: what it is about, its word, its sentence."""

    def __init__(self, statement: Statement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{statement.title}: {statement.word}. {statement.sentence}")
        line = row(self, gap=3)
        title = label(statement.title, "label", wrap=False)
        title.setMinimumWidth(theme.current().px(84))
        line.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Pill(statement.word, statement.kind), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(statement.sentence, selectable=True), 1)


class StatementCard(Card):
    """One statement, large: the three stand beside each other and are never one."""

    def __init__(self, statement: Statement, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(f"{statement.title}: {statement.word}. {statement.sentence}")
        self.body.setSpacing(8)
        self.body.addWidget(label(statement.title, "overline"))
        self.body.addWidget(Pill(statement.word, statement.kind))
        self._sentence = label(statement.sentence, "small")
        self.body.addWidget(self._sentence)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # cards beside each other ask too little height for their words otherwise
        self._sentence.setMinimumHeight(self._sentence.heightForWidth(self._sentence.width()))


class ChecksCard(Card):
    """The numbered checks as a list, with what failed first said in the subtitle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Checks", "All of them are made, from the file alone", parent=parent)
        self._list = column(gap=2)
        self.body.addLayout(self._list)

    def show_checks(self, checks: Sequence[CheckRow]) -> None:
        clear(self._list)
        for number, check in enumerate(checks):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(_CheckLine(check))


class FailuresCard(Card):
    """What failed, before everything else; the whole numbered list stands under Checks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What failed", "All checks, in their order, are under Checks", parent=parent)
        self._list = column(gap=2)
        self.body.addLayout(self._list)

    def show_checks(self, checks: Sequence[CheckRow]) -> None:
        """Show those of `checks` that failed; the card hides where none did."""
        failed = [check for check in checks if check.failed]
        clear(self._list)
        for number, check in enumerate(failed):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(_CheckLine(check))
        self.setVisible(bool(failed))


class _CheckLine(QFrame):
    def __init__(self, check: CheckRow) -> None:
        super().__init__()
        self.setAccessibleName(f"Check {check.number}, {check.title}: {check.word}. {check.sentence}")
        line = row(self, gap=3)
        number = label(str(check.number), "muted", wrap=False)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        number.setFixedWidth(theme.current().px(24))
        words = column(gap=0)
        words.addWidget(label(check.title if check.required else f"{check.title} (for information)", "label"))
        words.addWidget(label(check.sentence, "small", selectable=True))
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(Pill(check.word, check.kind), 0, Qt.AlignmentFlag.AlignTop)


class SignersCard(Card):
    """Who signed, when, in which role, and whether that is trusted here; and which roles have not signed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Signatures", "Look at the names: a trusted root alone does not say who may sign", parent=parent
        )
        self._list = column(gap=4)
        self.body.addLayout(self._list)

    def show_signers(self, signers: Sequence[SignerRow], unsigned: Sequence[str]) -> None:
        clear(self._list)
        for number, signer in enumerate(signers):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(_SignerBlock(signer))
        if not signers:
            self._list.addWidget(label("Nobody has signed this file.", "muted"))
        if unsigned:
            self._list.addWidget(label(f"Not signed yet: {', '.join(unsigned)}.", "small"))


class _SignerBlock(QWidget):
    def __init__(self, signer: SignerRow) -> None:
        super().__init__()
        self.setAccessibleName(f"{signer.role}: {signer.name}, {signer.at}, {signer.word}")
        outer = column(self, gap=2)
        head = row(gap=3)
        words = column(gap=0)
        words.addWidget(label(signer.role, "overline"))
        words.addWidget(label(signer.name, "subheading", selectable=True))
        words.addWidget(label(f"Signed {signer.at}, by the signer's own clock", "small"))
        head.addLayout(words, 1)
        head.addWidget(Pill(signer.word, signer.kind), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        outer.addWidget(Facts(signer.facts))
