"""The group-fairness probe: both readings of tiny groups, intersections, and what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import InputError
from core.probe import Metric, Reading
from core.probes import probe
from tests.core.probes.linear_world import made, read

FAIRNESS = probe("group-fairness")


def found(reading: Reading, name: str) -> dict[tuple[tuple[str, object], ...], Metric]:
    return {tuple((metric.slice or {}).items()): metric for metric in reading.metrics if metric.name == name}


def test_every_group_and_every_intersection_has_its_rates() -> None:
    rates = found(read(FAIRNESS, *made("binary")), "selection_rate")
    assert (("origin", "rare"),) in rates
    assert (("origin", "north"), ("sex", "f")) in rates
    assert rates[(("origin", "rare"),)].n == 3
    assert rates[(("origin", "rare"),)].method == "Wilson"


def test_gaps_are_given_over_all_groups_and_over_large_ones() -> None:
    gaps = found(read(FAIRNESS, *made("binary")), "demographic_parity_difference")
    labels = {dict(key)["column"] for key in gaps}
    assert labels == {"origin", "sex", "origin × sex"}
    everyone, large = gaps[(("column", "origin"),)], gaps[(("column", "origin"), ("groups", ">=30"))]
    assert everyone.n == 150
    assert large.n == 147
    assert everyone.high is not None
    assert large.high is not None
    assert everyone.high > large.high


def test_the_sentence_names_the_groups_that_are_too_small() -> None:
    model, data = made("binary")
    only = replace(data, test=replace(data.test, groups={"origin": data.test.groups["origin"]}))
    explained = FAIRNESS.explain(read(FAIRNESS, model, only))
    assert "Too small to be judged, and left out of that: rare." in explained.sentence
    assert "groups of at least 30 rows" in explained.sentence
    assert "29 CFR 1607.4(D)" in explained.sentence


def test_where_every_group_is_tiny_the_sentence_says_that_they_are() -> None:
    explained = FAIRNESS.explain(read(FAIRNESS, *made("binary"), min_group=1000))
    assert "all groups, however small" in explained.sentence


def test_several_classes_without_a_favourable_one_are_compared_by_accuracy_alone() -> None:
    reading = read(FAIRNESS, *made("multiclass"))
    assert {metric.name for metric in reading.metrics} == {"accuracy", "accuracy_difference"}
    assert "No favourable class" in reading.warnings[0]
    assert "right decisions" in FAIRNESS.explain(reading).sentence


def test_several_classes_with_a_favourable_one_are_compared_against_the_rest() -> None:
    model, data = made("multiclass")
    reading = read(FAIRNESS, model, replace(data, favourable=2))
    chosen = model.decide(model.predict(data.test.inputs)) == 2
    women = data.test.groups["sex"] == "f"
    rate = found(reading, "selection_rate")[(("sex", "f"),)]
    assert rate.estimate == pytest.approx(chosen[women].mean())
    assert reading.facts["favourable"] == "c"


def test_the_bootstrap_of_counts_can_be_chosen() -> None:
    reading = read(FAIRNESS, *made("binary"), gaps="bootstrap", bootstrap=300)
    assert {metric.method for metric in found(reading, "demographic_parity_ratio").values()} == {
        "percentile bootstrap of counts"
    }


def test_a_column_of_single_values_is_no_grouping_column() -> None:
    model, data = made("binary", n=300)
    named = replace(data, test=replace(data.test, groups={"person": np.array([f"p{k}" for k in range(300)])}))
    reading = read(FAIRNESS, model, named)
    assert reading.metrics == ()
    assert "300 groups" in reading.warnings[0]
    assert FAIRNESS.explain(reading).headline is None


def test_no_grouping_column_is_refused() -> None:
    model, data = made("binary")
    with pytest.raises(InputError, match="no grouping columns"):
        read(FAIRNESS, model, replace(data, test=replace(data.test, groups={})))
