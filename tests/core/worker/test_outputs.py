"""What a model gives becomes scores by class, whatever form it has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.errors import InputError
from core.worker.guess import looks_like_a_guess
from core.worker.outputs import as_scores, as_values, doubts, one_score_doubts

TWO = ("no", "yes")


@pytest.mark.parametrize(
    ("raw", "kind", "classes", "positive", "scores"),
    [
        ([[0.2, 0.8]], "probabilities", TWO, 1, [[0.2, 0.8]]),
        ([0.8], "probabilities", TWO, 1, [[0.2, 0.8]]),
        ([[0.8]], "probabilities", TWO, 0, [[0.8, 0.2]]),
        ([[[[0.2]], [[0.8]]]], "probabilities", TWO, 1, [[0.2, 0.8]]),
        ([[0.0, 0.0]], "logits", TWO, 1, [[0.5, 0.5]]),
        ([0.0], "logits", TWO, 1, [[0.5, 0.5]]),
        ([1000.0], "logits", TWO, 1, [[0.0, 1.0]]),
        ([-1000.0], "logits", TWO, 1, [[1.0, 0.0]]),
        ([[1000.0, 0.0]], "logits", TWO, 1, [[1.0, 0.0]]),
    ],
)
def test_numbers(raw: Any, kind: Any, classes: tuple[str, ...], positive: int, scores: Any):
    found = as_scores(np.array(raw, dtype=np.float32), 1, kind, classes, positive)
    assert found.dtype == np.float64
    assert np.allclose(found, scores)


def test_a_list_of_maps_is_put_in_the_order_of_the_classes():
    raw = [{1: 0.7, 0: 0.3}, {0: 0.4, 1: 0.6}]
    assert as_scores(raw, 2, "probabilities", ("0", "1"), 1).tolist() == [[0.3, 0.7], [0.4, 0.6]]
    assert as_scores(raw, 2, "probabilities", ("1", "0"), 1).tolist() == [[0.7, 0.3], [0.6, 0.4]]
    with pytest.raises(InputError, match="no score for the class 2"):
        as_scores(raw, 2, "probabilities", ("0", "1", "2"), None)


def test_labels_become_one_for_what_was_said():
    said = as_scores(np.array(["yes", "no"], dtype=object), 2, "label", TWO, 1)
    assert said.tolist() == [[0, 1], [1, 0]]
    by_index = as_scores(np.array([1, 0]), 2, "label", TWO, 1)
    assert by_index.tolist() == said.tolist()
    by_name = as_scores(np.array([[7], [3]]), 2, "label", ("3", "7"), None)
    assert by_name.tolist() == [[0, 1], [1, 0]]
    with pytest.raises(InputError, match='"maybe"'):
        as_scores(np.array(["maybe"], dtype=object), 1, "label", TWO, 1)


@pytest.mark.parametrize(
    ("raw", "rows", "words"),
    [
        (np.zeros((3, 3)), 3, "3 scores a row, and there are 2 classes"),
        (np.zeros((1, 2)), 3, "1 results for 3 rows"),
        (np.zeros((3, 2, 2)), 3, "2 x 2 numbers a row"),
        (np.array(["a", "b", "c"], dtype=object), 3, "gives text"),
        (np.array(1.0), 3, "1 results for 3 rows"),
        ([1, 2, 3], 3, "a list of something"),
    ],
)
def test_outputs_that_do_not_fit_are_refused(raw: Any, rows: int, words: str):
    with pytest.raises(InputError, match=words):
        as_scores(raw, rows, "probabilities", TWO, 1)


def test_one_score_for_many_classes_is_refused():
    with pytest.raises(InputError, match="one score a row"):
        as_scores(np.zeros(2), 2, "probabilities", ("a", "b", "c"), None)


def test_regression_values():
    assert as_values(np.array([[1.0], [2.0]], dtype=np.float32), 2).tolist() == [1.0, 2.0]
    with pytest.raises(InputError, match="2 values a row"):
        as_values(np.zeros((3, 2)), 3)


@given(arrays(np.float64, (4, 3), elements=st.floats(-700, 700)))
def test_logits_always_give_probabilities(values: np.ndarray):
    found = as_scores(values, 4, "logits", ("a", "b", "c"), None)
    assert np.allclose(found.sum(axis=1), 1.0)
    assert (found >= 0).all()
    assert (found.argmax(axis=1) == values.argmax(axis=1)).all() or np.isclose(found, found.max()).any()


def test_scores_of_another_kind_than_said_are_doubted():
    probabilities = np.array([[0.3, 0.7], [0.5, 0.5]])
    assert "second time" in doubts(probabilities, "logits")[0]
    assert "logits" in doubts(np.array([[3.0, -4.0]]), "probabilities")[0]
    assert "sum to one" in doubts(np.array([[0.3, 0.3]]), "probabilities")[0]
    assert doubts(probabilities, "probabilities") == []
    assert doubts(np.array([[3.0, -4.0]]), "logits") == []
    assert doubts(np.array([0.3, 0.9]), "probabilities") == []


@pytest.mark.parametrize("classes", [2, 4, 10])
def test_softmax_inside_the_model_applied_twice_is_doubted(classes: int):
    generator = np.random.default_rng(1)
    names = tuple(map(str, range(classes)))
    once = as_scores(generator.normal(scale=9.0, size=(200, classes)), 200, "logits", names, None)
    twice = as_scores(once, 200, "logits", names, None)
    assert doubts(once, "probabilities") == []
    assert "softmax applied twice" in doubts(twice, "probabilities")[0]
    assert doubts(twice[:20], "probabilities") == []
    unsure = as_scores(generator.normal(scale=0.1, size=(200, classes)), 200, "logits", names, None)
    assert doubts(unsure, "probabilities") == []
    assert doubts(np.full((200, classes), 1 / classes), "probabilities") == []


def test_a_model_that_guesses_is_doubted():
    generator = np.random.default_rng(1)
    labels = generator.integers(0, 2, 400)
    assert looks_like_a_guess(labels, labels, TWO) is None
    assert "turned round" in looks_like_a_guess(labels, 1 - labels, TWO).sentence
    assert '"yes" for each' in looks_like_a_guess(labels, np.ones_like(labels), TWO).sentence
    many = generator.integers(0, 10, 400)
    assert (
        "no better than a guess"
        in looks_like_a_guess(many, generator.integers(0, 10, 400), tuple("0123456789")).sentence
    )
    assert looks_like_a_guess(labels[:10], 1 - labels[:10], TWO) is None


def test_classes_are_turned_round_only_where_that_is_better_than_a_guess():
    labels = np.arange(64) % 2
    guessed = labels.copy()
    guessed[:34] = 1 - guessed[:34]  # right in 47 %, turned round in 53 %
    doubt = looks_like_a_guess(labels, guessed, TWO)
    assert "no better than a guess" in doubt.sentence
    assert doubt.order == ()


def test_one_score_a_row_of_the_first_class_is_doubted() -> None:
    one, two = np.array([[0.2], [0.9]]), np.array([[0.2, 0.8], [0.9, 0.1]])
    [said] = one_score_doubts(one, "probabilities", ("denied", "granted"), 0)
    assert "denied" in said
    assert "granted" in said
    assert one_score_doubts(one, "probabilities", ("denied", "granted"), 1) == []
    assert one_score_doubts(two, "probabilities", ("denied", "granted"), 0) == []
    assert one_score_doubts(np.array([0, 1]), "label", ("denied", "granted"), 0) == []
