"""Model cards: read from many forms, hostile ones refused, and our own read back as they were written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import InputError
from core.exchange.model_card import TITLES, ModelCard, as_json, as_markdown, card_of
from core.worker.model_card import MOST_BYTES, work
from tests.core.outputs.planted import planted

HUGGING_FACE = """---
license: apache-2.0
pipeline_tag: text-classification
datasets: [imdb, sst2]
model-index:
- name: m
  results: [{task: {type: text}, metrics: [{name: accuracy, value: 0.91}]}]
---
# Model Card for tiny-sorter

- **Developed by:** Example Lab
- **License:** apache-2.0

## Direct Use
Sorting letters.

### Out-of-Scope Use
Deciding on letters.

## Bias, Risks, and Limitations
Weak on short letters.
```
# not a heading
```
"""


class Silent:
    def progress(self, done: int, total: int, text: str = "") -> None:
        pass


TOOLKIT = {
    "model_details": {"name": "Sorter", "version": {"name": "1.2"}, "licenses": [{"identifier": "MIT"}]},
    "considerations": {"limitations": [{"description": "Old data"}], "use_cases": ["Sorting"]},
    "odd": 1,
}


def read(tmp_path: Path, text: str | bytes, name: str) -> ModelCard:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return card_of(json.loads(json.dumps(work({"path": str(path)}, Silent()))))


def test_a_card_of_hugging_face_is_understood(tmp_path):
    card = read(tmp_path, HUGGING_FACE, "README.md")
    assert (card.name, card.licence, card.developer) == ("tiny-sorter", "apache-2.0", "Example Lab")
    assert card.training_data == "imdb\nsst2"
    assert "accuracy" in card.metrics
    assert "0.91" in card.metrics
    assert (card.intended_use, card.out_of_scope) == ("Sorting letters.", "Deciding on letters.")
    assert card.limitations.startswith("Weak on short letters.")


def test_a_card_of_the_model_card_toolkit_is_understood_and_the_rest_is_named(tmp_path):
    card = read(tmp_path, json.dumps(TOOLKIT), "card.json")
    assert card.name == "Sorter"
    assert "MIT" in card.licence
    assert "Old data" in card.limitations
    assert card.intended_use == "Sorting"
    assert card.ignored == ("odd",)
    assert "Training data" in card.silent


def test_our_own_card_is_read_back_as_it_was_written(tmp_path):
    said = {name: f"{title}: <b>x</b>\n# no heading\n--- no rule" for name, title in TITLES.items()}
    one_line = {name: f"{name} of it" for name in ("name", "version", "developer", "licence", "task", "contact")}
    card = ModelCard(**{**said, **one_line, "sha256": "a" * 64})
    assert read(tmp_path, as_markdown(card, marking="UNCLASSIFIED"), "card.md").said == card.said
    assert read(tmp_path, as_json(card, {"marking": "UNCLASSIFIED"}), "card.json").said == card.said


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("name: !!python/object/apply:os.system [id]", "card.yaml", "line 1"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nname: *b", "card.yaml", "by reference"),
        ("name: [" * 5000, "card.yaml", "plain YAML"),
        ('{"a":' * 100_000, "card.json", "nested too deeply"),
        ("[1, 2]", "card.json", "not made of named fields"),
        ("{name: x", "card.json", "line 1"),
        (b"name: caf\xe9", "card.yaml", "line 1: the file is not UTF-8"),
        (b"name: a\x00b", "card.yaml", "bytes that no text has"),
        ("---\nname: x\n", "card.md", "front matter has no end"),
        ("# Shopping list\n\nBread\n", "card.md", "says nothing"),
        ("x" * (MOST_BYTES + 1), "card.md", "larger than"),
        ("", "card.md", "says nothing"),
    ],
)
def test_a_hostile_or_broken_card_is_refused_with_what_is_wrong(tmp_path, text, name, said):
    with pytest.raises(InputError, match=said):
        read(tmp_path, text, name)


def test_marks_that_turn_the_direction_of_reading_are_dropped_and_long_fields_are_cut_aloud(tmp_path):
    card = read(tmp_path, json.dumps({"name": "a\u202eb\x07", "description": "x" * 50_000}), "card.json")
    assert card.name == "ab"
    assert card.description.endswith("(cut: 50,000 characters in the file)")


def test_the_card_of_a_case_comes_from_its_record_and_is_read_back(tmp_path):
    from core.outputs.documents import make

    made = make(planted(marking="UNCLASSIFIED", portion="(U)"), "model-card", "md").content
    card = read(tmp_path, made, "card.md")
    assert "GREYSTONE source" in card.training_data
    assert "AUROC" in card.metrics
    assert card.description.startswith("DRAFT")
