"""Probe records: everything that is needed to run a probe again and to compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from core.packet.contents import Contents, ShownReading, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.charts import text_table
from core.packet.layout.numbers import METRIC_HEADER, metric_cells
from core.packet.layout.pieces import digest, identifier, moment, text
from core.packet.layout.references import References, reading_anchor, record_anchor
from core.packet.layout.tables import facts
from core.packet.layout.words import verdict_sign
from core.packet.pdf.fonts import MONO
from core.packet.pdf.text import markup
from core.plan import without_folders

ANCHOR = "records"
_MOST_METRICS = 100


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Probe records", contents.marking, references)
    if not contents.readings:
        out.say("No probe was run.")
        return out.end()
    out.say("The same records, with every digit, are in the attached file readings.json.")
    for shown in contents.readings:
        _record(out, shown)
    _plans(out, contents)
    return out.end()


def _record(out: Chapter, shown: ShownReading) -> None:
    record, reading = shown.record, shown.reading
    anchor = record_anchor(record.id)
    out.names(anchor, f"record of reading {short(record.id)}")
    out.part(f"{markup(shown.title)} &nbsp; {identifier(short(record.id))}", anchor=anchor)
    rows = [
        ("Reading", digest(record.id)),
        ("Probe", f"{markup(reading.probe)} {markup(reading.version)}"),
        ("Outcome", verdict_sign(reading.verdict) if reading.status == "ok" else markup(reading.status)),
        *([("Reason", markup(reading.reason))] if reading.reason else []),
        ("Run", f"{moment(reading.started or record.at)}, {reading.duration_s:.1f} s, by {markup(record.by)}"),
        ("Thresholds", _thresholds(reading.thresholds)),
        ("Settings", _pairs(reading.settings)),
        ("Seed", str(reading.seed)),
        ("Model SHA-256", digest(reading.model_sha256) if reading.model_sha256 else "none"),
        ("Data SHA-256", digest(reading.data_sha256) if reading.data_sha256 else "none"),
        ("Environment", _pairs(reading.environment)),
        ("Plan", markup(record.plan_name)),
        ("Shown at", out.link(reading_anchor(record.id), "the reading in words and pictures")),
    ]
    out.put(facts([(label, value) for label, value in rows if value], label_width=92))
    _metrics(out, shown)


def _metrics(out: Chapter, shown: ShownReading) -> None:
    metrics = shown.reading.metrics
    if not metrics:
        return
    rows = [metric_cells(metric) for metric in metrics[:_MOST_METRICS]]
    out.put(*text_table(METRIC_HEADER, rows, tight=True))
    if len(metrics) > len(rows):
        out.say(f"{len(metrics) - len(rows):,} more measures of this reading are in readings.json.", "note")


def _thresholds(thresholds: Mapping[str, Mapping[str, float]]) -> str:
    sides = {"min": "at least", "max": "at most"}
    said = [
        f"{markup(metric)} {sides.get(side, markup(side))} {value:g}"
        for metric, limits in thresholds.items()
        for side, value in limits.items()
    ]
    return "; ".join(said) or "none"


def _pairs(values: Mapping[str, Any]) -> str:
    said = []
    for name, value in values.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        said.append(f"{markup(name)} = {markup(shown)}")
    return "; ".join(said) or "none"


def _plans(out: Chapter, contents: Contents) -> None:
    records = [shown.record for shown in contents.readings]
    plans = {(record.plan_name, without_folders(record.plan_text)): None for record in records}
    out.section("plans", "Plans")
    for name, words in plans:
        out.part(markup(name or "Plan without a name"))
        code = markup(words.strip("\n"), base=MONO).replace("  ", "&nbsp;&nbsp;")
        out.put(text(code, "code"))
