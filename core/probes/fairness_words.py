"""A group-fairness reading in words, charts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.chart.model import Axis, Chart, Threshold
from core.probe import Explanation, Metric, Reading
from core.probes import wording

BY_GROUP = ("selection_rate", "tpr", "fpr", "ppv", "accuracy", "favourable_rate")
MOST_DRAWN = 20


def explain(reading: Reading) -> Explanation:
    """Lead with the widest gap between groups of sufficient size, name the groups that are too small to be judged."""
    headline = _headline(reading)
    if headline is None:
        return wording.nothing_measured(reading, "each grouping column holds one group only, so there is no gap")
    return Explanation(
        headline=headline,
        sentence=_sentence(reading, headline),
        means="Groups whose intervals lie apart are treated differently by this model on data like these.",
        does_not_mean="A gap does not show its cause, and a small gap does not show that each person was treated"
        " fairly: base rates, wrong labels and missing groups can make or hide one.",
        charts=tuple(_charts(reading)),
        tables=(*_group_tables(reading), _gap_table(reading), *_test_table(reading)),
    )


def _headline(reading: Reading) -> Metric | None:
    """The widest gap over a single column: of sufficiently large groups, else of all; of rates, else of accuracy."""
    singles = {str(split["label"]) for split in reading.facts.get("splits", ()) if len(split["columns"]) == 1}
    for name in ("demographic_parity_difference", "accuracy_difference"):
        found = [
            metric
            for metric in reading.metrics
            if metric.name == name and metric.estimate is not None and (metric.slice or {}).get("column") in singles
        ]
        sized = [metric for metric in found if "groups" in (metric.slice or {})]
        if sized or found:
            return max(sized or found, key=lambda metric: metric.estimate or 0.0)
    return None


def _sentence(reading: Reading, headline: Metric) -> str:
    slice_ = headline.slice or {}
    label, sized = str(slice_["column"]), "groups" in slice_
    what = "rates of right decisions" if headline.name == "accuracy_difference" else _what(reading)
    among = f"groups of at least {reading.settings['min_group']} rows" if sized else "all groups, however small"
    parts = [f"By {label}, {what} differ by up to {wording.said(headline)} between {among}."]
    parts += _screen_sentences(reading, slice_)
    if tiny := reading.facts.get("tiny", {}).get(label):
        parts.append(f"Too small to be judged, and left out of that: {_listed(tiny)}.")
    return " ".join(parts) + wording.against_limits(reading)


def _what(reading: Reading) -> str:
    return f"rates of the decision “{reading.facts['class']}”"


def _screen_sentences(reading: Reading, slice_: Mapping[str, Any]) -> Iterable[str]:
    ratio = wording.find(reading, "adverse_impact_ratio", slice_)
    if ratio is None or ratio.estimate is None or ratio.low is None or ratio.high is None:
        return
    screen = float(reading.settings["screen"])
    side = "below" if ratio.high < screen else "above" if ratio.low >= screen else "on both sides of"
    yield (
        f"The lowest rate of the favourable decision “{reading.facts['favourable']}” is {wording.said(ratio)} of the"
        f" highest: {side} the screening ratio {screen:g} (29 CFR 1607.4(D), rescission under way)."
    )
    for test in reading.facts.get("tests", ()):
        if test["column"] == slice_["column"]:
            yield f"An exact test of {test['best']} against {test['worst']} gives {_p(test['p_adjusted'])}."


def _p(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _listed(names: list[str]) -> str:
    shown = "; ".join(names[:6])
    return shown if len(names) <= 6 else f"{shown}; and {len(names) - 6} more"


def _metrics_of(reading: Reading, name: str, columns: list[str]) -> list[Metric]:
    """The metrics of groups by just these columns. A kept reading may name them in another order."""
    return [one for one in reading.metrics if one.name == name and sorted(one.slice or {}) == sorted(columns)]


def _group_of(metric: Metric, columns: list[str]) -> str:
    return ", ".join(str((metric.slice or {})[column]) for column in columns)


def _charts(reading: Reading) -> Iterable[Chart]:
    for split in reading.facts["splits"]:
        name = next(name for name in ("favourable_rate", "selection_rate", "accuracy") if _has(reading, name))
        columns = list(split["columns"])
        metrics = _metrics_of(reading, name, columns)
        largest = sorted(metrics, key=lambda metric: -metric.n)[:MOST_DRAWN]
        shown = sorted(largest, key=lambda metric: -(metric.estimate or 0.0))
        if not shown:
            continue
        left_out = (
            f" The {len(metrics) - len(shown)} smallest groups are not drawn." if len(metrics) > len(shown) else ""
        )
        yield wording.interval_chart(
            f"{wording.title_of(name)} by {split['label']}",
            f"Highest: {_group_of(shown[0], columns)}, {wording.said(shown[0])}; "
            f"lowest: {_group_of(shown[-1], columns)}, {wording.said(shown[-1])}.{left_out}",
            [(_group_of(metric, columns), metric) for metric in shown],
            threshold=_screen_line(reading, name, metrics),
            value=Axis(label=wording.title_of(name), low=0.0),
        )


def _has(reading: Reading, name: str) -> bool:
    return any(metric.name == name for metric in reading.metrics)


def _screen_line(reading: Reading, name: str, metrics: list[Metric]) -> Threshold | None:
    """Where the screening ratio of the highest rate lies; none where the rate shown is not that of the favourable."""
    large = [metric.estimate or 0.0 for metric in metrics if metric.n >= int(reading.settings["min_group"])]
    shows_favourable = name == "favourable_rate" or (
        name == "selection_rate" and reading.facts["favourable"] == reading.facts["class"]
    )
    if not large or not shows_favourable:
        return None
    screen = float(reading.settings["screen"])
    return Threshold(value=screen * max(large), label=f"{screen:g} of the highest")


def _group_tables(reading: Reading) -> Iterable[wording.Table]:
    names = [name for name in BY_GROUP if _has(reading, name)]
    for split in reading.facts["splits"]:
        columns = list(split["columns"])
        by_name = {name: {_group_of(m, columns): m for m in _metrics_of(reading, name, columns)} for name in names}
        rows = tuple(
            (
                str(one["group"]),
                f"{one['n']:,}",
                *(_cell(by_name[name][str(one["group"])]) for name in names),
            )
            for one in split["sizes"]
        )
        header = ("Group", "Rows", *(wording.title_of(name) for name in names))
        yield f"Rates by {split['label']}", header, rows


def _cell(metric: Metric) -> str:
    if metric.n == 0:
        return "not defined"
    return f"{wording.number(metric)} ({wording.interval(metric)})"


def _gap_table(reading: Reading) -> wording.Table:
    """The differences and ratios; those of the larger groups only where some group is smaller."""
    rows = []
    tiny = {label for label, groups in reading.facts["tiny"].items() if groups}
    for metric in reading.metrics:
        slice_ = metric.slice or {}
        if "column" not in slice_ or metric.name == "exact_test_p":
            continue
        if "groups" in slice_ and slice_["column"] not in tiny:
            continue
        groups = f"of {str(slice_['groups']).removeprefix('>=')} rows and more" if "groups" in slice_ else "all"
        rows.append(
            (
                wording.title_of(metric.name),
                str(slice_["column"]),
                groups,
                wording.number(metric),
                wording.interval(metric),
                metric.method,
            )
        )
    return "Gaps between groups", ("Measure", "Column", "Groups", "Estimate", "Interval", "Method"), tuple(rows)


def _test_table(reading: Reading) -> Iterable[wording.Table]:
    tests = reading.facts.get("tests", ())
    if tests:
        header = ("Column", "Highest", "Rate", "Lowest", "Rate", "p", "p by Holm")
        rows = tuple(
            (
                str(test["column"]),
                str(test["best"]),
                f"{test['best_rate']:.3f}",
                str(test["worst"]),
                f"{test['worst_rate']:.3f}",
                f"{test['p']:.2g}",
                f"{test['p_adjusted']:.2g}",
            )
            for test in tests
        )
        yield f"Exact tests of the favourable decision, over {tests[0]['comparisons']} comparisons", header, rows
