"""A plan to a file and back: every path in it follows, and none of this machine is left where it need not be."""

from __future__ import annotations

from core.plan import DataPlan, OutputPlan, Plan, Text
from desktop.viewmodels.probes.plan_file import beside_its_model, opened, save


def test_every_path_of_a_plan_becomes_relative_and_absolute_again(tmp_path):
    text = Text(text="t", tokenizer=str(tmp_path / "tokenizer.json"), pad=True)
    plan = Plan(
        name="p",
        task="binary",
        model=str(tmp_path / "m.onnx"),
        bom=str(tmp_path / "m.cdx.json"),
        data=DataPlan(test=str(tmp_path / "data" / "t.csv"), train=str(tmp_path / "data" / "u.csv"), label="y"),
        inputs={"ids": text},
    )
    save(plan, tmp_path / "p.plan.yaml")
    assert str(tmp_path) not in (tmp_path / "p.plan.yaml").read_text()
    assert opened(tmp_path / "p.plan.yaml") == plan


def test_a_plan_of_recorded_scores_lies_beside_its_data(tmp_path):
    data = DataPlan(test=str(tmp_path / "said.csv"), label="y")
    kept = beside_its_model(Plan(name="p", task="binary", data=data, outputs=OutputPlan(column="score")))
    assert (kept.folder, kept.data.test) == (tmp_path, "said.csv")
