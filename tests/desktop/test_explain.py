"""What the card of a reading says, apart from how it is drawn."""

from __future__ import annotations

from core.evaluation.records import ReadingRecord
from core.probe import Metric, Reading
from desktop.viewmodels.probes.explain import reading_state, where


def record(**told):
    metric = Metric(
        name="accuracy", estimate=0.874, low=0.869, high=0.879, level=0.95, method="Wilson", n=16281, unit="share"
    )
    reading = Reading(probe="perf-ci", version="1.0.0", status="ok", seed=7, metrics=(metric,), **told)
    return ReadingRecord(
        id="r1",
        probe="perf-ci",
        plan_name="Adult",
        plan_text="",
        body=reading.as_dict(),
        by="Ana Ruiz",
        at="2026-11-23T15:00:00Z",
        linked_items=("MOD-VAL-1",),
    )


def test_a_threshold_stands_with_its_own_verdict_and_the_items_with_their_titles():
    shown = reading_state(record(thresholds={"accuracy": {"min": 0.9}}, verdict="fail"), {"MOD-VAL-1": "Measured"})
    assert (shown.headline, shown.verdict, shown.against) == ("0.874", "fail", "at least 0.9")
    assert [limit.verdict for limit in shown.limits] == ["fail"]
    assert shown.limits[0].sentence.startswith("Accuracy lies between 0.869 and 0.879")
    assert shown.items == (("MOD-VAL-1", "Measured"),)
    assert ("Seed", "7") in shown.record


def test_what_was_skipped_says_why_and_claims_nothing():
    skipped = record()
    body = {**skipped.body, "status": "skipped", "metrics": [], "reason": "It needs labels."}
    shown = reading_state(ReadingRecord(**{**vars(skipped), "body": body}), {})
    assert shown.sentence == "The probe was skipped: It needs labels."
    assert shown.headline == ""
    assert shown.charts == ()


def test_slices_are_said_in_words():
    assert where(None) == ""
    assert where({"sex": "Female"}) == "sex Female"
    assert where({"column": "race", "groups": ">=30"}) == "by race, groups of 30 rows and more"
