"""Whether a model's answers look like guesses, which mostly means that it is bound wrongly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FEWEST_ROWS = 30
_TURNED = (
    "The model is right in {accuracy:.0%} of the first {n} rows; with its two classes turned round it would be right "
    "in {other:.0%}. Look at the order of the classes."
)
_ONE_CLASS = (
    'The model says "{said}" for each of the first {n} rows. Look at the inputs, their scale and the kind of '
    "the outputs."
)
_NO_BETTER = (
    "The model is right in {accuracy:.0%} of the first {n} rows, no better than a guess ({other:.0%} by chance). "
    "Look at the order of the classes, the scale of the inputs and the kind of the outputs."
)


def looks_like_a_guess(
    labels: NDArray[np.int64] | None, decided: NDArray[np.int64], classes: tuple[str, ...]
) -> list[str]:
    """A warning (or none) from labels and decisions (n,), as class indices.

    Compared with the agreement that chance would give decisions and labels as frequent as these (as in Cohen's kappa),
    with a margin of two standard errors of a share; a model that always says one class, and one that would be better
    with its classes turned round, are named as such.
    """
    if labels is None or len(labels) < _FEWEST_ROWS:
        return []
    n = len(labels)
    accuracy = float(np.mean(decided == labels))
    commonest = float(np.bincount(labels, minlength=len(classes)).max() / n)
    turned = float(np.mean((1 - decided) == labels)) if len(classes) == 2 else 0.0
    if turned > max(accuracy, commonest):
        return [_TURNED.format(accuracy=accuracy, n=n, other=turned)]
    if len(np.unique(decided)) == 1 and len(np.unique(labels)) > 1:
        return [_ONE_CLASS.format(said=classes[int(decided[0])], n=n)]
    shares = [np.bincount(values, minlength=len(classes)) / n for values in (labels, decided)]
    chance = float(shares[0] @ shares[1])
    if accuracy < chance + 2.0 * float(np.sqrt(chance * (1.0 - chance) / n)):
        return [_NO_BETTER.format(accuracy=accuracy, n=n, other=chance)]
    return []
