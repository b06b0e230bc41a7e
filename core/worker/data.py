"""Loads and binds the data of a plan, and says in one sentence what does not fit, before anything runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.hashing import file_sha256, files_sha256
from core.plan import Array, Constant, DataPlan, Images, Input, Plan, Text
from core.probe import Data, Part
from core.worker import binding, recorded, retold, written_columns
from core.worker.classes import choose_classes, class_texts, index_of, label_indices
from core.worker.data_digest import digest_of
from core.worker.npz_arrays import NpzArrays
from core.worker.outputs import ScoreOutput, choose_output
from core.worker.reading import Told
from core.worker.shapes import scale
from core.worker.source import Source, offered, open_source
from core.worker.values import numbers, place

MISSING_GROUP = "(missing)"
LONGEST_GROUP = 200


@dataclass(frozen=True, kw_only=True)
class BoundData:
    """The data of a plan, bound to its model. `inputs` is the binding in full (what the plan leaves out is proposed);
    `sha256` is the digest of the file read, or one digest over the sorted list when several were (training data, a
    tokenizer). `test` is what the test part was read from; `notes` are sentences on what was read.
    """

    data: Data
    inputs: Mapping[str, Input]
    output: ScoreOutput
    sha256: str
    test: Source
    notes: Sequence[str]


def load_data(
    plan: Plan,
    inspection: Mapping[str, Any],
    *,
    with_train: bool,
    with_columns: bool = False,
    told: Told | None = None,
) -> BoundData:
    """The bound data of `plan` for the model of `inspection` (of a plan without a model: {}).

    `with_columns` also fills `Part.columns`, where the data are tables that can be compared whole.

    Raises InputError naming file, column and row for whatever is wrong with the data or with the plan's fields.
    """
    if plan.data is None:
        raise InputError("The plan names no data.", "Name a table, a folder or an NPZ file as data: {test: ...}.")
    told = told or Told()
    bound = {} if plan.recorded else _bindings(plan, plan.data, inspection)
    opened, whole = _opened(plan, plan.data, bound, told, with_train=with_train, with_columns=with_columns)
    test, train = opened["test"], opened.get("train")
    output = recorded.output_of(plan, test) if plan.recorded else choose_output(plan, inspection)
    classes = () if plan.task == "regression" else choose_classes(plan, inspection, test, output.width)
    data = Data(
        task=plan.task,
        classes=classes,
        positive=_positive(plan, plan.data, classes),
        favourable=index_of(classes, plan.outputs.favourable, "favourable"),
        threshold=plan.outputs.threshold,
        decisions_only=output.kind == "label",
        input_range=_input_range(bound, test),
        column_names=written_columns.names_of(bound),
        tokens=retold.makers(plan, bound, inspection),
        label_column=plan.data.label,
        test=_part(plan, plan.data, inspection, bound, classes, test, plan.data.test, told),
        train=_part(plan, plan.data, inspection, bound, classes, train, plan.data.train, told) if train else None,
    )
    return BoundData(
        data=_with_columns(data, test, train) if whole else data,
        inputs=bound,
        output=output,
        sha256=_digest(plan, plan.data, data, bound),
        test=test,
        notes=told.notes,
    )


def _input_range(bound: Mapping[str, Input], source: Source) -> tuple[float, float] | None:
    """The range of pictures in files or kept as bytes, after scaling; None for anything else."""
    given = [one for one in bound.values() if not isinstance(one, Constant)]
    only = given[0] if len(given) == 1 else None
    if isinstance(only, Images):
        from core.worker.pictures import range_of

        return range_of(only)
    if not isinstance(only, Array) or not isinstance(source, NpzArrays) or len(only.mean) > 1 or len(only.std) > 1:
        return None
    if source.array(only.array).dtype != np.uint8:
        return None
    ends = scale(np.array([0.0, 255.0]), only, only.layout)
    return float(ends.min()), float(ends.max())


def _opened(
    plan: Plan, data: DataPlan, bound: Mapping[str, Input], told: Told, *, with_train: bool, with_columns: bool
) -> tuple[dict[str, Source], bool]:
    """(test and train as far as they are wanted, whether all columns of their tables were read)."""
    files = {"test": plan.path(data.test)}
    if with_train and data.train is not None:
        files["train"] = plan.path(data.train)
    whole = with_columns and all(
        written_columns.can_be_compared(path, part, bound, told) for part, path in files.items()
    )
    wanted = _wanted(plan, data, bound)
    opened = {
        part: open_source(path, part, wanted, whole=whole, most_rows=data.rows, seed=plan.seed)
        for part, path in files.items()
    }
    return opened, whole


def _with_columns(data: Data, test: Source, train: Source | None) -> Data:
    """The data with all columns of their tables beside what the model is handed."""
    trained = data.train
    if train is not None and trained is not None:
        trained = replace(trained, columns=written_columns.columns_of(train))
    return replace(data, test=replace(data.test, columns=written_columns.columns_of(test)), train=trained)


def no_data(plan: Plan) -> Data:
    """Data without rows, for probes that look at the model file alone."""
    none = Part(n=0, inputs={}, labels=None, groups={}, sha256="")
    return Data(task=plan.task, classes=(), positive=None, favourable=None, threshold=None, test=none)


def _digest(plan: Plan, data: DataPlan, bound: Data, inputs: Mapping[str, Input]) -> str:
    files = {data.test: bound.test.sha256}
    if bound.train is not None and data.train is not None:
        files[data.train] = bound.train.sha256
    for one in inputs.values():
        if isinstance(one, Text) and one.tokenizer is not None:
            files[one.tokenizer] = file_sha256(plan.path(one.tokenizer))
    return bound.test.sha256 if len(files) == 1 else files_sha256(files.items())


def _bindings(plan: Plan, data: DataPlan, inspection: Mapping[str, Any]) -> dict[str, Input]:
    names, row_shapes = offered(plan.path(data.test), "test")
    return binding.propose(plan, inspection, names, row_shapes)


def _wanted(plan: Plan, data: DataPlan, bound: Mapping[str, Input]) -> list[str]:
    wanted = [*binding.columns_of(bound), *data.groups]
    if data.label is not None:
        wanted.append(data.label)
    if plan.outputs.column is not None:
        wanted.append(plan.outputs.column)
    return wanted


def _positive(plan: Plan, data: DataPlan, classes: tuple[str, ...]) -> int | None:
    if plan.task != "binary":
        return None
    named = index_of(classes, data.positive, "positive")
    return 1 if named is None else named


def _part(
    plan: Plan,
    data: DataPlan,
    inspection: Mapping[str, Any],
    bound: Mapping[str, Input],
    classes: tuple[str, ...],
    source: Source,
    written: str | None,
    told: Told,
) -> Part:
    labels = _labels(data, classes, source)  # before the inputs, which may be thousands of files
    groups = {name: _group(source, name) for name in data.groups}
    inputs = recorded.inputs_of(plan, source) if plan.recorded else binding.bind(plan, bound, inspection, source, told)
    n = len(next(iter(inputs.values()))) if inputs else 0
    for name, values in [(data.label, labels), *groups.items()]:
        if values is not None and len(values) != n:
            raise InputError(f'"{name}" of {source.name} has {len(values):,} rows, and the inputs have {n:,}.')
    digest = digest_of(plan.path(written or ""), bound, source)
    texts = retold.texts_of(bound, source)
    return Part(n=n, inputs=inputs, labels=labels, groups=groups, sha256=digest, texts=texts)


def _labels(data: DataPlan, classes: tuple[str, ...], source: Source) -> NDArray[Any] | None:
    if data.label is None:
        return None
    if not classes:
        return numbers(source, data.label)
    return label_indices(source, data.label, class_texts(source, data.label), classes)


def _group(source: Source, name: str) -> NDArray[Any]:
    groups = [cell.strip() or MISSING_GROUP for cell in source.texts(name)]
    for group in dict.fromkeys(groups):
        if len(group) > LONGEST_GROUP or any(unicodedata.category(mark) == "Cc" for mark in group):
            what = "control characters" if len(group) <= LONGEST_GROUP else f"more than {LONGEST_GROUP} characters"
            raise InputError(
                f"{place(source, name, groups.index(group))} holds {what}, so it names no group.",
                "Mend that row, or choose another grouping column.",
            )
    return np.array(groups, dtype=object)
