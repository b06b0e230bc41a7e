"""Readings for packets, measured by the real probes on made-up rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from core.probe import Data, Metric, Part, Reading
from core.probes import probe
from core.probes.judge import judge

ROWS = 1500


class SampleModel:
    """Gives the scores that it was handed."""

    inspection: Mapping[str, Any] = {}

    def __init__(self, scores: np.ndarray) -> None:
        self.scores = scores

    def predict(self, inputs: Any, said: str = "") -> np.ndarray:
        return self.scores

    def decide(self, scores: np.ndarray) -> np.ndarray:
        return scores.argmax(axis=1)


class Silent:
    def progress(self, done: int, total: int, text: str = "") -> None: ...


@cache
def bodies() -> tuple[dict[str, Any], ...]:
    """One reading of each of three real probes, one that failed, and one of a probe that nobody here knows."""
    model, data = _model_and_data()
    return (
        _measured("perf-ci", model, data, {"accuracy": {"min": 0.7}, "auroc": {"min": 0.7}}),
        _measured("calibration", model, data, {"ece": {"max": 0.01}}),
        _measured("group-fairness", model, data, {}),
        _body("evasion", status="failed", reason="The model refused the batch: input x has 3 columns, not 4."),
        _body("acme-drift", metrics=_unknown_metrics(), warnings=("The reference window is short <30 days>.",)),
    )


def _model_and_data() -> tuple[SampleModel, Data]:
    rng = np.random.default_rng(5)
    labels = (rng.random(ROWS) < 0.35).astype(np.int64)
    score = np.clip(0.25 + 0.4 * labels + rng.normal(0, 0.22, ROWS), 0.01, 0.99)
    groups = {
        "sex": np.array(["Female", "Male"])[(rng.random(ROWS) < 0.6).astype(int)],
        "age_band": np.array(["under 25", "25 to 44", "45 to 64", "65 and over"])[rng.integers(0, 4, ROWS)],
    }
    part = Part(n=ROWS, inputs={}, labels=labels, groups=groups, sha256="d" * 64)
    data = Data(
        task="binary", classes=("denied", "granted"), positive=1, favourable=1, threshold=None, test=part, train=None
    )
    return SampleModel(np.stack([1 - score, score], axis=1)), data


def _measured(probe_id: str, model: SampleModel, data: Data, thresholds: dict[str, dict[str, float]]) -> dict[str, Any]:
    found = probe(probe_id)
    settings = {setting.name: setting.default for setting in found.settings}
    settings |= {"bootstrap": 200} if "bootstrap" in settings else {}
    measured = found.run(model, data, settings, np.random.default_rng(7), Silent())
    metrics = tuple(measured.metrics)
    return _body(
        probe_id,
        version=found.version,
        metrics=metrics,
        thresholds=thresholds,
        verdict=judge(metrics, thresholds).verdict,
        settings=settings,
        warnings=tuple(measured.warnings),
        facts=measured.facts,
    )


def _body(probe_id: str, **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "probe": probe_id,
        "version": "1.0.0",
        "status": "ok",
        "seed": 7,
        "model_sha256": "a" * 64,
        "data_sha256": "d" * 64,
        "environment": {"python": "3.11.2", "onnxruntime": "1.31.1", "system": "Linux", "providers": ["CPU"]},
        "started": "2026-11-22T18:40:00Z",
        "duration_s": 3.21,
    }
    return Reading(**(told | more)).as_dict()


def _unknown_metrics() -> tuple[Metric, ...]:
    return tuple(
        Metric(
            name="population_stability",
            estimate=0.1 + month / 100,
            low=0.08 + month / 100,
            high=0.13 + month / 100,
            level=0.95,
            method="bootstrap, 1,000 resamples",
            n=4_000 + month,
            unit="index",
            slice={"month": month},
        )
        for month in range(1, 7)
    )
