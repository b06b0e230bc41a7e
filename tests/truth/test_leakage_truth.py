"""Rows carried from training into the test are found; data that are alike by chance are not accused."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.probe import Data, Measured, Reading
from core.probes import probe
from tests.truth.planted import binary, estimate, known, measure, verdict

LEAKAGE = probe("leakage")
MODEL = known(lambda x: np.full(len(x), 0.5))


def parts(test: np.ndarray, train: np.ndarray) -> Data:
    """Both parts, without labels that would tell rows apart."""
    data = binary(test, np.zeros(len(test)))
    return replace(data, train=binary(train, np.zeros(len(train))).test)


def test_copied_rows_are_found_and_named() -> None:
    rng = np.random.default_rng(0)
    train, test = rng.normal(size=(2000, 4)), rng.normal(size=(500, 4))
    test[:40] = train[100:140]
    found = measure(LEAKAGE, MODEL, parts(test, train))
    assert estimate(found, "exact_overlap") == pytest.approx(40 / 500)
    assert verdict(found, "exact_excess", max=0.01) == "fail"
    assert found.facts["exact_pairs"][0] == [1, 101]


def test_pictures_that_were_brightened_a_little_are_near_twins() -> None:
    rng = np.random.default_rng(1)
    train, test = rng.random((300, 1, 8, 8)), rng.random((200, 1, 8, 8))
    test[:30] = train[:30] * 0.998
    found = measure(LEAKAGE, MODEL, parts(test, train))
    assert estimate(found, "exact_overlap") == 0.0
    assert estimate(found, "near_overlap") == pytest.approx(30 / 200)
    assert verdict(found, "near_excess", max=0.01) == "fail"


def test_coarse_rows_that_are_alike_by_chance_are_not_accused() -> None:
    accused = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        train, test = rng.integers(0, 5, (1000, 5)) * 1.0, rng.integers(0, 5, (400, 5)) * 1.0
        found = measure(LEAKAGE, MODEL, parts(test, train), samples=100)
        assert estimate(found, "exact_overlap") > 0.15
        accused += verdict(found, "exact_excess", max=0.0) == "fail"
    assert accused <= 4


def test_rows_of_their_own_have_no_overlap_at_all() -> None:
    rng = np.random.default_rng(5)
    found = measure(LEAKAGE, MODEL, parts(rng.normal(size=(400, 6)), rng.normal(size=(900, 6))))
    assert [estimate(found, name) for name in ("exact_overlap", "near_overlap")] == [0.0, 0.0]


def test_a_mail_that_was_sent_again_with_another_date_is_a_near_twin() -> None:
    rng = np.random.default_rng(6)
    words = np.array(["the", "report", "of", "this", "week", "was", "sent", "late", "and", "nobody", "has", "read"])
    mails = [" ".join(rng.choice(words, 12)) + f" {number}" for number in range(600)]
    test, train = np.array(mails[:200], dtype=object), np.array(mails[200:], dtype=object)
    test[:25] = [mail.upper() + "!! 2026-11-01" for mail in train[:25]]
    found = measure(LEAKAGE, MODEL, parts(test, train))
    assert found.facts["near_by"] == "spelling"
    assert estimate(found, "exact_overlap") == 0.0
    assert estimate(found, "near_overlap") == pytest.approx(25 / 200)
    assert verdict(found, "near_excess", max=0.01) == "fail"


def read(path: Path) -> dict[str, np.ndarray]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([row[name] for row in rows], dtype=object) for name in rows[0]}


def test_the_shared_records_of_adult_are_found_where_whole_records_are_compared() -> None:
    test, train = (read(Path("resources/demo") / f"adult_{part}.csv") for part in ("test", "train"))
    ages = [part["age"].astype(float)[:, None] for part in (test, train)]
    data = parts(*ages)
    assert data.train is not None
    found = measure(
        LEAKAGE, MODEL, replace(data, test=replace(data.test, columns=test), train=replace(data.train, columns=train))
    )
    records = [set(zip(*part.values(), strict=True)) for part in (test, train)]
    shared = sum(row in records[1] for row in zip(*test.values(), strict=True))
    assert shared == 23
    assert estimate(found, "exact_overlap") * len(ages[0]) == pytest.approx(shared)
    assert verdict(found, "exact_excess", max=0.0) != "fail"  # training rows have as many twins among themselves


def table(rng: np.random.Generator, n: int, first: int) -> dict[str, np.ndarray]:
    """A file number, five columns of content and a label that two of them tell in part, as texts."""
    content = {name: rng.normal(size=n).round(2) for name in ("a", "b", "c", "d", "e")}
    label = (content["a"] + content["b"] + rng.normal(size=n) > 0).astype(int)
    columns = {"file": np.arange(first, first + n) * 7 + rng.integers(0, 5, n), **content, "label": label}
    return {name: values.astype(str).astype(object) for name, values in columns.items()}


def tables(test: dict[str, np.ndarray], train: dict[str, np.ndarray]) -> Data:
    """Both parts as tables, of which the model sees column a alone."""
    made = [
        replace(binary(one["a"].astype(float)[:, None], one["label"].astype(int)).test, columns=one)
        for one in (test, train)
    ]
    data = binary(made[0].inputs["x"], made[0].labels)
    return replace(data, test=made[0], train=made[1], label_column="label")


def test_records_shared_under_new_file_numbers_are_found_though_the_model_sees_one_column() -> None:
    rng = np.random.default_rng(2)
    train, test = table(rng, 3000, 0), table(rng, 500, 3000)
    for name in ("a", "b", "c", "d", "e", "label"):
        test[name][:30] = train[name][200:230]
    found = measure(LEAKAGE, MODEL, tables(test, train))
    assert found.facts["naming"] == ["file"]
    assert estimate(found, "exact_overlap") == pytest.approx(30 / 500)
    assert verdict(found, "exact_excess", max=0.01) == "fail"
    assert estimate(found, "name_overlap", {"column": "file"}) == 0.0
    train["label"], test["label"] = rng.permutation(train["label"]), rng.permutation(test["label"])
    assert estimate(measure(LEAKAGE, MODEL, tables(test, train)), "near_overlap") == pytest.approx(30 / 500)


def test_persons_that_are_in_both_parts_under_the_same_name_are_found() -> None:
    rng = np.random.default_rng(3)
    train, test = table(rng, 3000, 0), table(rng, 500, 3000)
    test["file"][:50] = train["file"][:50]
    found = measure(LEAKAGE, MODEL, tables(test, train))
    assert estimate(found, "name_overlap", {"column": "file"}) == pytest.approx(50 / 500)
    assert estimate(found, "exact_overlap") == 0.0
    assert "occurs in training" in LEAKAGE.explain(_reading(found)).sentence
    for one in (train, test):  # numbered by themselves: the same number is no sign of the same person
        one["file"] = np.array([str(number) for number in range(len(one["file"]))], dtype=object)
    assert not [one for one in measure(LEAKAGE, MODEL, tables(test, train)).metrics if one.name == "name_overlap"]


def test_a_column_that_gives_the_label_away_is_named_and_honest_columns_are_not() -> None:
    rng = np.random.default_rng(4)
    train, test = table(rng, 3000, 0), table(rng, 800, 3000)
    clean = measure(LEAKAGE, MODEL, tables(test, train))
    assert verdict(clean, "label_told_most", max=0.9) == "pass"
    assert not clean.warnings
    for one in (train, test):
        one["letter sent"] = np.where(one["label"] == "1", "approval", "refusal").astype(object)
    found = measure(LEAKAGE, MODEL, tables(test, train))
    most = next(one for one in found.metrics if one.name == "label_told_most")
    assert most.slice == {"column": "letter sent"}
    assert most.estimate == 1.0
    assert most.low is not None
    assert 0.95 < most.low < 1.0
    assert '"letter sent"' in found.warnings[0]


def _reading(found: Measured) -> Reading:
    return Reading(probe="leakage", version="1", status="ok", metrics=tuple(found.metrics), facts=found.facts, seed=0)
