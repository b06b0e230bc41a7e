"""The help: topics to search on the left, one to read on the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop import theme
from desktop.viewmodels.help import HelpModel, HelpState, Topic
from desktop.widgets.button import Button
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.link import LinkLine
from desktop.widgets.page import Page, scrolling
from desktop.widgets.picker import fill
from desktop.widgets.reflow import Reflow
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

COLUMNS = (
    Column(title="Topic", text=lambda row: row.title, stretch=True),
    Column(title="Kind", text=lambda row: row.kind, gives_way=1),
)
LONGEST_LINE_PX = 720  # at 100 % text size; longer lines read badly
SEARCH_PX = 320  # at 100 % text size: below this the kind stands under the words
MARK_PX = 18  # at 100 % text size: a number with its point


class HelpPage(Page):
    def __init__(self, model: HelpModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Help",
            "Words, how-tos, keys, the Act, and every item with its example. It needs no network.",
            parent=parent,
        )
        self._model = model
        self._row_shown = ""
        self.search, self.kind = QLineEdit(), QComboBox()
        self.search.setPlaceholderText("Search the help (Ctrl+F)")
        self.search.setAccessibleName("Search the help")
        self.search.setClearButtonEnabled(True)
        self.kind.setAccessibleName("Kind of topic")
        self.count = label("", "small", wrap=False)
        self.table, self.article = Table("Topics", COLUMNS), _Article(model)
        self.back = Button("Back", "secondary", "arrow_back", hint="Back to the page that you came from (Escape)")
        self._lay_out()
        self._wire()
        self.show_state(model.state)

    def show_state(self, state: HelpState) -> None:
        """Show what was found, and the topic that is read."""
        fill(self.kind, [("", "Every kind"), *((one, one) for one in self._model.kinds)], state.kind)
        if self.search.text() != state.text:
            self.search.setText(state.text)
        if self.table.rows() != state.rows:
            self.table.set_rows(state.rows)
        wanted, chosen = state.topic, self.table.selected()
        if wanted is not None and wanted != chosen:
            if wanted in state.rows:
                self.table.select_where(lambda one: one.id == wanted.id)
            else:
                self.table.clearSelection()
        self.count.setText(state.count)
        self.back.set_label(f"Back to {state.back}" if state.back else "Back")
        show_if(self.back, bool(state.back))
        self.article.show_topic(wanted, can_return=state.can_return)

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Help for where the person was; see `HelpModel.show_about`."""
        self._model.show_about(target)
        self.take_focus()

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        return self._model.state.ready

    def take_focus(self) -> None:
        """Put the keyboard into the line that is searched with."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        self.corner.addWidget(self.back)
        left = QWidget()
        held = column(left, gap=2)
        line = Reflow(SEARCH_PX, gap=2)
        line.add(self.search, 2)
        line.add(self.kind)
        held.addWidget(line)
        held.addWidget(self.count)
        held.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.article)
        split.setSizes([420, 700])
        split.setStretchFactor(1, 1)
        split.setHandleWidth(24)
        split.setObjectName("gap")
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def _wire(self) -> None:
        model = self._model
        model.state_changed.connect(self.show_state)
        self.search.textEdited.connect(lambda text: model.search(text, self.kind.currentData()))
        self.search.textChanged.connect(lambda text: None if text else model.search("", self.kind.currentData()))
        self.search.returnPressed.connect(self.table.setFocus)
        self.kind.activated.connect(lambda _: model.search(self.search.text(), self.kind.currentData()))
        self.table.row_selected.connect(lambda one: model.read(one.id) if one is not None else None)
        self.back.clicked.connect(model.go_back)
        for keys, action in (
            ("Ctrl+F", self.take_focus),
            ("Escape", model.go_back),
            ("Alt+Left", model.return_to_last),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)


class _Article(QWidget):
    """One topic. Steps are numbered; links lead on."""

    def __init__(self, model: HelpModel) -> None:
        super().__init__()
        self._model = model
        self._shown: Topic | None = None
        self.again = Button("Previous topic", "quiet", "navigate_before", hint="What was read before (Alt+Left)")
        self.again.clicked.connect(model.return_to_last)
        self.words: QVBoxLayout = column(gap=2)
        outer = column(self, gap=2)
        outer.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.area = scrolling(self.words, LONGEST_LINE_PX)
        outer.addWidget(self.area, 1)
        self.setMinimumWidth(300)
        self.setAccessibleName("Topic")

    def show_topic(self, topic: Topic | None, *, can_return: bool) -> None:
        """Show a topic from its beginning."""
        self.again.block("" if can_return else "No other topic was read yet.")
        if topic is None or topic == self._shown:
            return
        self._shown = topic
        clear(self.words)
        self.words.addWidget(label(topic.kind if not topic.under else f"{topic.kind} · {topic.under}", "overline"))
        self.words.addWidget(label(topic.title, "heading", selectable=True))
        if topic.lead:
            self.words.addWidget(label(topic.lead, "question" if topic.kind == "Item" else "", selectable=True))
        for name, lines in topic.parts:
            self._part(name, lines, numbered=topic.numbered)
        self._links(topic)
        self.words.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _part(self, name: str, lines: tuple[str, ...], *, numbered: bool) -> None:
        self.words.addSpacing(8)
        if name:
            self.words.addWidget(label(name, "subheading"))
        for at, text in enumerate(lines, 1):
            line = row(gap=2)
            if numbered or len(lines) > 1:
                mark = label(f"{at}." if numbered else "•", "muted", wrap=False)
                mark.setMinimumWidth(theme.current().px(MARK_PX if numbered else 0))
                line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, selectable=True), 1)
            self.words.addLayout(line)

    def _links(self, topic: Topic) -> None:
        if topic.links:
            self.words.addSpacing(8)
        for link in topic.links:
            reason = self._model.why_not(link)
            line = LinkLine(f"{link.words} ({reason})" if reason else link.words)
            line.setEnabled(not reason)
            line.clicked.connect(partial(self._model.follow, link))
            self.words.addWidget(line)
