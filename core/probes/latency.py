"""How long the model takes on this machine, from the call to the scores.

After a few calls to warm up, one batch of `batch` rows at a time is timed, with rows drawn anew for each call, since
repeated rows can be faster. p50_ms, p95_ms and p99_ms (unit: milliseconds) are quantiles of these times, their
intervals from order statistics (core/measure/quantiles.py); max_ms is the longest seen. rows_per_s (rows a second) is
the median of several passes over many rows in the usual chunks on all cores. first_call_ms is the first call, with the
loading of the model. The clock is the system's performance counter; the times hold what is around the model too: the
conversion of its scores, and other programs on the machine. So these numbers differ from run to run, and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.measure.intervals import Interval, exact
from core.measure.quantiles import quantile_interval
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
from core.probes.settings import LEVEL

PERCENTILES = (50, 95, 99)
WARM_UP = 10
PASSES = 9  # the fewest whose middle has an interval at 95 %, with two to spare
ROWS_A_PASS = 2000
MOST_S = 120.0  # of timed calls; then the calls made so far have to do

CALLS = Setting(
    name="calls",
    title="Timed calls",
    default=500,
    kind="int",
    minimum=20,
    maximum=100_000,
    help="How many calls are timed. The 99th percentile has an interval from about 370 calls on.",
)
BATCH = Setting(
    name="batch",
    title="Rows a call",
    default=1,
    kind="int",
    minimum=1,
    maximum=10_000,
    unit="rows",
    help="As many rows as the fielded system asks about at a time.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, calls, batch = float(settings["level"]), int(settings["calls"]), int(settings["batch"])
    if data.test.n == 0:
        raise InputError("The test data have no rows.")

    def drawn(rows: int) -> dict[str, NDArray[Any]]:
        picked = rng.integers(0, data.test.n, rows)
        return {name: values[picked] for name, values in data.test.inputs.items()}

    first = _timed(model, drawn(batch))
    for _ in range(WARM_UP):
        model.predict(drawn(batch))
    times = _times(model, lambda: drawn(batch), calls, lambda done: report.progress(done, calls, "timing calls"))
    many = min(ROWS_A_PASS, data.test.n)
    speeds = []
    for done in range(PASSES):
        report.progress(done, PASSES, "timing passes over many rows")
        speeds.append(many / max(_timed(model, drawn(many)), 1e-9))
    where = {"batch": batch}
    metrics = [
        _ms(quantile_interval(times, percentile / 100, level=level)).metric(f"p{percentile}_ms", unit="ms", where=where)
        for percentile in PERCENTILES
    ]
    metrics.append(
        _ms(exact(float(times.max()), n=len(times), method="longest seen")).metric("max_ms", unit="ms", where=where)
    )
    metrics.append(quantile_interval(np.array(speeds), 0.5, level=level).metric("rows_per_s", unit="rows a second"))
    metrics.append(_ms(exact(first, n=1, method="one call")).metric("first_call_ms", unit="ms", where=where))
    return Measured(
        metrics=metrics,
        warnings=_warnings(len(times), calls),
        facts={"batch": batch, "calls": len(times), "rows_a_pass": many, "bins": _histogram(times)},
    )


def _timed(model: Model, inputs: Mapping[str, NDArray[Any]]) -> float:
    """Seconds that one call takes."""
    start = perf_counter()
    model.predict(inputs)
    return perf_counter() - start


def _times(
    model: Model, draw: Callable[[], Mapping[str, NDArray[Any]]], calls: int, heard: Callable[[int], None]
) -> NDArray[np.float64]:
    times: list[float] = []
    spent = 0.0
    for done in range(calls):
        inputs = draw()  # before the clock starts
        times.append(_timed(model, inputs))
        spent += times[-1]
        if done % 20 == 0:
            heard(done)
        if spent > MOST_S:
            break
    return np.array(times)


def _ms(seconds: Interval) -> Interval:
    def times_1000(value: float | None) -> float | None:
        return None if value is None else value * 1000

    return Interval(
        estimate=times_1000(seconds.estimate),
        low=times_1000(seconds.low),
        high=times_1000(seconds.high),
        level=seconds.level,
        method=seconds.method,
        n=seconds.n,
    )


def _warnings(made: int, wanted: int) -> list[str]:
    found = ["Times are those of this machine while it ran this probe; they differ from run to run."]
    if made < wanted:
        found.append(f"After {MOST_S:.0f} seconds {made:,} of {wanted:,} calls had been timed, and timing was ended.")
    return found


def _histogram(times: NDArray[np.float64]) -> list[list[float]]:
    """(upper end in ms, share of calls at or below it) at every tenth."""
    shares = np.arange(1, 11) / 10
    return [
        [round(float(at) * 1000, 4), float(share)] for at, share in zip(np.quantile(times, shares), shares, strict=True)
    ]


def explain(reading: Reading) -> Explanation:
    """The reading in words, the percentiles as a chart and a table."""
    shown = [one for one in reading.metrics if one.name in {f"p{percentile}_ms" for percentile in PERCENTILES}]
    speed = wording.find(reading, "rows_per_s")
    if not shown or speed is None:
        return wording.nothing_measured(reading)
    middle, high = shown[0], shown[1]
    rows = int(reading.facts["batch"])
    return Explanation(
        headline=high,
        sentence=f"Of {high.n:,} calls with {rows:,} {'row' if rows == 1 else 'rows'} each, half took no longer than "
        f"{wording.number(middle)} ms and 95 of 100 no longer than {wording.said(high)} ms; many rows at once go at "
        f"{wording.said(speed)} a second.{wording.against_limits(reading)}",
        means="So long does the model take here, on this machine and with this load.",
        does_not_mean="The fielded machine may be faster or slower: run the probe there. Reading and preparing the "
        "data is not in these times.",
        charts=(
            wording.interval_chart(
                "Time of a call in milliseconds",
                "; ".join(f"{wording.title_of(one.name)} {wording.said(one)} ms" for one in shown) + ".",
                [(wording.title_of(one.name), one) for one in shown],
                threshold=wording.threshold_line(reading, "p95_ms"),
            ),
        ),
        tables=(
            ("Measures", ("Unit", *wording.METRIC_HEADER), _rows(reading.metrics)),
            (
                "Share of calls by time",
                ("No longer than, ms", "Share of calls"),
                tuple((f"{at:.3g}", wording.percent(share)) for at, share in reading.facts["bins"]),
            ),
        ),
    )


def _rows(metrics: tuple[Metric, ...]) -> wording.Rows:
    return tuple((one.unit, *row) for one, row in zip(metrics, wording.table_rows(metrics), strict=True))


PROBE = Probe(
    id="latency",
    version="1.0.0",
    title="Latency and throughput",
    measures="How long the model takes for one call on this machine, and how many rows a second it decides.",
    items=("OUT-RES-1", "HW-VAL-3", "HW-SAF-2", "HW-RES-2", "HW-RES-3"),
    needs=Needs(),
    cost="The timed calls, ended after two minutes, and ten passes over up to 2,000 rows.",
    source="David and Nagaraja 2003, Order Statistics.",
    run=run,
    explain=explain,
    settings=(CALLS, BATCH, LEVEL),
    metrics=(*(f"p{percentile}_ms" for percentile in PERCENTILES), "max_ms", "rows_per_s", "first_call_ms"),
    repeatable=False,
)
