"""Whether the model's stated confidence is kept.

ECE: Σ over bins of |Σ (right − confidence)| / n in 15 equal-width bins of the top label's probability (Naeini et al.
2015; Guo et al. 2017). Adaptive ECE: the same over bins of equal mass (Nixon et al. 2019). Brier score as in perf-ci.
Units: shares; Brier in squared error. Formulas, intervals and their sources are in core/measure/calibration.py: the
interval of an ECE comes from the resampled distance of the bins, because the percentiles of an ordinary bootstrap would
accuse every calibrated model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from core.chart.model import Axis, Chart, Point, Series
from core.errors import InputError
from core.measure import calibration as measures
from core.measure.bootstrap import interval_of_sums, resampled_sums
from core.measure.classification import are_probabilities, brier_rows
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
from core.probes import wording
from core.probes.scored import Scored, score_test
from core.probes.settings import BOOTSTRAP, LEVEL

MOST_DRAWS = 500  # of a calibrated model, enough for its 95 % quantile

BINS = Setting(
    name="bins",
    title="Bins",
    default=15,
    kind="int",
    minimum=2,
    maximum=100,
    help="How many bins the confidence is cut into; 15 is the usual number.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, resamples, bins = float(settings["level"]), int(settings["bootstrap"]), int(settings["bins"])
    scored = score_test(model, data, said="running the model on the test rows")
    if data.decisions_only or not are_probabilities(scored.scores):
        raise InputError(
            "Calibration needs probabilities, and the model's scores are none.",
            "Set outputs: kind to what the model gives (logits become probabilities), or leave this probe out.",
        )
    brier = _brier(scored, data, level, resamples, rng)
    confidence, right = measures.top_label(scored.scores, scored.labels, data.positive)
    binnings = [measures.equal_width_bins(confidence, bins), measures.equal_mass_bins(confidence, bins)]
    distances = measures.resampled_distances(
        right - confidence,
        binnings,
        bins,
        resamples,
        rng,
        lambda done, total: report.progress(done, total, "drawing the rows again for the intervals"),
    )
    metrics = []
    for name, bin_of, distance in zip(("ece", "ece_adaptive"), binnings, distances, strict=True):
        error = measures.calibration_error(confidence, right, bin_of, bins)
        metrics.append(measures.error_interval(error, distance, level=level, n=len(right)).metric(name))
    metrics.append(brier)
    by_chance, at_most = measures.if_calibrated(
        confidence, binnings[0], bins, draws=min(resamples, MOST_DRAWS), level=level, rng=rng
    )
    return Measured(
        metrics=metrics,
        facts={
            "bins": [_bin_as_dict(one) for one in measures.reliability(confidence, right, bins, level=level)],
            "mean_confidence": float(confidence.mean()),
            "share_right": float(right.mean()),
            "ece_by_chance": by_chance,
            "ece_by_chance_at_most": at_most,
        },
    )


def _brier(scored: Scored, data: Data, level: float, resamples: int, rng: np.random.Generator) -> Metric:
    errors = brier_rows(scored.scores, scored.labels, data.positive)[:, None]
    sums = resampled_sums(errors, resamples, rng)
    n = len(errors)
    interval = interval_of_sums(errors, sums, lambda total: total[..., 0] / n, level=level)
    return interval.metric("brier", unit="squared error")


def _bin_as_dict(one: measures.Bin) -> dict[str, float | int | None]:
    body = asdict(one)
    kept = body.pop("kept")
    return body | {"right": kept["estimate"], "right_low": kept["low"], "right_high": kept["high"]}


def explain(reading: Reading) -> Explanation:
    """The reading in words, a reliability diagram and its table."""
    ece = wording.find(reading, "ece")
    if ece is None or ece.estimate is None:
        return wording.nothing_measured(reading)
    return Explanation(
        headline=ece,
        sentence=f"Stated confidence and the share of right answers differ by {wording.said(ece)} on average, over "
        f"{ece.n:,} test rows. {_beside_chance(reading, ece)}{wording.against_limits(reading)}",
        means="A confidence of 0.8 means right in about 8 of 10 cases, give or take the difference measured here.",
        does_not_mean="A calibrated model can still be wrong often, or be calibrated on the whole and not for a group.",
        charts=(_diagram(reading, ece),),
        tables=(("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics)),),
    )


def _beside_chance(reading: Reading, ece: Metric) -> str:
    at_most = float(reading.facts["ece_by_chance_at_most"])
    expected = f"a model that keeps its confidence exactly would show up to {wording.written(at_most, ece)} by chance"
    if ece.estimate is not None and ece.estimate <= at_most:
        return f"That is no more than chance: {expected}."
    direction = "more" if reading.facts["mean_confidence"] > reading.facts["share_right"] else "less"
    return f"That is more than chance ({expected}); on the whole the model is {direction} confident than it is right."


def _diagram(reading: Reading, ece: Metric) -> Chart:
    bins = reading.facts["bins"]
    points = tuple(
        Point(x=one["confidence"], y=one["right"], low=one["right_low"], high=one["right_high"], n=one["n"])
        for one in bins
    )
    furthest = max(bins, key=lambda one: abs(one["right"] - one["confidence"]) * one["n"])
    return Chart(
        kind="reliability",
        title="Share of right answers by stated confidence",
        summary=f"{len(bins)} bins hold rows; the one that adds most to the error states {furthest['confidence']:.2f}"
        f" and is right in {furthest['right']:.2f} of {furthest['n']:,} rows. ECE {wording.said(ece)}.",
        series=(Series(name="test rows", points=points),),
        x=Axis(label="Stated confidence", low=0.0, high=1.0),
        value=Axis(label="Share right", low=0.0, high=1.0),
        header=("Confidence", "Rows", "Mean confidence", "Share right", "Interval"),
        rows=tuple(
            (
                f"{one['low']:.3f} to {one['high']:.3f}",
                f"{one['n']:,}",
                f"{one['confidence']:.3f}",
                f"{one['right']:.3f}",
                f"{one['right_low']:.3f} to {one['right_high']:.3f}",
            )
            for one in bins
        ),
    )


PROBE = Probe(
    id="calibration",
    version="1.0.0",
    title="Calibration",
    measures="Whether the model is right as often as its stated confidence says.",
    items=("MOD-VAL-4", "POST-SAF-2", "OUT-EXP-2", "ANT-EXP-1"),
    needs=Needs(model=False, labels=True, scores=True, tasks=frozenset({"binary", "multiclass"})),
    cost="One pass over the test rows, and a bootstrap whose time grows with rows times resamples.",
    source="Guo et al. 2017; Nixon et al. 2019; Bröcker and Smith 2007; Brier 1950.",
    run=run,
    explain=explain,
    settings=(BINS, BOOTSTRAP, LEVEL),
    metrics=("ece", "ece_adaptive", "brier"),
)
