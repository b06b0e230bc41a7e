"""A bill of another file, with holes, is found out; one that is whole and of the model at hand is not accused."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.measure.bom_fields import ASKED
from core.probe import Bom, Measured, Reading
from core.probes import probe
from tests.truth.planted import Known, binary, estimate, measure, verdict

ML_BOM = probe("ml-bom")
DIGEST, OTHER = "a" * 64, "b" * 64
MODEL = Known(chance_of=lambda x: x[:, 0], inspection={"files": [{"name": "model.onnx", "sha256": DIGEST}]})
WHOLE: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"timestamp": "2026-11-22T15:00:00Z", "authors": [{"name": "J. Ellis"}]},
    "components": [
        {
            "type": "machine-learning-model",
            "bom-ref": "model",
            "name": "screening",
            "version": "2.3",
            "publisher": "Example Agency",
            "hashes": [{"alg": "SHA-256", "content": DIGEST.upper()}],
            "licenses": [{"license": {"id": "Apache-2.0"}}],
            "pedigree": {"notes": "Trained from the start, on no other model."},
            "modelCard": {
                "modelParameters": {
                    "approach": {"type": "supervised"},
                    "task": "ranking",
                    "architectureFamily": "trees",
                    "datasets": [{"ref": "data"}],
                    "inputs": [{"format": "float32"}],
                    "outputs": [{"format": "float32"}],
                },
                "quantitativeAnalysis": {"performanceMetrics": [{"type": "accuracy", "value": "0.87"}]},
                "considerations": {
                    "users": ["reviewers"],
                    "useCases": ["ranking for review"],
                    "technicalLimitations": ["not before 2019"],
                    "ethicalConsiderations": [{"name": "rates differ by sex"}],
                    "fairnessAssessments": [{"groupAtRisk": "women"}],
                },
            },
        },
        {
            "type": "data",
            "bom-ref": "data",
            "name": "train.csv",
            "version": "2025-09",
            "publisher": "Example Agency",
            "hashes": [{"alg": "SHA-256", "content": OTHER}],
            "licenses": [{"license": {"name": "U.S. Government work"}}],
            "data": [
                {
                    "type": "dataset",
                    "description": "Applications 2019 to 2025",
                    "classification": "CUI",
                    "governance": {"owners": [{"organization": {"name": "Example Agency"}}]},
                }
            ],
        },
    ],
    "dependencies": [{"ref": "model", "dependsOn": ["data"]}],
}


def reading_of(document: dict[str, Any], **digests: str) -> Measured:
    files = {"model.onnx": DIGEST, "train.csv": OTHER} | digests
    bom = Bom(
        name="bill.json",
        sha256="",
        document=document,
        schema="1.6",
        faults=(),
        digests={name: {"SHA-256": digest} for name, digest in files.items()},
    )
    return measure(ML_BOM, MODEL, replace(binary(np.zeros((4, 1)), np.zeros(4)), bom=bom))


def said(found: Measured) -> str:
    reading = Reading(probe="ml-bom", version="1", status="ok", metrics=tuple(found.metrics), facts=found.facts, seed=0)
    return ML_BOM.explain(reading).sentence


def changed(path: str, value: Any) -> dict[str, Any]:
    """The whole bill with one thing changed; None takes it out."""
    document = deepcopy(WHOLE)
    *way, last = path.split(".")
    body: Any = document
    for step in way:
        body = body[int(step)] if step.isdigit() else body[step]
    if value is None:
        del body[last]
    else:
        body[last] = value
    return document


def test_a_whole_bill_of_the_model_at_hand_is_not_accused() -> None:
    found = reading_of(WHOLE)
    assert estimate(found, "complete") == 1.0, [one for one in found.facts["fields"] if one["state"] != "present"]
    assert estimate(found, "digests_matching") == 2
    assert verdict(found, "digests_differing", max=0) == "pass"
    assert estimate(found, "unknown_licences") == 0
    assert not found.warnings
    assert "is that of the file evaluated" in said(found)


def test_a_bill_of_another_model_is_found_by_its_digest() -> None:
    found = reading_of(changed("components.0.hashes", [{"alg": "SHA-256", "content": "c" * 64}]))
    assert verdict(found, "digests_differing", max=0) == "fail"
    assert "that of another file" in said(found)
    assert any("another file" in warning for warning in found.warnings)
    assert verdict(reading_of(WHOLE, **{"train.csv": "d" * 64}), "digests_differing", max=0) == "fail"


@pytest.mark.parametrize(
    ("path", "value", "name"),
    [
        ("components.0.pedigree", None, "pedigree"),
        ("components.0.licenses", [{"license": {"name": "NOASSERTION"}}], "licence"),
        ("components.0.version", "unknown", "version"),
        ("components.0.modelCard.considerations.technicalLimitations", [], "limits"),
        ("components.1.data", None, "owner"),
        ("dependencies", [{"ref": "other", "dependsOn": ["data"]}], "what the model depends on"),
    ],
)
def test_a_field_that_is_missing_or_says_nothing_is_named(path: str, value: Any, name: str) -> None:
    found = reading_of(changed(path, value))
    assert name in [one["name"] for one in found.facts["fields"] if one["state"] != "present"]
    assert verdict(found, "complete", min=1.0) == "fail"


def test_without_training_data_its_fields_are_missing_and_a_person_is_told() -> None:
    found = reading_of(changed("components.0.modelCard.modelParameters.datasets", None))
    missing = [one for one in found.facts["fields"] if one["section"] == "training data"]
    assert {one["state"] for one in missing} == {"missing"}
    assert any("no training data" in warning for warning in found.warnings)
    assert estimate(reading_of(changed("components.1.licenses", None)), "unknown_licences") == 1


@pytest.mark.parametrize(
    "odd", [None, 7, "text", [[]], {"a": 1}, [None, {"type": 3, "name": [], "hashes": {"alg": 1}}]]
)
def test_whatever_stands_where_components_should_is_read_without_harm(odd: Any) -> None:
    found = reading_of({"bomFormat": "CycloneDX", "components": odd, "metadata": odd, "dependencies": odd})
    assert estimate(found, "complete") < 0.2
    assert said(found)


def test_every_field_says_who_asks_for_it() -> None:
    assert all(one.by and one.paths for one in ASKED)
    assert len({(one.section, one.name) for one in ASKED}) == len(ASKED)
