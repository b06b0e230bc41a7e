"""Regression measures against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as theirs

from core.measure import regression
from core.measure.bootstrap import interval_of_sums, resampled_sums


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.0, 1e6]))
def test_mae_rmse_and_r2_agree_with_scikit_learn(seed: int, far: float) -> None:
    rng = np.random.default_rng(seed)
    targets = rng.normal(far, 3.0, 50)
    values = targets + rng.normal(0, 1, 50)
    sums = regression.row_terms(values, targets).sum(axis=0)
    assert regression.mae(sums) == pytest.approx(theirs.mean_absolute_error(targets, values))
    assert regression.rmse(sums) == pytest.approx(theirs.root_mean_squared_error(targets, values))
    assert regression.r2(sums) == pytest.approx(theirs.r2_score(targets, values), abs=1e-9)


def test_targets_that_do_not_vary_have_no_r2() -> None:
    terms = regression.row_terms(np.arange(5.0), np.full(5, 2.0))
    replicates = resampled_sums(terms, 200, np.random.default_rng(0))
    interval = interval_of_sums(terms, replicates, regression.r2, level=0.95)
    assert interval.estimate is None
    assert interval.method.startswith("undefined")
