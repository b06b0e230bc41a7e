"""Loading a guideline pack against only parsing its YAML."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from core.catalog.load import load_pack
from tests.benchmarks.conftest import Measured

PACK = Path(__file__).resolve().parents[2] / "resources" / "guidelines" / "tbd-ai-2026.1.yaml"


@pytest.mark.benchmark
def test_loading_a_pack_costs_little_more_than_reading_its_yaml(measured: Measured) -> None:
    loading, parsing = [], []
    for _ in range(5):
        begun = time.perf_counter()
        load_pack(PACK)
        loading.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        yaml.compose(PACK.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        parsing.append(time.perf_counter() - begun)
    ratio = min(loading) / min(parsing)
    measured("loading a pack, over only parsing its YAML", f"{ratio:.2f} ({min(loading) * 1000:.0f} ms)", "under 3")
    assert ratio < 3
