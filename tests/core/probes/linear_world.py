"""A linear model made of numpy, its data, and a way to run a probe on them: what the worker does, without a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.probe import Bom, Data, Part, Probe, Reading, SettingValue, Task

INSPECTION: dict[str, Any] = {
    "file": "linear.onnx",
    "size_bytes": 1234,
    "sha256": "0" * 64,
    "files": [{"name": "linear.onnx", "size_bytes": 1234, "sha256": "0" * 64}],
    "ir_version": 9,
    "opset": {"ai.onnx": 17},
    "producer": "numpy",
    "producer_version": "2",
    "domain": "",
    "model_version": 1,
    "description": "",
    "metadata": {"author": "nobody"},
    "inputs": [{"name": "x", "kind": "tensor", "type": "float32", "shape": [None, 6]}],
    "outputs": [{"name": "scores", "kind": "tensor", "type": "float32", "shape": ["rows", 2]}],
    "operators": [{"domain": "ai.onnx", "name": "Gemm", "count": 1}],
    "nodes": 1,
    "parameters": 7,
    "parameter_bytes": 28,
    "attribute_values": 0,
    "functions": [],
    "external": [],
    "custom_domains": [],
    "custom_operators": [],
    "class_labels": None,
    "problems": [],
}


class Desk:
    """A workstation that never changes; what is opened on it is the model that it was given."""

    cores, providers = 4, ("AzureExecutionProvider", "CPUExecutionProvider")
    facts: Mapping[str, Any] = {
        "processor": {"name": "A processor", "architecture": "x86_64", "instructions": ["avx2"], "microcode": ""},
        "cores": {"usable": 4, "logical": 8, "physical": None},
        "memory_bytes": 16 << 30,
        "system": {"name": "A system", "release": "6.1", "kernel": "Linux"},
        "firmware": {"vendor": "", "version": "", "date": "", "machine": "", "secure_boot": ""},
        "accelerators": [{"name": "A card", "driver": "", "bus": "PCI", "found_in": "a list"}],
        "runtime": {"name": "onnxruntime", "version": "1.31.1", "providers": ["CPUExecutionProvider"]},
        "not_known": ["Whether the start-up was verified is not known."],
    }

    def __init__(self, model: Any) -> None:
        self.model = model

    def opened(self, *, threads: int | None = None, provider: str | None = None) -> Any:
        return self.model

    def peak_memory_bytes(self) -> tuple[int | None, str]:
        return 100 << 20, "made up"


BOM = Bom(
    name="bill.json",
    sha256="3" * 64,
    document={
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"timestamp": "2026-11-22T15:00:00Z"},
        "components": [
            {
                "type": "machine-learning-model",
                "name": "linear",
                "hashes": [{"alg": "SHA-256", "content": "0" * 64}],
                "modelCard": {"modelParameters": {"task": "sorting"}},
            }
        ],
    },
    schema="1.6",
    faults=["at its top: something is odd"],
    digests={"linear.onnx": {"SHA-256": "0" * 64}},
)


@dataclass(kw_only=True)
class LinearModel:
    """softmax(x W); with one column, the value itself. Counts the rows that it was asked about."""

    weights: NDArray[np.float64]
    positive: int | None
    threshold: float | None = None
    inspection: Mapping[str, Any] = field(default_factory=lambda: INSPECTION)
    machine: Any = None
    asked: int = 0

    def predict(self, inputs: Mapping[str, NDArray[Any]], said: str = "") -> NDArray[np.float64]:
        if inputs["x"].shape[1:] != (len(self.weights),) or inputs["x"].dtype != np.float32:
            raise InputError("The model takes rows of 6 numbers of 32 bits.")
        values = inputs["x"].astype(np.float64) @ self.weights
        self.asked += len(values)
        if values.shape[1] == 1:
            return values[:, 0]
        lifted = np.exp(values - values.max(axis=1, keepdims=True))
        return lifted / lifted.sum(axis=1, keepdims=True)

    def decide(self, scores: NDArray[np.float64]) -> NDArray[np.int64]:
        if self.positive is None:
            return scores.argmax(axis=1).astype(np.int64)
        limit = scores[:, 1 - self.positive] if self.threshold is None else self.threshold
        return np.where(scores[:, self.positive] >= limit, self.positive, 1 - self.positive).astype(np.int64)


class Quiet:
    """Takes progress and keeps the last of it."""

    done, total, text = 0, 0, ""

    def progress(self, done: int, total: int, text: str = "") -> None:
        assert 0 <= done <= total
        self.done, self.total, self.text = done, total, text


def made(task: Task, *, n: int = 150, seed: int = 0) -> tuple[LinearModel, Data]:
    """A model that is right most of the time, with two grouping columns, one of which has a group of 3 rows."""
    rng = np.random.default_rng(seed)
    classes = {"binary": ("no", "yes"), "multiclass": ("a", "b", "c"), "regression": ()}[task]
    weights = rng.normal(0, 1.5, (6, max(1, len(classes))))
    positive = 1 if task == "binary" else None
    model = LinearModel(weights=weights, positive=positive)
    rows = rng.uniform(-1, 1, (n, 6)).astype(np.float32)
    scores = model.predict({"x": rows})
    labels: NDArray[Any]
    if task == "regression":
        labels = scores + rng.normal(0, 0.5, n)
    else:
        labels = (scores.cumsum(axis=1) < rng.random((n, 1))).sum(axis=1).clip(0, len(classes) - 1)
    origin = np.where(np.arange(n) < 3, "rare", rng.choice(["north", "south"], n))
    groups = {"origin": origin, "sex": rng.choice(["f", "m"], n)}
    half = n // 2  # the first half of the training rows is the first half of the test rows, as it is
    trained = np.concatenate([rows[:half], rng.uniform(-1, 1, (n - half, 6)).astype(np.float32)])
    part = Part(n=n, inputs={"x": rows}, labels=labels, groups=groups, sha256="1" * 64)
    train = Part(n=n, inputs={"x": trained}, labels=labels[::-1].copy(), groups=groups, sha256="2" * 64)
    data = Data(task=task, classes=classes, positive=positive, favourable=None, threshold=None, test=part)
    model.machine = Desk(model)
    return model, replace(data, train=train, bom=BOM)


def read(
    probe: Probe,
    model: LinearModel,
    data: Data,
    *,
    seed: int = 7,
    thresholds: Mapping[str, Mapping[str, float]] | None = None,
    **settings: SettingValue,
) -> Reading:
    """The reading of one probe with its default settings but for `settings`."""
    chosen = {setting.name: setting.default for setting in probe.settings} | settings
    measured = probe.run(model, data, chosen, np.random.default_rng(seed), Quiet())
    return Reading(
        probe=probe.id,
        version=probe.version,
        status="ok",
        metrics=tuple(measured.metrics),
        warnings=tuple(measured.warnings),
        facts=measured.facts,
        settings=chosen,
        seed=seed,
        thresholds=thresholds or {},
    )


def quick(probe: Probe) -> dict[str, SettingValue]:
    """Settings that make a probe fast, where it has them."""
    wanted: dict[str, SettingValue] = {"bootstrap": 200, "samples": 20, "queries": 20, "steps": 2, "calls": 20}
    return {setting.name: wanted[setting.name] for setting in probe.settings if setting.name in wanted}
