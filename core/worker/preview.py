"""The job that binds a plan's data and shows what is in it and what the model says, before any probe runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.errors import TouchstoneError
from core.plan import Column, Plan, Text, input_as_dict
from core.probe import Data, Report
from core.worker.asked import ask
from core.worker.source import kind_of
from core.worker.subject import Subject, facts_of, open_subject, plan_of
from core.worker.table_summary import summary_of_arrays, summary_of_table
from core.worker.thumbnails import thumbnails

MOST_ROWS = 200
LONGEST_TEXT = 2_000
_MOST_CLASSES = 50


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """What the data of `task["plan"]` in `task["folder"]` hold, with the first `task["rows"]` rows (0: check only).

    Gives {rows, train_rows, columns, first, inputs, output, positive, accuracy, accuracy_rows, accuracy_spread,
    warnings, changes, facts, inspection, model_sha256, data_sha256}:

    columns     [{name, kind, missing, distinct, examples, low, high}]; kind number | text | array
    first       [{"row", "cells": {column: text}, "label", "said", "score"}], and "picture" (a small PNG in base64) or
                "text" (up to 2,000 characters) where the row is one; rows of a folder are spread over its classes
    inputs      the binding in full, {input: {...}} as in the plan
    output      {name, kind, classes: [{name, rows}], classes_in_all} with the number of test rows of each class; of
                more than 50 classes the first 50, those with rows before the others
    accuracy    of `accuracy_rows` rows, null without labels; for regression null. They are the first ones, or spread
                over all (`accuracy_spread`) where the first ones lack a class
    changes     what would mend the plan where a warning knows it: {warning, classes} in another order, or {warning,
                input, scale, mean, std}
    facts       what decides which probes apply (core/runs.py)

    Raises InputError or RefusedError with one sentence for whatever does not fit.
    """
    plan = plan_of(task)
    rows = max(0, min(int(task.get("rows", 0)), MOST_ROWS))
    subject = open_subject(plan, report, with_train=True)
    try:
        return _result(plan, subject, rows, report)
    finally:
        subject.model.close()


def _result(plan: Plan, subject: Subject, rows: int, report: Report) -> dict[str, Any]:
    data = subject.data
    found: dict[str, Any] = {
        "rows": data.test.n,
        "train_rows": data.train.n if data.train else None,
        "inputs": {name: input_as_dict(bound) for name, bound in subject.inputs.items()},
        "output": {
            "name": subject.output_name,
            "kind": subject.scores_kind,
            "classes": _classes(data),
            "classes_in_all": len(data.classes),
        },
        "positive": data.classes[data.positive] if data.positive is not None else None,
        "facts": facts_of(plan, subject),
        "inspection": dict(subject.model.inspection),
        "model_sha256": subject.model_sha256,
        "data_sha256": subject.data_sha256,
        "columns": [],
        "first": [],
        "accuracy": None,
        "accuracy_rows": 0,
        "accuracy_spread": False,
        "warnings": [],
        "changes": [],
    }
    if rows:
        found |= _shown(plan, subject, rows, report)
    return found


def _shown(plan: Plan, subject: Subject, rows: int, report: Report) -> dict[str, Any]:
    assert plan.data is not None, "data were bound"
    path = plan.path(plan.data.test)
    kind, n = kind_of(path, "test"), subject.data.test.n
    report.progress(0, 0, "Looking at the columns")
    # A folder comes class by class, so that its first rows would be alike.
    chosen = np.linspace(0, n - 1, min(rows, n)).round() if kind == "folder" else np.arange(min(rows, n))
    shown = [int(row) for row in chosen]
    assert subject.test is not None, "data were bound"
    of_file = {row: subject.test.row_of_file(row) for row in shown}
    columns, cells = (summary_of_arrays if kind == "npz" else summary_of_table)(path, list(of_file.values()))
    asked, warnings, changes = None, list[str](), list[dict[str, Any]]()
    try:
        asked = ask(subject, shown)
        warnings, changes = asked.warnings, asked.changes
    except TouchstoneError as error:
        # A model that will not run is shown with its reason: the person can still look at the data.
        warnings.append(f"{error.message} {error.hint}".strip())
    pictures = thumbnails(subject.inputs, subject.data.test.inputs, subject.test, shown)
    texts = _texts(subject, shown)
    first = []
    for row, held in zip(shown, cells, strict=True):
        made = {"row": of_file[row] + 1, "cells": held, "label": None, "said": None, "score": None}
        if asked is not None:
            made |= {"label": asked.labels.get(row), "said": asked.said.get(row), "score": asked.scores.get(row)}
        made |= {name: by_row[row] for name, by_row in (("picture", pictures), ("text", texts)) if row in by_row}
        first.append(made)
    tried = {}
    if asked is not None:
        tried = {"accuracy": asked.accuracy, "accuracy_rows": asked.tried, "accuracy_spread": asked.spread}
    return {"columns": columns, "first": first, "warnings": warnings, "changes": changes, **tried}


def _texts(subject: Subject, shown: Sequence[int]) -> dict[int, str]:
    """The text of each row, where the model reads a single column of text."""
    bound = next((one for one in subject.inputs.values() if isinstance(one, Text)), None)
    column = bound.text if bound else None
    if bound is None and len(subject.inputs) == 1:
        only, values = next(iter(subject.inputs.values())), next(iter(subject.data.test.inputs.values()))
        column = only.column if isinstance(only, Column) and values.dtype == object else None
    if column is None or subject.test is None:
        return {}
    texts = subject.test.texts(column)
    return {row: texts[row][:LONGEST_TEXT] for row in shown}


def _classes(data: Data) -> list[dict[str, Any]]:
    counts = Counter(data.test.labels.tolist()) if data.test.labels is not None and data.classes else Counter()
    order = range(len(data.classes))
    shown = order if len(order) <= _MOST_CLASSES else sorted(order, key=lambda index: index not in counts)
    return [{"name": data.classes[index], "rows": counts.get(index, 0)} for index in shown[:_MOST_CLASSES]]
