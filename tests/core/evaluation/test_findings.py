from __future__ import annotations

from typing import Any

import pytest

from core.evaluation.findings import (
    open_findings,
    opened_by_answer,
    opened_by_reading,
    passes_what_failed,
    thresholds_text,
)
from tests.core.evaluation.samples import answer, finding, item


def reading(verdict: str | None, **thresholds: dict[str, float]) -> dict[str, Any]:
    return {"probe": "perf-ci", "metrics": [], "verdict": verdict, "thresholds": thresholds}


@pytest.mark.parametrize(
    ("value", "core", "severity"),
    [("no", True, "high"), ("no", False, "moderate"), ("partly", True, "moderate"), ("partly", False, "low")],
)
def test_no_and_partly_open_a_finding_whose_severity_follows_what_was_asked(
    value: str, core: bool, severity: str
) -> None:
    fields = opened_by_answer(answer("MOD-VAL-1", value, remark="Old data.", marking="(CUI)"), item(core=core))
    assert fields is not None
    assert (fields["cause"], fields["severity"], fields["detail"]) == (value, severity, "Old data.")
    assert fields["marking"] == "(CUI)"


@pytest.mark.parametrize("value", ["yes", "not-applicable"])
def test_yes_and_not_applicable_open_none(value: str) -> None:
    assert opened_by_answer(answer("MOD-VAL-1", value), item()) is None


def test_only_a_failed_threshold_opens_a_finding() -> None:
    fields = opened_by_reading("row", reading("fail", accuracy={"min": 0.8}), "Plan", "MOD-VAL-1")
    assert fields is not None
    assert fields["cause"] == "threshold"
    assert "Accuracy at least 0.8" in fields["detail"]
    for verdict in ("pass", "inconclusive", None):
        assert opened_by_reading("row", reading(verdict), "Plan", None) is None


def test_thresholds_are_put_in_words() -> None:
    words = "Expected calibration error at most 0.05; F1 at least 0.7"
    assert thresholds_text({"ece": {"max": 0.05}, "f1": {"min": 0.7}}) == words
    assert thresholds_text({}) == "none stated"


@pytest.mark.parametrize(
    ("newer", "mended"),
    [
        (reading("pass", accuracy={"min": 0.8}, ece={"max": 0.05}), True),
        (reading("pass", accuracy={"min": 0.9}, ece={"max": 0.01}), True),
        (reading("pass", accuracy={"min": 0.7}, ece={"max": 0.05}), False),
        (reading("pass", accuracy={"min": 0.8}, ece={"max": 0.5}), False),
        (reading("pass", accuracy={"min": 0.8}), False),
        (reading("inconclusive", accuracy={"min": 0.8}, ece={"max": 0.05}), False),
    ],
)
def test_a_finding_is_not_mended_by_moving_the_mark(newer: dict[str, Any], mended: bool) -> None:
    failed = reading("fail", accuracy={"min": 0.8}, ece={"max": 0.05})
    assert passes_what_failed(newer, failed) is mended


def test_mitigated_accepted_and_closed_findings_are_not_open() -> None:
    every = tuple(finding(id=status, status=status) for status in ("open", "mitigated", "accepted", "closed"))
    assert [one.id for one in open_findings(every)] == ["open"]
