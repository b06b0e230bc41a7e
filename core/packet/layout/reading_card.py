"""One reading in words and pictures."""

from __future__ import annotations

from reportlab.platypus import Flowable

from core.chart import Chart
from core.packet.contents import Contents, ShownReading, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.charts import chart_figure, text_table, titled_table
from core.packet.layout.numbers import METRIC_HEADER, metric_cells
from core.packet.layout.pieces import bullets, identifier, text
from core.packet.layout.references import item_anchor, reading_anchor, record_anchor
from core.packet.layout.words import verdict_sign
from core.packet.pdf.text import markup
from core.probe import Explanation

_WITHOUT_EXPLANATION = 60  # metrics shown of a reading whose probe this program does not know


def card(out: Chapter, contents: Contents, shown: ShownReading) -> None:
    """Add the reading to the chapter."""
    record = shown.record
    anchor = reading_anchor(record.id)
    out.names(anchor, f"reading {short(record.id)}, {shown.title}")
    out.part(f"{markup(shown.title)} &nbsp; {identifier(short(record.id))}", anchor=anchor)
    out.say(f"{_outcome(shown)} &nbsp;·&nbsp; {out.link(record_anchor(record.id), 'full record')}", "close-kept")
    if shown.reading.status == "ok":
        out.put(*(_explained(shown.explanation) if shown.explanation else _metrics(shown)))
    else:
        out.say(markup(shown.reading.reason or "The probe gave no reason."))
    if shown.reading.warnings:
        out.say("<b>Warnings</b>", "close")
        out.points([markup(warning) for warning in shown.reading.warnings])
    known = contents.snapshot.pack.by_id
    items = [out.link(item_anchor(item), markup(item)) for item in record.linked_items if item in known]
    if items:
        out.say(f"Supports {', '.join(items)}.", "note")


def _outcome(shown: ShownReading) -> str:
    if shown.reading.status != "ok":
        return f"<b>{shown.reading.status.capitalize()}</b>"
    return verdict_sign(shown.reading.verdict)


def _explained(explanation: Explanation) -> list[Flowable]:
    out: list[Flowable] = [text(markup(explanation.sentence))]
    for chart in explanation.charts:
        out += chart_figure(chart, with_table=not _told_in_tables(chart, explanation))
    for title, header, rows in explanation.tables:
        out += titled_table(title, header, rows)
    return [
        *out,
        text(f"<b>What it means.</b> {markup(explanation.means)}", "close-kept"),
        text(f"<b>What it does not mean.</b> {markup(explanation.does_not_mean)}", "close-kept"),
    ]


def _told_in_tables(chart: Chart, explanation: Explanation) -> bool:
    """Whether the reading's own tables already have a row for everything that the chart shows."""
    cells = {cell for _, _, rows in explanation.tables for row in rows for cell in row}
    labels = [point.label for series in chart.series for point in series.points]
    return not chart.header and all(label and label in cells for label in labels)


def _metrics(shown: ShownReading) -> list[Flowable]:
    metrics = shown.reading.metrics
    rows = tuple(metric_cells(metric) for metric in metrics[:_WITHOUT_EXPLANATION])
    out: list[Flowable] = [
        text(markup(f"This program does not know the probe {shown.record.probe} and shows what it measured as it is.")),
        *text_table(METRIC_HEADER, rows),
    ]
    if len(metrics) > len(rows):
        out += bullets([f"{len(metrics) - len(rows):,} more are in the record and in readings.json."])
    return out
