"""How well the model does on the test data, each measure with its interval.

Classification: accuracy, balanced accuracy, precision, recall, F1, AUROC, log loss (nats), Brier score. With two
classes precision, recall and F1 are those of the positive class; with more they are plain (macro) averages over the
classes, and AUROC is one against the rest. Regression: MAE, RMSE and bias (the mean error, value less target) in the
target's unit, and R².

Shares get Wilson's interval, AUROC DeLong's on the logit scale, everything else the BCa bootstrap. Formulas and their
sources are in core/measure/: classification.py, regression.py, auroc.py, intervals.py and bootstrap.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.measure import classification as measures
from core.measure import regression
from core.measure.auroc import auroc, macro_auroc
from core.measure.bootstrap import Heard, Statistic, interval_of_counts, interval_of_sums, resampled_sums
from core.measure.intervals import Interval, wilson
from core.probe import Data, Explanation, Measured, Metric, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording
from core.probes.scored import Scored, finite, labels_of, score_test
from core.probes.settings import BOOTSTRAP, LEVEL

SHARES = ("accuracy", "balanced_accuracy", "precision", "recall", "f1", "auroc")
LOSSES = ("log_loss", "brier")
ERRORS = ("mae", "rmse", "bias", "r2")
MOST_CLASSES_SHOWN = 20


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, resamples = float(settings["level"]), int(settings["bootstrap"])
    if data.task == "regression":
        return _regression(model, data, level, resamples, rng, report)
    scored = score_test(model, data, said="running the model on the test rows")
    counts = measures.confusion(scored.labels, scored.decisions, len(data.classes))
    from_scores, warnings = _from_scores(scored, data, level, resamples, rng, report)
    metrics = _from_counts(counts, data, level, resamples, rng)
    return Measured(
        metrics=metrics + from_scores,
        warnings=_no_better_than_guessing(counts, metrics[0], data) + warnings,
        facts={
            "classes": list(data.classes),
            "positive": None if data.positive is None else data.classes[data.positive],
            "confusion": counts.tolist() if len(data.classes) <= MOST_CLASSES_SHOWN else [],
        },
    )


def _from_counts(
    counts: measures.Ints, data: Data, level: float, resamples: int, rng: np.random.Generator
) -> list[Metric]:
    def bootstrapped(statistic: Statistic, said: str = "") -> Interval:
        return interval_of_counts(counts, statistic, resamples=resamples, level=level, rng=rng, said=said)

    hits, n = int(np.trace(counts)), int(counts.sum())
    intervals = {
        "accuracy": wilson(hits, n, level=level),
        "balanced_accuracy": bootstrapped(measures.balanced_accuracy),
    }
    if (yes := data.positive) is not None:
        found = int(counts[yes, yes])
        intervals["precision"] = wilson(found, int(counts[:, yes].sum()), level=level)
        intervals["recall"] = wilson(found, int(counts[yes].sum()), level=level)
        intervals["f1"] = bootstrapped(lambda tables: measures.f1_by_class(tables)[..., yes])
    else:
        said = f"; macro average over {len(data.classes)} classes"
        intervals["precision"] = bootstrapped(measures.macro_precision, said)
        intervals["recall"] = bootstrapped(measures.macro_recall, said)
        intervals["f1"] = bootstrapped(measures.macro_f1, said)
    return [interval.metric(name) for name, interval in intervals.items()]


def _from_scores(
    scored: Scored, data: Data, level: float, resamples: int, rng: np.random.Generator, report: Report
) -> tuple[list[Metric], list[str]]:
    if data.decisions_only:
        return [], ["The model gives decisions alone: AUROC, log loss and Brier score need scores and were left out."]
    if data.positive is not None:
        area = auroc(scored.scores[:, data.positive], scored.labels == data.positive, level=level)
    else:
        area = macro_auroc(scored.scores, scored.labels, level=level)
    metrics = [area.metric("auroc")]
    warnings = []
    if np.isin(scored.scores, (0.0, 1.0)).all():
        warnings.append("Every score is 0 or 1: if these are decisions, set outputs: kind to label.")
    if not measures.are_probabilities(scored.scores):
        return metrics, [*warnings, "The scores are not probabilities: log loss and Brier score were left out."]
    terms = np.stack(
        [
            measures.log_loss_rows(scored.scores, scored.labels, data.positive),
            measures.brier_rows(scored.scores, scored.labels, data.positive),
        ],
        axis=1,
    )
    sums = resampled_sums(terms, resamples, rng, _heard(report))
    n = len(terms)
    for column, (name, unit) in enumerate((("log_loss", "nats"), ("brier", "squared error"))):
        interval = interval_of_sums(terms[:, [column]], sums[:, [column]], lambda total: total[..., 0] / n, level=level)
        metrics.append(interval.metric(name, unit=unit))
    return metrics, warnings


def _regression(
    model: Model, data: Data, level: float, resamples: int, rng: np.random.Generator, report: Report
) -> Measured:
    targets = labels_of(data.test).astype(np.float64)
    values = finite(model.predict(data.test.inputs, "running the model on the test rows"))
    terms = regression.row_terms(values, targets)
    sums = resampled_sums(terms, resamples, rng, _heard(report))
    metrics = [
        interval_of_sums(terms, sums, measure, level=level).metric(name, unit=unit)
        for name, measure, unit in (
            ("mae", regression.mae, "target's unit"),
            ("rmse", regression.rmse, "target's unit"),
            ("bias", regression.bias, "target's unit"),
            ("r2", regression.r2, "share of variance"),
        )
    ]
    return Measured(metrics=metrics, facts={"mean_target": float(targets.mean())})


def _heard(report: Report) -> Heard:
    return lambda done, total: report.progress(done, total, "drawing the rows again for the intervals")


def _no_better_than_guessing(counts: measures.Ints, accuracy: Metric, data: Data) -> list[str]:
    of_class = counts.sum(axis=1)
    share = float(of_class.max() / of_class.sum())
    if accuracy.low is None or accuracy.low > share:
        return []
    usual = data.classes[int(of_class.argmax())]
    guess = (
        f"Always answering {usual} would be right in {share * 100:.1f} % of these rows; the model can't be told from"
    )
    return [f"{guess} that, or does worse. Check the order of the classes and the scale of the inputs."]


def explain(reading: Reading) -> Explanation:
    """The reading in words, a chart of the shares and tables of measures and of the confusion matrix."""
    error = wording.find(reading, "mae")
    if error is not None:
        return _explain_regression(reading, error)
    accuracy = wording.find(reading, "accuracy")
    if accuracy is None:
        return wording.nothing_measured(reading)
    sentence = (
        f"The share of right decisions is {wording.said(accuracy)} on {accuracy.n:,} test rows."
        f"{wording.against_limits(reading)}"
    )
    shown = [(wording.title_of(metric.name), metric) for metric in reading.metrics if metric.name in SHARES]
    chart = wording.interval_chart(
        "Measures of performance",
        "; ".join(f"{title} {wording.said(metric)}" for title, metric in shown) + ".",
        shown,
        threshold=wording.threshold_line(reading, "accuracy"),
    )
    return Explanation(
        headline=accuracy,
        sentence=sentence,
        means="On data like these test rows, the share of right decisions lies in the interval, at the level stated.",
        does_not_mean="It says nothing about rows that are unlike the test rows, nor whether errors fall on some people"
        " more than on others, nor what an error costs.",
        charts=(chart,),
        tables=(("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics)), *_confusion_table(reading)),
    )


def _explain_regression(reading: Reading, error: Metric) -> Explanation:
    shown = [(wording.title_of(one.name), one) for one in reading.metrics if one.unit == "target's unit"]
    return Explanation(
        headline=error,
        sentence=f"On {error.n:,} test rows the model is off by {wording.said(error)} on average, in the target's unit."
        f"{_bias_said(reading)}{wording.against_limits(reading)}",
        means="On data like these test rows, the mean error lies in the interval, at the level stated.",
        does_not_mean="It says nothing about the largest errors, nor about rows that are unlike the test rows.",
        charts=(
            wording.interval_chart(
                "Errors in the target's unit",
                "; ".join(f"{title} {wording.said(metric)}" for title, metric in shown) + ".",
                shown,
                threshold=wording.threshold_line(reading, "mae"),
            ),
        ),
        tables=(("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics)),),
    )


def _bias_said(reading: Reading) -> str:
    bias = wording.find(reading, "bias")
    if bias is None or bias.low is None or bias.high is None:
        return ""
    if bias.low <= 0 <= bias.high:
        return " Values that are too high and too low balance out."
    if bias.low > 0:
        return f" Its values are too high by {wording.said(bias)} on average."
    turned = replace(bias, estimate=-(bias.estimate or 0.0), low=-bias.high, high=-bias.low)
    return f" Its values are too low by {wording.said(turned)} on average."


def _confusion_table(reading: Reading) -> tuple[wording.Table, ...]:
    counts = reading.facts.get("confusion") or ()
    classes = tuple(str(name) for name in reading.facts.get("classes", ()))
    if not counts:
        return ()
    rows = tuple((name, *(f"{count:,}" for count in line)) for name, line in zip(classes, counts, strict=True))
    return (("True class by decision", ("True class", *(f"decided {name}" for name in classes)), rows),)


PROBE = Probe(
    id="perf-ci",
    version="1.1.0",
    title="Performance with interval",
    measures="How often the model is right on labelled test data, by several measures, each with its interval.",
    items=("MOD-VAL-1", "MOD-SAF-3", "MOD-OTH-1", "OUT-VAL-1"),
    needs=Needs(model=False, labels=True),
    cost="One pass over the test rows, and a bootstrap whose time grows with rows times resamples.",
    source="Wilson 1927; DeLong et al. 1988; Efron 1987 (BCa); Brier 1950; definitions as in scikit-learn 1.9.",
    run=run,
    explain=explain,
    settings=(BOOTSTRAP, LEVEL),
    metrics=SHARES + LOSSES + ERRORS,
)
