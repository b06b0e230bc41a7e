"""Numbers are said with the digits that their interval justifies, the same everywhere."""

from __future__ import annotations

import pytest

from core.probe import Metric
from core.probes import wording


def metric(estimate: float | None, low: float | None, high: float | None, level: float = 0.95) -> Metric:
    return Metric(
        name="accuracy", estimate=estimate, low=low, high=high, level=level, method="made", n=10, unit="share"
    )


@pytest.mark.parametrize(
    ("estimate", "low", "high", "said"),
    [
        (0.87384, 0.86865, 0.87885, "0.874 (95 % interval 0.869 to 0.879)"),
        (0.5, 0.2, 0.8, "0.50 (95 % interval 0.20 to 0.80)"),
        (-0.031, -0.05, -0.01, "−0.031 (95 % interval −0.050 to −0.010)"),
        (1234.5, 1200.0, 1260.0, "1,234 (95 % interval 1,200 to 1,260)"),
        (1.0, 1.0, 1.0, "1.0000 (95 % interval 1.0000 to 1.0000)"),
        (0.4, None, None, "0.400"),
        (None, None, None, "not defined"),
    ],
)
def test_an_estimate_is_said_with_its_interval(
    estimate: float | None, low: float | None, high: float | None, said: str
) -> None:
    assert wording.said(metric(estimate, low, high)) == said


def test_exact_numbers_have_no_interval_to_say() -> None:
    assert wording.said(metric(66711.0, 66711.0, 66711.0, level=1.0)) == "66,711"
    assert wording.interval(metric(3.0, 3.0, 3.0, level=1.0)) == "—"
    assert wording.number(metric(1.2e-20, 1.2e-20, 1.2e-20, level=1.0)) == "1.2e-20"


def test_a_name_without_a_title_is_read_as_it_stands() -> None:
    assert wording.title_of("max_drift_ratio") == "Max drift ratio"
    assert wording.title_of("auroc") == "AUROC"
