"""What the model says of a few rows of the test data, before anything is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import TouchstoneError
from core.plan import Array, Images
from core.probe import Part
from core.worker import other_scales
from core.worker.chunks import chunk_rows
from core.worker.guess import looks_like_a_guess
from core.worker.subject import Subject

ROWS, CHUNKS = 512, 16  # whichever is less: a heavy model is asked about fewer rows
_GOOD_ENOUGH = 0.9


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was said of `rows` (indices into the test part); texts by row. `accuracy` is of `tried` of them,
    which are the first of all rows, or `spread` over all.
    """

    labels: dict[int, str]
    said: dict[int, str]
    scores: dict[int, float]
    accuracy: float | None
    tried: int
    spread: bool
    warnings: list[str]
    changes: list[
        dict[str, Any]
    ]  # what would mend the plan: {"warning", "classes"} or {"warning", "input", "scale", ...}


def rows_to_ask(part: Part) -> NDArray[np.int64]:
    """The first rows; where these lack a class that the labels have, as in sorted data, rows spread over all."""
    n = min(ROWS, CHUNKS * chunk_rows(part.inputs), part.n)
    first = np.arange(n)
    labels = part.labels
    if labels is None or labels.dtype.kind == "f" or len(np.unique(labels[:n])) == len(np.unique(labels)):
        return first
    return np.unique(np.linspace(0, part.n - 1, n).round().astype(np.int64))


def ask(subject: Subject, shown: Sequence[int]) -> Asked:
    """Ask the model about some rows, those that are `shown` among them. Raises InputError or RefusedError."""
    data, model = subject.data, subject.model
    tried = rows_to_ask(data.test)
    spread = bool(tried[-1] >= len(tried))
    rows = np.union1d(tried, np.asarray(shown, dtype=np.int64))
    sample = {name: values[rows] for name, values in data.test.inputs.items()}
    model.keep(sample)
    scores = model.predict(sample, "Asking the model")
    labels = None if data.test.labels is None else data.test.labels[rows]
    if data.task == "regression":
        return Asked(
            labels={} if labels is None else _by_row(rows, [f"{value:.6g}" for value in labels]),
            said=_by_row(rows, [f"{value:.6g}" for value in scores]),
            scores={},
            accuracy=None,
            tried=len(tried),
            spread=spread,
            warnings=list(model.warnings),
            changes=[],
        )
    decided = model.decide(scores)
    counted = np.isin(rows, tried)
    right = None if labels is None else labels[counted]
    accuracy = None if right is None else float(np.mean(decided[counted] == right))
    warnings, changes = list(model.warnings), list[dict[str, Any]]()
    guess = looks_like_a_guess(right, decided[counted], data.classes)
    if guess is not None:
        warnings.append(guess.sentence)
        changes += [{"warning": guess.sentence, "classes": list(guess.order)}] if guess.order else []
    if accuracy is not None and (warnings or accuracy < _GOOD_ENOUGH):
        found = _other_scale(subject, tried)
        warnings += [str(one["warning"]) for one in found]
        changes += found
    names = data.classes
    return Asked(
        labels={} if labels is None else _by_row(rows, [names[label] for label in labels]),
        said=_by_row(rows, [names[decision] for decision in decided]),
        scores=_by_row(rows, [round(float(value), 6) for value in scores[np.arange(len(rows)), decided]]),
        accuracy=accuracy,
        tried=len(tried),
        spread=spread,
        warnings=warnings,
        changes=changes,
    )


def _by_row(rows: NDArray[np.int64], values: Sequence[Any]) -> dict[int, Any]:
    return dict(zip(rows.tolist(), values, strict=True))


def _other_scale(subject: Subject, tried: NDArray[np.int64]) -> list[dict[str, Any]]:
    """A change (or none) when pictures scaled in another way would be recognised far better."""
    part = subject.data.test
    name, values = next(iter(part.inputs.items()))
    bound = subject.inputs.get(name)
    if len(part.inputs) != 1 or values.ndim != 4 or values.dtype.kind != "f" or part.labels is None:
        return []
    if not isinstance(bound, Array | Images) or (isinstance(bound, Images) and bound.pad):
        return []
    rows = tried[np.linspace(0, len(tried) - 1, min(other_scales.TRIED_ROWS, len(tried))).round().astype(np.int64)]
    labels = part.labels[rows]

    def right_share(like: NDArray[Any]) -> float:
        return float(np.mean(subject.model.decide(subject.model.predict({name: like})) == labels))

    try:
        found = other_scales.better_scale(values[rows], bound, right_share)
    except TouchstoneError:  # the other scale is only a thought
        return []
    if found is None:
        return []
    scaled = {"scale": found.scale, "mean": [*found.mean], "std": [*found.std]}
    return [{"warning": found.sentence, "input": name, **scaled}]
