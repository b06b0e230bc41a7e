"""Loading a guideline pack against only parsing its YAML."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from core.catalog.load import load_pack

PACK = Path(__file__).resolve().parents[2] / "resources" / "guidelines" / "tbd-ai-2026.1.yaml"


@pytest.mark.benchmark
def test_loading_a_pack_costs_little_more_than_reading_its_yaml() -> None:
    loading, parsing = [], []
    for _ in range(5):
        begun = time.perf_counter()
        load_pack(PACK)
        loading.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        yaml.compose(PACK.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        parsing.append(time.perf_counter() - begun)
    ratio = min(loading) / min(parsing)
    print(f"\nload a pack: {min(loading) * 1000:.0f} ms, {ratio:.2f} times parsing its YAML")
    assert ratio < 3
