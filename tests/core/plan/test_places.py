"""What others see of a plan names files, not folders of the machine that it was made on."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.plan import parse_plan, without_folders

PLAN = """\
name: p
model: {model}
task: binary
data: {{test: '{test}', train: '{train}', label: y}}
inputs:
  ids: {{text: t, tokenizer: '{tokenizer}'}}
outputs: {{classes: [/no, /yes]}}
"""


@pytest.mark.parametrize("home", ["/home/ana/secret place/", "C:\\Users\\ana\\secret place\\", "\\\\server\\ana\\"])
def test_no_folder_of_this_machine_is_left_and_the_rest_is_as_it_was(home):
    files = {"model": "m.onnx", "test": "test.csv", "train": "train.csv", "tokenizer": "tokenizer.json"}
    seen = without_folders(PLAN.format(**{name: home + file for name, file in files.items()}))
    assert "ana" not in seen
    assert parse_plan(seen, Path()) == parse_plan(PLAN.format(**files), Path())


def test_files_of_one_name_keep_what_tells_their_folders_apart():
    seen = without_folders(
        PLAN.format(
            model="/home/ana/m.onnx",
            test="/home/ana/runs/test/data.csv",
            train="/home/ana/runs/train/data.csv",
            tokenizer="words/tokenizer.json",
        )
    )
    plan = parse_plan(seen, Path())
    assert plan.data is not None
    assert (plan.model, plan.data.test, plan.data.train) == ("m.onnx", "test/data.csv", "train/data.csv")
    assert "words/tokenizer.json" in seen


def test_a_plan_that_names_no_folder_stays_as_it_was_written():
    written = "# by hand\n" + PLAN.format(
        model="m.onnx", test="data/test.csv", train="../train.csv", tokenizer="t.json"
    )
    assert without_folders(written) == written


def test_what_is_no_plan_any_more_is_cut_too():
    seen = without_folders("model: /home/ana/m.onnx\nold_field: [1, {test: '/home/ana/test.csv'}]\n")
    assert "ana" not in seen
    assert "test.csv" in seen


def test_words_that_are_no_yaml_are_cut_as_words():
    assert (
        without_folders("\x07 a: [/home/ana/case/test.csv, C:\\data\\m.onnx and/or x")
        == "\x07 a: [test.csv, m.onnx and/or x"
    )


def test_remarks_and_names_give_no_folder_away_either():
    plain = PLAN.format(model="m.onnx", test="test.csv", train="train.csv", tokenizer="t.json")
    seen = without_folders(f"# run by /home/ana/run.sh\n{plain}# or C:\\Users\\ana\\run.bat\n")
    assert "ana" not in seen
    assert parse_plan(seen, Path()) == parse_plan(plain, Path())
    seen = without_folders(plain.replace("name: p", "name: as in /home/ana/old/p.yaml and/or https://ana.gov/p"))
    assert parse_plan(seen, Path()).name == "as in p.yaml and/or https://ana.gov/p"
