"""Two readings side by side: numbers, what overlaps, what was changed, and what none of it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import InputError
from core.evaluation.comparing import compare, proposed, why_not_comparable
from core.evaluation.records import ReadingRecord
from core.probe import Metric, Reading

PLAN = "name: A\nmodel: a.onnx\ntask: binary\ndata: {test: t.csv, label: y}\nprobes: [perf-ci]\nseed: 7\n"


def accuracy(estimate, low, high, n=1000):
    return Metric(
        name="accuracy", estimate=estimate, low=low, high=high, level=0.95, method="Wilson", n=n, unit="share"
    )


def record(name, metric, *, at="2026-11-23T10:00:00Z", plan=PLAN, probe="perf-ci", **told):
    told = {"seed": 7, "status": "ok", "model_sha256": "a" * 64, "data_sha256": "d" * 64, **told}
    reading = Reading(probe=probe, version="1.0.0", metrics=(metric,), **told)
    return ReadingRecord(
        id=name,
        probe=probe,
        plan_name="A",
        plan_text=plan,
        body=reading.as_dict(),
        by="Ana Ruiz",
        at=at,
        linked_items=(),
    )


BEFORE = record("r1", accuracy(0.874, 0.853, 0.893))
AFTER = record("r2", accuracy(0.851, 0.828, 0.872), at="2026-11-24T10:00:00Z", model_sha256="b" * 64)


def test_the_earlier_stands_first_whichever_was_opened_and_the_difference_has_the_digits_of_both():
    for made in (compare(BEFORE, AFTER), compare(AFTER, BEFORE)):
        assert (made.earlier.id, made.later.id) == ("r1", "r2")
        [pair] = made.pairs
        assert pair.difference == pytest.approx(-0.023)
        assert pair.difference_text == "−0.023"
        assert made.sentence.endswith("That is 0.023 less.")


def test_overlapping_intervals_are_said_to_be_no_test_and_so_are_others():
    overlapping = compare(BEFORE, AFTER)
    assert overlapping.pairs[0].overlap is True
    assert "not a test" in overlapping.cautions[0]
    assert "same data" in overlapping.cautions[1]
    apart = compare(BEFORE, record("r3", accuracy(0.7, 0.67, 0.73), at=AFTER.at, data_sha256="e" * 64))
    assert apart.pairs[0].overlap is False
    assert "not a test either" in apart.cautions[0]
    assert "other data" in apart.cautions[1]


def test_changed_digests_settings_thresholds_and_plan_fields_are_listed_and_nothing_else():
    plan = PLAN.replace("label: y", "label: z").replace("probes: [perf-ci]", "probes: [perf-ci, calibration]")
    after = record(
        "r2",
        accuracy(0.9, 0.88, 0.92),
        at=AFTER.at,
        plan=plan,
        model_sha256="b" * 64,
        settings={"bootstrap": 200},
        thresholds={"accuracy": {"min": 0.8}},
    )
    found = {(change.kind, change.name): (change.earlier, change.later) for change in compare(BEFORE, after).changes}
    assert found == {
        ("model", "Model SHA-256"): ("a" * 64, "b" * 64),
        ("setting", "bootstrap"): ("none", "200"),
        ("threshold", "accuracy.min"): ("none", "0.8"),
        ("plan", "data.label"): ("y", "z"),
    }


def test_no_difference_is_given_without_an_estimate_rows_or_the_same_unit():
    for other in (
        accuracy(None, None, None),
        accuracy(0.9, 0.8, 0.95, n=0),
        replace(accuracy(0.9, 0.8, 0.95), unit="ms"),
    ):
        [pair] = compare(BEFORE, record("r9", other, at=AFTER.at)).pairs
        assert pair.difference is None
        assert pair.overlap is None
        assert pair.difference_text == "—"


def test_a_number_of_one_reading_alone_stands_without_a_partner():
    other = replace(accuracy(0.5, 0.4, 0.6), name="f1")
    names = {pair.name: pair for pair in compare(BEFORE, record("r9", other, at=AFTER.at)).pairs}
    assert names["accuracy"].later is None
    assert names["f1"].earlier is None


def test_the_chart_shows_both_with_their_intervals():
    [chart] = compare(BEFORE, AFTER).charts
    assert [series.name for series in chart.series] == ["Earlier", "Later"]
    assert [series.points[0].low for series in chart.series] == [0.853, 0.828]


def test_readings_of_two_probes_or_without_a_measurement_are_refused():
    assert "same probe" in why_not_comparable(BEFORE, record("r5", accuracy(1, 1, 1), probe="calibration"))
    with pytest.raises(InputError, match="measured nothing"):
        compare(BEFORE, record("r6", accuracy(1, 1, 1), status="skipped"))
    assert why_not_comparable(BEFORE, BEFORE)


def test_the_last_reading_before_is_proposed_first():
    third = replace(AFTER, id="r3", at="2026-11-25T10:00:00Z")
    other = record("x", accuracy(1, 1, 1), probe="calibration")
    assert [one.id for one in proposed((BEFORE, other, AFTER, third), third)] == ["r2", "r1"]
    assert [one.id for one in proposed((BEFORE, AFTER, third), BEFORE)] == ["r2", "r3"]
