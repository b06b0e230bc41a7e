"""A kept reading as the cards show it. Called in a thread: the probes bring numpy with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from core.clock import shown as shown_moment
from core.evaluation.records import ReadingRecord
from core.probe import Explanation, Metric, Reading, Slice, reading_from_dict
from desktop.viewmodels.probes.states import ChartState, LimitSeen, ReadingState
from desktop.viewmodels.shown import digest_groups

_NAMES = {"cpu": "Processor", "os": "Operating system", "onnx": "ONNX", "onnxruntime": "ONNX Runtime", "numpy": "NumPy"}


def reading_state(
    record: ReadingRecord, item_titles: Mapping[str, str], records: Sequence[ReadingRecord] = ()
) -> ReadingState:
    """Everything the card of one reading shows; `records` are those of the case, to be compared with. Raises InputError
    when its probe is not known to this program.
    """
    from core.evaluation.comparing import proposed
    from core.probes import probe, wording

    reading = reading_from_dict(record.body)
    declared = probe(reading.probe)
    told = declared.explain(reading) if reading.status == "ok" else _not_measured(reading)
    headline = told.headline
    return ReadingState(
        id=record.id,
        probe=reading.probe,
        title=declared.title,
        at=shown_moment(record.at),
        by=record.by,
        plan_name=record.plan_name,
        status=reading.status,
        verdict=reading.verdict or "",
        headline_name=_name(wording.title_of(headline.name), where(headline.slice)) if headline else "",
        headline=wording.number(headline) if headline else "",
        interval=_interval(headline, wording.interval(headline)) if headline else "",
        against=" and ".join(_bounds(reading, headline.name)) if headline else "",
        sentence=told.sentence,
        means=told.means,
        does_not_mean=told.does_not_mean,
        limits=tuple(_limits(reading)),
        charts=tuple(map(chart_state, told.charts)),
        tables=told.tables,
        items=tuple((item, item_titles.get(item, "")) for item in record.linked_items),
        record=tuple(_facts(reading)),
        warnings=reading.warnings,
        others=tuple((one.id, _other(one, record)) for one in _likeliest(proposed(tuple(records), record), record)),
    )


def _likeliest(others: Sequence[ReadingRecord], record: ReadingRecord) -> list[ReadingRecord]:
    """Those of the same plan first: what was measured on another system says little beside this."""
    return sorted(others, key=lambda one: one.plan_name != record.plan_name)


def _other(one: ReadingRecord, record: ReadingRecord) -> str:
    return told_apart(one) + ("" if one.plan_name == record.plan_name else " · another plan")


def told_apart(record: ReadingRecord) -> str:
    """A reading in a list of others of its probe: when, and of which plan."""
    return f"{shown_moment(record.at)} · {record.plan_name} · {record.by}"


def where(slice_: Slice | None) -> str:
    """What a metric was taken over, in words: `sex Female`, `by race, groups of 30 rows and more`."""
    words = []
    for name, value in (slice_ or {}).items():
        if name == "column":
            words.append(f"by {value}")
        elif name == "groups":
            words.append(f"groups of {str(value).removeprefix('>=')} rows and more")
        else:
            words.append(f"{name} {value}")
    return ", ".join(words)


def _name(title: str, over: str) -> str:
    return f"{title} ({over})" if over else title


def _interval(metric: Metric, between: str) -> str:
    if metric.low is None or metric.high is None:
        return f"no interval: {metric.method}, n = {metric.n:,}"
    if metric.level == 1.0:
        return f"exact, n = {metric.n:,}"
    return f"{metric.level * 100:g} % interval {between}, n = {metric.n:,}"


def _bounds(reading: Reading, name: str) -> Iterator[str]:
    for bound, value in reading.thresholds.get(name, {}).items():
        yield f"at {'least' if bound == 'min' else 'most'} {value:g}"


def _limits(reading: Reading) -> Iterator[LimitSeen]:
    from core.probes.judge import judge
    from core.probes.wording import title_of

    for row in judge(reading.metrics, reading.thresholds).rows:
        rest = row.sentence.removeprefix(row.metric).removeprefix(title_of(row.metric))
        yield LimitSeen(sentence=_name(title_of(row.metric), where(row.slice)) + rest, verdict=row.verdict)


def chart_state(chart: Any) -> ChartState:
    """A chart that the window can draw, with its numbers as a table."""
    from core.chart import draw, height_for, table_of

    header, rows = table_of(chart)
    return ChartState(
        title=chart.title,
        summary=chart.summary,
        header=header,
        rows=rows,
        draw=partial(draw, chart),
        height=partial(height_for, chart),
    )


def _not_measured(reading: Reading) -> Explanation:
    words = "was skipped" if reading.status == "skipped" else "failed"
    return Explanation(
        headline=None,
        sentence=f"The probe {words}: {reading.reason}",
        means="Nothing was measured.",
        does_not_mean="It says nothing on the model, neither good nor bad.",
    )


def _facts(reading: Reading) -> Iterator[tuple[str, str]]:
    yield "Probe", f"{reading.probe} {reading.version}"
    yield "Seed", str(reading.seed)
    for name, value in reading.settings.items():
        yield f"Setting {name.replace('_', ' ')}", str(value)
    for name, digest in (("Model SHA-256", reading.model_sha256), ("Data SHA-256", reading.data_sha256)):
        yield name, digest_groups(digest, 8) if digest else "none was read"
    for name, value in reading.environment.items():
        if value not in ("", [], {}, None):
            yield _NAMES.get(name, name.replace("_", " ").capitalize()), _plain(value)
    yield "Started", shown_moment(reading.started) if reading.started else "unknown"
    yield "Took", f"{reading.duration_s:.1f} s"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value)
