"""Confident learning, row by row as the paper writes it, against the vectorised form."""

from __future__ import annotations

import numpy as np
import pytest

from core.measure.label_noise import suspects, suspects_by_chance


@pytest.mark.parametrize("classes", [2, 5])
def test_suspects_are_those_of_the_paper_row_by_row(classes: int) -> None:
    rng = np.random.default_rng(classes)
    chances = rng.dirichlet(np.full(classes, 0.5), 300)
    labels = rng.integers(0, classes, 300)
    limits = [
        np.mean([row[j] for row, label in zip(chances, labels, strict=True) if label == j]) for j in range(classes)
    ]
    found = suspects(chances, labels)
    for number, (row, label) in enumerate(zip(chances, labels, strict=True)):
        counted = [j for j in range(classes) if row[j] >= limits[j]]
        best = max(counted, key=lambda j: row[j]) if counted else label
        assert found.rather[number] == best
        assert found.suspect[number] == (best != label)


def test_a_class_that_nobody_carries_makes_nobody_suspect() -> None:
    chances = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.9, 0.05, 0.05]])
    assert suspects(chances, np.array([0, 1, 0])).rather.max() < 2


def test_the_share_by_chance_is_that_of_labels_drawn_one_by_one() -> None:
    rng = np.random.default_rng(3)
    chances = rng.dirichlet(np.ones(3), 200)
    ours = suspects_by_chance(chances, 200, rng)
    theirs = [suspects(chances, np.array([rng.choice(3, p=row) for row in chances])).suspect.mean() for _ in range(200)]
    assert ours.mean() == pytest.approx(np.mean(theirs), abs=0.01)
    assert ours.std() == pytest.approx(np.std(theirs), rel=0.3)
