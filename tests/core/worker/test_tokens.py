"""Text goes through a tokenizer file to tokens, mask and types, cut and filled up as the plan says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

from core.errors import InputError
from core.hashing import file_sha256, files_sha256
from core.probes import probe
from core.worker import tokens
from core.worker.data import BoundData, load_data
from core.worker.inspection import inspect
from core.worker.run_probe import run
from core.worker.subject import open_subject
from tests.core.worker import made

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "good", "bad", "film")
TEXTS = "said,y\ngood film,1\nbad,0\ngood good good good film,1\n"
ALL = ("input_ids", "attention_mask", "token_type_ids")


def tokenizer(path: Path, **changes: Any) -> Path:
    """A tokenizer of seven words that puts [CLS] and [SEP] round each text."""
    special = {word: {"id": word, "ids": [WORDS.index(word)], "tokens": [word]} for word in ("[CLS]", "[SEP]")}
    single = [
        {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
    ]
    body = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "TemplateProcessing", "single": single, "pair": single, "special_tokens": special},
        "decoder": None,
        "model": {
            "type": "WordLevel",
            "vocab": {word: place for place, word in enumerate(WORDS)},
            "unk_token": "[UNK]",
        },
    }
    path.write_text(json.dumps(body | changes), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.named(tmp_path / "model.onnx", {name: (TensorProto.INT64, [None, None]) for name in ALL})
    made.table(tmp_path / "test.csv", TEXTS)
    tokenizer(tmp_path / "tokenizer.json")
    return tmp_path


WHOLE = {"pad": True, "mask": "attention_mask", "types": "token_type_ids"}


def loaded(folder: Path, **how: Any) -> BoundData:
    bound = {"input_ids": {"text": "said", "tokenizer": "tokenizer.json"} | how}
    plan = made.plan(folder, inputs=bound, outputs={"kind": "label"})
    return load_data(plan, inspect(plan.path(plan.model or "")), with_train=False)


def said(folder: Path, **how: Any) -> str:
    with pytest.raises(InputError) as error:
        loaded(folder, **how)
    return f"{error.value.message} {error.value.hint}"


def test_texts_become_tokens_mask_and_types(folder: Path):
    bound = loaded(folder, **WHOLE)
    found = bound.data.test.inputs
    assert list(found) == list(ALL)
    assert found["input_ids"].tolist() == [[2, 4, 6, 3, 0, 0, 0], [2, 5, 3, 0, 0, 0, 0], [2, 4, 4, 4, 4, 6, 3]]
    assert found["attention_mask"].sum(axis=1).tolist() == [4, 3, 7]
    assert not found["token_type_ids"].any()
    assert list(bound.inputs) == ["input_ids"]


def test_long_texts_are_cut_with_their_last_token_kept(folder: Path):
    found = loaded(folder, max_length=4, **WHOLE).data.test.inputs["input_ids"]
    assert found.tolist() == [[2, 4, 6, 3], [2, 5, 3, 0], [2, 4, 4, 3]]
    assert loaded(folder, max_length=7, **WHOLE).notes == []
    (note,) = loaded(folder, max_length=4, **WHOLE).notes
    assert note == "1 of the 3 texts of test.csv have more tokens than are read, and were cut."
    assert loaded(folder, max_length=10, **WHOLE).data.test.inputs["input_ids"].shape == (3, 10)


def test_the_file_says_where_and_with_what_texts_are_filled(folder: Path):
    padding = {"direction": "Left", "strategy": "BatchLongest", "pad_to_multiple_of": None}
    tokenizer(folder / "tokenizer.json", padding=padding | {"pad_id": 1, "pad_type_id": 5, "pad_token": "[UNK]"})
    found = loaded(folder, **WHOLE).data.test.inputs
    assert found["input_ids"][1].tolist() == [1, 1, 1, 1, 2, 5, 3]
    assert found["attention_mask"][1].tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert found["token_type_ids"][1].tolist() == [5, 5, 5, 5, 0, 0, 0]


def test_a_model_of_fixed_length_and_small_numbers_gets_just_that(folder: Path):
    made.named(folder / "model.onnx", {"input_ids": (TensorProto.INT32, [None, 8])})
    found = loaded(folder, pad=True).data.test.inputs["input_ids"]
    assert (found.shape, found.dtype) == ((3, 8), np.int32)
    made.named(folder / "model.onnx", {"input_ids": (TensorProto.INT32, [None, 5])})
    assert "Row 3 (line 4)" in said(folder, pad=True)
    assert "max_length: 5" in said(folder, pad=True)


def test_the_digest_names_the_tokenizer_too(folder: Path):
    files = {name: file_sha256(folder / name) for name in ("test.csv", "tokenizer.json")}
    assert loaded(folder, **WHOLE).sha256 == files_sha256(files.items())


def good_words(path: Path) -> Path:
    """A model that says yes where the word "good" is among the tokens."""
    nodes = [
        helper.make_node("Cast", ["input_ids"], ["x"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["attention_mask"], ["m"], to=TensorProto.FLOAT),
        helper.make_node("Equal", ["x", "four"], ["good"]),
        helper.make_node("Cast", ["good"], ["g"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["g", "m"], ["gm"]),
        helper.make_node("ReduceMax", ["gm"], ["scores"], axes=[1], keepdims=1),
    ]
    declared = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in ALL[:2]]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 1])
    four = helper.make_tensor("four", TensorProto.FLOAT, [], [4.0])
    return made.save(path, helper.make_graph(nodes, "words", declared, [output], [four]))


def test_a_model_runs_on_the_tokens(folder: Path):
    good_words(folder / "model.onnx")
    bound = {"text": "said", "tokenizer": "tokenizer.json", "pad": True, "mask": "attention_mask"}
    subject = open_subject(made.plan(folder, inputs={"input_ids": bound}), made.Silent())
    assert subject.model.predict(subject.data.test.inputs)[:, 1].tolist() == [1.0, 0.0, 1.0]
    subject.model.close()


def test_typing_errors_are_made_in_the_text_before_it_becomes_tokens(folder: Path):
    good_words(folder / "model.onnx")
    rows = [
        f"film {number} {'is good' if number % 2 else 'is bad'} I said to the others,{number % 2}"
        for number in range(200)
    ]
    made.table(folder / "test.csv", "said,y\n" + "\n".join(rows) + "\n")
    bound = {"text": "said", "tokenizer": "tokenizer.json", "pad": True, "mask": "attention_mask"}
    reading = run(made.plan(folder, inputs={"input_ids": bound}), probe("corruption"), made.Silent())
    assert reading.facts["kinds"] == ["typing errors", "upper case"]
    right = {
        (one.slice["corruption"], one.slice["severity"]): one.estimate
        for one in reading.metrics
        if one.name == "accuracy" and one.slice
    }
    assert right["typing errors", 0] == 1.0
    assert (right["typing errors", 5] or 0) < 0.9 < (right["typing errors", 1] or 0)
    assert right["upper case", 5] == 1.0  # the tokenizer takes small letters for large ones


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({}, ['"attention_mask" is not bound']),
        ({"mask": "attention_mask", "types": "types"}, ['"types" as mask or types', "no such input"]),
        ({**WHOLE, "pad": False}, ["Row 1 (line 2)", "4 tokens", "7 are needed", "pad: true"]),
        ({**WHOLE, "text": "says"}, ['no column "says"', "said"]),
        ({**WHOLE, "tokenizer": "none.json"}, ["none.json can't be read"]),
        ({**WHOLE, "tokenizer": "test.csv"}, ["test.csv can't be read", "tokenizer.json"]),
        ({**WHOLE, "tokenizer": "model.onnx"}, ["model.onnx"]),
    ],
)
def test_what_does_not_fit_is_said(folder: Path, how: dict[str, Any], words: list[str]):
    found = said(folder, **how)
    for word in words:
        assert word in found


@pytest.mark.parametrize(
    "changes",
    [
        {"model": {"type": "WordLevel", "vocab": {}, "unk_token": "[UNK]"}, "post_processor": None},
        {"model": {"type": "Unknown"}},
        {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated", "invert": False}},
        {"model": {"type": "WordLevel", "vocab": {"a": 2**40}, "unk_token": "a"}},
    ],
)
def test_a_tokenizer_file_that_is_wrong_is_named(folder: Path, changes: dict[str, Any]):
    tokenizer(folder / "tokenizer.json", **changes)
    assert "tokenizer.json" in said(folder, **WHOLE)


def test_without_a_word_to_fill_with_a_mask_is_needed(folder: Path):
    vocab = {word: place for place, word in enumerate(WORDS) if place}
    tokenizer(folder / "tokenizer.json", model={"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"})
    assert loaded(folder, **WHOLE).data.test.inputs["input_ids"][1].tolist() == [2, 5, 3, 0, 0, 0, 0]
    made.named(folder / "model.onnx", {"input_ids": (TensorProto.INT64, [None, None])})
    assert "no token to fill short texts with" in said(folder, pad=True)


def test_an_empty_text_is_named_with_its_row(folder: Path):
    made.table(folder / "test.csv", TEXTS.replace("bad,", ","))
    assert "Row 2 (line 3)" in said(folder, **WHOLE)


def test_a_file_too_large_for_a_tokenizer_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "LARGEST_FILE", 100)
    assert "larger than" in said(folder, **WHOLE)
