"""Step 1: what is missing, each with the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.export.states import ExportState, MissingRow, Standing
from desktop.widgets.beside import Beside
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.empty import EmptyState
from desktop.widgets.layout import clear, column, row
from desktop.widgets.notice import Notice
from desktop.widgets.tab_order import put_in_order
from desktop.widgets.text import label

_FIRST = 8
_PAGES = {"casefile": "case file"}  # where a page is called otherwise than its id


class MissingPart(QWidget):
    """`page_asked` brings a page and an item (or "")."""

    page_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(dismissable=False)
        self.cautions = Cautions()
        self._empty = EmptyState(
            "verified",
            "There is no evaluation to export yet",
            "A packet holds one evaluation with its answers, evidence, readings and findings. "
            "Describe the deployment first.",
            "Go to Deployment",
        )
        self._empty.action_chosen.connect(lambda: self.page_asked.emit("deployment", ""))
        self._figures = Beside(least_px=200)
        self._missing = _GapCard("Not answered yet")
        self._unmet = _GapCard("Answered, but short of the guidelines")
        for card in (self._missing, self._unmet):
            card.page_asked.connect(self.page_asked)
        outer = column(self, gap=4)
        outer.addWidget(self._empty)
        outer.addWidget(self.notice)
        outer.addWidget(self.cautions)
        outer.addWidget(self._figures)
        outer.addWidget(self._missing)
        outer.addWidget(self._unmet)
        outer.addStretch(1)
        self._shown: Standing | None = None

    def show_state(self, state: ExportState) -> None:
        """Show how far the evaluation is."""
        self._empty.setVisible(not state.ready)
        for widget in (self._missing, self._unmet):
            widget.setVisible(state.ready)
        if not state.ready:
            clear(self._figures.line)
            self.notice.hide()
            self.cautions.say(())
            self._shown = None
            return
        if state.standing == self._shown:
            return
        self._shown = state.standing
        self._say(state.standing)
        self.cautions.say(state.standing.cautions)
        self._show_figures(state.standing)
        self._missing.show_gaps(state.standing.missing)
        self._unmet.show_gaps(state.standing.unmet)
        put_in_order(self._missing, self._unmet)

    def _say(self, standing: Standing) -> None:
        if not standing.complete:
            self.notice.say(
                "This evaluation is incomplete.",
                "You can export it now: the packet will say on every page that it is incomplete.",
                "warning",
            )
        elif standing.meets_guidelines:
            self.notice.say("The evaluation is complete and meets the guidelines.", kind="success")
        else:
            self.notice.say(
                "The evaluation is complete; it does not meet the guidelines yet.", "The packet says why.", "info"
            )

    def _show_figures(self, standing: Standing) -> None:
        clear(self._figures.line)
        still = standing.due - standing.answered
        for figure, words in (
            (f"{standing.answered:,} of {standing.due:,}", "items due are answered"),
            (f"{still:,}", "items still to answer" if still != 1 else "item still to answer"),
            (f"{standing.open_findings:,}", "findings open" if standing.open_findings != 1 else "finding open"),
        ):
            card = Card()
            card.body.setSpacing(0)
            card.body.addWidget(label(figure, "figure", wrap=False))
            card.body.addWidget(label(words, "muted"))
            card.body.addStretch(1)
            self._figures.add(card)


class _GapCard(Card):
    """A list of gaps; the first few at once, the rest on demand."""

    page_asked = Signal(str, str)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._list = column(gap=1)
        self._more = Button("", "quiet", "expand_more")
        self._more.clicked.connect(self._show_all)
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self._gaps: tuple[MissingRow, ...] = ()

    def show_gaps(self, gaps: tuple[MissingRow, ...]) -> None:
        self._gaps = gaps
        clear(self._list)
        self._add(gaps[:_FIRST])
        if not gaps:
            self._list.addWidget(label("Nothing.", "muted"))
        rest = len(gaps) - _FIRST
        self._more.setVisible(rest > 0)
        self._more.set_label(f"Show {rest} more")

    def _show_all(self) -> None:
        self._more.hide()
        self._add(self._gaps[_FIRST:])

    def _add(self, gaps: Sequence[MissingRow]) -> None:
        for gap in gaps:
            line = row(gap=3)
            line.addWidget(label(gap.title or gap.sentence), 3)
            line.addWidget(label(gap.sentence if gap.title else "", "small"), 2)
            page = _PAGES.get(gap.page, gap.page)
            link = Button(f"Go to {page}", "link", "arrow_forward")
            link.setAccessibleName(" ".join(filter(None, (gap.title, gap.sentence, f"Go to {page}"))))
            link.clicked.connect(lambda _checked=False, gap=gap: self.page_asked.emit(gap.page, gap.item_id))
            line.addWidget(link)
            self._list.addLayout(line)
        put_in_order(self)
