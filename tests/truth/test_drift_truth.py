"""A field that moved is found and named, and two draws from one population are not accused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.probe import Data
from core.probes import probe
from tests.truth.planted import binary, estimate, known, measure, verdict

DRIFT, REPRESENTATION = probe("drift"), probe("representation")
MODEL = known(lambda x: 1 / (1 + np.exp(-x[:, 0].astype(np.float64))))


def part(seed: int, n: int, *, moved: float = 0.0, women: float = 0.5) -> Data:
    rng = np.random.default_rng(seed)
    x = np.stack([rng.normal(size=n), rng.normal(moved, 1, n), rng.integers(0, 3, n)], axis=1)
    groups = {"sex": np.where(rng.random(n) < women, "f", "m"), "origin": rng.choice(["n", "s", "w"], n)}
    return binary(x, rng.random(n) < 0.5, groups=groups)


def world(seed: int, **moved: float) -> Data:
    return replace(part(seed, 800, **moved), train=part(seed + 1000, 1200).test)  # type: ignore[arg-type]


def test_the_field_that_moved_is_found_and_the_others_are_not_blamed() -> None:
    found = measure(DRIFT, MODEL, world(0, moved=0.6), bootstrap=200)
    ps = {str((one.slice or {})["field"]): one.estimate for one in found.metrics if one.name == "drift_p"}
    assert [name for name, p in ps.items() if p is not None and p < 0.05] == ["x 2"]
    assert verdict(found, "psi", max=0.1) == "fail"
    # two normal distributions 0.6 apart: KS is 2 Φ(0.3) − 1
    assert estimate(found, "ks", {"field": "x 2"}) == pytest.approx(0.2358, abs=0.06)


def test_answers_that_moved_are_found_though_no_field_is_compared() -> None:
    data = world(1)
    shifted = replace(data, test=replace(data.test, inputs={"x": data.test.inputs["x"] + np.array([1.0, 0, 0])}))
    found = measure(DRIFT, MODEL, shifted, bootstrap=200)
    assert estimate(found, "drift_p", {"field": "the model's score"}) < 0.05


def test_two_draws_from_one_population_are_accused_no_more_often_than_the_level_allows() -> None:
    accused = sum(
        estimate(measure(DRIFT, MODEL, world(seed), seed=seed, bootstrap=200, permutations=1000), "drifted_fields") > 0
        for seed in range(40)
    )
    assert accused <= 5  # 5 % of 40 is 2


def test_a_group_that_is_hardly_in_training_is_found() -> None:
    data = replace(part(2, 1000), train=part(3, 1500, women=0.15).test)
    found = measure(REPRESENTATION, MODEL, data)
    assert found.facts["least"] == {"column": "sex", "group": "f"}
    assert estimate(found, "least_represented") == pytest.approx(0.3, abs=0.06)
    assert verdict(found, "least_represented", min=0.8) == "fail"
    assert estimate(found, "representation_p", {"column": "sex"}) < 1e-6
    assert estimate(found, "representation_p", {"column": "origin"}) > 0.05


def test_groups_that_are_alike_are_accused_no_more_often_than_the_level_allows() -> None:
    accused = 0
    for seed in range(100):
        found = measure(REPRESENTATION, MODEL, world(seed))
        accused += verdict(found, "least_represented", min=1.0) == "fail"
        accused += estimate(found, "representation_p", {"column": "sex"}) < 0.05
    assert accused <= 16  # twice 5 of 100, and what chance adds


def test_against_equal_shares_a_small_group_is_found() -> None:
    data = replace(part(4, 500, women=0.2), train=part(5, 1000, women=0.2).test)
    found = measure(REPRESENTATION, MODEL, data, reference="equal shares")
    assert found.facts["least"] == {"column": "sex", "group": "f"}
    assert estimate(found, "least_represented") == pytest.approx(0.4, abs=0.06)
    assert verdict(measure(REPRESENTATION, MODEL, data), "least_represented", min=0.8) != "fail"


def test_written_texts_are_compared_by_length_and_never_kept_in_the_reading() -> None:
    rng = np.random.default_rng(7)
    texts = np.array([f"mail {number} " + "word " * int(rng.integers(5, 60)) for number in range(1200)], dtype=object)
    texts[:400] = [text + "and a long footer that every mail now has, whoever sends it" * 2 for text in texts[:400]]
    data = replace(binary(texts[:400], np.zeros(400)), train=binary(texts[400:], np.zeros(800)).test)
    found = measure(DRIFT, known(lambda x: np.full(len(x), 0.4)), data, bootstrap=200)
    assert estimate(found, "drift_p", {"field": "length of x"}) < 0.05
    assert "footer" not in str(found.facts)
