"""Which output of a model holds the scores, and how what comes out becomes scores by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Kind, Plan
from core.plan.nodes import nearest
from core.worker.classes import class_text
from core.worker.value_types import FLOATS

Floats = NDArray[np.float64]
# How far a row of probabilities may be from a sum of one; float32 softmax over many classes stays well below.
SUM_TOLERANCE = 1e-3
_TWICE = (
    "No score is above {most:.3f}, the most that softmax applied twice can give for {classes} classes: the model may "
    "hold one softmax after another, and its scores are then no probabilities."
)
_FEWEST_ROWS = 30  # fewer say nothing on how high scores go


@dataclass(frozen=True, kw_only=True)
class ScoreOutput:
    """The output that is read: its name, what its numbers are, and how many a row it declares (None: not known)."""

    name: str
    kind: Kind
    width: int | None


def choose_output(plan: Plan, inspection: Mapping[str, Any]) -> ScoreOutput:
    """The output that the plan names, or the likeliest one. Raises InputError when there is none.

    Without a name: one called probabilities, scores or logits; else the last one of numbers; else the first. Without a
    kind: value for regression, label for whole numbers or text, logits when the name says so, else probabilities.
    """
    declared = {value["name"]: value for value in inspection["outputs"]}
    name = plan.outputs.scores
    if name is not None and name not in declared:
        raise InputError(f'The plan reads "{name}", and the model has no such output.', nearest(name, declared))
    if name is None:
        name = _likeliest(declared)
    value = declared[name]
    kind = plan.outputs.kind or _likely_kind(plan, value)
    if (kind == "value") != (plan.task == "regression"):
        raise InputError(
            f"The outputs are of kind {kind}, which does not fit the task {plan.task}.",
            "Regression reads kind: value; binary and multiclass read probabilities, logits or label.",
        )
    shape = value["shape"]
    width: int | None = None
    if kind in {"probabilities", "logits"} and shape is not None:
        sizes = [size for size in shape[1:] if size != 1]
        width = (
            1 if not sizes and len(shape) <= 2 else sizes[0] if len(sizes) == 1 and isinstance(sizes[0], int) else None
        )
    return ScoreOutput(name=name, kind=kind, width=width)


def _likeliest(declared: Mapping[str, Mapping[str, Any]]) -> str:
    for known in ("probabilities", "probability", "scores", "logits", "output_probability"):
        if known in declared:
            return known
    scored = [name for name, value in declared.items() if value["type"] in FLOATS or value["kind"] == "sequence"]
    # A state or a feature map that comes along has more axes than scores have.
    flat = [name for name in scored if len([size for size in declared[name]["shape"] or () if size != 1]) <= 2]
    return (flat or scored or list(declared))[-1 if scored else 0]


def _likely_kind(plan: Plan, value: Mapping[str, Any]) -> Kind:
    if plan.task == "regression":
        return "value"
    if value["kind"] == "tensor" and value["type"] not in FLOATS:
        return "label"
    return "logits" if "logit" in value["name"].lower() else "probabilities"


def as_values(raw: Any, rows: int) -> Floats:
    """Regression values (rows,) float64 from an output (rows,) or (rows, 1). Raises InputError for anything else."""
    values = _squeezed(raw, rows)
    if values.shape != (rows,):
        raise InputError(f"The model gives {values.shape[1]} values a row; regression reads one.")
    return values.astype(np.float64)


def as_scores(raw: Any, rows: int, kind: Kind, classes: tuple[str, ...], positive: int | None) -> Floats:
    """Scores (rows, classes) float64 from what one output gave for `rows` rows.

    probabilities: as they are; one number a row is the score of the `positive` class. logits: softmax over the
    classes, or the logistic function of one number. label: one for the class that was said, zero for the others. A
    list of {class: score} (ZipMap) is put in the order of `classes`. Raises InputError when it does not fit.
    """
    if isinstance(raw, list):
        return _from_maps(raw, rows, classes)
    if kind == "label":
        return _from_labels(raw, rows, classes)
    values = _squeezed(raw, rows).astype(np.float64)
    if values.ndim == 1:
        if len(classes) != 2:
            raise InputError(f"The model gives one score a row, and there are {len(classes)} classes.")
        chosen = _logistic(values) if kind == "logits" else values
        pair = (1.0 - chosen, chosen) if positive in {1, None} else (chosen, 1.0 - chosen)
        return np.stack(pair, axis=1)
    if values.shape[1] != len(classes):
        raise InputError(
            f"The model gives {values.shape[1]} scores a row, and there are {len(classes)} classes.",
            "List the classes in the order of the scores as outputs: {classes: [...]}.",
        )
    return _softmax(values) if kind == "logits" else values


def check_rows(raw: Any, rows: int) -> None:
    """Raises InputError when an output does not have one result for each of `rows` rows."""
    got = len(raw) if isinstance(raw, list) or np.ndim(raw) else 1
    if got != rows or not (isinstance(raw, list) or np.ndim(raw)):
        raise InputError(f"The model gave {got:,} results for {rows:,} rows.", "Read an output with one result a row.")


def _squeezed(raw: Any, rows: int) -> NDArray[Any]:
    values = np.asarray(raw)
    if values.dtype.kind not in "biuf":
        raise InputError("The output that is read gives text, not numbers.", "Read it as kind: label.")
    check_rows(values, rows)
    if values.ndim > 1:
        kept = [size for size in values.shape[1:] if size != 1]
        values = values.reshape(rows, *kept)
    if values.ndim > 2:
        shape = " x ".join(str(size) for size in values.shape[1:])
        raise InputError(f"The model gives {shape} numbers a row, which are no scores by class.")
    return values


def _from_maps(raw: Sequence[Any], rows: int, classes: tuple[str, ...]) -> Floats:
    if len(raw) != rows or not all(isinstance(row, dict) for row in raw):
        raise InputError("The output that is read is a list of something other than {class: score} for each row.")
    named = [{class_text(str(key)): float(score) for key, score in row.items()} for row in raw]
    try:
        return np.array([[row[name] for name in classes] for row in named], dtype=np.float64)
    except KeyError as error:
        known = ", ".join(list(named[0])[:8]) if named else ""
        raise InputError(f"The model gives no score for the class {error.args[0]}; it knows {known}.") from error


def _from_labels(raw: Any, rows: int, classes: tuple[str, ...]) -> Floats:
    said = np.asarray(raw).reshape(-1)
    if len(said) != rows:
        raise InputError(f"The model gave {len(said):,} labels for {rows:,} rows.")
    places = {label: index for index, label in enumerate(classes)}
    texts = [class_text(str(label)) for label in said.tolist()]
    unknown = next((text for text in texts if text not in places), None)
    if unknown is not None:
        if any(not text.isdecimal() or int(text) >= len(classes) for text in texts):
            raise InputError(
                f'The model says "{unknown[:60]}", which is not among the classes {", ".join(classes[:8])}.'
            )
        places = {str(index): index for index in range(len(classes))}
    scores = np.zeros((rows, len(classes)))
    scores[np.arange(rows), [places[text] for text in texts]] = 1.0
    return scores


def _softmax(values: Floats) -> Floats:
    shifted = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def _logistic(values: Floats) -> Floats:
    small = np.exp(-np.abs(values))  # never overflows
    return np.asarray(np.where(values >= 0, 1.0 / (1.0 + small), small / (1.0 + small)))


def one_score_doubts(raw: Any, kind: Kind, classes: tuple[str, ...], positive: int | None) -> list[str]:
    """A sentence where one score a row is read as that of the first class; most models mean the second. At most one."""
    if isinstance(raw, list) or kind not in {"probabilities", "logits"} or positive != 0 or len(classes) != 2:
        return []
    values = np.asarray(raw)
    if values.size != len(values):
        return []
    first, second = classes
    said = f"The model gives one score a row, read as that of {first}, which the plan names positive"
    return [f"{said}; if it is the score of {second}, every decision is turned round."]


def doubts(raw: Any, kind: Kind) -> list[str]:
    """Sentences on scores that look to be of another kind than the plan says; at most one."""
    if isinstance(raw, list) or kind not in {"probabilities", "logits"}:
        return []
    values = np.asarray(raw, dtype=np.float64)
    values = values.reshape(len(values), -1)
    inside = bool((values >= -SUM_TOLERANCE).all() and (values <= 1 + SUM_TOLERANCE).all())
    sums = values.sum(axis=1)
    whole = values.shape[1] == 1 or bool((np.abs(sums - 1.0) <= SUM_TOLERANCE).all())
    if kind == "logits" and values.shape[1] > 1 and inside and whole:
        return ["The scores already are probabilities, and kind: logits turns them into probabilities a second time."]
    if kind == "probabilities" and not inside:
        return ["The scores are not between 0 and 1, so they are no probabilities; kind: logits may be meant."]
    if kind == "probabilities" and not whole:
        worst = float(sums[int(np.argmax(np.abs(sums - 1.0)))])
        return [f"The probabilities of a row do not always sum to one (one row sums to {worst:.4g})."]
    return _softened(values) if kind == "probabilities" else []


def _softened(values: Floats) -> list[str]:
    """A sentence on probabilities that stay within what softmax makes of probabilities, and reach it.

    Softmax of K numbers from 0 to 1 that sum to one gives at most e / (e + K - 1) and at least 1 / (e + K - 1).
    """
    rows, classes = values.shape
    if rows < _FEWEST_ROWS or classes < 2:
        return []
    most, least = np.e / (np.e + classes - 1), 1 / (np.e + classes - 1)
    highest, lowest = float(values.max()), float(values.min())
    if not (0.98 * most <= highest <= most + SUM_TOLERANCE and lowest >= least - SUM_TOLERANCE):
        return []
    return [_TWICE.format(most=most, classes=classes)]
