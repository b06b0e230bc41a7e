"""What a worker saw of the data and what the model said of it, as the Probes page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.viewmodels.probes.data_states import Preview, PreviewItem
from desktop.viewmodels.probes.states import Note
from desktop.viewmodels.probes.worded import plainly

_MOST_COLUMNS = 24
_MOST_CLASSES = 12
_LONGEST_TEXT = 400
_HINT = re.compile(r"(?<=[.:]) (Look at [^.]*\.)$")  # what to do stands at the end of a warning
_RECORDED = "What was recorded"


def preview_of(found: Mapping[str, Any]) -> Preview:
    """The rows, and facts on the whole, of a result as core/worker/preview.py describes it."""
    items = tuple(_item(row) for row in found["first"] if "picture" in row or "text" in row)
    if items:
        return Preview(items=items, facts=tuple(_facts(found)))
    columns = [column["name"] for column in found["columns"]][:_MOST_COLUMNS]
    said = "Model says" if found["inspection"] else "Recorded"
    regression = not found["output"]["classes"]
    answers = ["Label", said] if regression else ["Label", said, "Its score"]
    return Preview(
        header=("Row", *answers, *columns),
        rows=tuple(
            (str(row["row"]), *_answers(row, len(answers)), *(str(row["cells"].get(name, "")) for name in columns))
            for row in found["first"]
        ),
        facts=tuple(_facts(found)),
    )


def _item(row: Mapping[str, Any]) -> PreviewItem:
    label, said, score = _answers(row, 3)
    text = " ".join(str(row.get("text", "")).split())
    return PreviewItem(
        row=str(row["cells"].get("file") or f"Row {row['row']:,}"),
        label=label,
        said=said,
        score=score,
        right=label == said if label and said else None,
        picture=str(row.get("picture", "")),
        text=text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rstrip()}…",
    )


def _answers(row: Mapping[str, Any], count: int) -> tuple[str, ...]:
    score = "" if row["score"] is None else f"{row['score']:.3f}"
    return (row["label"] or "", row["said"] or "", score)[:count]


def _facts(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    train = found["train_rows"]
    yield "Rows", f"{found['rows']:,} to test" + (f", {train:,} of training data" if train else "")
    output = found["output"]
    of = "Output" if found["inspection"] else "Column"
    yield ("Scores" if found["inspection"] else _RECORDED), f"{of} {output['name']}, read as {output['kind']}"
    if output["classes"]:
        yield "Classes", _classes(output["classes"], output["classes_in_all"])
    if found["positive"] is not None:
        yield "Positive class", str(found["positive"])
    if found["accuracy"] is not None:
        yield "Right", f"{found['accuracy']:.1%} of {_which_rows(found)}".replace("%", " %")


def _classes(classes: Sequence[Mapping[str, Any]], in_all: int) -> str:
    """Each class with its rows; of many classes those that have rows."""
    said = [f"{one['name']} ({one['rows']:,} rows)" for one in classes if one["rows"] or in_all <= _MOST_CLASSES]
    listed = ", ".join(said[:_MOST_CLASSES]) + (" …" if len(said) > _MOST_CLASSES else "")
    return listed if in_all <= _MOST_CLASSES else f"{in_all:,}; with test rows: {listed or 'none'}"


def _which_rows(found: Mapping[str, Any]) -> str:
    """Which rows were tried, said rightly: all, the first ones, or some spread over all."""
    tried, n = found["accuracy_rows"], found["rows"]
    if tried == n:
        return f"all {n:,} rows"
    return f"{tried:,} rows spread over all" if found["accuracy_spread"] else f"the first {tried:,} rows"


def notes_of(found: Mapping[str, Any]) -> tuple[Note, ...]:
    """What the worker doubts, with what to look at, and a word that all fits where it doubts nothing."""
    mending = {change["warning"]: change for change in found["changes"]}
    doubts = tuple(_doubt(str(warning), mending.get(warning)) for warning in found["warnings"])
    fits = "The data fits the model." if found["inspection"] else "The data can be read, and so can what was recorded."
    return doubts or (Note(kind="success", text=fits),)


def _doubt(warning: str, change: Mapping[str, Any] | None) -> Note:
    parts = _HINT.split(plainly(warning))
    action = "" if change is None else "Use that order" if "classes" in change else "Use that scale"
    return Note(kind="warning", text=parts[0].rstrip(), hint=parts[1] if len(parts) > 1 else "", action=action)
