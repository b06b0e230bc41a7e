"""How well the rows that a model was trained on can be told from others, by their loss alone."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.measure.intervals import Interval, clopper_pearson, newcombe, undefined

Floats = NDArray[np.float64]


def found_at_rate(members: Floats, others: Floats, rate: float, *, level: float) -> Interval:
    """The share of `members` (m,) whose signal lies above the lowest threshold that flags at most `rate` of `others`.

    Carlini et al. (2022), Membership Inference Attacks From First Principles, IEEE S&P, section III. The interval is
    Clopper and Pearson's, with the threshold taken as it is. Too few others to tell such a rate: undefined.
    """
    allowed = math.floor(rate * len(others) + 1e-9)
    if allowed < 1:
        return undefined(f"too few rows for a rate of {rate:g}", level=level, n=len(members))
    threshold = np.sort(others)[len(others) - allowed - 1]
    return clopper_pearson(int(np.count_nonzero(members > threshold)), len(members), level=level)


def advantage(members: Floats, others: Floats, *, level: float) -> Interval:
    """Members less others found by calling a row a member when its signal is above the mean of the members' signals.

    Yeom et al. (2018), Privacy Risk in Machine Learning, IEEE CSF, adversary 2: the threshold is the mean training
    loss. Unlike the largest difference over all thresholds it is not pushed upward by the search. Newcombe's interval.
    """
    threshold = float(members.mean())
    return newcombe(
        int(np.count_nonzero(members >= threshold)),
        len(members),
        int(np.count_nonzero(others >= threshold)),
        len(others),
        level=level,
    )


def roc(members: Floats, others: Floats, points: int = 200) -> tuple[Floats, Floats]:
    """(false positive rates, true positive rates), each (k,), of every threshold, thinned to about `points`.

    Ends at (0, 0) and (1, 1).
    """
    thresholds = np.unique(np.concatenate([members, others]))[::-1]
    if len(thresholds) > points:
        thresholds = thresholds[np.linspace(0, len(thresholds) - 1, points).astype(np.int64)]
    shares = [1 - np.searchsorted(np.sort(rows), thresholds, side="left") / len(rows) for rows in (others, members)]
    return np.concatenate([[0.0], shares[0]]), np.concatenate([[0.0], shares[1]])
