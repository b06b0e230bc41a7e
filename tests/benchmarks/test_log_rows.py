"""Recording and checking rows of the log: the cost of a row stays the same as the log grows."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.casefile import chain, kinds
from core.casefile.store import Store
from tests.benchmarks.conftest import Measured
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE

pytestmark = pytest.mark.benchmark
SIZES = (2_000, 10_000, 40_000)
AT_ONCE, TRIES, MOST_GROWTH = 1_000, 3, 1.5
BODY = {"probe": "perf-ci", "text": "x" * 900}  # about a kilobyte, as readings and answers are


def seconds_to_check(store: Store) -> float:
    begun = time.process_time()
    assert store.check().ok
    return time.process_time() - begun


def test_the_cost_of_a_row_stays_the_same_as_the_log_grows(tmp_path: Path, measured: Measured) -> None:
    stored, checked, rows = [], [], 0
    with Store.create(tmp_path / "case.touchstone", PASSPHRASE, title="Case", by=EVALUATOR) as store:
        for size in SIZES:
            begun, more = time.process_time(), size - rows
            for _ in range(more // AT_ONCE):
                with store._database.writing() as connection:
                    for _ in range(AT_ONCE):
                        chain.append(connection, kind=kinds.READING, subject="perf-ci", body=BODY, by=EVALUATOR)
            stored.append((time.process_time() - begun) / more)
            rows = size
            checked.append(min(seconds_to_check(store) for _ in range(TRIES)) / rows)
    measured(
        f"rows of 1 kB in a log of {SIZES[-1]:,}, a second of one processor",
        f"record {1 / stored[-1]:,.0f}, check {1 / checked[-1]:,.0f}",
    )
    measured(
        f"cost of a row at {SIZES[-1]:,} rows over that at {SIZES[0]:,}",
        f"record {stored[-1] / stored[0]:.2f}, check {checked[-1] / checked[0]:.2f}",
        f"at most {MOST_GROWTH}",
    )
    assert stored[-1] / stored[0] <= MOST_GROWTH
    assert checked[-1] / checked[0] <= MOST_GROWTH
