"""The classes of a task, in the order of the scores, and labels as indices into them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Plan
from core.plan.nodes import nearest
from core.worker.source import Source
from core.worker.values import place

_WHOLE = re.compile(r"([-+]?\d+)\.0*\Z")
_MOST_CLASSES = 10_000
_MOST_SHOWN = 8
_ORDER = "List them in the order of the scores as outputs: {classes: [...]}."


def class_text(written: str) -> str:
    """A class as it is compared: without spaces around it, and 1.0 is 1."""
    text = written.strip()
    whole = _WHOLE.match(text)
    return whole.group(1) if whole else text


def class_texts(source: Source, name: str) -> list[str]:
    """The label column as class texts. Raises InputError naming the row of a missing label."""
    texts = [class_text(cell) for cell in source.texts(name)]
    if "" in texts:
        raise InputError(f"{place(source, name, texts.index(''))} has no label.", "Fill it in, or remove the row.")
    return texts


def choose_classes(plan: Plan, inspection: Mapping[str, Any], source: Source, width: int | None) -> tuple[str, ...]:
    """The classes in the order of the scores.

    In this order: as the plan says; as the model file says; 0..width-1 when all labels of `source` are such numbers;
    the sorted labels. `width` is the number of scores a row, None when it is not declared. Raises InputError when they
    can't be told or don't fit, naming the row of a label that is one too many.
    """
    label = plan.data.label if plan.data else None
    if plan.outputs.classes:
        found = tuple(class_text(one) for one in plan.outputs.classes)
    elif inspection.get("class_labels") and _fits(len(inspection["class_labels"]), width):
        found = tuple(class_text(one) for one in inspection["class_labels"])
    elif label is None:
        told = "The classes are not known: no label column is chosen, and nothing else names them."
        raise InputError(told, f"Choose the label column, or {_ORDER[0].lower()}{_ORDER[1:]}")
    else:
        labels = class_texts(source, label)
        found = _from_labels(plan, labels, width)
        _check_count(plan, source, label, labels, width)
    _check(plan, found, width)
    return found


def _from_labels(plan: Plan, labels: Sequence[str], width: int | None) -> tuple[str, ...]:
    different = set(labels)
    if len(different) > _MOST_CLASSES:
        raise InputError(
            f"The labels have {len(different):,} different values, too many to be classes.",
            "Choose another label column, or task: regression.",
        )
    numbered = {str(number) for number in range(2 if plan.task == "binary" else width or 0)}
    if different <= numbered:
        return tuple(sorted(numbered, key=int))
    if plan.task == "binary" and len(different) == 1 and plan.data is not None and plan.data.positive is not None:
        different.add(class_text(plan.data.positive))  # test rows of one class alone
    return tuple(sorted(different, key=_order))


def _check_count(plan: Plan, source: Source, label: str, labels: Sequence[str], width: int | None) -> None:
    """Raises InputError when there are more different labels than classes.

    The row that it names: where all of 0, 1 ... are among the labels, that of the first other one; else that of the
    rarest.
    """
    most = 2 if plan.task == "binary" else width
    counts = Counter(labels)
    if most is None or most < 2 or len(counts) <= most:
        return
    numbered = {str(number) for number in range(most)}
    odd = [one for one in counts if one not in numbered] if numbered <= counts.keys() else []
    row = labels.index(min(odd or counts, key=lambda one: counts[one]))
    cell = f'{place(source, label, row)} holds the label "{labels[row][:60]}"'
    why = "a binary task has two classes" if plan.task == "binary" else f"the model gives {width} scores a row"
    raise InputError(
        f"{cell}; {why}, and the labels are {len(counts):,}: {_shown(sorted(counts, key=_order))}.",
        "Mend that row, choose another label column, or another task." if plan.task == "binary" else _ORDER,
    )


def _order(text: str) -> tuple[int, float, str]:
    try:
        return (0, float(text), text)
    except ValueError:
        return (1, 0.0, text)


def _fits(count: int, width: int | None) -> bool:
    return width is None or width == count or (width == 1 and count == 2)


def _check(plan: Plan, classes: tuple[str, ...], width: int | None) -> None:
    shown = _shown(classes)
    if plan.task == "binary" and len(classes) != 2:
        hint = "Choose another label column, or task: multiclass."
        raise InputError(f"A binary task has two classes, and here are {len(classes)}: {shown}.", hint)
    if len(classes) < 2:
        raise InputError(f"All labels are the same ({shown}), so there is nothing to tell apart.", _ORDER)
    if not _fits(len(classes), width):
        raise InputError(
            f"The model gives {width} scores a row, and there are {len(classes)} classes: {shown}.", _ORDER
        )


def _shown(classes: Sequence[str]) -> str:
    rest = len(classes) - _MOST_SHOWN
    return ", ".join(classes[:_MOST_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")


def index_of(classes: tuple[str, ...], wanted: str | None, what: str) -> int | None:
    """The index of a class that the plan names (`what`: positive, favourable). Raises InputError when unknown."""
    if wanted is None:
        return None
    if class_text(wanted) not in classes:
        hint = nearest(wanted, classes)
        raise InputError(f"The plan says {what}: {wanted}, which is not among the classes {', '.join(classes)}.", hint)
    return classes.index(class_text(wanted))


def label_indices(source: Source, name: str, texts: Sequence[str], classes: tuple[str, ...]) -> NDArray[np.int64]:
    """Labels as indices into `classes`, int64 (n,). Raises InputError naming the first row with another label."""
    places = {label: index for index, label in enumerate(classes)}
    try:
        return np.array([places[text] for text in texts], dtype=np.int64)
    except KeyError as error:
        row = texts.index(error.args[0])
        cell = f'{place(source, name, row)} holds the label "{texts[row][:60]}"'
        raise InputError(f"{cell}, which is not among the classes {_shown(classes)}.", _ORDER) from error
