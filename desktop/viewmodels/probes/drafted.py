"""The draft of a plan as step 2 of the Probes page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.plan import Column, Columns, Images
from core.plan.proposing import filled_with_text
from desktop.viewmodels.probes import inspected, proposing, ways
from desktop.viewmodels.probes.data_states import DataState, FieldRow, InputRow
from desktop.viewmodels.probes.draft import Draft
from desktop.viewmodels.probes.way_fields import fields_of

_OPEN_SIZE = "The model takes pictures of any size: enter the height and width that it was trained with."
_ONE_VALUE = "The model takes one value for all rows here, such as a sampling rate: choose the same value for all rows."
_NO_TOKENIZER = "Choose the tokenizer file that was saved with the model."


def state_of(draft: Draft) -> DataState:
    """Everything of step 2 but how far the workers are."""
    plan, data = draft.plan, draft.plan.data
    inspection = draft.inspection or {"inputs": [], "outputs": []}
    outputs = plan.outputs
    return DataState(
        test=data.test if data else "",
        train=(data.train or "") if data else "",
        recorded=draft.recorded,
        name=plan.name,
        task=plan.task,
        columns=tuple(column.name for column in draft.columns),
        label_columns=tuple(column.name for column in draft.columns if not column.shape),
        label=(data.label or "") if data else "",
        classes=outputs.classes or (proposing.classes_of(draft.columns, data.label) if data else ()),
        order=_typed(draft, "order", ", ".join(outputs.classes or ())),
        positive=(data.positive or "") if data else "",
        favourable=outputs.favourable or "",
        groups=data.groups if data else (),
        inputs=tuple(_input_row(draft, value) for value in inspection["inputs"]),
        outputs=tuple(value["name"] for value in inspection["outputs"]),
        scores=outputs.scores or "",
        column=outputs.column or "",
        kind=outputs.kind or "",
        threshold=_typed(draft, "threshold", "" if outputs.threshold is None else f"{outputs.threshold:g}"),
        limit=_typed(draft, "limit", str(data.rows) if data and data.rows else ""),
        wrong=tuple((name, why) for (of, name), (_, why) in draft.wrong.items() if not of),
    )


def _typed(draft: Draft, name: str, value: str) -> str:
    return draft.wrong.get(("", name), (value, ""))[0]


def _input_row(draft: Draft, value: Mapping[str, Any]) -> InputRow:
    name = value["name"]
    bound = draft.plan.inputs.get(name)
    others = [other for other in draft.input_names() if other != name]
    columns = [column.name for column in draft.columns]
    rows = fields_of(bound, columns, others, text_only=value["type"] == "string")
    return InputRow(
        name=name,
        type=f"{value['type']} {inspected.shape_text(value['shape'])}",
        width=inspected.width(value["shape"]),
        way=ways.way_of(bound),
        ways=ways.ways_for(value, draft.data_kind, bound),
        source=bound.columns if isinstance(bound, Columns) else (bound.column,) if isinstance(bound, Column) else (),
        fields=tuple(_with_error(draft, name, row) for row in rows),
        proposed=bound is not None and name not in draft.own,
        note=_note(draft, value),
    )


def _with_error(draft: Draft, name: str, row: FieldRow) -> FieldRow:
    typed, why = draft.wrong.get((name, row.name), (row.value, ""))
    return replace(row, value=typed, error=why)


def _note(draft: Draft, value: Mapping[str, Any]) -> str:
    bound = draft.plan.inputs.get(value["name"])
    if value["name"] in filled_with_text(draft.plan.inputs):
        return "It is filled by the text of another input."
    if isinstance(bound, Images) and ways.leaves_size_open(value):
        return _OPEN_SIZE
    if bound is None and value["shape"] == []:
        return _ONE_VALUE
    return _NO_TOKENIZER if ways.way_of(bound) == "text" and _needs_tokenizer(bound, value) else ""


def _needs_tokenizer(bound: Any, value: Mapping[str, Any]) -> bool:
    return bound.tokenizer is None and value["type"] != "string"
