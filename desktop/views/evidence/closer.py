"""A closer look at one piece of evidence: what is said of it, what it supports, what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QWidget

from desktop.viewmodels.evidence import EvidenceDetail, EvidenceRow
from desktop.views.listing import add_history, add_lines
from desktop.widgets.button import Button
from desktop.widgets.cautions import Cautions
from desktop.widgets.digest import DigestLabel
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row
from desktop.widgets.link import LinkLine
from desktop.widgets.page import scrolling
from desktop.widgets.text import label

_APPENDIX = (
    ("", "No"),
    ("named", "In the appendix, and named"),
    ("unnamed", "In the appendix, not named"),
)


def _where(row: EvidenceRow) -> str:
    """What becomes of a piece when a packet is made."""
    if row.appendix:
        title = "its title and digest" if row.appendix == "named" else "its digest alone, without title and file name"
        return f"Kept in the appendix: the packet gives {title}. The appendix is made on the page Documents."
    if row.include:
        return "Its content is carried inside the packet, or beside it when it is large."
    return "Withheld: the packet names it and its digest, and says that it is withheld."


class Closer(QFrame):
    include_turned = Signal(bool)
    appendix_chosen = Signal(str)
    title_edited = Signal(str)
    marking_edited = Signal(str)
    link_chosen = Signal(str)
    unlink_chosen = Signal(str)
    item_opened = Signal(str)
    copy_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("The chosen evidence")
        self.title, self.marking = QLineEdit(), QLineEdit()
        self.include = QCheckBox("Goes into the packet")
        self.save = Button("Save a copy", "secondary", "save_alt")
        self._marking_field = Field("Marking", self.marking)
        self._include_note = label("", "small")
        self.appendix = QComboBox()
        self.appendix.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for key, words in _APPENDIX:
            self.appendix.addItem(words, key)
        self._facts = Facts()
        self.warnings = Cautions()
        self.digest = DigestLabel()
        self._items, self._history = column(gap=1), column(gap=1)
        self._offered: tuple[tuple[str, str], ...] = ()
        self.picker = QComboBox()
        self._fill()
        self._wire()

    def show_detail(self, detail: EvidenceDetail, marking_error: str, blocked: str) -> None:
        """Show a piece of evidence; while `blocked` it can only be read."""
        self.title.setText(detail.row.title)
        self.title.setCursorPosition(0)  # of a long title its beginning is read
        if not marking_error:
            self.marking.setText(detail.row.marking)
        self._marking_field.set_error(marking_error)
        self.include.setChecked(detail.row.include)
        self.appendix.setCurrentIndex(max(0, self.appendix.findData(detail.row.appendix)))
        self._include_note.setText(_where(detail.row))
        self._show_facts(detail)
        self.digest.set(detail.sha256)
        self.warnings.say(detail.warnings)
        self._show_items(detail.items, blocked)
        self._show_picker(detail.linkable)
        clear(self._history)
        add_history(self._history, detail.history, "Nothing is in the log about it.")
        for editor in (self.title, self.marking):
            editor.setReadOnly(bool(blocked))
        for widget in (self.include, self.appendix, self.picker):
            widget.setEnabled(not blocked)
            widget.setToolTip(blocked)
            widget.setAccessibleDescription(blocked)
        if detail.row.appendix:
            self.include.setEnabled(False)
            self.include.setToolTip("It is kept in the appendix alone.")

    def _fill(self) -> None:
        inner = column(gap=3)
        inner.setContentsMargins(20, 18, 16, 18)
        inner.addWidget(label("What is said of it", "heading"))
        inner.addWidget(Field("Title", self.title))
        inner.addWidget(self._marking_field)
        inner.addWidget(self.include)
        inner.addWidget(self._include_note)
        inner.addWidget(Field("Sensitive test content", self.appendix))
        inner.addSpacing(4)
        inner.addWidget(self._facts)
        inner.addWidget(self.warnings)
        inner.addWidget(label("SHA-256", "overline"))
        inner.addWidget(self.digest)
        inner.addSpacing(6)
        inner.addWidget(label("Items that it supports", "overline"))
        inner.addLayout(self._items)
        self.picker.setAccessibleName("Link to another item")
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        inner.addWidget(self.picker)
        inner.addSpacing(6)
        inner.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addSpacing(6)
        inner.addWidget(label("History", "overline"))
        inner.addLayout(self._history)
        inner.addStretch(1)
        outer = column(self, gap=0)
        outer.addWidget(scrolling(inner))

    def _wire(self) -> None:
        self.include.clicked.connect(self.include_turned)
        self.appendix.activated.connect(lambda _: self.appendix_chosen.emit(str(self.appendix.currentData())))
        self.title.editingFinished.connect(lambda: self.title_edited.emit(self.title.text()))
        self.marking.editingFinished.connect(lambda: self.marking_edited.emit(self.marking.text()))
        self.picker.activated.connect(lambda at: self.link_chosen.emit(self.picker.itemData(at)) if at else None)
        self.save.clicked.connect(self.copy_chosen)

    def _show_facts(self, detail: EvidenceDetail) -> None:
        facts = (
            ("File", f"{detail.row.file_name} · {detail.row.size}"),
            ("Type", detail.media_type),
            ("Origin", detail.origin or "Not said"),
            ("Made by AI", "Yes, wholly or in part" if detail.row.made_by_ai else "No"),
            ("Attached", f"{detail.row.at} by {detail.by}"),
        )
        self._facts.show_facts(facts)

    def _show_items(self, items: Sequence[tuple[str, str]], blocked: str) -> None:
        clear(self._items)
        add_lines(self._items, items, lambda pair: self._item(*pair, blocked), "It supports no item yet.")

    def _item(self, item_id: str, title: str, blocked: str) -> QWidget:
        held = QWidget()
        line = row(held, gap=1)
        name = LinkLine(f"{item_id}  {title}")
        name.clicked.connect(lambda: self.item_opened.emit(item_id))
        unlink = Button(f"Take {item_id} off", "icon", "link_off")
        unlink.block(blocked)
        unlink.clicked.connect(lambda: self.unlink_chosen.emit(item_id))
        line.addWidget(name, 1)
        line.addWidget(unlink, 0, Qt.AlignmentFlag.AlignTop)
        return held

    def _show_picker(self, linkable: Sequence[tuple[str, str]]) -> None:
        self.picker.setCurrentIndex(0)
        if tuple(linkable) == self._offered:
            return
        self._offered = tuple(linkable)
        self.picker.clear()
        self.picker.addItem("Link to another item …")
        for item_id, title in linkable:
            self.picker.addItem(f"{item_id}  {title}", item_id)
