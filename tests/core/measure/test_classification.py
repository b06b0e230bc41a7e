"""Measures of a classifier, against scikit-learn and against tables worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import metrics as theirs

from core.measure import classification as ours

SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed: int, classes: int, n: int = 60) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, n)
    scores = rng.dirichlet(np.ones(classes), n)
    scores[np.arange(n), labels] += rng.random(n)
    return labels, scores / scores.sum(axis=1, keepdims=True)


@given(SEEDS, st.integers(2, 6))
def test_measures_of_counts_agree_with_scikit_learn(seed: int, classes: int) -> None:
    labels, scores = drawn(seed, classes)
    decided = scores.argmax(axis=1)
    counts = ours.confusion(labels, decided, classes)
    assert (counts == theirs.confusion_matrix(labels, decided, labels=range(classes))).all()
    named = {"average": "macro", "zero_division": 0.0}
    pairs = [
        (ours.accuracy(counts), theirs.accuracy_score(labels, decided)),
        (ours.balanced_accuracy(counts), theirs.balanced_accuracy_score(labels, decided)),
        (ours.macro_precision(counts), theirs.precision_score(labels, decided, **named)),
        (ours.macro_recall(counts), theirs.recall_score(labels, decided, **named)),
        (ours.macro_f1(counts), theirs.f1_score(labels, decided, **named)),
    ]
    for mine, other in pairs:
        assert mine == pytest.approx(other, abs=1e-12)


@given(SEEDS)
def test_measures_of_one_class_agree_with_scikit_learn(seed: int) -> None:
    labels, scores = drawn(seed, 2)
    decided = scores.argmax(axis=1)
    counts = ours.confusion(labels, decided, 2)
    assert ours.precision_by_class(counts)[1] == pytest.approx(theirs.precision_score(labels, decided, zero_division=0))
    assert ours.recall_by_class(counts)[1] == pytest.approx(theirs.recall_score(labels, decided, zero_division=0))
    assert ours.f1_by_class(counts)[1] == pytest.approx(theirs.f1_score(labels, decided, zero_division=0))


@given(SEEDS, st.integers(2, 6))
def test_log_loss_and_brier_agree_with_scikit_learn(seed: int, classes: int) -> None:
    labels, scores = drawn(seed, classes)
    positive = 1 if classes == 2 else None
    loss = ours.log_loss_rows(scores, labels, positive).mean()
    assert loss == pytest.approx(theirs.log_loss(labels, scores, labels=range(classes)), abs=1e-9)
    brier = ours.brier_rows(scores, labels, positive).mean()
    expected = theirs.brier_score_loss(labels, scores, labels=range(classes), scale_by_half=classes == 2)
    assert brier == pytest.approx(expected, abs=1e-12)


def test_a_certain_and_wrong_score_costs_the_clipped_loss_and_not_infinity() -> None:
    loss = ours.log_loss_rows(np.array([[1.0, 0.0]]), np.array([1]), 1)
    assert loss[0] == pytest.approx(-np.log(np.finfo(float).eps))


def test_a_table_worked_by_hand() -> None:
    counts = np.array([[50, 10], [5, 35]])
    assert ours.accuracy(counts) == 0.85
    assert ours.precision_by_class(counts)[1] == 35 / 45
    assert ours.recall_by_class(counts)[1] == 35 / 40
    assert ours.f1_by_class(counts)[1] == pytest.approx(70 / 85)
    assert ours.balanced_accuracy(counts) == pytest.approx((50 / 60 + 35 / 40) / 2)


def test_a_stack_of_tables_is_measured_table_by_table() -> None:
    tables = np.random.default_rng(3).integers(0, 9, (5, 4, 4))
    for measure in (ours.accuracy, ours.balanced_accuracy, ours.macro_f1, ours.macro_precision, ours.macro_recall):
        assert measure(tables) == pytest.approx([float(measure(table)) for table in tables])


def test_a_class_that_never_occurs_is_left_out_of_a_macro_average() -> None:
    counts = np.zeros((3, 3), dtype=int)
    counts[:2, :2] = [[4, 1], [2, 3]]
    assert ours.macro_f1(counts) == pytest.approx(ours.f1_by_class(counts)[:2].mean())


def test_a_label_outside_the_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        ours.confusion(np.array([0, 3]), np.array([0, 1]), 2)


@given(SEEDS)
def test_the_order_of_the_rows_does_not_matter(seed: int) -> None:
    labels, scores = drawn(seed, 3)
    order = np.random.default_rng(seed).permutation(len(labels))
    mixed = ours.confusion(labels[order], scores[order].argmax(axis=1), 3)
    assert (mixed == ours.confusion(labels, scores.argmax(axis=1), 3)).all()


def test_scores_that_do_not_sum_to_1_are_no_probabilities() -> None:
    assert ours.are_probabilities(np.array([[0.2, 0.8], [1.0, 0.0]]))
    assert not ours.are_probabilities(np.array([[0.2, 0.9]]))
    assert not ours.are_probabilities(np.array([[-0.5, 1.5]]))
