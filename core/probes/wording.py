"""How a reading's numbers are said: the same words and digits in sentences, tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.chart import numbers
from core.chart.model import Axis, Chart, Point, Series, Threshold
from core.probe import Explanation, Metric, Reading
from core.probes.judge import judge

Rows = tuple[tuple[str, ...], ...]
Table = tuple[str, tuple[str, ...], Rows]

_SAID_IN_TURN = 5
METRIC_HEADER = ("Measure", "Estimate", "Interval", "n", "Method")

TITLES = {
    "accuracy": "Accuracy",
    "balanced_accuracy": "Balanced accuracy",
    "precision": "Precision",
    "recall": "Recall",
    "f1": "F1",
    "auroc": "AUROC",
    "log_loss": "Log loss",
    "brier": "Brier score",
    "mae": "Mean absolute error",
    "rmse": "Root mean squared error",
    "r2": "R²",
    "ece": "Expected calibration error",
    "ece_adaptive": "Adaptive calibration error",
    "selection_rate": "Selection rate",
    "tpr": "True positive rate",
    "fpr": "False positive rate",
    "ppv": "Positive predictive value",
    "demographic_parity_difference": "Demographic parity difference",
    "demographic_parity_ratio": "Demographic parity ratio",
    "adverse_impact_ratio": "Adverse impact ratio",
    "favourable_rate": "Favourable rate",
    "equalized_odds_difference": "Equalized odds difference",
    "equalized_odds_ratio": "Equalized odds ratio",
    "equal_opportunity_difference": "Equal opportunity difference",
    "accuracy_difference": "Accuracy difference",
    "fpr_difference": "False positive rate difference",
    "ppv_difference": "Positive predictive value difference",
    "opset_version": "Opset version",
    "size_bytes": "Size",
    "attribute_values": "Numbers in attributes",
    "metadata_entries": "Entries of metadata",
    "operators": "Kinds of operator",
    "exact_test_p": "Exact test, p adjusted",
    "robust_accuracy": "Robust accuracy",
    "queries_to_fool": "Queries until fooled, median",
    "worst_slice_accuracy": "Accuracy in the worst slice",
    "worst_slice_gap": "Accuracy of the rest less that of the worst slice",
    "weak_slices": "Slices weaker than the rest",
    "membership_auc": "Membership AUC",
    "membership_auc_of_class": "Membership AUC of the class",
    "membership_tpr": "Members found at the false positive rate",
    "membership_advantage": "Membership advantage",
    "accuracy_gap": "Training less test accuracy",
    "max_abs_difference": "Largest difference of a score",
    "confident_on_nonsense": "Confident answers to nonsense",
    "no_number": "Answers that are no number",
    "refused": "Refused",
    "p50_ms": "Half of the calls, ms",
    "p95_ms": "95 of 100 calls, ms",
    "p99_ms": "99 of 100 calls, ms",
    "max_ms": "Longest call, ms",
    "first_call_ms": "First call with loading, ms",
    "warm_start_ms": "Start from warm files, ms",
    "peak_memory_mib": "Most memory held, MiB",
    "batch_rows_per_s": "Rows a second in batches",
    "rows_per_s": "Rows a second",
    "suspect_excess": "Suspect labels beyond chance",
    "worst_mean_accuracy": "Mean accuracy under the worst corruption",
    "bias": "Mean error, value less target",
    "worst_mean_mae": "Mean absolute error under the worst corruption",
    "mean_mae": "Mean absolute error over five severities",
    "largest_mae_added": "Largest error added",
    "mae_without": "Mean absolute error without the field",
    "mae_added": "Error added",
    "worst_slice_mae": "Mean absolute error in the worst slice",
    "worst_slice_mae_gap": "Mean absolute error of the worst slice less that of the rest",
    "mean_accuracy": "Mean accuracy over five severities",
    "largest_loss": "Largest loss of accuracy",
    "accuracy_without": "Accuracy without the field",
    "accuracy_lost": "Accuracy lost",
    "score_change": "Mean change of the answer",
    "psi": "Population stability index",
    "js_distance": "Jensen-Shannon distance",
    "ks": "Kolmogorov-Smirnov distance",
    "drift_p": "Permutation test, p adjusted",
    "least_represented": "Ratio of the least represented group",
    "representation_p": "Chi-square test, p adjusted",
    "exact_overlap": "Test records found in training",
    "exact_excess": "Excess over twins within training",
    "twins_within_training": "Training records with a twin in training",
    "near_overlap": "Test records with a near twin in training",
    "near_within_training": "Training records with a near twin in training",
    "near_excess": "Excess over near twins within training",
    "memory_gib": "Memory",
    "not_known": "Could not be known",
    "complete": "Fields present",
    "unknown_licences": "Components without a licence",
    "schema_faults": "Faults by the schema",
    "disclosed": "Outputs that say that they are AI-made",
    "disclosed_or_shown": "Outputs that say it, or have it shown beside them",
    "posing": "Outputs that pass for a person",
    "personal_data": "Outputs with a shape of personal data",
    "nameless_source": "Outputs with a source that has no name",
    "repeated": "Outputs nearly the same as another answer",
    "manifest_present": "Files with a C2PA manifest",
    "xmp_present": "Files with XMP",
    "source_type_present": "Files that state a digital source type",
    "said_ai_made": "Files stated to be made with a trained model",
    "no_origin_data": "Files without origin data",
    "name_overlap": "Names of test rows found in training",
    "label_told": "Told of the label by one column",
    "label_told_most": "Told of the label by one column, at most",
}


def title_of(name: str) -> str:
    """A metric's name as a person reads it."""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def number(metric: Metric) -> str:
    """The estimate with the digits that its interval justifies: one more than the first that is in doubt."""
    if metric.estimate is None:
        return "not defined"
    return written(metric.estimate, metric)


def written(value: float, metric: Metric) -> str:
    """`value` with the digits that the interval of `metric` justifies."""
    if metric.level == 1.0:
        return f"{int(value):,}" if float(value).is_integer() else f"{value:.3g}"
    return numbers.written(value, _decimals(metric))


def interval(metric: Metric) -> str:
    """The interval as "0.81 to 0.84", or a dash where there is none or the number is exact."""
    if metric.low is None or metric.high is None or metric.level == 1.0:
        return "—"
    return f"{written(metric.low, metric)} to {written(metric.high, metric)}"


def said(metric: Metric) -> str:
    """The estimate with its interval, for a sentence: "0.83 (95 % interval 0.81 to 0.84)"."""
    if metric.low is None or metric.high is None or metric.level == 1.0:
        return number(metric)
    return f"{number(metric)} ({percent(metric.level)} interval {interval(metric)})"


def in_turn(named: Iterable[tuple[str, Metric]]) -> str:
    """Names with their numbers as one sentence; of many only the first, since the chart and its table hold all."""
    words = [f"{name} {said(metric)}" for name, metric in named]
    left = len(words) - _SAID_IN_TURN
    if left <= 1:
        return "; ".join(words) + "."
    return "; ".join(words[:_SAID_IN_TURN]) + f"; {left} more stand in the chart."


def percent(share: float) -> str:
    """A level or share as per cent, without needless zeros."""
    return f"{share * 100:.6g} %"


def _decimals(metric: Metric) -> int:
    if metric.low is None or metric.high is None:
        return 3
    if metric.high <= metric.low:
        return 4
    return numbers.decimals_for(metric.estimate or 0.0, metric.low, metric.high)


def where(metric: Metric) -> str:
    """The slice in words: "sex Female, race Black"; empty for the whole test set."""
    return ", ".join(f"{column} {value}" for column, value in (metric.slice or {}).items())


def find(reading: Reading, name: str, where: Mapping[str, str | int | float] | None = None) -> Metric | None:
    """The metric `name` of exactly the slice `where`, or None."""
    for metric in reading.metrics:
        if metric.name == name and (metric.slice or None) == (dict(where) if where else None):
            return metric
    return None


def table_rows(metrics: Iterable[Metric]) -> Rows:
    """Rows under METRIC_HEADER for metrics of the whole test set."""
    return tuple(
        (title_of(metric.name), number(metric), interval(metric), f"{metric.n:,}", metric.method) for metric in metrics
    )


def threshold_line(reading: Reading, name: str) -> Threshold | None:
    """The first limit that the plan sets for a metric, as a chart's line."""
    for side, value in reading.thresholds.get(name, {}).items():
        return Threshold(value=value, label=f"at {'least' if side == 'min' else 'most'} {value:g}")
    return None


def against_limits(reading: Reading) -> str:
    """How the plan's limits on this probe came out, as the end of a sentence; empty where there are none."""
    said_limits = []
    for name, limits in reading.thresholds.items():
        for side, value in limits.items():
            verdict = judge(reading.metrics, {name: {side: value}}).verdict
            held = {"pass": "is kept", "fail": "is missed"}.get(verdict or "", "can't be settled by these data")
            said_limits.append(
                f"the limit of at {'least' if side == 'min' else 'most'} {value:g} on {_plain(name)} {held}"
            )
    if not said_limits:
        return ""
    text = "; ".join(said_limits)
    return f" {text[0].upper()}{text[1:]}."


def _plain(name: str) -> str:
    title = title_of(name)
    return (
        title
        if title in {"AUROC", "F1", "R²", "Jensen-Shannon distance", "Kolmogorov-Smirnov distance"}
        else title[0].lower() + title[1:]
    )


def nothing_measured(reading: Reading, otherwise: str = "there was nothing to measure") -> Explanation:
    """The explanation of a reading that holds no numbers: skipped, failed, or with nothing to count.

    `otherwise` says why where the reading itself gives no reason.
    """
    why = reading.reason.rstrip(".") or otherwise
    return Explanation(
        headline=None,
        sentence=f"Nothing was measured: {why}.",
        means="The probe gave no result.",
        does_not_mean="No result is neither a good nor a bad one.",
    )


def interval_chart(
    title: str,
    summary: str,
    metrics: Iterable[tuple[str, Metric]],
    *,
    threshold: Threshold | None = None,
    value: Axis | None = None,
) -> Chart:
    """A dot and its interval for each (label, metric) that has an estimate."""
    points = tuple(
        Point(label=label, y=metric.estimate, low=metric.low, high=metric.high, n=metric.n)
        for label, metric in metrics
        if metric.estimate is not None
    )
    return Chart(
        kind="intervals",
        title=title,
        summary=summary,
        series=(Series(name=title, points=points),),
        threshold=threshold,
        value=value or Axis(),
    )
