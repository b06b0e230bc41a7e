"""Two readings of the same probe side by side: numbers, intervals, and what was different about them.

No test is made: two intervals that overlap do not show that nothing changed (Schenker and Gentleman, "On judging the
significance of differences by examining the overlap between confidence intervals", The American Statistician 55, 2001),
and on the same data both readings share their chance errors, which intervals of each alone do not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from core.chart import numbers
from core.chart.model import Axis, Chart, Point, Series
from core.errors import InputError
from core.evaluation.records import ReadingRecord
from core.probe import Metric, Reading, Slice, reading_from_dict
from core.probes import probe, wording

ChangeKind = Literal["model", "data", "probe", "setting", "threshold", "plan", "machine"]
_APART = ("probes", "settings", "thresholds", "seed")  # of the plan: told from the reading itself
_MOST_POINTS = 10
_NONE = "none"
_OVERLAP = "The two intervals overlap. That is not a test: it does not show that nothing changed."
_NO_OVERLAP = "The two intervals do not overlap. That is not a test either, but it speaks for a difference."
_SAME_DATA = (
    "Both were measured on the same data, so their chance errors go together; a difference can be real although the "
    "intervals overlap."
)
_OTHER_DATA = "They were measured on other data, so a difference may come from the data as well as from the model."


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One number of both readings. `difference` is later less earlier where both have an estimate in the same unit;
    `overlap` says whether the intervals do, None where one has none or is exact.
    """

    name: str
    slice: Slice | None
    earlier: Metric | None
    later: Metric | None

    @property
    def difference(self) -> float | None:
        """Later less earlier, in the unit of the metric."""
        if self.earlier is None or self.later is None or self.earlier.unit != self.later.unit:
            return None
        if self.earlier.estimate is None or self.later.estimate is None or not (self.earlier.n and self.later.n):
            return None
        return self.later.estimate - self.earlier.estimate

    @property
    def overlap(self) -> bool | None:
        """Whether the two intervals have a value in common."""
        ends = [_ends(metric) for metric in (self.earlier, self.later)]
        if ends[0] is None or ends[1] is None or self.difference is None:
            return None
        return max(ends[0][0], ends[1][0]) <= min(ends[0][1], ends[1][1])

    @property
    def difference_text(self) -> str:
        """The difference with its sign and no more digits than the less certain of the two numbers has."""
        if self.difference is None or self.earlier is None or self.later is None:
            return "—"
        places = min(_decimals(self.earlier), _decimals(self.later))
        said = numbers.written(self.difference, places)
        return f"+{said}" if self.difference > 0 and any(digit in said for digit in "123456789") else said


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that was not the same: what, and how it was in either reading."""

    kind: ChangeKind
    name: str
    earlier: str
    later: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`pairs` begins with the headline. `sentence` says what became of it, `cautions` what that does not show."""

    earlier: ReadingRecord
    later: ReadingRecord
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    sentence: str
    cautions: tuple[str, ...]
    charts: tuple[Chart, ...]


def why_not_comparable(one: ReadingRecord, other: ReadingRecord) -> str:
    """Why two readings can't stand side by side; empty when they can."""
    if one.id == other.id:
        return "A reading can't be compared with itself."
    if one.probe != other.probe:
        return "Only readings of the same probe can be compared."
    if any(record.body.get("status") != "ok" for record in (one, other)):
        return "One of the two measured nothing."
    return ""


def proposed(records: tuple[ReadingRecord, ...], record: ReadingRecord) -> tuple[ReadingRecord, ...]:
    """The readings that `record` can be compared with, the likeliest first: the last one before it, then those further
    back, then later ones. `records` are in the order in which they were kept.
    """
    ids = [one.id for one in records]
    at = ids.index(record.id) if record.id in ids else len(ids)
    ordered = [*reversed(records[:at]), *records[at + 1 :]]
    return tuple(one for one in ordered if not why_not_comparable(one, record))


def compare(one: ReadingRecord, other: ReadingRecord) -> Comparison:
    """The two readings side by side, the earlier one first. Raises InputError where they can't be compared."""
    reason = why_not_comparable(one, other)
    if reason:
        raise InputError(reason, "Choose two readings of one probe that both measured something.")
    earlier, later = (one, other) if one.at <= other.at else (other, one)
    before, after = reading_from_dict(earlier.body), reading_from_dict(later.body)
    pairs = _pairs(before, after)
    head = pairs[0] if pairs else None
    return Comparison(
        earlier=earlier,
        later=later,
        pairs=pairs,
        changes=tuple(_changes(earlier, later, before, after)),
        sentence=_sentence(head),
        cautions=tuple(_cautions(head, before, after)),
        charts=_charts(pairs),
    )


def _pairs(before: Reading, after: Reading) -> tuple[Pair, ...]:
    """The headline first, then what both have, in the order of the later reading."""
    was = {_key(metric): metric for metric in before.metrics}
    now = {_key(metric): metric for metric in after.metrics}
    head = probe(after.probe).explain(after).headline or probe(before.probe).explain(before).headline
    keys = list(dict.fromkeys([*([_key(head)] if head else []), *now, *was]))
    return tuple(
        Pair(name=key[0], slice=dict(key[1]) or None, earlier=was.get(key), later=now.get(key)) for key in keys
    )


def _key(metric: Metric) -> tuple[str, tuple[tuple[str, str | int | float], ...]]:
    return metric.name, tuple((metric.slice or {}).items())


def _ends(metric: Metric | None) -> tuple[float, float] | None:
    if metric is None or metric.low is None or metric.high is None or metric.level == 1.0:
        return None
    return metric.low, metric.high


def _decimals(metric: Metric) -> int:
    if metric.level == 1.0:
        return 0 if float(metric.estimate or 0.0).is_integer() else 3
    return numbers.decimals_for(metric.estimate or 0.0, metric.low, metric.high)


# ---- words ----


def _sentence(head: Pair | None) -> str:
    if head is None or head.earlier is None or head.later is None:
        return "The headline number was measured in one of the two readings only."
    title = wording.title_of(head.name)
    was, now = wording.said(head.earlier), wording.said(head.later)
    difference = head.difference
    if difference is None:
        return f"{title} was {was} and is {now}."
    text = head.difference_text.lstrip("+−")
    if difference == 0 or not any(digit in text for digit in "123456789"):
        moved = "The two are the same, as far as their digits go"
    else:
        moved = f"That is {text} {'more' if difference > 0 else 'less'}"
    return f"{title} was {was} and is {now}. {moved}."


def _cautions(head: Pair | None, before: Reading, after: Reading) -> Iterator[str]:
    if head is not None and head.overlap is not None:
        yield _OVERLAP if head.overlap else _NO_OVERLAP
    if before.data_sha256 and after.data_sha256:
        yield _SAME_DATA if before.data_sha256 == after.data_sha256 else _OTHER_DATA


# ---- what was different ----


def _changes(earlier: ReadingRecord, later: ReadingRecord, before: Reading, after: Reading) -> Iterator[Change]:
    digests: tuple[tuple[ChangeKind, str, str | None, str | None], ...] = (
        ("model", "Model SHA-256", before.model_sha256, after.model_sha256),
        ("data", "Data SHA-256", before.data_sha256, after.data_sha256),
        ("probe", "Version of the probe", before.version, after.version),
        ("setting", "Seed", str(before.seed), str(after.seed)),
    )
    for kind, name, was, now in digests:
        if was != now:
            yield Change(kind=kind, name=name, earlier=was or _NONE, later=now or _NONE)
    yield from _differing("setting", before.settings, after.settings)
    yield from _differing("threshold", _flat(before.thresholds), _flat(after.thresholds))
    yield from _differing("plan", _plan(earlier), _plan(later))
    yield from _differing("machine", _flat(before.environment), _flat(after.environment))


def _differing(kind: ChangeKind, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield Change(kind=kind, name=name, earlier=_text(was.get(name)), later=_text(now.get(name)))


def _plan(record: ReadingRecord) -> dict[str, Any]:
    """The fields of the plan by their path: {"data.label": "y"}; what the reading itself tells is left out."""
    try:
        body = yaml.safe_load(record.plan_text)
    except yaml.YAMLError:  # a case keeps what it was given
        return {}
    return _flat({name: value for name, value in body.items() if name not in _APART}) if isinstance(body, dict) else {}


def _flat(body: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in body.items():
        inner = _flat(value, f"{before}{name}.") if isinstance(value, Mapping) else {f"{before}{name}": value}
        found |= inner
    return found


def _text(value: Any) -> str:
    if value is None or value == "":
        return _NONE
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


# ---- the picture ----


def _charts(pairs: tuple[Pair, ...]) -> tuple[Chart, ...]:
    """Both readings' numbers in the unit of the headline, with their intervals."""
    both = [pair for pair in pairs if pair.difference is not None]
    unit = both[0].later.unit if both and both[0].later else ""
    shown = [
        pair for pair in both if pair.later and pair.later.unit == unit and (pair.slice is None or pair is both[0])
    ]
    shown = shown[:_MOST_POINTS]
    if not shown:
        return ()
    was = tuple(_point(pair, pair.earlier) for pair in shown if pair.earlier)
    now = tuple(_point(pair, pair.later) for pair in shown if pair.later)
    summary = "; ".join(
        f"{wording.title_of(pair.name)} {wording.number(pair.earlier)}, then {wording.number(pair.later)}"
        for pair in shown
        if pair.earlier and pair.later
    )
    return (
        Chart(
            kind="intervals",
            title="Earlier and later",
            summary=f"{summary}.",
            series=(Series(name="Earlier", points=was, role="muted"), Series(name="Later", points=now)),
            value=Axis(),
        ),
    )


def _point(pair: Pair, metric: Metric) -> Point:
    where = ", ".join(f"{column} {value}" for column, value in (pair.slice or {}).items())
    label = f"{wording.title_of(pair.name)} ({where})" if where else wording.title_of(pair.name)
    return Point(label=label, y=metric.estimate or 0.0, low=metric.low, high=metric.high, n=metric.n)
