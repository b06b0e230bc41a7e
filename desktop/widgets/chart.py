"""A chart with its title, its sentence, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QFrame, QWidget

from desktop.widgets.button import Button
from desktop.widgets.chart_canvas import ChartCanvas, Draw, Height
from desktop.widgets.layout import column, row
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label


class DrawnChart(Protocol):
    """What the widget needs of a chart: words, the table, and how to lay it out at a size."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def header(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...
    @property
    def draw(self) -> Draw: ...
    @property
    def height(self) -> Height: ...


class ChartBox(QFrame):
    """Shows the picture first; "Show as table" turns to the numbers and back."""

    def __init__(self, chart: DrawnChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"Chart: {chart.title}")
        self.canvas = ChartCanvas()
        self.canvas.show_chart(chart.draw, chart.height, name=f"Chart: {chart.title}", description=chart.summary)
        self.table = PlainTable(f"Numbers of the chart {chart.title}")
        self.table.show_rows(chart.header, chart.rows)
        self.toggle = Button("Show as table", "quiet", "list")
        self.toggle.clicked.connect(self._turn)
        head = row(gap=2)
        head.addWidget(label(chart.title, "subheading"), 1)
        head.addWidget(self.toggle)
        outer = column(self, gap=2)
        outer.addLayout(head)
        outer.addWidget(label(chart.summary, "muted", selectable=True))
        outer.addWidget(self.canvas)
        outer.addWidget(self.table)
        self.table.hide()

    def _turn(self) -> None:
        as_table = self.table.isHidden()
        self.canvas.setVisible(not as_table)
        self.table.setVisible(as_table)
        self.toggle.set_label("Show as chart" if as_table else "Show as table")
        self.toggle.set_icon("insights" if as_table else "list")


class PictureOverTable(QWidget):
    """A picture with its sentence above and the table of the same facts under it, both at once: for what is looked at
    line by line.
    """

    def __init__(self, table_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = label("", selectable=True)
        self.canvas = ChartCanvas()
        self.table = PlainTable(table_name, most_rows=10)
        outer = column(self, gap=3)
        for widget in (self.sentence, self.canvas, self.table):
            outer.addWidget(widget)

    def show_drawn(self, chart: DrawnChart) -> None:
        """Show another picture; its `summary` is read where it can't be seen."""
        self.canvas.show_chart(chart.draw, chart.height, name=f"Picture: {chart.title}", description=chart.summary)
        self.table.show_rows(chart.header, chart.rows)
