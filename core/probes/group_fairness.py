"""Whether the model treats groups of people alike: rates by group, and the gaps between them.

Rates of each group and of each intersection of all grouping columns: selection rate, TPR, FPR, PPV (of the positive
class) and accuracy, as shares with Wilson's interval; definitions as in fairlearn 0.15 (core/measure/counts.py). Gaps
over each grouping column: demographic parity difference and ratio, equal opportunity difference, equalized odds
difference and ratio, accuracy difference, and the adverse impact ratio (lowest over highest rate of the favourable
decision). Their intervals are Newcombe's and Katz's over all pairs of groups together (core/measure/gaps.py), or the
percentile bootstrap of counts. Fisher's exact test of the best against the worst group, by Holm over all pairs of all
columns. With more than two classes the favourable class is compared with the rest.

Every gap is given twice: over all groups, and over those of at least `min_group` rows, because a group of three rows
can make any gap. Screening ratio: 29 CFR 1607.4(D), four fifths; its rescission by the EEOC is under way (2026), so it
is a setting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.measure.counts import RATES, Grouped, grouping_of, parts_of
from core.measure.gaps import bootstrap_gap, difference_interval, differences, ratio_interval, ratios
from core.measure.intervals import exact, wilson
from core.measure.pairwise import Contrast, widest_contrasts
from core.probe import (
    Data,
    Explanation,
    Measured,
    Metric,
    Model,
    Needs,
    Probe,
    Reading,
    Report,
    Setting,
    SettingValue,
)
from core.probes.fairness_words import explain as explain_fairness
from core.probes.scored import Scored, score_test
from core.probes.settings import BOOTSTRAP, LEVEL

MOST_GROUPS = 200
MOST_TESTED = 60

MIN_GROUP = Setting(
    name="min_group",
    title="Smallest group judged",
    default=30,
    kind="int",
    minimum=1,
    maximum=10000,
    unit="rows",
    help="Groups with fewer rows are reported, but left out of the gaps that are judged.",
)
SCREEN = Setting(
    name="screen",
    title="Screening ratio",
    default=0.8,
    kind="float",
    minimum=0.5,
    maximum=1.0,
    help="A favourable rate below this share of the highest calls for a closer look. Four fifths is that of 29 CFR "
    "1607.4(D), whose rescission by the EEOC is under way (2026).",
)
GAPS = Setting(
    name="gaps",
    title="Intervals of the gaps",
    default="pairs",
    kind="choice",
    choices=("pairs", "bootstrap"),
    help="pairs: Newcombe and Katz over all pairs of groups together. bootstrap: percentiles of resampled counts, "
    "as fairlearn gives them; biased where groups are small or alike.",
)

DIFFERENCES = {
    "demographic_parity_difference": ("selection_rate",),
    "equal_opportunity_difference": ("tpr",),
    "fpr_difference": ("fpr",),
    "ppv_difference": ("ppv",),
    "equalized_odds_difference": ("tpr", "fpr"),
}
RATIOS = {"demographic_parity_ratio": ("selection_rate",), "equalized_odds_ratio": ("tpr", "fpr")}


@dataclass(frozen=True, kw_only=True)
class Split:
    """The test rows split by one column or by all.

    `asked` holds the cells of the class in question (None where there is none), `favourable` those of the favourable
    class (None where that is the same), and `right` has the right decisions in its column "decided yes".
    """

    label: str
    asked: Grouped | None
    favourable: Grouped | None
    right: Grouped

    def large(self, min_group: int) -> NDArray[np.bool_]:
        """Which groups (groups,) have at least `min_group` rows."""
        return self.right.sizes >= min_group

    def only(self, kept: NDArray[np.bool_]) -> Split:
        """The same split with the marked groups alone."""
        return Split(
            label=self.label,
            asked=self.asked and self.asked.only(kept),
            favourable=self.favourable and self.favourable.only(kept),
            right=self.right.only(kept),
        )


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    if not data.test.groups:
        raise InputError("There are no grouping columns.", "Name them under data: groups.")
    level, min_group = float(settings["level"]), int(settings["min_group"])
    scored = score_test(model, data, said="running the model on the test rows")
    splits, warnings = _splits(scored, data)
    metrics: list[Metric] = []
    for done, split in enumerate(splits):
        report.progress(done, len(splits), f"comparing the groups of {split.label}")
        metrics += _by_group(split, level)
        metrics += _gaps(split, {"column": split.label}, settings, rng, sized=False)
        large = split.only(split.large(min_group))
        metrics += _gaps(large, {"column": split.label, "groups": f">={min_group}"}, settings, rng, sized=True)
    contrasts = _contrasts(splits, min_group)
    metrics += [_test_metric(contrast, min_group) for contrast in contrasts]
    return Measured(metrics=metrics, warnings=warnings, facts=_facts(data, splits, min_group, contrasts))


def _splits(scored: Scored, data: Data) -> tuple[list[Split], list[str]]:
    asked = data.positive if data.positive is not None else data.favourable
    favourable = data.favourable if data.favourable != asked else None
    warnings = []
    if asked is None:
        warnings.append("No favourable class is named, so that of several classes only accuracy is compared by group.")

    by_column = {name: {name: values} for name, values in data.test.groups.items()}
    if len(by_column) > 1:
        by_column[" × ".join(by_column)] = dict(data.test.groups)
    right = scored.labels == scored.decisions
    splits = []
    for label, columns in by_column.items():
        grouping = grouping_of(columns)
        if len(grouping.names) > MOST_GROUPS:
            warnings.append(f"{label} makes {len(grouping.names):,} groups, more than {MOST_GROUPS}, and was left out.")
            continue
        of_asked, of_favourable = (
            None if index is None else grouping.count(scored.labels == index, scored.decisions == index)
            for index in (asked, favourable)
        )
        of_right = grouping.count(np.ones_like(right), right)
        splits.append(Split(label=label, asked=of_asked, favourable=of_favourable, right=of_right))
    return splits, warnings


def _by_group(split: Split, level: float) -> list[Metric]:
    rates = [(name, split.asked, name) for name in RATES if name != "accuracy" and split.asked]
    rates.append(("accuracy", split.right, "selection_rate"))
    if split.favourable:
        rates.append(("favourable_rate", split.favourable, "selection_rate"))
    metrics = []
    for name, grouped, rate in rates:
        counted, out_of = parts_of(grouped.cells, rate)
        for group in range(len(grouped.names)):
            interval = wilson(int(counted[group]), int(out_of[group]), level=level)
            metrics.append(interval.metric(name, where=grouped.slice_of(group)))
    return metrics


def _gaps(
    split: Split, where: dict[str, str], settings: Mapping[str, SettingValue], rng: np.random.Generator, *, sized: bool
) -> list[Metric]:
    if sized and len(split.right.names) < 2:
        return []

    def measured(name: str, grouped: Grouped, rates: Sequence[str], *, ratio: bool) -> Metric:
        level, empty = float(settings["level"]), np.nan if sized else 0.0
        if settings["gaps"] == "bootstrap":
            statistic = ratios if ratio else differences
            interval = bootstrap_gap(
                grouped.cells,
                lambda cells: statistic(cells, rates, empty=empty),
                resamples=int(settings["bootstrap"]),
                level=level,
                rng=rng,
            )
        else:
            of_pairs = ratio_interval if ratio else difference_interval
            interval = of_pairs(grouped.cells, rates, level=level, leave_out_empty=sized)
        return interval.metric(name, unit="ratio" if ratio else "difference of shares", where=where)

    metrics = [measured("accuracy_difference", split.right, ("selection_rate",), ratio=False)]
    if split.asked:
        metrics += [measured(name, split.asked, rates, ratio=False) for name, rates in DIFFERENCES.items()]
        metrics += [measured(name, split.asked, rates, ratio=True) for name, rates in RATIOS.items()]
        screened = split.favourable or split.asked
        metrics.append(measured("adverse_impact_ratio", screened, ("selection_rate",), ratio=True))
    return metrics


def _contrasts(splits: Sequence[Split], min_group: int) -> list[Contrast]:
    """Exact tests of the favourable decision between groups of sufficient size."""
    tested = {}
    for split in splits:
        everyone = split.favourable or split.asked
        if everyone and 2 <= np.count_nonzero(split.large(min_group)) <= MOST_TESTED:
            tested[split.label] = everyone.only(split.large(min_group))
    return widest_contrasts(tested, rate="selection_rate")


def _test_metric(contrast: Contrast, min_group: int) -> Metric:
    interval = exact(
        contrast.p_adjusted,
        n=contrast.n,
        method=f"Fisher exact, best against worst group, Holm over {contrast.comparisons} comparisons",
    )
    where = {"column": contrast.column, "groups": f">={min_group}"}
    return interval.metric("exact_test_p", unit="probability", where=where)


def _facts(data: Data, splits: Sequence[Split], min_group: int, tests: Sequence[Contrast]) -> dict[str, object]:
    asked = data.positive if data.positive is not None else data.favourable
    favourable = data.favourable if data.favourable is not None else asked
    return {
        "class": None if asked is None else data.classes[asked],
        "favourable": None if favourable is None else data.classes[favourable],
        "splits": [
            {"label": split.label, "columns": list(split.right.columns), "sizes": _sizes(split)} for split in splits
        ],
        "tiny": {
            split.label: [", ".join(name) for name in split.right.only(~split.large(min_group)).names]
            for split in splits
        },
        "tests": [asdict(test) for test in tests],
    }


def _sizes(split: Split) -> list[dict[str, object]]:
    return [
        {"group": ", ".join(name), "n": int(n)} for name, n in zip(split.right.names, split.right.sizes, strict=True)
    ]


def explain(reading: Reading) -> Explanation:
    """The reading in words, with a chart and a table for each grouping column (see fairness_words.py)."""
    return explain_fairness(reading)


PROBE = Probe(
    id="group-fairness",
    version="1.0.0",
    title="Group fairness",
    measures="How rates of decisions and errors differ between groups of people, and whether chance could explain it.",
    items=(
        "MOD-FAI-1",
        "MOD-FAI-2",
        "MOD-FAI-3",
        "DAT-FAI-2",
        "DAT-FAI-3",
        "POST-FAI-1",
        "POST-FAI-3",
        "POST-FAI-4",
        "OUT-FAI-2",
        "HW-FAI-1",
        "HW-FAI-3",
        "HAI-FAI-2",
        "HAI-FAI-4",
    ),
    needs=Needs(model=False, labels=True, groups=True, tasks=frozenset({"binary", "multiclass"})),
    cost="One pass over the test rows; the intervals and tests take moments, more with many groups.",
    source="fairlearn 0.15 (definitions); Wilson 1927; Newcombe 1998; Katz et al. 1978; Fisher 1935; Holm 1979; "
    "29 CFR 1607.4(D).",
    run=run,
    explain=explain,
    settings=(MIN_GROUP, SCREEN, GAPS, BOOTSTRAP, LEVEL),
    metrics=(
        *RATES,
        "favourable_rate",
        "accuracy_difference",
        *DIFFERENCES,
        *RATIOS,
        "adverse_impact_ratio",
        "exact_test_p",
    ),
)
