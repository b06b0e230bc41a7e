"""Measures of a classifier, from a table of counts or from its scores.

A table `counts` has shape (..., k, k): rows are the true class, columns the decision. Every function of counts works
on a stack of tables, so that all resamples of a bootstrap are one call. A share of nothing is 0, as in scikit-learn;
a macro average is taken over the classes that occur in the truth (balanced accuracy) or in truth or decisions (the
rest).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SMALLEST = float(np.finfo(np.float64).eps)  # log loss clips here, as scikit-learn does for float64


def confusion(labels: Ints, decisions: Ints, classes: int) -> Ints:
    """Counts (classes, classes) of true class by decision, from class indices (n,). Raises ValueError outside them."""
    for name, values in (("label", labels), ("decision", decisions)):
        if values.size and not 0 <= values.min() <= values.max() < classes:
            raise ValueError(f"a {name} lies outside the {classes} classes")
    return np.bincount(labels * classes + decisions, minlength=classes * classes).reshape(classes, classes)


def accuracy(counts: NDArray[Any]) -> Floats:
    """Share of rows whose decision is right. Shape (...)."""
    return _share(np.trace(counts, axis1=-2, axis2=-1), counts.sum(axis=(-2, -1)))


def recall_by_class(counts: NDArray[Any]) -> Floats:
    """For each class, the share of its rows that were found. Shape (..., k)."""
    return _share(_hits(counts), counts.sum(axis=-1))


def precision_by_class(counts: NDArray[Any]) -> Floats:
    """For each class, the share of its decisions that were right. Shape (..., k)."""
    return _share(_hits(counts), counts.sum(axis=-2))


def f1_by_class(counts: NDArray[Any]) -> Floats:
    """For each class, 2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall. Shape (..., k)."""
    return _share(2 * _hits(counts), counts.sum(axis=-1) + counts.sum(axis=-2))


def balanced_accuracy(counts: NDArray[Any]) -> Floats:
    """The mean recall over the classes that occur (Brodersen et al. 2010; scikit-learn `balanced_accuracy_score`)."""
    return _mean_where(recall_by_class(counts), counts.sum(axis=-1) > 0)


def macro_precision(counts: NDArray[Any]) -> Floats:
    """The plain mean of precision over the classes that occur in truth or decisions."""
    return _mean_where(precision_by_class(counts), _occurs(counts))


def macro_recall(counts: NDArray[Any]) -> Floats:
    """The plain mean of recall over the classes that occur in truth or decisions."""
    return _mean_where(recall_by_class(counts), _occurs(counts))


def macro_f1(counts: NDArray[Any]) -> Floats:
    """The plain mean of F1 over the classes that occur in truth or decisions."""
    return _mean_where(f1_by_class(counts), _occurs(counts))


def log_loss_rows(scores: Floats, labels: Ints, positive: int | None) -> Floats:
    """−ln of the probability given to the truth, for each row (n,), in nats.

    Binary (`positive` given): from the positive class's probability p and 1 − p. Probabilities are clipped to
    [eps, 1 − eps] of float64, as `sklearn.metrics.log_loss` does.
    """
    if positive is not None:
        chance = np.where(labels == positive, scores[:, positive], 1.0 - scores[:, positive])
    else:
        chance = scores[np.arange(len(labels)), labels]
    losses: Floats = -np.log(np.clip(chance, SMALLEST, 1.0 - SMALLEST))
    return losses


def brier_rows(scores: Floats, labels: Ints, positive: int | None) -> Floats:
    """The squared error of the probabilities, for each row (n,): Brier (1950), Monthly Weather Review 78:1.

    Binary (`positive` given): (p − y)² of the positive class, from 0 to 1. More classes: summed over the classes, as
    Brier wrote it, from 0 to 2.
    """
    if positive is not None:
        errors: Floats = np.square(scores[:, positive] - (labels == positive))
        return errors
    truth = np.zeros_like(scores)
    truth[np.arange(len(labels)), labels] = 1.0
    summed: Floats = np.square(scores - truth).sum(axis=1)
    return summed


def are_probabilities(scores: Floats, *, slack: float = 1e-3) -> bool:
    """Whether every row lies within [0, 1] and sums to 1, both but for `slack`."""
    inside = scores.min() >= -slack and scores.max() <= 1 + slack
    return bool(inside and np.abs(scores.sum(axis=1) - 1).max() <= slack)


def _hits(counts: NDArray[Any]) -> NDArray[Any]:
    return np.diagonal(counts, axis1=-2, axis2=-1)


def _occurs(counts: NDArray[Any]) -> NDArray[np.bool_]:
    occurs: NDArray[np.bool_] = (counts.sum(axis=-1) + counts.sum(axis=-2)) > 0
    return occurs


def _share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    part = np.asarray(part, dtype=np.float64)
    share: Floats = np.divide(part, whole, out=np.zeros_like(part), where=np.asarray(whole) > 0)
    return share


def _mean_where(values: Floats, counted: NDArray[np.bool_]) -> Floats:
    return _share((values * counted).sum(axis=-1), counted.sum(axis=-1))
