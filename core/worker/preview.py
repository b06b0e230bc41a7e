"""The job that binds a plan's data and shows what is in it and what the model says, before any probe runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.errors import TouchstoneError
from core.plan import Plan, input_as_dict
from core.probe import Data, Report
from core.worker.chunks import chunk_rows
from core.worker.guess import looks_like_a_guess
from core.worker.source import kind_of
from core.worker.subject import Subject, facts_of, open_subject, plan_of
from core.worker.table_summary import summary_of_arrays, summary_of_table

MOST_ROWS = 200
SCORED_ROWS, SCORED_CHUNKS = 512, 16  # whichever is less: a heavy model is asked about fewer rows
_MOST_CLASSES = 50


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """What the data of `task["plan"]` in `task["folder"]` hold, with the first `task["rows"]` rows (0: check only).

    Gives {rows, train_rows, columns, first, inputs, output, classes, positive, said, accuracy, accuracy_rows, warnings,
    facts, inspection, data_sha256}:

    columns     [{name, kind, missing, distinct, examples, low, high}]; kind number | text | array
    first       [{"row", "cells": {column: text}, "label", "said", "score"}]
    inputs      the binding in full, {input: {...}} as in the plan
    output      {name, kind, classes: [{name, rows}]} with the number of test rows of each class
    accuracy    of the first `accuracy_rows` rows, null without labels; for regression null
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
        "output": {"name": subject.output_name, "kind": subject.scores_kind, "classes": _classes(data)},
        "positive": data.classes[data.positive] if data.positive is not None else None,
        "facts": facts_of(plan, subject),
        "inspection": dict(subject.model.inspection),
        "model_sha256": subject.model_sha256,
        "data_sha256": subject.data_sha256,
        "columns": [],
        "first": [],
        "accuracy": None,
        "accuracy_rows": 0,
        "warnings": [],
    }
    if rows:
        found |= _shown(plan, subject, rows, report)
    return found


def _shown(plan: Plan, subject: Subject, rows: int, report: Report) -> dict[str, Any]:
    assert plan.data is not None, "data were bound"
    path = plan.path(plan.data.test)
    report.progress(0, 0, "Looking at the columns")
    look = summary_of_arrays if kind_of(path, "test") == "npz" else summary_of_table
    columns, cells = look(path, rows)
    said: dict[str, Any] = {}
    warnings: list[str] = []
    try:
        said = _said(subject)
    except TouchstoneError as error:
        # A model that will not run is shown with its reason: the person can still look at the data.
        warnings.append(f"{error.message} {error.hint}".strip())
    warnings += said.get("warnings", [])
    first = []
    for row in range(min(rows, len(cells))):
        label, decided, score = (_at(said.get(name), row) for name in ("labels", "decided", "scores"))
        first.append({"row": row + 1, "cells": cells[row], "label": label, "said": decided, "score": score})
    accuracy = {name: said.get(name) for name in ("accuracy", "accuracy_rows")}
    return {"columns": columns, "first": first, "warnings": warnings, **accuracy}


def _said(subject: Subject) -> dict[str, Any]:
    data, model = subject.data, subject.model
    n = min(SCORED_ROWS, SCORED_CHUNKS * chunk_rows(data.test.inputs), data.test.n)
    sample = {name: values[:n] for name, values in data.test.inputs.items()}
    model.keep(sample)
    scores = model.predict(sample, "Asking the model")
    labels = None if data.test.labels is None else data.test.labels[:n]
    if data.task == "regression":
        shown = None if labels is None else [f"{value:.6g}" for value in labels]
        return {"labels": shown, "decided": [f"{value:.6g}" for value in scores], "accuracy_rows": n}
    decided = model.decide(scores)
    names = np.array(data.classes, dtype=object)
    accuracy = None if labels is None else float(np.mean(decided == labels))
    return {
        "labels": None if labels is None else list(names[labels]),
        "decided": list(names[decided]),
        "scores": [round(float(value), 6) for value in scores[np.arange(n), decided]],
        "accuracy": accuracy,
        "accuracy_rows": n,
        "warnings": [*model.warnings, *looks_like_a_guess(labels, decided, data.classes)],
    }


def _at(values: Sequence[Any] | None, row: int) -> Any:
    return None if values is None or row >= len(values) else values[row]


def _classes(data: Data) -> list[dict[str, Any]]:
    counts = Counter(data.test.labels.tolist()) if data.test.labels is not None and data.classes else Counter()
    return [{"name": name, "rows": counts.get(index, 0)} for index, name in enumerate(data.classes[:_MOST_CLASSES])]
