"""The chi-square tests against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from core.measure.chi_square import chi_square_tail, fit, homogeneity


@pytest.mark.parametrize("freedom", [1, 2, 3, 7, 30, 400])
@pytest.mark.parametrize("x", [1e-6, 0.3, 1.0, 4.0, 29.0, 390.0, 900.0])
def test_the_tail_is_scipys(freedom: int, x: float) -> None:
    assert chi_square_tail(x, freedom) == pytest.approx(stats.chi2.sf(x, freedom), rel=1e-9, abs=1e-300)


def test_the_tail_ends_at_one_and_needs_a_degree_of_freedom() -> None:
    assert chi_square_tail(0.0, 3) == 1.0
    with pytest.raises(ValueError, match="degree"):
        chi_square_tail(1.0, 0)


def test_homogeneity_is_scipys_and_empty_kinds_do_not_count() -> None:
    counts = np.array([[30, 12, 0, 8], [20, 25, 0, 11]])
    statistic, freedom, p = homogeneity(counts)
    theirs = stats.chi2_contingency(counts[:, [0, 1, 3]], correction=False)
    assert (statistic, freedom, p) == pytest.approx((theirs.statistic, theirs.dof, theirs.pvalue))
    assert homogeneity(np.array([[5, 0], [9, 0]])) == (0.0, 0, 1.0)


def test_the_fit_to_given_shares_is_scipys() -> None:
    counts, shares = np.array([12, 30, 18]), np.array([0.2, 0.5, 0.3])
    theirs = stats.chisquare(counts, shares * 60)
    assert fit(counts, shares) == pytest.approx((theirs.statistic, 2, theirs.pvalue))
    assert fit(np.array([7]), np.array([1.0])) == (0.0, 0, 1.0)
