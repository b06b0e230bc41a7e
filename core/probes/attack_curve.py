"""What the attack probes share: their settings, the curve of robust accuracy over budget, and how it is said.

robust_accuracy (share) and queries_to_fool (queries) are defined in the probes' own heads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Axis, Chart, Point, Series
from core.measure.attack import Attacked
from core.measure.intervals import Interval, clopper_pearson
from core.probe import Explanation, Metric, Reading, Report, Setting, SettingValue
from core.probes import wording

Attack = Callable[[NDArray[np.int64], float, Callable[[int, int], None]], Attacked]

SAMPLES = Setting(
    name="samples",
    title="Rows attacked",
    default=200,
    kind="int",
    minimum=10,
    maximum=10000,
    unit="rows",
    help="Rows drawn at random from the test data. More rows narrow the interval and take longer.",
)
QUERIES = Setting(
    name="queries",
    title="Queries a row",
    default=0,
    kind="int",
    minimum=0,
    maximum=20000,
    help="How often the attack may ask the model about one row at one budget. More queries make a stronger attack. "
    "0: 500, or 100 where a row has more than 65,536 values, as a picture of 224 by 224 in colours has.",
)
USUAL_QUERIES, FEWER_QUERIES, HEAVY_ROW = 500, 100, 65_536
BUDGET = Setting(
    name="budget",
    title="Largest budget",
    default=0.12,
    kind="float",
    minimum=0.0001,
    maximum=1.0,
    unit="of the input's range",
    help="How far each value may be moved, as a share of its range.",
)
STEPS = Setting(
    name="steps",
    title="Budgets",
    default=4,
    kind="int",
    minimum=1,
    maximum=10,
    help="How many budgets are tried, in equal steps up to the largest.",
)


def queries_for(settings: Mapping[str, SettingValue], values: int) -> int:
    """Queries a row at one budget, where rows have so many values: what is set, or by the size of a row alone.

    Never by the time that the model takes here: the same plan gives the same numbers on a slower machine.
    """
    return int(settings["queries"]) or (USUAL_QUERIES if values <= HEAVY_ROW else FEWER_QUERIES)


def attack_curve(
    standing: NDArray[np.bool_],
    attack: Attack,
    settings: Mapping[str, SettingValue],
    report: Report,
    *,
    most_queries: int,
) -> tuple[list[Metric], list[str]]:
    """(metrics, warnings) of the attack at every budget; `standing` (n,) says which rows are decided rightly.

    `attack` takes the rows still standing, the budget and a listener. A row that falls stays down at larger budgets.
    """
    level, steps = float(settings["level"]), int(settings["steps"])
    standing = standing.copy()
    metrics = [_robust(standing, 0.0, level)]
    warnings = []
    if not settings["queries"] and most_queries < USUAL_QUERIES:
        warnings.append(
            f"The rows are large, so that {most_queries:,} queries a row were spent, not {USUAL_QUERIES:,}. For a "
            "stronger attack set the queries."
        )
    for step in range(1, steps + 1):
        budget = round(float(settings["budget"]) * step / steps, 10)

        def heard(done: int, total: int, before: int = step - 1, budget: float = budget) -> None:
            spent = min(done * most_queries // max(1, total), most_queries)
            report.progress(
                before * most_queries + spent, steps * most_queries, f"attacking within {budget:g} of the range"
            )

        rows = np.flatnonzero(standing)
        attacked = attack(rows, budget, heard)
        standing[rows[attacked.fooled]] = False
        metrics += [_robust(standing, budget, level), _effort(attacked, budget, level)]
        if attacked.unanswered:
            warnings.append(
                f"At budget {budget:g} the model gave no number to {attacked.unanswered:,} queries; these were not"
                " counted as fooled."
            )
    return metrics, warnings


def _robust(standing: NDArray[np.bool_], budget: float, level: float) -> Metric:
    interval = clopper_pearson(int(np.count_nonzero(standing)), len(standing), level=level)
    return interval.metric("robust_accuracy", where={"budget": budget})


def _effort(attacked: Attacked, budget: float, level: float) -> Metric:
    spent = attacked.queries[attacked.fooled]
    interval = Interval(
        estimate=float(np.median(spent)) if spent.size else None,
        low=None,
        high=None,
        level=level,
        method="median over the rows fooled; no interval, it measures this attack"
        if spent.size
        else "no row was fooled",
        n=int(spent.size),
    )
    return interval.metric("queries_to_fool", unit="queries", where={"budget": budget})


def explain_curve(reading: Reading, *, moved: str) -> Explanation:
    """The reading in words, robust accuracy over budget as a line, and its table; `moved` says what a budget allows."""
    curve = [metric for metric in reading.metrics if metric.name == "robust_accuracy"]
    if not curve:
        return wording.nothing_measured(reading)
    clean, strongest = curve[0], curve[-1]
    queries = int(reading.facts.get("queries") or reading.settings["queries"])
    budget = float((strongest.slice or {})["budget"])
    return Explanation(
        headline=strongest,
        sentence=f"When {moved.format(budget=f'{budget:g}')}, the share of right decisions "
        f"{_change(clean, strongest)}, on {strongest.n:,} rows attacked with up to "
        f"{queries:,} queries each.{wording.against_limits(reading)}",
        means="No more than this share of decisions stays right against someone who can ask the model for its scores.",
        does_not_mean="A stronger attack may take more: what withstood this one is not proven safe. A changed row may"
        " also be one that could not occur.",
        charts=(_curve_chart(reading, curve),),
        tables=(
            ("Robust accuracy by budget", ("Budget", "Robust accuracy", "Interval", "Queries"), _rows(reading, curve)),
        ),
    )


def _change(clean: Metric, strongest: Metric) -> str:
    if strongest.estimate == clean.estimate:
        return f"stays at {wording.said(strongest)}: the attack fooled no row"
    return f"falls from {wording.number(clean)} to {wording.said(strongest)}"


def _curve_chart(reading: Reading, curve: list[Metric]) -> Chart:
    points = tuple(
        Point(
            x=float((metric.slice or {})["budget"]),
            y=metric.estimate or 0.0,
            low=metric.low,
            high=metric.high,
            n=metric.n,
        )
        for metric in curve
    )
    return Chart(
        kind="line",
        title="Robust accuracy against budget",
        summary="; ".join(f"budget {point.x:g}: {wording.said(one)}" for point, one in zip(points, curve, strict=True))
        + ".",
        series=(Series(name="robust accuracy", points=points),),
        x=Axis(label="Budget, as a share of the input's range", low=0.0),
        value=Axis(label="Share right", low=0.0, high=1.0),
        threshold=wording.threshold_line(reading, "robust_accuracy"),
    )


def _rows(reading: Reading, curve: list[Metric]) -> wording.Rows:
    rows = []
    for metric in curve:
        effort = wording.find(reading, "queries_to_fool", metric.slice)
        queries = f"{effort.estimate:,.0f}" if effort and effort.estimate is not None else "—"
        budget = f"{float((metric.slice or {})['budget']):g}"
        rows.append((budget, wording.number(metric), wording.interval(metric), queries))
    return tuple(rows)
