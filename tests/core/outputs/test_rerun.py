"""A file of methods lets a partner run the same tests, says no more than its marking lets it, and compares."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.errors import InputError, RefusedError
from core.outputs.documents import make
from core.outputs.rerun import not_releasable
from core.outputs.rerun_check import check, plans, read
from tests.core.exchange import cases


def body_of(snapshot: Any) -> dict[str, Any]:
    return json.loads(make(snapshot, "rerun", "json").content)


@pytest.fixture(scope="module")
def snapshot() -> Any:
    return cases.full()


@pytest.mark.parametrize(
    ("banner", "word"),
    [
        ("UNCLASSIFIED", ""),
        ("SECRET//REL TO USA, GBR", ""),
        ("SECRET", "REL TO"),
        ("SECRET//NOFORN", "NOFORN"),
        ("CUI//NOFORN", "NOFORN"),
    ],
)
def test_it_goes_only_to_whom_the_marking_releases_it(snapshot: Any, banner: str, word: str) -> None:
    assert (word in not_releasable(banner)) if word else not not_releasable(banner)
    marked = replace(snapshot, deployment=replace(snapshot.deployment, marking=banner))
    if word:
        with pytest.raises(RefusedError, match=word):
            make(marked, "rerun", "json")
    else:
        assert body_of(marked)["released_to"] == (["GBR"] if "GBR" in banner else [])


def test_the_same_readings_are_the_same_and_every_plan_is_there_once(snapshot: Any) -> None:
    body = body_of(snapshot)
    found = check(body, snapshot.readings)
    assert found
    assert {one.outcome for one in found} == {"same"}
    assert not any(one.differs for one in found)
    assert set(plans(body)) == {record.plan_name for record in snapshot.readings}


@pytest.mark.parametrize(
    ("shift", "outcome"),
    [(0.0, "same"), (0.4, "within"), (1.1, "apart")],
)
def test_a_number_is_the_same_within_the_interval_or_apart(snapshot: Any, shift: float, outcome: str) -> None:
    record = snapshot.readings[-1]
    metrics = []
    for metric in record.body["metrics"]:
        if metric["name"] != "accuracy":
            metrics.append(metric)
            continue
        metrics.append({**metric, "estimate": metric["estimate"] + shift * (metric["high"] - metric["estimate"])})
    again = replace(record, body={**record.body, "metrics": metrics, "seed": 99})
    (found,) = [
        one
        for one in check(body_of(snapshot), [again])
        if (one.probe, one.plan_name) == (record.probe, record.plan_name)
    ]
    assert found.outcome == outcome
    assert any("seed 99" in text for text in found.differs)
    assert bool(found.apart) == (outcome == "apart")


def test_another_model_was_not_run_and_other_data_are_named(snapshot: Any) -> None:
    body, record = body_of(snapshot), snapshot.readings[-1]
    other = replace(record, body={**record.body, "model_sha256": "0" * 64})
    assert {one.outcome for one in check(body, [other])} == {"not run"}
    other = replace(record, body={**record.body, "data_sha256": "1" * 64})
    assert "other data" in [text for one in check(body, [other]) for text in one.differs]


START = '{"format": "touchstone-rerun", "version": '


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": "x"}', START + "9}", START + '1, "methods": [{"probe": 3}]}', START + "1}"]
)
def test_a_torn_file_gets_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "methods.json").write_text(text)
    with pytest.raises(InputError, match=r"methods\.json"):
        read(tmp_path / "methods.json")


@pytest.mark.parametrize(
    "said",
    [
        {"without": "seed"},
        {"without": "model_sha256"},
        {"metrics": []},
        {"estimate": "0.5"},
        {"estimate": float("nan")},
        {"low": "0"},
        {"slice": [1]},
        {"slice": {"group": [1]}},
    ],
)
def test_a_method_that_can_not_be_compared_is_refused_and_never_the_same(
    snapshot: Any, tmp_path: Path, said: dict[str, Any]
) -> None:
    body = body_of(snapshot)
    method = body["methods"][0]
    method.pop(said.get("without"), None)
    method["metrics"] = said.get("metrics", method["metrics"][:1])
    for metric in method["metrics"]:
        metric.update({name: value for name, value in said.items() if name in metric})
    (tmp_path / "methods.json").write_text(json.dumps(body))
    with pytest.raises(InputError, match=r"methods\.json, method 1"):
        check(read(tmp_path / "methods.json"), snapshot.readings)


def test_the_plans_are_written_into_a_new_folder(snapshot: Any, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "methods.json"
    file.write_bytes(make(snapshot, "rerun", "json").content)
    assert main(["rerun", "plans", str(file), "--out", str(tmp_path / "plans")]) == 0
    written = list((tmp_path / "plans").glob("*.yaml"))
    assert len(written) == len(plans(read(file)))
    assert main(["rerun", "plans", str(file), "--out", str(tmp_path / "plans")]) == 1
    assert "new folder" in capsys.readouterr().err
