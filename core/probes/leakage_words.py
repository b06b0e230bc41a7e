"""How a reading of the leakage probe is said."""

from __future__ import annotations

from core.probe import Explanation, Metric, Reading
from core.probes import wording


def explain(reading: Reading) -> Explanation:
    """The reading in words, shares of twins as a chart and a table, and the first pairs."""
    overlap = wording.find(reading, "exact_overlap")
    excess = wording.find(reading, "exact_excess")
    if overlap is None or excess is None:
        return wording.nothing_measured(reading)
    names = ("exact_overlap", "twins_within_training", "near_overlap", "near_within_training")
    shown = [(wording.title_of(name), metric) for name in names if (metric := wording.find(reading, name))]
    pairs = reading.facts["exact_pairs"] or reading.facts["near_pairs"]
    whole = [metric for metric in reading.metrics if not metric.slice]
    tables: list[wording.Table] = [("Measures", wording.METRIC_HEADER, wording.table_rows(whole))]
    tables += _column_tables(reading)
    if pairs:
        title = "First test rows with a twin" if reading.facts["exact_pairs"] else "First test rows with a near twin"
        rows = tuple((f"{test:,}", f"{train:,}") for test, train in pairs)
        tables.append((title, ("Test row", "Training row"), rows))
    return Explanation(
        headline=overlap,
        sentence=f"The share of test records that also are training records is {wording.said(overlap)}, by "
        f"{reading.facts['records']}{_but_names(reading)}. {_beside_chance(excess)}{_near_said(reading)}"
        f"{_names_said(reading)}{_told_said(reading)}{wording.against_limits(reading)}",
        means="Rows that the model has seen make the test look better than the field will be.",
        does_not_mean="The same person or thing under another record is not found here. A column that tells much of "
        "the label may have come by it honestly: ask when it is known.",
        charts=(
            wording.interval_chart(
                "Records with a twin",
                "; ".join(f"{title} {wording.said(metric)}" for title, metric in shown) + ".",
                shown,
                threshold=wording.threshold_line(reading, "exact_overlap"),
            ),
        ),
        tables=tuple(tables),
    )


def _column_tables(reading: Reading) -> list[wording.Table]:
    tables: list[wording.Table] = []
    for name, title in (
        ("label_told", "What one column alone tells of the label"),
        ("name_overlap", "Names of rows that occur in training"),
    ):
        rows = tuple(
            (str((one.slice or {})["column"]), wording.number(one), wording.interval(one), one.unit)
            for one in reading.metrics
            if one.name == name
        )
        if rows:
            tables.append((title, ("Column", wording.title_of(name), "Interval", "Unit"), rows))
    return tables


def _but_names(reading: Reading) -> str:
    naming = reading.facts.get("naming", [])
    return f" but {', '.join(naming[:3])}, which only name{'s' if len(naming) == 1 else ''} rows" if naming else ""


def _names_said(reading: Reading) -> str:
    found = [one for one in reading.metrics if one.name == "name_overlap"]
    most = max(found, key=lambda one: one.estimate or 0.0, default=None)
    if most is None or not most.estimate:
        return ""
    return f" By {wording.where(most)} the share whose name occurs in training is {wording.said(most)}."


def _told_said(reading: Reading) -> str:
    most = next((one for one in reading.metrics if one.name == "label_told_most"), None)
    if most is None or most.estimate is None:
        return ""
    return f" Most of the label is told by the {wording.where(most)}: {wording.said(most)} ({most.unit})."


def _beside_chance(excess: Metric) -> str:
    if excess.low is not None and excess.low > 0:
        return (
            f"That is {wording.said(excess)} more than training records have twins among themselves: rows were shared."
        )
    return "Training records have twins among themselves about as often or more, so chance explains it."


def _near_said(reading: Reading) -> str:
    near = wording.find(reading, "near_overlap")
    if near is None:
        return ""
    how = {
        "spelling": "have the same letters, whatever the case, signs and spaces,",
        "column": "differ in at most one column",
        "distance": "lie very near to one",
    }[reading.facts["near_by"]]
    return f" The share that {how} is {wording.said(near)}."
