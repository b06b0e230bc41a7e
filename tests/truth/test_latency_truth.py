"""Times that are known, because the clock is ours: the slow calls show, and a steady model has a narrow interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from core.probe import Measured
from core.probes import latency, probe
from tests.truth.planted import Data, Known, binary, known, measure, verdict

X = np.random.default_rng(0).uniform(0, 1, (100, 2))
DATA: Data = binary(X, X[:, 0] > 0.5)


class Clock:
    """Moves on only when the model says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    ours = Clock()
    monkeypatch.setattr(latency, "perf_counter", ours)
    return ours


def taking(clock: Clock, seconds_of: Callable[[int, int], float]) -> Known:
    """A model whose call number `call` with `rows` rows takes `seconds_of(call, rows)`."""
    made = 0

    def chance(x: np.ndarray) -> np.ndarray:
        nonlocal made
        clock.now += seconds_of(made, len(x))
        made += 1
        return x[:, 0]

    return known(chance)


def of(found: Measured, name: str) -> float:
    [metric] = [one for one in found.metrics if one.name == name]
    assert metric.estimate is not None
    return metric.estimate


def test_every_tenth_call_that_takes_ten_times_as_long_shows_in_the_tail_alone(clock: Clock) -> None:
    model = taking(clock, lambda call, rows: 0.020 if call % 10 == 0 else 0.002)
    found = measure(probe("latency"), model, DATA)
    assert (of(found, "p50_ms"), of(found, "p95_ms"), of(found, "max_ms")) == pytest.approx((2.0, 20.0, 20.0))
    assert verdict(found, "p95_ms", max=10.0) == "fail"
    assert verdict(found, "p50_ms", max=10.0) == "pass"


def test_a_steady_model_keeps_its_limit_and_its_loading_is_told_apart(clock: Clock) -> None:
    model = taking(clock, lambda call, rows: 1.5 if call == 0 else 0.001 * rows)
    found = measure(probe("latency"), model, DATA)
    assert of(found, "first_call_ms") == pytest.approx(1500)
    assert verdict(found, "p99_ms", max=1.5) == "pass"
    assert of(found, "rows_per_s") == pytest.approx(1000)


def test_a_very_slow_model_is_not_timed_for_ever(clock: Clock) -> None:
    found = measure(probe("latency"), taking(clock, lambda call, rows: 5.0), DATA)
    assert found.facts["calls"] == 25
    assert any("25 of 500 calls" in warning for warning in found.warnings)
    assert not probe("latency").repeatable


def test_starts_and_batches_are_timed_apart_and_the_memory_is_the_process_s_own(clock: Clock) -> None:
    class Desk:
        def opened(self) -> Known:
            clock.now += 0.3
            return taking(clock, lambda call, rows: 0.1)

        def peak_memory_bytes(self) -> tuple[int | None, str]:
            return 200 << 20, "said so"

    model = replace(taking(clock, lambda call, rows: 0.001 + 0.0001 * rows), machine=Desk())
    found = measure(probe("latency"), model, DATA)
    assert of(found, "warm_start_ms") == pytest.approx(400)
    assert of(found, "peak_memory_mib") == 200
    speeds = {one.slice["batch"]: one.estimate for one in found.metrics if one.name == "batch_rows_per_s" and one.slice}
    assert speeds[1] == pytest.approx(1 / 0.0011)
    assert speeds[64] == pytest.approx(64 / 0.0074)
    assert verdict(found, "peak_memory_mib", max=100) == "fail"
