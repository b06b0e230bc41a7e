"""Cohen's kappa against scikit-learn, a published table, and resampling."""

from __future__ import annotations

import numpy as np
import pytest

from core.measure.agreement import cohens_kappa

FLEISS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]  # two raters, 100 people; Fleiss, Levin and Paik (2003), table 18.1


def test_kappa_and_its_standard_error_are_those_of_the_textbook() -> None:
    found = cohens_kappa(FLEISS, level=0.95)
    assert (round(found.estimate, 2), found.n) == (0.68, 100)
    assert (found.estimate - found.low) / 1.959964 == pytest.approx(0.087, abs=0.001)  # the book rounds on its way


def test_kappa_is_that_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(7)
    for kinds in (2, 3, 4):
        one = random.integers(0, kinds, 60)
        other = np.where(random.random(60) < 0.6, one, random.integers(0, kinds, 60))
        table = np.zeros((kinds, kinds))
        np.add.at(table, (one, other), 1)
        assert cohens_kappa(table, level=0.95).estimate == pytest.approx(metrics.cohen_kappa_score(one, other))


def test_the_interval_is_as_wide_as_resampling_says() -> None:
    table, random = np.array(FLEISS), np.random.default_rng(11)
    drawn = [
        cohens_kappa(random.multinomial(400, table.ravel() / table.sum()).reshape(3, 3), level=0.95).estimate
        for _ in range(2000)
    ]
    found = cohens_kappa(table * 4, level=0.95)
    assert found.high - found.estimate == pytest.approx(1.96 * np.std(drawn), rel=0.06)


def test_what_has_no_kappa_says_why() -> None:
    assert cohens_kappa(np.zeros((2, 2)), level=0.95).estimate is None
    assert "one and the same" in cohens_kappa([[9, 0], [0, 0]], level=0.95).method
    with pytest.raises(ValueError, match="square"):
        cohens_kappa([[1, 2]], level=0.95)
