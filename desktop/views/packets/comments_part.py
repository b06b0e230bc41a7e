"""Return a packet with comments, and read the comments that a reviewer returned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.viewmodels.packets import ReviewState
from desktop.viewmodels.packets.states import CommentRow, Returned
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row
from desktop.widgets.text import label, rule
from desktop.widgets.text_box import TextBox

_KINDS = "Comments (*.json)"


class CommentsPart(QWidget):
    """`comment_added` brings what it is about and its text, `write_asked` the file and the reviewer's name."""

    comment_added = Signal(str, str)
    comment_dropped = Signal(int)
    write_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[CommentRow, ...] = ()
        self.about, self.name = QLineEdit(), QLineEdit()
        self.about.setPlaceholderText("MOD-VAL-1, or empty for the whole packet")
        self.text = TextBox(3, "What is to be done, or asked")
        self.add = Button("Add the comment", "secondary", "add")
        self.add.clicked.connect(self._add)
        self.write = Button("Write the comments…", "primary", "save_alt")
        self.write.clicked.connect(self._write)
        card = Card(
            "Return with comments",
            "A file for the evaluator. It names this packet by its digest, and carries the packet's marking",
        )
        card.body.addWidget(Field("About", self.about))
        card.body.addWidget(Field("Comment", self.text))
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._list = column(gap=2)
        card.body.addLayout(self._list)
        card.body.addWidget(Field("Your name", self.name))
        card.body.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        outer = column(self, gap=4)
        outer.addWidget(card)
        self.name.textChanged.connect(self._block)

    def show_state(self, state: ReviewState) -> None:
        """Show the comments that were written so far."""
        if state.comments != self._shown:
            self._shown = state.comments
            clear(self._list)
            for number, comment in enumerate(state.comments):
                self._list.addLayout(_line(comment, self._remover(number)))
        self._block()

    def _remover(self, number: int) -> Button:
        remove = Button(f"Take comment {number + 1} away", "icon", "close")
        remove.clicked.connect(lambda: self.comment_dropped.emit(number))
        return remove

    def _block(self) -> None:
        why = "" if self._shown else "Add a comment first."
        self.write.block(why or ("" if self.name.text().strip() else "Give your name first."))

    def _add(self) -> None:
        if self.text.toPlainText().strip():
            self.comment_added.emit(self.about.text(), self.text.toPlainText())
            self.about.clear()
            self.text.clear()
        self.text.setFocus()

    def _write(self) -> None:
        path = files.ask_save(self, "Write the comments", "comments.json", _KINDS)
        if path:
            self.write_asked.emit(path, self.name.text())


class ReturnedCard(Card):
    """Comments that came back. `item_asked` brings the id of an item of the open case."""

    item_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Comments of a reviewer", parent=parent)
        self._shown: tuple[Returned | None, str] = (None, "")
        self._facts, self._same = Facts(), label("", "small")
        self._list = column(gap=2)
        self.body.addWidget(self._same)
        self.body.addWidget(self._facts)
        self.body.addLayout(self._list)

    def show_returned(self, returned: Returned | None, sha256: str, is_item: Callable[[str], bool]) -> None:
        """Show the comments; `sha256` is the digest of the packet that is open, empty without one."""
        self.setVisible(returned is not None)
        if returned is None or (returned, sha256) == self._shown:
            return
        self._shown = returned, sha256
        about = {
            "": "Open the packet to see whether they are about that very file.",
            returned.sha256: "They are about the packet that is open here.",
        }
        self._same.setText(about.get(sha256, "They are about another file than the packet that is open here."))
        self._facts.show_facts(returned.facts)
        clear(self._list)
        for number, comment in enumerate(returned.comments):
            if number:
                self._list.addWidget(rule())
            opener = self._opener(comment.about) if is_item(comment.about) else None
            self._list.addLayout(_line(comment, opener))

    def _opener(self, item: str) -> Button:
        button = Button(f"Open {item}", "quiet", "arrow_forward")
        button.clicked.connect(lambda: self.item_asked.emit(item))
        return button


def _line(comment: CommentRow, button: Button | None) -> QHBoxLayout:
    line = row(gap=3)
    words = column(gap=0)
    words.addWidget(label(comment.about or "The packet", "label"))
    words.addWidget(label(comment.text, selectable=True))
    line.addLayout(words, 1)
    if button is not None:
        line.addWidget(button)
    return line
