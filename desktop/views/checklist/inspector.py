"""What is known of the item: guidance and sources, evidence and readings, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from desktop.viewmodels.attaching import AttachState
from desktop.viewmodels.checklist import EvidenceLine, ItemDetail, ReadingLine
from desktop.views.attaching import AttachForm
from desktop.views.checklist.guidance import Part, show_guidance, show_sources
from desktop.views.listing import add_history, add_lines
from desktop.widgets.button import Button
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.link import LinkLine
from desktop.widgets.page import scrolling
from desktop.widgets.pill import Pill
from desktop.widgets.text import label

EVIDENCE = 2  # the tab
VERDICTS = {
    "pass": ("Pass", "good"),
    "fail": ("Fail", "bad"),
    "inconclusive": ("Inconclusive", "warn"),
    "skipped": ("Skipped", "none"),
    "failed": ("Not measured", "bad"),
}


class Inspector(QFrame):
    attach_chosen = Signal()
    link_asked = Signal()
    unlink_chosen = Signal(str)
    evidence_opened = Signal(str)
    reading_opened = Signal(str)

    def __init__(self, sources_of: Callable[[str], Sequence[Part]], parent: QWidget | None = None) -> None:
        """`sources_of` gives what the sources of an item say; it is asked when that is looked at."""
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName("Inspector")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)  # then it is never narrower than the names of its tabs
        self._sources_of = sources_of
        self._guidance, self._sources, self._evidence, self._history = (
            self._tab(name) for name in ("Guidance", "Sources", "Evidence", "History")
        )
        self.attach = Button("Attach a file", "secondary", "attach_file", hint="Copy files into the case (E)")
        self.attach.clicked.connect(self.attach_chosen)
        self.link = Button("Link evidence that is in the case", "quiet", "link", hint="Find it by typing")
        self.link.clicked.connect(self.link_asked)
        self.tabs.currentChanged.connect(lambda _: self._fill_tab())
        self._item: ItemDetail | None = None
        self._blocked = ""
        self.attaching = AttachForm()
        outer = column(self, gap=0)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(self.attaching)
        outer.addWidget(self.tabs, 1)

    def show_item(self, item: ItemDetail | None, blocked: str) -> None:
        """Show what is known of an item."""
        show_if(self, item is not None)
        if item is None:
            return
        self._item, self._blocked = item, blocked
        self._fill_tab()
        count = len(item.evidence) + len(item.readings)
        self.tabs.setTabText(EVIDENCE, f"Evidence ({count})" if count else "Evidence")

    def show_attaching(self, state: AttachState) -> None:
        """Ask about the files that are to be attached, above everything else."""
        self.attaching.show_state(state)
        if state.file:
            self.tabs.setCurrentIndex(EVIDENCE)

    def _fill_tab(self) -> None:
        """Only the tab that is seen is filled: going from item to item must never be felt."""
        if self._item is None:
            return
        fills: Sequence[Callable[[ItemDetail], None]] = (
            partial(show_guidance, self._guidance),
            lambda item: show_sources(self._sources, self._sources_of(item.id)),
            lambda item: self._show_evidence(item, self._blocked),
            self._show_history,
        )
        fills[self.tabs.currentIndex()](self._item)

    def _tab(self, name: str) -> QVBoxLayout:
        inner = column(gap=2)
        inner.setContentsMargins(20, 16, 16, 16)
        self.tabs.addTab(scrolling(inner), name)
        return inner

    def _show_evidence(self, item: ItemDetail, blocked: str) -> None:
        into = self._evidence
        self.attach.setParent(self)
        self.link.setParent(self)
        clear(into)
        nothing = "No evidence is linked. Drop files on the item, or attach them here."
        add_lines(into, item.evidence, lambda line: self._linked(line, blocked), nothing)
        into.addSpacing(8)
        self.attach.block(blocked)
        into.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)
        self.attach.show()
        self.link.block(blocked)
        into.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.link.show()
        into.addSpacing(12)
        into.addWidget(label("Readings", "overline"))
        add_lines(into, item.readings, self._reading, _no_reading(item))
        into.addStretch(1)

    def _linked(self, line: EvidenceLine, blocked: str) -> QWidget:
        held = QWidget()
        inner = row(held, gap=1)
        words = column(gap=0)
        name = LinkLine(line.title, "attach_file")
        name.clicked.connect(lambda: self.evidence_opened.emit(line.id))
        words.addWidget(name)
        detail = label(line.detail, "small")
        detail.setContentsMargins(30, 0, 0, 0)
        words.addWidget(detail)
        inner.addLayout(words, 1)
        unlink = Button(f"Take {line.title} off this item", "icon", "link_off")
        unlink.block(blocked)
        unlink.clicked.connect(lambda: self.unlink_chosen.emit(line.id))
        inner.addWidget(unlink, 0, Qt.AlignmentFlag.AlignTop)
        return held

    def _reading(self, reading: ReadingLine) -> QWidget:
        held = QWidget()
        inner = row(held, gap=2)
        words = column(gap=0)
        name = LinkLine(reading.probe, "insights")
        name.clicked.connect(lambda: self.reading_opened.emit(reading.id))
        words.addWidget(name)
        detail = label(reading.detail, "small")
        detail.setContentsMargins(30, 0, 0, 0)
        words.addWidget(detail)
        inner.addLayout(words, 1)
        word, kind = VERDICTS.get(reading.verdict, ("Measured", "none"))
        inner.addWidget(Pill(word, kind), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
        return held

    def _show_history(self, item: ItemDetail) -> None:
        clear(self._history)
        add_history(self._history, item.history, "Nothing has happened to this item yet.")
        self._history.addStretch(1)


def _no_reading(item: ItemDetail) -> str:
    if not item.probes:
        return "No probe measures what this item asks."
    return f"No reading yet. These probes support it: {', '.join(item.probes)}."
