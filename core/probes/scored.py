"""What several probes start from: the test rows as the model scored and decided them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.probe import Data, Model, Part

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Scores (n, classes), labels (n,) and decisions (n,) of the test part of a classification."""

    scores: Floats
    labels: Ints
    decisions: Ints


def score_test(model: Model, data: Data, *, said: str) -> Scored:
    """Run the model on the test part of a classification.

    Raises InputError where there are no labels, or where the model gives no number for a row.
    """
    labels = labels_of(data.test)
    scores = finite(model.predict(data.test.inputs, said))
    return Scored(scores=scores, labels=labels.astype(np.int64), decisions=model.decide(scores))


def drawn_rows(part: Part, samples: int, rng: np.random.Generator) -> Part:
    """The part itself where it has no more than `samples` rows, else as many of its rows, drawn at random, in order."""
    if part.n <= samples:
        return part
    rows = np.sort(rng.choice(part.n, size=samples, replace=False))
    return Part(
        n=samples,
        inputs={name: values[rows] for name, values in part.inputs.items()},
        labels=None if part.labels is None else part.labels[rows],
        groups={name: values[rows] for name, values in part.groups.items()},
        sha256=part.sha256,
        texts={name: values[rows] for name, values in part.texts.items()},
    )


def labels_of(part: Part) -> NDArray[Any]:
    """The labels (n,) of a part. Raises InputError where there are none, or no rows."""
    if part.labels is None:
        raise InputError("The data have no labels to compare with.", "Name the label column under data: label.")
    if part.n == 0:
        raise InputError("The test data have no rows.")
    return part.labels


def rightly_decided(model: Model, inputs: Mapping[str, NDArray[Any]], labels: NDArray[Any]) -> tuple[Flags, int]:
    """(which rows are decided rightly (n,), how many rows got no number) of inputs that may be damaged.

    A row without a number is not decided rightly; a batch that the model refuses got no number at all.
    """
    try:
        scores = model.predict(inputs)
    except InputError:
        return np.zeros(len(labels), dtype=bool), len(labels)
    answered = np.asarray(np.isfinite(scores).all(axis=1))
    decided = model.decide(np.where(answered[:, None], scores, 0.0)) == labels
    return answered & decided, int(np.count_nonzero(~answered))


def finite(scores: Floats) -> Floats:
    """The scores as they are. Raises InputError that names the first row for which the model gave no number."""
    bad = ~np.isfinite(scores).reshape(len(scores), -1).all(axis=1)
    if bad.any():
        count, first = int(np.count_nonzero(bad)), int(np.argmax(bad)) + 1
        raise InputError(
            f"The model gave no number for {count:,} of {len(scores):,} rows; the first is row {first:,}.",
            "Look at that row's inputs: a missing or very large value is the usual cause.",
        )
    return scores
