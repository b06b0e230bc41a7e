"""Bills of materials come from strangers: what is none is refused in one sentence, and a draft of ours is taken."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from core.errors import InputError, TouchstoneError
from core.exchange.cyclonedx import schemas
from core.jobs import run_to_end
from core.runs import draft_bom, run_probe
from core.worker import draft_bom as job
from core.worker.bom_file import LARGEST_BYTES, read_bom
from tests.core.worker import made

HEAD = '"bomFormat": "CycloneDX", "specVersion": "1.6"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.linear(tmp_path / "model.onnx", np.eye(2))
    made.table(tmp_path / "test.csv", "a,b,y\n1,2,1\n3,1,0\n")
    return tmp_path


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (b"", "not JSON"),
        (b"\x80\x04\x95pickle", "not UTF-8"),
        (b"<bom/>", "not JSON"),
        (b"[1, 2]", "no CycloneDX document"),
        (b'{"bomFormat": "SPDX"}', "no CycloneDX document"),
        (f'{{{HEAD}, "version": NaN}}'.encode(), "no JSON value"),
        (f'{{{HEAD}, "version": 1, "version": 2}}'.encode(), 'two values called "version"'),
        (f'{{{HEAD}, "components": {"[" * 90}{"]" * 90}}}'.encode(), "nested deeper"),
        (f'{{{HEAD}, "components": {"[" * 200_000}{"]" * 200_000}}}'.encode(), "nested deeper"),
        (f'{{{HEAD}, "components": [{"0," * 400_000}0]}}'.encode(), "too many to look through"),
        (b" " * (LARGEST_BYTES + 1), "too much for a bill"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_bill_is_refused_in_one_sentence(tmp_path: Path, written: bytes, words: str):
    path = tmp_path / "bill.json"
    path.write_bytes(written)
    with pytest.raises(InputError, match=words) as caught:
        read_bom(path, [])
    assert "bill.json" in caught.value.message
    assert caught.value.hint


def test_a_bill_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"bill\.json can't be read"):
        read_bom(tmp_path / "bill.json", [])


def test_faults_by_the_schema_are_told_with_their_place_and_no_file_is_fetched(tmp_path: Path):
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "model", "name": 7, "licenses": [{"license": {"id": "My-Own-1.0"}}]}],
    }
    path = tmp_path / "bill.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    told = " ".join(read_bom(path, []).faults)
    assert "components/0/type" in told
    assert "components/0/licenses" in told  # the list of licences lies in a schema beside
    path.write_text(json.dumps(body | {"specVersion": "1.2"}), encoding="utf-8")
    assert read_bom(path, []).schema == ""


def test_the_same_entries_twice_are_found_in_moments(tmp_path: Path):
    names = [{"type": "library", "name": str(number)} for number in range(5000)]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [*names, names[0]]}
    assert any("twice" in fault for fault in schemas.faults(document, "1.6", most=5))


@pytest.mark.parametrize("model", ["edge/logreg_iris.onnx", "digits/digits_mlp.onnx", "adult_lr.onnx"])
def test_a_draft_of_any_model_follows_the_schema(model: str):
    found = job.work({"model": str(made.MODELS / model)}, made.Silent())
    document = json.loads(found["document"])
    assert schemas.faults(document, "1.6", most=1) == []
    assert schemas.faults(document | {"specVersion": "1.7"}, "1.7", most=1) == []
    digests = {one["alg"]: one["content"] for one in document["components"][0]["hashes"]}
    assert digests["SHA-384"] == hashlib.sha384((made.MODELS / model).read_bytes()).hexdigest()
    assert "model: licence" in found["left_to_say"]
    assert "model: digest" not in found["left_to_say"]


def test_a_draft_is_read_by_the_probe_and_fits_its_model(folder: Path):
    found = run_to_end(draft_bom(folder / "model.onnx", train=folder / "test.csv"))
    (folder / "bill.json").write_text(found["document"], encoding="utf-8")
    reading = run_to_end(run_probe(made.plan(folder, bom="bill.json"), "ml-bom"))
    numbers = {one["name"]: one["estimate"] for one in reading["metrics"]}
    assert numbers["digests_matching"] == 6
    assert numbers["digests_differing"] == numbers["schema_faults"] == 0
    assert numbers["fields_missing"] == len(found["left_to_say"])


def test_a_plan_without_a_bill_skips_the_probe_and_a_broken_one_stops_it(folder: Path):
    skipped = run_to_end(run_probe(made.plan(folder), "ml-bom"))
    assert skipped["status"] == "skipped"
    assert "names none" in skipped["reason"]
    with pytest.raises(TouchstoneError, match="can't be read"):
        run_to_end(run_probe(made.plan(folder, bom="gone.json"), "ml-bom"))
