"""What a system was recorded to say, in a column of the data: scores or decisions without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Kind, Plan
from core.worker.classes import class_text
from core.worker.outputs import ScoreOutput
from core.worker.source import Source
from core.worker.values import numbers, place

if TYPE_CHECKING:  # a name for types alone
    from core.probe import Batch

_INPUT = "recorded"


def output_of(plan: Plan, source: Source) -> ScoreOutput:
    """The recorded column as an output. Without a kind: value for regression; label when each entry is also a label
    (or 0 or 1); else probabilities of the positive class.
    """
    name = plan.outputs.column or ""
    kind: Kind
    if plan.outputs.kind is not None:
        kind = plan.outputs.kind
    elif plan.task == "regression":
        kind = "value"
    else:
        kind = "label" if _are_labels(plan, source, name) else "probabilities"
    if (kind == "value") != (plan.task == "regression"):
        raise InputError(f"The recorded column is of kind {kind}, which does not fit the task {plan.task}.")
    if kind != "label" and plan.task == "multiclass":
        raise InputError(
            "Recorded scores of many classes can't be read from one column.", "Record the decision instead."
        )
    return ScoreOutput(name=name, kind=kind, width=None if kind in {"label", "value"} else 1)


def _are_labels(plan: Plan, source: Source, name: str) -> bool:
    if plan.data is None or plan.data.label is None:
        return False
    labels = {class_text(cell) for cell in source.texts(plan.data.label)}
    labels |= {class_text(one) for one in plan.outputs.classes or ()}
    return {class_text(cell) for cell in source.texts(name)} <= labels


def inputs_of(plan: Plan, source: Source) -> dict[str, NDArray[Any]]:
    """The recorded column as the only input, so that probes can choose rows of it as they do with any input."""
    name = plan.outputs.column or ""
    if output_of(plan, source).kind != "label":
        return {_INPUT: numbers(source, name)}
    texts = [class_text(cell) for cell in source.texts(name)]
    if "" in texts:
        raise InputError(
            f"{place(source, name, texts.index(''))} is empty.", "Fill in what was said, or remove the row."
        )
    return {_INPUT: np.array(texts, dtype=object)}


def recorded_run(_output: str, inputs: Batch) -> NDArray[Any]:
    """What was recorded for these rows: stands where a model's run stands."""
    return np.asarray(inputs[_INPUT])
