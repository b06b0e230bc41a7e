"""The overview: figures, the matrix, what is missing and what happened last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.viewmodels.overview import Cell, ClockLine, Figure, Happened, Link, OverviewModel, OverviewState
from desktop.widgets.card import Card
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import clear, column, row
from desktop.widgets.link import LinkLine
from desktop.widgets.matrix import Matrix, MatrixCell, MatrixContent
from desktop.widgets.page import Page
from desktop.widgets.pill import Pill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label

SINCE = "What changed since the last evaluation"
LOOKS = {
    "met": ("Met", "good", "check_circle"),
    "gaps": ("Gaps", "bad", "report"),
    "waiting for review": ("In review", "warn", "people"),
    "in progress": ("Started", "info", "edit"),
    "carried over": ("Carried", "warn", "history"),
    "not started": ("Not started", "none", "radio_button_unchecked"),
    "exempt": ("Exempt", "none", "remove"),
    "nothing asked": ("Not asked", "none", "remove"),
    "component not present": ("Absent", "none", "remove"),
}


class OverviewPage(Page):
    def __init__(self, model: OverviewModel, parent: QWidget | None = None) -> None:
        super().__init__("Overview", "Where the evaluation stands.", scrolls=True, parent=parent)
        self._model = model
        self.verdict = Pill()
        self._figures = FlowGrid(150, gap=6)
        self.matrix = Matrix("Items by component and element")
        self._missing, self._unmet, self._happened = column(gap=1), column(gap=1), column(gap=2)
        self.corner.addWidget(self.verdict)
        self._clocks, self._changes = column(gap=2), column(gap=1)
        self._lay_out()
        self.matrix.cell_chosen.connect(model.open_cell)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.asleep.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.asleep.sleep()

    def show_state(self, state: OverviewState) -> None:
        """Show the case as it stands."""
        word, kind, sentence = state.verdict
        self.verdict.set(word, kind)  # type: ignore[arg-type]
        self.subtitle.setText(sentence)
        self._show_figures(state.figures)
        self._show_matrix(state)
        self._show_links(self._missing, state.missing, "Nothing: every item due has an answer that stands.")
        self._show_links(self._unmet, state.unmet, "Nothing: no gap and no open finding.")
        self._show_log(state.happened)
        self._show_clocks(state.clocks, state.clocks_note)
        first = "This is the first evaluation." if not state.since else f"Nothing yet since “{state.since}”."
        self._show_links(self._changes, state.changes, first)

    def _lay_out(self) -> None:
        strip = Card()
        strip.body.addWidget(self._figures)
        self.body.addWidget(strip)
        held = Card("Components and elements", "A cell opens its items. Arrow keys move, Enter opens.")
        held.body.addWidget(self.matrix)
        self.body.addWidget(held)
        self.body.addWidget(self._cards(("Clocks of the Act", self._clocks), (SINCE, self._changes)))
        below = self._cards(
            ("What is missing for a complete packet", self._missing),
            ("What keeps it from meeting the guidelines", self._unmet),
            ("What happened last", self._happened),
        )
        self.body.addWidget(below)
        self.body.addStretch(1)

    def _cards(self, *parts: tuple[str, QVBoxLayout]) -> Reflow:
        beside = Reflow(900)
        for title, inner in parts:
            card = Card(title)
            card.body.addLayout(inner)
            card.body.addStretch(1)
            beside.add(card)
        return beside

    def _show_clocks(self, clocks: Sequence[ClockLine], note: str) -> None:
        clear(self._clocks)
        for clock in clocks:
            line = row(gap=3)
            line.addWidget(Pill(clock.word, clock.kind), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
            words = column(gap=0)
            words.addWidget(label(clock.title, "label"))
            words.addWidget(label(clock.sentence, "small"))
            line.addLayout(words, 1)
            self._clocks.addLayout(line)
        link = LinkLine(note or "Every clock, and what to do when one passes")
        link.clicked.connect(self._model.open_clocks)
        self._clocks.addWidget(link)

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        shown = []
        for figure in figures:
            held = QWidget()
            words = column(held, gap=0)
            words.addWidget(label(figure.value, "figure", wrap=False))
            words.addWidget(label(figure.caption, "small"))
            words.addStretch(1)
            shown.append(held)
        self._figures.hold(shown)

    def _show_matrix(self, state: OverviewState) -> None:
        names, elements = dict(state.components), dict(state.elements)
        cells = {
            key: _painted(cell, f"{names[key[0]]}, {elements[key[1]]}") for key, cell in (state.cells or {}).items()
        }
        self.matrix.set_content(MatrixContent(rows=state.components, columns=state.elements, cells=cells))

    def _show_links(self, into: QVBoxLayout, links: Sequence[Link], nothing: str) -> None:
        clear(into)
        for link in links:
            line = LinkLine(link.sentence)
            line.clicked.connect(lambda _=False, link=link: self._model.follow_link(link))
            into.addWidget(line)
        if not links:
            into.addWidget(label(nothing, "muted"))

    def _show_log(self, happened: Sequence[Happened]) -> None:
        clear(self._happened)
        for entry in happened:
            words = column(gap=0)
            words.addWidget(label(entry.sentence))
            words.addWidget(label(f"{entry.at} · {entry.by}", "small"))
            self._happened.addLayout(words)


def _painted(cell: Cell, where: str) -> MatrixCell:
    word, kind, icon = LOOKS[cell.state]
    count = f"{cell.answered} / {cell.due}" if cell.due else "–"
    findings = f", {cell.open_findings} findings open" if cell.open_findings else ""
    says = f"{where}: {cell.state}, {cell.answered} of {cell.due} answered{findings}"
    return MatrixCell(word=word, count=count, kind=kind, icon=icon, says=says)
