"""Results in words, the same on the command line, in the window and in the packet."""

from __future__ import annotations

from collections.abc import Iterator

from core.evaluation.grading.outcomes import Agreed, Difference, Rate
from core.measure.intervals import Interval
from core.probes import wording

RATE_HEADER = ("Of", "Pass rate", "Interval", "Passed", "Failed", "Split", "Cannot tell")


def rate_words(rate: Rate) -> str:
    """`12 of 15 pass: 0.80 (95 % interval 0.52 to 0.96, Clopper-Pearson); 1 split, 2 cannot tell`."""
    if rate.interval.estimate is None:
        return f"no output could be told ({rate.unsure:,} cannot tell)"
    beside = [f"{rate.split:,} split"] * bool(rate.split) + [f"{rate.unsure:,} cannot tell"] * bool(rate.unsure)
    said = f"{rate.passed:,} of {rate.interval.n:,} outputs pass: {number(rate.interval)} ({between(rate.interval)})"
    return "; ".join([said, ", ".join(beside)] if beside else [said])


def rate_cells(name: str, rate: Rate) -> tuple[str, ...]:
    """A row under RATE_HEADER."""
    metric = rate.interval.metric("pass_rate")
    counts = (rate.passed, rate.failed, rate.split, rate.unsure)
    return (name, wording.number(metric), wording.interval(metric), *(f"{count:,}" for count in counts))


def difference_words(pair: Difference) -> str:
    """`System A less B: 0.12 (95 % interval 0.02 to 0.21, Newcombe, paired, n = 60)`."""
    return f"{pair.one} less {pair.other}: {number(pair.interval)} ({between(pair.interval)}, n = {pair.interval.n:,})"


def agreed_words(pair: Agreed) -> str:
    """`A and B: the same on 52 of 60, Cohen's kappa 0.71 (95 % interval 0.52 to 0.90, ...)`."""
    if not pair.n:
        return f"{pair.one} and {pair.other}: no output was graded by both"
    same = f"{pair.one} and {pair.other}: the same on {pair.same:,} of {pair.n:,} outputs ({between(pair.share)})"
    if pair.kappa.estimate is None:
        return f"{same}; Cohen's kappa is {pair.kappa.method}"
    return f"{same}, Cohen's kappa {number(pair.kappa)} ({between(pair.kappa)})"


def number(interval: Interval) -> str:
    """The estimate with the digits that its interval justifies."""
    return wording.number(interval.metric("share"))


def between(interval: Interval) -> str:
    """`95 % interval 0.52 to 0.96, Clopper-Pearson`; the method alone where there is no interval."""
    metric = interval.metric("share")
    if interval.low is None:
        return interval.method
    return f"{wording.percent(interval.level)} interval {wording.interval(metric)}, {interval.method}"


def limit_words(at_least: float | None) -> Iterator[str]:
    """The limit of a criterion, where one was set before anybody graded."""
    if at_least is not None:
        yield f"at least {at_least:g} has to pass"
