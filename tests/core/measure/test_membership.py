"""The loss attack's numbers against scikit-learn's ROC curve and plain counting."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import auc, roc_auc_score, roc_curve

from core.measure.membership import advantage, found_at_rate, roc


def drawn(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return np.round(rng.normal(0.6, 1, 700), 2), np.round(rng.normal(0, 1, 500), 2)  # rounded: ties occur


def test_the_rate_of_members_found_is_that_of_the_roc_curve() -> None:
    members, others = drawn()
    truth, signal = np.repeat([1, 0], [700, 500]), np.concatenate([members, others])
    false, true, _ = roc_curve(truth, signal, drop_intermediate=False)
    for rate in (0.01, 0.1, 0.3):
        found = found_at_rate(members, others, rate, level=0.95)
        assert found.estimate == pytest.approx(true[false <= rate].max())


def test_a_rate_that_the_others_are_too_few_for_is_not_made_up() -> None:
    assert found_at_rate(np.ones(50), np.zeros(50), 0.01, level=0.95).estimate is None
    assert found_at_rate(np.ones(50), np.zeros(100), 0.01, level=0.95).estimate == 1.0


def test_signals_that_are_all_alike_find_nobody() -> None:
    same = np.zeros(200)
    assert found_at_rate(same, same, 0.05, level=0.95).estimate == 0.0
    assert advantage(same, same, level=0.95).estimate == 0.0


def test_the_thinned_curve_has_the_area_of_the_whole_one() -> None:
    members, others = drawn(1)
    false, true = roc(members, others)
    assert (false[0], true[0], false[-1], true[-1]) == (0.0, 0.0, 1.0, 1.0)
    whole = roc_auc_score(np.repeat([1, 0], [700, 500]), np.concatenate([members, others]))
    assert auc(false, true) == pytest.approx(whole, abs=2e-3)


def test_the_advantage_is_the_difference_of_shares_at_the_mean_loss_of_members() -> None:
    members, others = np.array([0.0, -1.0, -2.0, -9.0]), np.array([-1.0, -4.0, -5.0, -6.0])
    assert advantage(members, others, level=0.95).estimate == pytest.approx(3 / 4 - 1 / 4)
