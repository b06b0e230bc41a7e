"""The Agency page: an agency file is opened, packets are taken in, and what they say is seen together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.agency import DoorModel, GoingOutModel, PortfolioModel, TakingInModel
from desktop.viewmodels.agency.door import DoorState
from desktop.viewmodels.agency.portfolio import PortfolioState
from desktop.views.agency.door import DoorView
from desktop.views.agency.going_out_part import GoingOutPart
from desktop.views.agency.portfolio_part import PortfolioPart
from desktop.views.agency.taking_in_part import TakingInPart
from desktop.widgets.button import Button
from desktop.widgets.layout import column, show_if
from desktop.widgets.page import Page
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.sections import Sections
from desktop.widgets.text import label

SUBTITLE = "Many packets of one agency, seen together. No case is needed, and nothing is sent."


class AgencyPage(Page):
    def __init__(
        self,
        door: DoorModel,
        portfolio: PortfolioModel,
        taking_in: TakingInModel,
        going_out: GoingOutModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Agency", SUBTITLE, parent=parent)
        self._door, self._taking_in, self._going_out = door, taking_in, going_out
        self.close_file = Button("Close the file", "secondary", "lock")
        self.close_file.clicked.connect(door.close)
        self.corner.addWidget(self.close_file)
        self.door = DoorView(door)
        self.sections = Sections(
            (
                ("portfolio", "Portfolio", lambda: self._portfolio_part(portfolio)),
                ("packets", "Packets", lambda: TakingInPart(taking_in)),
                ("coverage", "Coverage", lambda: CoveragePart(portfolio)),
                ("reports", "Reports", lambda: GoingOutPart(going_out)),
            ),
            side_px=120,
        )
        self.body.addWidget(self.door, 1)
        self.body.addWidget(self.sections, 1)
        door.state_changed.connect(self._show_door)
        for model in (portfolio, taking_in, going_out):
            model.state_changed.connect(lambda state: self._say(state.notice))
        self._show_door(door.state)

    def _portfolio_part(self, model: PortfolioModel) -> PortfolioPart:
        part = PortfolioPart(model)
        part.packets_wanted.connect(lambda: self.sections.show_section("packets"))
        return part

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        return not (self._door.state.busy or self._taking_in.state.busy or self._going_out.state.busy)

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Show the section target["section"]."""
        if target.get("section") in self.sections.entries:
            self.sections.show_section(str(target["section"]))

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        if self._door.state.open:
            self.sections.take_focus()
        else:
            self.door.opening.path.setFocus()

    def _show_door(self, state: DoorState) -> None:
        show_if(self.door, not state.open)
        show_if(self.sections, state.open)
        show_if(self.close_file, state.open)
        self.door.show_state(state)
        self.set_title(f"Agency: {state.title}" if state.open else "Agency", state.place if state.open else SUBTITLE)
        if state.notice[0]:
            self.notice.say_error(*state.notice)
        elif not state.open or state.busy:
            self.notice.clear()
        elif state.read_only and self.notice.text != state.read_only:
            self.notice.say(state.read_only, kind="warning")

    def _say(self, notice: tuple[str, str, str]) -> None:
        kind, message, hint = notice
        if message and message != self.notice.text:
            self.notice.say(message, hint, kind)  # type: ignore[arg-type]


class CoveragePart(QWidget):
    """The coverage figures: counts over every deployment in the file."""

    def __init__(self, model: PortfolioModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PlainTable("Coverage")
        inner = column(self, gap=3)
        inner.addWidget(
            label(
                "The first two figures are of every deployment, the others of those that have a duty under section 4 or"
                " may have one. What a packet says counts only where it was verified. A deployment of which no packet"
                " was taken in is not known here.",
                "muted",
            )
        )
        inner.addWidget(self.table)
        inner.addStretch(1)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: PortfolioState) -> None:
        """Show the figures."""
        self.table.show_rows(("Figure", "Count", "Share", "What is counted"), state.coverage)
