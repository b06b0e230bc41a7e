"""How long the model takes on this machine, from the call to the scores, and how much memory it needs there.

After a few calls to warm up, one batch of `batch` rows at a time is timed, with rows drawn anew for each call, since
repeated rows can be faster. p50_ms, p95_ms and p99_ms (unit: milliseconds) are quantiles of these times, their
intervals from order statistics (core/measure/quantiles.py); max_ms is the longest seen. rows_per_s (rows a second) is
the median of several passes over many rows in the usual chunks on all cores; batch_rows_per_s the same for calls of one
batch, by its size. first_call_ms is the first call, with the loading of the run-time and the model (cold start);
warm_start_ms the median of loading the model anew and asking once, when files and run-time are in memory.
peak_memory_mib (MiB) is the most that the worker process held at once until the end of the probe: run-time, model, test
data and what is around them. The clock is the system's performance counter; the times hold what is around the model
too: the conversion of its scores, and other programs on the machine. So these numbers differ from run to run, and say
so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Chart
from core.errors import InputError
from core.measure.intervals import Interval, exact, undefined
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

Inputs = Mapping[str, NDArray[Any]]

PERCENTILES = (50, 95, 99)
WARM_UP = 10
PASSES = 9  # the fewest whose middle has an interval at 95 %, with two to spare
ROWS_A_PASS = 2000
MOST_S = 120.0  # of timed calls; then the calls made so far have to do
PASS_S = 2.0  # that one pass over many rows, and one size of batch, should take at most
BATCHES = (1, 4, 16, 64, 256)
STARTS = 9
MIB = 1 << 20

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
    row_s = float(np.median(times)) / batch  # a fair guess where batches do not help, too high where they do
    many = max(batch, min(ROWS_A_PASS, data.test.n, int(PASS_S / max(row_s, 1e-9))))
    report.progress(0, 0, "timing passes over many rows")
    metrics = _of_times(times, first, batch, level)
    metrics.append(_speed(model, drawn, many, level).metric("rows_per_s", unit="rows a second"))
    for size in BATCHES:
        if size == 1 or (size <= data.test.n and size * row_s <= PASS_S):
            report.progress(0, 0, f"timing batches of {size}")
            speed = _speed(model, drawn, size, level)
            metrics.append(speed.metric("batch_rows_per_s", unit="rows a second", where={"batch": size}))
    metrics += _of_machine(model, drawn(batch), level, report)
    return Measured(
        metrics=metrics,
        warnings=_warnings(len(times), calls),
        facts={"batch": batch, "calls": len(times), "rows_a_pass": many, "bins": _histogram(times)},
    )


def _of_times(times: NDArray[np.float64], first: float, batch: int, level: float) -> list[Metric]:
    where = {"batch": batch}
    found = {f"p{share}_ms": quantile_interval(times, share / 100, level=level) for share in PERCENTILES}
    found["max_ms"] = exact(float(times.max()), n=len(times), method="longest seen")
    found["first_call_ms"] = exact(first, n=1, method="one call")
    return [_ms(interval).metric(name, unit="ms", where=where) for name, interval in found.items()]


def _speed(model: Model, drawn: Callable[[int], Inputs], rows: int, level: float) -> Interval:
    """Rows a second, the median of several passes over `rows` rows."""
    speeds = [rows / max(_timed(model, drawn(rows)), 1e-9) for _ in range(PASSES)]
    return quantile_interval(np.array(speeds), 0.5, level=level)


def _of_machine(model: Model, inputs: Inputs, level: float, report: Report) -> list[Metric]:
    """What only a model on a machine has: starts from warm files, and the most memory held."""
    if model.machine is None:
        return []
    starts: list[float] = []
    while len(starts) < STARTS and sum(starts) < MOST_S / 4:
        report.progress(len(starts), STARTS, "loading the model anew")
        begun = perf_counter()
        model.machine.opened().predict(inputs)
        starts.append(perf_counter() - begun)
    found = [_ms(quantile_interval(np.array(starts), 0.5, level=level)).metric("warm_start_ms", unit="ms")]
    held, how = model.machine.peak_memory_bytes()
    memory = undefined(how, level=level) if held is None else exact(held / MIB, n=1, method=how)
    return [*found, memory.metric("peak_memory_mib", unit="MiB")]


def _timed(model: Model, inputs: Inputs) -> float:
    """Seconds that one call takes."""
    start = perf_counter()
    model.predict(inputs)
    return perf_counter() - start


def _times(model: Model, draw: Callable[[], Inputs], calls: int, heard: Callable[[int], None]) -> NDArray[np.float64]:
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
        f"{wording.said(speed)} a second.{_memory_said(reading)}{wording.against_limits(reading)}",
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
            *_batch_chart(reading),
        ),
        tables=(
            ("Measures", (*wording.METRIC_HEADER[:2], "Unit", *wording.METRIC_HEADER[2:]), _rows(reading.metrics)),
            (
                "Share of calls by time",
                ("No longer than, ms", "Share of calls"),
                tuple((f"{at:.3g}", wording.percent(share)) for at, share in reading.facts["bins"]),
            ),
        ),
    )


def _rows(metrics: tuple[Metric, ...]) -> wording.Rows:
    shown = [one for one in metrics if one.name != "batch_rows_per_s"]
    return tuple((*row[:2], one.unit, *row[2:]) for one, row in zip(shown, wording.table_rows(shown), strict=True))


def _memory_said(reading: Reading) -> str:
    memory = wording.find(reading, "peak_memory_mib")
    if memory is None or memory.estimate is None:
        return ""
    return f" The process held at most {memory.estimate:,.0f} MiB."


def _batch_chart(reading: Reading) -> tuple[Chart, ...]:
    by_batch = [(_rows_named(one), one) for one in reading.metrics if one.name == "batch_rows_per_s"]
    if len(by_batch) < 2:
        return ()
    said = "; ".join(f"{rows} {wording.said(one)} rows a second" for rows, one in by_batch)
    return (wording.interval_chart("Rows a second by size of batch", f"{said}.", by_batch),)


def _rows_named(metric: Metric) -> str:
    rows = int((metric.slice or {})["batch"])
    return f"{rows:,} {'row' if rows == 1 else 'rows'} a call"


PROBE = Probe(
    id="latency",
    version="1.1.0",
    title="Latency and throughput",
    measures="How long the model takes for one call and for its start on this machine, how many rows a second it "
    "decides, and how much memory it needs.",
    items=("OUT-RES-1", "HW-VAL-3", "HW-SAF-2", "HW-RES-2", "HW-RES-3"),
    needs=Needs(),
    cost="The timed calls, ended after two minutes; nine passes over up to 2,000 rows and in each size of batch; nine "
    "starts.",
    source="David and Nagaraja 2003, Order Statistics.",
    run=run,
    explain=explain,
    settings=(CALLS, BATCH, LEVEL),
    metrics=(
        *(f"p{percentile}_ms" for percentile in PERCENTILES),
        "max_ms",
        "rows_per_s",
        "batch_rows_per_s",
        "first_call_ms",
        "warm_start_ms",
        "peak_memory_mib",
    ),
    repeatable=False,
)
