"""What a worker saw of the data and what the model said of it, as the Probes page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.viewmodels.probes.states import Note, Preview

_MOST_COLUMNS = 24


def preview_of(found: Mapping[str, Any]) -> Preview:
    """The rows, and facts on the whole, of a result as core/worker/preview.py describes it."""
    columns = [column["name"] for column in found["columns"]][:_MOST_COLUMNS]
    regression = not found["output"]["classes"]
    answers = ["Label", "Model says"] if regression else ["Label", "Model says", "Score"]
    return Preview(
        header=("Row", *answers, *columns),
        rows=tuple(
            (str(row["row"]), *_answers(row, len(answers)), *(str(row["cells"].get(name, "")) for name in columns))
            for row in found["first"]
        ),
        facts=tuple(_facts(found)),
    )


def _answers(row: Mapping[str, Any], count: int) -> tuple[str, ...]:
    score = "" if row["score"] is None else f"{row['score']:.3f}"
    return (row["label"] or "", row["said"] or "", score)[:count]


def _facts(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    train = found["train_rows"]
    yield "Rows", f"{found['rows']:,} to test" + (f", {train:,} of training data" if train else "")
    output = found["output"]
    yield "Scores", f"output {output['name']}, read as {output['kind']}"
    if output["classes"]:
        yield "Classes", ", ".join(f"{one['name']} ({one['rows']:,} rows)" for one in output["classes"][:12])
    if found["positive"] is not None:
        yield "Positive class", str(found["positive"])
    if found["accuracy"] is not None:
        yield "Right", f"{found['accuracy']:.1%} of the first {found['accuracy_rows']:,} rows".replace("%", " %")


def notes_of(found: Mapping[str, Any]) -> tuple[Note, ...]:
    """What the worker doubts, and a word that all fits where it doubts nothing."""
    doubts = tuple(Note(kind="warning", text=str(warning)) for warning in found["warnings"])
    return doubts or (Note(kind="success", text="The data fits the model."),)
