"""The summary: the conclusion, the matrix of components and elements, what is missing, and the readings at a glance."""

from __future__ import annotations

from core.evaluation.verdict import conclusion
from core.packet.contents import Contents, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.charts import chart_figure
from core.packet.layout.element_chart import elements_chart
from core.packet.layout.matrix import matrix
from core.packet.layout.numbers import headline_text
from core.packet.layout.pieces import identifier
from core.packet.layout.references import References, finding_anchor, item_anchor, reading_anchor
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import counted, verdict_sign
from core.packet.pdf.text import brief, markup

ANCHOR = "summary"
_FINDINGS_SHOWN = 40


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Summary", contents.marking, references)
    progress = contents.snapshot.progress
    out.say(markup(conclusion(progress).sentence), "lead")
    deployment = contents.snapshot.deployment
    if deployment.purpose:
        out.say(f"<b>Purpose of the deployment.</b> {markup(deployment.purpose)}")
    out.section("summary-matrix", "Components and elements")
    out.say(
        f"{progress.cells_answered} of {counted(progress.cells_due, 'cell')} due are answered in full. Each cell shows"
        " its state and how many of its items due have an answer that stands.",
        "quiet-kept",
    )
    out.put(matrix(contents))
    out.put(*chart_figure(elements_chart(contents), with_table=False))
    _readings(out, contents)
    _open(out, contents)
    return out.end()


def _readings(out: Chapter, contents: Contents) -> None:
    out.section("summary-readings", "Readings at a glance")
    if not contents.readings:
        out.say("No probe was run.")
        return
    rows = [
        [
            out.link(reading_anchor(shown.record.id), identifier(short(shown.record.id))),
            markup(shown.title),
            headline_text(shown),
            verdict_sign(shown.reading.verdict) if shown.reading.status == "ok" else markup(shown.reading.status),
        ]
        for shown in contents.readings
    ]
    out.put(*grid(["Reading", "Probe", "Headline", "Thresholds"], rows, [58, 132, 160, 142]))


def _open(out: Chapter, contents: Contents) -> None:
    out.section("summary-open", "What is open")
    progress = contents.snapshot.progress
    open_ones = [finding for finding in contents.snapshot.findings if finding.status == "open"]
    if not progress.missing and not open_ones:
        out.say("Nothing: every item due is answered and no finding is open.")
        return
    if open_ones:
        out.part(counted(len(open_ones), "open finding"))
        out.points(
            [
                f"{markup(finding.marking)} {out.link(finding_anchor(finding.id), markup(brief(finding.title)))}"
                f" ({finding.severity})"
                for finding in open_ones[:_FINDINGS_SHOWN]
            ]
        )
        if len(open_ones) > _FINDINGS_SHOWN:
            out.say(f"and {len(open_ones) - _FINDINGS_SHOWN:,} more, listed under findings.")
    if progress.missing:
        _missing(out, contents)


def _missing(out: Chapter, contents: Contents) -> None:
    """What keeps the evaluation from being complete; items by component, since they can be very many."""
    missing, items = contents.snapshot.progress.missing, contents.snapshot.pack.by_id
    out.part(f"{counted(len(missing), 'thing')} to be done before the evaluation is complete")
    out.points([markup(one.sentence) for one in missing if one.item_id not in items])
    asked = [one.item_id for one in missing if one.item_id is not None and one.item_id in items]
    rows = []
    for component in contents.snapshot.pack.components:
        mine = [item_id for item_id in asked if items[item_id].component == component.id]
        links = ", ".join(out.link(item_anchor(item_id), markup(item_id)) for item_id in mine)
        if mine:
            rows.append((f"{markup(component.title)}<br/>{counted(len(mine), 'item')}", links))
    if rows:
        out.put(facts(rows, label_width=110))
