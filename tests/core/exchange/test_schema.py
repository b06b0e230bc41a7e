"""The check of documents against their schemas."""

from __future__ import annotations

import time
from typing import Any

import pytest

from core.errors import InputError
from core.exchange import schema
from core.exchange.oscal import assessment_results
from core.probe import Metric, Reading
from tests.core.exchange import cases


def test_readings_as_the_probes_give_them_are_valid() -> None:
    metric = Metric(name="ece", estimate=0.1, low=0.05, high=0.2, level=0.95, method="bootstrap", n=10, unit="share")
    whole = Reading(probe="calibration", version="1", status="ok", metrics=(metric,), seed=7).as_dict()
    whole["metrics"] = list(whole["metrics"])
    whole["warnings"] = list(whole["warnings"])
    schema.check({"readings": [cases.reading(), whole]}, "readings")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"status": "fine"}, "status"),
        ({"metrics": [cases.metric("Not Snake")]}, "metrics/0/name"),
        ({"metrics": [cases.metric(slice={})]}, "metrics/0/slice"),
        ({"metrics": [cases.metric(estimate="0.5")]}, "metrics/0/estimate"),
        ({"model_sha256": "abc"}, "model_sha256"),
        ({"verdict": "passed"}, "verdict"),
        ({"status": "failed"}, "readings/0"),
        ({"thresholds": {"accuracy": {"minimum": 1}}}, "thresholds/accuracy"),
    ],
)
def test_a_wrong_reading_is_refused_with_its_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InputError) as caught:
        schema.check({"readings": [cases.reading(**change)]}, "readings")
    assert place in caught.value.message + caught.value.hint


def test_a_skipped_reading_needs_a_reason_and_has_no_metric() -> None:
    schema.check(
        {"readings": [cases.reading(status="skipped", metrics=[], reason="no labels", verdict=None)]}, "readings"
    )
    with pytest.raises(InputError):
        schema.check({"readings": [cases.reading(status="skipped", metrics=[], reason="")]}, "readings")


def test_patterns_of_nist_hold_for_other_alphabets_and_stop_at_the_end_of_the_text() -> None:
    document = assessment_results(cases.full())
    role = document["assessment-results"]["metadata"]["roles"][0]
    role["id"] = "оценщик"
    schema.check(document, "assessment-results")
    for wrong in ("two words", "evaluator\n", "", "1st"):
        role["id"] = wrong
        with pytest.raises(InputError, match="metadata/roles/0/id"):
            schema.check(document, "assessment-results")


def test_many_faults_are_named_but_not_all() -> None:
    with pytest.raises(InputError) as caught:
        schema.check({"readings": [cases.reading(status="x") for _ in range(50)]}, "readings")
    assert caught.value.hint.count("at readings/") == schema.SHOWN - 1


def test_a_check_is_fast_enough_to_be_made_at_each_export() -> None:
    document = assessment_results(cases.full())
    begun = time.process_time()
    schema.check(document, "assessment-results")
    assert time.process_time() - begun < 2
