"""Charts on the screen: painted in the colours of the theme, and never only a picture."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.chart import Axis, Chart, Point, Series, Threshold, draw, height_for, table_of
from desktop import theme
from desktop.viewmodels.probes.states import ChartState
from desktop.widgets.beside import Beside
from desktop.widgets.chart import ChartBox
from desktop.widgets.chart_canvas import ChartCanvas
from desktop.widgets.text import label

RATES = Chart(
    kind="intervals",
    title="Selection rate by sex",
    summary="Men are selected more often.",
    series=(
        Series(
            name="rate", points=(Point(label="F", y=0.2, low=0.1, high=0.3), Point(label="M", y=0.6, low=0.5, high=0.7))
        ),
    ),
    value=Axis(low=0.0, high=1.0),
    threshold=Threshold(value=0.8, label="0.8"),
)
KINDS = ("intervals", "line", "reliability", "bars", "stack")


def state(chart):
    header, rows = table_of(chart)
    return ChartState(
        title=chart.title,
        summary=chart.summary,
        header=header,
        rows=rows,
        draw=partial(draw, chart),
        height=partial(height_for, chart),
    )


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_accent_and_the_ink_of_the_theme_are_painted(qapp, qtbot, name):
    theme.apply(qapp, theme.make(name))
    canvas = ChartCanvas()
    qtbot.addWidget(canvas)
    canvas.show_chart(partial(draw, RATES), partial(height_for, RATES), name="Chart", description=RATES.summary)
    canvas.resize(500, canvas.heightForWidth(500))
    seen = colours(canvas.grab().toImage())
    assert theme.current().colour("accent").name() in seen
    theme.apply(qapp, theme.make("light"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_is_painted_without_a_fault(qtbot, kind):
    points = tuple(Point(label=text, x=x, y=x, low=x / 2, high=x, n=5) for text, x in (("a", 0.2), ("b", 0.6)))
    chart = Chart(kind=kind, title="T", summary="S", series=(Series(name="s", points=points),))
    canvas = ChartCanvas()
    qtbot.addWidget(canvas)
    canvas.show_chart(partial(draw, chart), partial(height_for, chart), name="Chart", description="S")
    canvas.resize(480, canvas.heightForWidth(480))
    assert len(colours(canvas.grab().toImage())) > 2


def test_larger_text_makes_the_chart_higher(qapp, qtbot):
    canvas = ChartCanvas()
    qtbot.addWidget(canvas)
    canvas.show_chart(partial(draw, RATES), partial(height_for, RATES), name="Chart", description="S")
    usual = canvas.heightForWidth(600)
    theme.apply(qapp, theme.make("light", 2.0))
    assert canvas.heightForWidth(600) > usual
    theme.apply(qapp, theme.make("light"))


def test_the_same_numbers_stand_in_the_table(qtbot):
    box = ChartBox(state(RATES))
    qtbot.addWidget(box)
    box.show()
    box.toggle.click()
    texts = [box.table.item(0, column).text() for column in range(box.table.columnCount())]
    assert texts[0] == "F"
    assert box.canvas.accessibleDescription() == "Men are selected more often."


def test_things_stand_beside_each_other_only_where_there_is_room(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    beside = Beside(least_px=200)
    first, second = label("first"), label("second")
    beside.add(first)
    beside.add(second)
    QVBoxLayout(page).addWidget(beside)
    page.resize(700, 300)
    page.show()
    assert second.x() > first.x()
    page.resize(300, 300)
    qtbot.waitUntil(lambda: second.x() == first.x() and second.y() > first.y())
