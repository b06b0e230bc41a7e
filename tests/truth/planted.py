"""Small worlds whose truth is known, because it was planted: models of numpy and data drawn for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.probe import Data, Measured, Part, Probe, SettingValue, Verdict
from core.probes.judge import judge

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A binary model that is a function of its one input `x`."""

    chance_of: Callable[[NDArray[Any]], Floats]
    inspection: Mapping[str, Any]
    machine: Any = None

    def predict(self, inputs: Mapping[str, NDArray[Any]], said: str = "") -> Floats:
        chance = self.chance_of(inputs["x"])
        return np.stack([1 - chance, chance], axis=1)

    def decide(self, scores: Floats) -> NDArray[np.int64]:
        return (scores[:, 1] >= scores[:, 0]).astype(np.int64)


class Quiet:
    def progress(self, done: int, total: int, text: str = "") -> None:
        pass


def known(chance_of: Callable[[NDArray[Any]], Floats]) -> Known:
    return Known(chance_of=chance_of, inspection={})


def binary(
    x: NDArray[Any],
    labels: NDArray[Any],
    *,
    groups: Mapping[str, NDArray[Any]] | None = None,
    input_range: tuple[float, float] | None = None,
) -> Data:
    part = Part(n=len(x), inputs={"x": x}, labels=labels.astype(np.int64), groups=groups or {}, sha256="")
    return Data(
        task="binary",
        classes=("no", "yes"),
        positive=1,
        favourable=None,
        threshold=None,
        test=part,
        input_range=input_range,
    )


def measure(probe: Probe, model: Known, data: Data, *, seed: int = 0, **settings: SettingValue) -> Measured:
    chosen = {setting.name: setting.default for setting in probe.settings} | settings
    return probe.run(model, data, chosen, np.random.default_rng(seed), Quiet())


def verdict(measured: Measured, name: str, **limits: float) -> Verdict | None:
    return judge(measured.metrics, {name: limits}).verdict


def estimate(measured: Measured, name: str, slice_: Mapping[str, Any] | None = None) -> float:
    [found] = [one.estimate for one in measured.metrics if one.name == name and one.slice == slice_]
    assert found is not None
    return found
