"""Whether a model's answers look like guesses, which mostly means that it is bound wrongly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_FEWEST_ROWS = 30
_TURNED = (
    "The model is right in {accuracy:.0%} of the {n} rows tried; with its two classes turned round it would be right "
    "in {other:.0%}. Look at the order of the classes."
)
_OTHER_ORDER = (
    "The model is right in {accuracy:.0%} of the {n} rows tried; with its classes in another order it would be right "
    'in {other:.0%}: where it says "{said}", the label mostly is "{label}". Look at the order of the classes.'
)
_ONE_CLASS = (
    'The model says "{said}" for each of the {n} rows tried. Look at the inputs, their scale and the kind of '
    "the outputs."
)
_NO_BETTER = (
    "The model is right in {accuracy:.0%} of the {n} rows tried, no better than a guess ({other:.0%} by chance). "
    "Look at the order of the classes, the scale of the inputs and the kind of the outputs."
)


@dataclass(frozen=True, kw_only=True)
class Guess:
    """Why answers look like guesses. `order` is the order of the classes that would be right far more often, if any."""

    sentence: str
    order: tuple[str, ...] = ()


def looks_like_a_guess(
    labels: NDArray[np.int64] | None, decided: NDArray[np.int64], classes: tuple[str, ...]
) -> Guess | None:
    """What is odd about decisions (n,) beside labels (n,), as class indices; None where nothing is.

    Compared with the agreement that chance would give decisions and labels as frequent as these (as in Cohen's kappa),
    with a margin of two standard errors of a share; a model that always says one class, and one that would be better
    with its classes in another order, are named as such.
    """
    if labels is None or len(labels) < _FEWEST_ROWS:
        return None
    n = len(labels)
    accuracy = float(np.mean(decided == labels))
    commonest = float(np.bincount(labels, minlength=len(classes)).max() / n)
    shares = [np.bincount(values, minlength=len(classes)) / n for values in (labels, decided)]
    turned = float(np.mean((1 - decided) == labels)) if len(classes) == 2 else 0.0
    if turned > max(accuracy, commonest) and turned >= _more_than(float(shares[0] @ shares[1][::-1]), n):
        return Guess(sentence=_TURNED.format(accuracy=accuracy, n=n, other=turned), order=classes[::-1])
    if len(np.unique(decided)) == 1 and len(np.unique(labels)) > 1:
        return Guess(sentence=_ONE_CLASS.format(said=classes[int(decided[0])], n=n))
    other_order = _other_order(labels, decided, classes, max(accuracy, commonest)) if len(classes) > 2 else None
    if other_order is not None:
        return other_order
    chance = float(shares[0] @ shares[1])
    if accuracy < _more_than(chance, n):
        return Guess(sentence=_NO_BETTER.format(accuracy=accuracy, n=n, other=chance))
    return None


def _more_than(chance: float, n: int) -> float:
    """The share of `n` rows from which on it is more than chance gives: two standard errors above."""
    return chance + 2.0 * float(np.sqrt(chance * (1.0 - chance) / n))


def _other_order(
    labels: NDArray[np.int64], decided: NDArray[np.int64], classes: tuple[str, ...], better_than: float
) -> Guess | None:
    """A doubt when each decision, taken for the label that mostly goes with it, is right far more often.

    No label is given to two decisions (the surest go first), and at least a quarter of the rows must be won: chance
    alone wins some.
    """
    said, counts = np.unique(np.stack([decided, labels]), axis=1, return_counts=True)
    order, right = dict[int, int](), 0
    for place in np.argsort(-counts, kind="stable"):
        decision, label = (int(value) for value in said[:, place])
        if decision not in order and label not in order.values():
            order[decision] = label
            right += int(counts[place])
    share = right / len(labels)
    moved = next((decision for decision, label in order.items() if decision != label), None)
    if moved is None or share < better_than + 0.25:
        return None
    accuracy = float(np.mean(decided == labels))
    names = {"said": classes[moved], "label": classes[order[moved]]}
    free = [one for one in range(len(classes)) if one not in order.values()]
    return Guess(
        sentence=_OTHER_ORDER.format(accuracy=accuracy, n=len(labels), other=share, **names),
        order=tuple(classes[order[at] if at in order else free.pop(0)] for at in range(len(classes))),
    )
