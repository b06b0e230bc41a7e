"""What the worker saw, as the window says it: which rows, in whose words, and what can be done about a doubt."""

from __future__ import annotations

import pytest

from core.worker.guess import looks_like_a_guess
from desktop.viewmodels.probes.previewed import notes_of, preview_of
from desktop.viewmodels.probes.worded import plainly


def found(**told):
    return {
        "columns": [],
        "first": [],
        "rows": 900,
        "train_rows": None,
        "output": {"name": "out", "kind": "label", "classes": [{"name": "a", "rows": 900}], "classes_in_all": 1},
        "positive": None,
        "accuracy": 0.5,
        "accuracy_rows": 512,
        "accuracy_spread": False,
        "inspection": {"inputs": []},
        "warnings": [],
        "changes": [],
        **told,
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "50.0 % of the first 512 rows"),
        ({"accuracy_spread": True}, "50.0 % of 512 rows spread over all"),
        ({"rows": 512}, "50.0 % of all 512 rows"),
    ],
)
def test_it_is_said_rightly_which_rows_were_tried(told, said):
    assert dict(preview_of(found(**told)).facts)["Right"] == said


def test_of_many_classes_those_with_rows_are_named():
    classes = [{"name": "b", "rows": 3}, *({"name": str(number), "rows": 0} for number in range(49))]
    output = {"name": "out", "kind": "label", "classes": classes, "classes_in_all": 214}
    assert dict(preview_of(found(output=output)).facts)["Classes"] == "214; with test rows: b (3 rows)"


def test_a_doubt_stands_apart_from_what_to_look_at_and_has_a_button_where_the_worker_knows_the_remedy():
    import numpy as np

    labels = np.arange(40) % 2
    guess = looks_like_a_guess(labels, 1 - labels, ("a", "b"))
    assert guess is not None
    changes = [{"warning": guess.sentence, "classes": list(guess.order)}]
    [note] = notes_of(found(warnings=[guess.sentence], changes=changes))
    assert (note.kind, note.hint, note.action) == ("warning", "Look at the order of the classes.", "Use that order")
    assert notes_of(found())[0].kind == "success"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Line 12 of the plan: short_side must be at least 48.", "Short_side must be at least 48."),
        (
            "List them in the order of the scores as outputs: {classes: [...]}.",
            "List them in the order of the scores under “Classes in the order of the scores”.",
        ),
        (
            "Choose another label column, or task: multiclass.",
            "Choose another label column, or the task “Several classes”.",
        ),
        ("Cut it with max_length: 12.", "Cut it with “Most tokens” 12."),
        ("The column age holds no number.", "The column age holds no number."),
    ],
)
def test_the_window_speaks_of_its_form_and_never_of_the_fields_of_a_file(said, plain):
    assert plainly(said) == plain
