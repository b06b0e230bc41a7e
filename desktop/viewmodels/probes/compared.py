"""Two kept readings side by side, as the Probes page shows them. Called in a thread: the probes bring numpy."""

from __future__ import annotations

from core.evaluation.records import ReadingRecord
from core.probe import Metric
from desktop.viewmodels.probes.explain import chart_state, told_apart, where
from desktop.viewmodels.probes.states import ComparisonState
from desktop.viewmodels.shown import digest_groups

HEADER = ("Measure", "Earlier", "Interval", "Later", "Interval", "Difference", "Intervals")
_MOST_ROWS = 200
_KINDS = {
    "model": "Model",
    "data": "Data",
    "probe": "Probe",
    "setting": "Setting",
    "threshold": "Threshold",
    "plan": "Plan",
    "machine": "Machine",
}


def _named(name: str, kind: str) -> str:
    """What was different, in words: a threshold is kept as accuracy.min."""
    from core.probes.wording import title_of

    metric, _, side = name.rpartition(".")
    if kind == "threshold" and side in {"min", "max"}:
        return f"{title_of(metric)} at {'least' if side == 'min' else 'most'}"
    return name.replace("_", " ")


def comparison_state(one: ReadingRecord, other: ReadingRecord) -> ComparisonState:
    """`one` and `other`, the earlier first. Raises InputError where they can't be compared."""
    from core.evaluation.comparing import Change, Pair, compare
    from core.probes import wording

    made = compare(one, other)

    def number(metric: Metric | None) -> str:
        return "not measured" if metric is None else wording.number(metric)

    def between(metric: Metric | None) -> str:
        return "—" if metric is None else wording.interval(metric)

    def line(pair: Pair) -> tuple[str, ...]:
        over, title = where(pair.slice), wording.title_of(pair.name)
        meet = {True: "overlap", False: "apart", None: "—"}[pair.overlap]
        was, now = pair.earlier, pair.later
        numbers = (number(was), between(was), number(now), between(now), pair.difference_text)
        return (f"{title} ({over})" if over else title, *numbers, meet)

    def change(one: Change) -> tuple[str, ...]:
        said = [digest_groups(text, 8) if "SHA-256" in one.name and len(text) == 64 else text for text in _both(one)]
        return _KINDS[one.kind], _named(one.name, one.kind), *said

    def _both(one: Change) -> tuple[str, str]:
        return one.earlier, one.later

    return ComparisonState(
        other=other.id,
        earlier=told_apart(made.earlier),
        later=told_apart(made.later),
        sentence=made.sentence,
        cautions=made.cautions,
        header=HEADER,
        rows=tuple(line(pair) for pair in made.pairs[:_MOST_ROWS]),
        changes=tuple(map(change, made.changes)),
        charts=tuple(map(chart_state, made.charts)),
    )
