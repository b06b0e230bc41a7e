"""The reference values, computed outside this project with scikit-learn and fairlearn, agree to 1e-6, groups too."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.plan import parse_plan
from core.probe import Reading
from core.probes import probe
from core.worker.inspection import inspect
from core.worker.run_probe import run
from tests.core.probes.linear_world import Quiet

MODELS = Path("tests/models").resolve()
DEMO = Path("resources/demo").resolve()
ELSEWHERE = os.environ.get("TOUCHSTONE_MODELS")
needs_elsewhere = pytest.mark.skipif(
    not ELSEWHERE, reason="COMPAS may not be shipped: set TOUCHSTONE_MODELS to the folder that holds compas/"
)
CLOSE = 1e-6  # the references are rounded to six digits

MEASURES = {
    "perf-ci": {
        "accuracy": "accuracy",
        "balanced_accuracy": "balanced_accuracy",
        "f1": "f1",
        "auroc": "auc",
        "brier": "brier",
        "log_loss": "log_loss",
    },
    "calibration": {"ece": "ece15_toplabel", "brier": "brier"},
}
GROUP_RATES = ("accuracy", "selection_rate", "tpr", "fpr")
GAPS = (
    "demographic_parity_difference",
    "demographic_parity_ratio",
    "equalized_odds_difference",
    "equalized_odds_ratio",
    "equal_opportunity_difference",
)


def table_cases() -> list[Any]:
    cases = [
        pytest.param("adult", "lr", id="adult-lr"),
        pytest.param("adult", "hgb", id="adult-hgb"),
        pytest.param("loanapp", "lr", id="loanapp-lr"),
        pytest.param("loanapp", "rf", id="loanapp-rf"),
    ]
    return cases + [pytest.param("compas", one, id=f"compas-{one}", marks=needs_elsewhere) for one in ("lr", "rf")]


each_table = pytest.mark.parametrize(("data", "model"), table_cases())


def places(data: str, model: str) -> tuple[Path, Path, Path]:
    """(model, test table, reference)."""
    if data == "adult":
        folder = DEMO if model == "hgb" else MODELS
        return folder / f"adult_{model}.onnx", DEMO / "adult_test.csv", MODELS / "adult_reference.json"
    folder = MODELS / data if data != "compas" else Path(str(ELSEWHERE)) / data
    return folder / f"{data}_{model}.onnx", folder / f"{data}_test.csv", folder / f"{data}_reference.json"


@cache
def reading(data: str, model: str, probe_id: str) -> Reading:
    path, table, _ = places(data, model)
    label = {"adult": "income_gt_50k", "loanapp": "approve", "compas": "two_year_recid"}[data]
    groups = {"adult": "[sex, race]", "loanapp": "[sex, race]", "compas": "[race, sex, age_cat]"}[data]
    text = (
        f"name: reference\nmodel: {path.as_posix()}\ntask: binary\n"
        f"data: {{test: {table.as_posix()}, label: {label}, positive: 1, groups: {groups}}}\n"
        f"inputs: {inputs_of(path)}\n"
        "outputs: {scores: probabilities, kind: probabilities, classes: [0, 1]}\nprobes: all\nseed: 7\n"
    )
    return run(parse_plan(text, path.parent), probe(probe_id), Quiet())


def inputs_of(path: Path) -> str:
    return "{" + ", ".join(f"{one['name']}: {{column: {one['name']}}}" for one in inspect(path)["inputs"]) + "}"


def reference(data: str, model: str) -> Mapping[str, Any]:
    return json.loads(places(data, model)[2].read_text(encoding="utf-8"))[model]["ref"]  # type: ignore[no-any-return]


def measured(found: Reading, name: str, slice_: Mapping[str, str] | None = None) -> float:
    assert found.status == "ok", found.reason
    [metric] = [one for one in found.metrics if one.name == name and one.slice == slice_]
    assert metric.estimate is not None
    return metric.estimate


@each_table
@pytest.mark.parametrize("probe_id", MEASURES)
def test_measures_of_the_whole_table_agree(data: str, model: str, probe_id: str) -> None:
    expected = reference(data, model)
    for name, theirs in MEASURES[probe_id].items():
        assert measured(reading(data, model, probe_id), name) == pytest.approx(expected[theirs], abs=CLOSE), name


@each_table
def test_rates_of_every_group_agree(data: str, model: str) -> None:
    found = reading(data, model, "group-fairness")
    for column, groups in reference(data, model)["groups"].items():
        for group, expected in groups["by_group"].items():
            for name in GROUP_RATES:
                ours = measured(found, name, {column: group})
                assert ours == pytest.approx(expected[name], abs=CLOSE), (column, group, name)


@each_table
def test_gaps_over_all_groups_agree_tiny_ones_included(data: str, model: str) -> None:
    found = reading(data, model, "group-fairness")
    for column, expected in reference(data, model)["groups"].items():
        for name in GAPS:
            assert measured(found, name, {"column": column}) == pytest.approx(expected[name], abs=CLOSE), (column, name)


@each_table
def test_gaps_over_groups_of_30_and_more_agree(data: str, model: str) -> None:
    found = reading(data, model, "group-fairness")
    for column, groups in reference(data, model)["groups"].items():
        for name, expected in groups["ge30"].items():
            ours = measured(found, name, {"column": column, "groups": ">=30"})
            assert ours == pytest.approx(expected, abs=CLOSE), (column, name)
        tiny = [group for group, one in groups["by_group"].items() if one["count"] < 30]
        assert found.facts["tiny"][column] == sorted(tiny)
        assert len(tiny) == groups["n_groups_lt30"]


@needs_elsewhere
def test_groups_of_3_and_8_rows_do_not_fool_the_headline() -> None:
    explained = probe("group-fairness").explain(reading("compas", "lr", "group-fairness"))
    assert explained.headline is not None
    assert explained.headline.slice is not None
    assert explained.headline.slice["groups"] == ">=30"
    assert explained.headline.estimate == pytest.approx(
        max(groups["ge30"]["demographic_parity_difference"] for groups in reference("compas", "lr")["groups"].values()),
        abs=CLOSE,
    )
    assert all(f"{group}" not in explained.sentence.split("Too small")[0] for group in ("Asian", "Native American"))


@pytest.mark.parametrize("model", ["mlp", "lr", "cnn_legacy17", "cnn_dynamo20"])
def test_measures_of_digits_agree(model: str) -> None:
    folder = MODELS / "digits"
    expected = json.loads((folder / "digits_reference.json").read_text(encoding="utf-8"))[model]
    image = model.startswith("cnn")
    source = "{array: X, layout: NCHW}" if image else "{array: X}"
    output = "{scores: logits, kind: logits}" if image else "{scores: probabilities, kind: probabilities}"
    plan = parse_plan(
        f"name: digits\nmodel: digits_{model}.onnx\ntask: multiclass\n"
        "data: {test: digits_split.npz, train: digits_split.npz, label: y}\n"
        f"inputs: {{input: {source}}}\noutputs: {output}\nprobes: all\nseed: 7\n",
        folder,
    )
    performance, calibration = (run(plan, probe(one), Quiet()) for one in ("perf-ci", "calibration"))
    assert measured(performance, "accuracy") == pytest.approx(expected["test_acc"], abs=CLOSE)
    assert measured(performance, "log_loss") == pytest.approx(expected["nll"], abs=CLOSE)
    assert measured(performance, "brier") == pytest.approx(expected["brier_multi"], abs=CLOSE)
    assert measured(calibration, "ece") == pytest.approx(expected["ece15"], abs=CLOSE)
