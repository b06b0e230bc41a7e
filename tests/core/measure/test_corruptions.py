"""Each kind of damage against scipy or plain arithmetic."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from core.measure.corruptions import BLUR, CELLS, NOISE, OF_PICTURES, SPREAD, damage_to
from core.measure.fields import fields_of
from tests.core.measure.test_fields import data

RNG = np.random.default_rng(0)
PICTURES = {"x": (RNG.random((40, 1, 16, 16)) * 255).astype(np.float32)}
TABLE = {
    "age": RNG.normal(40, 12, (2000, 1)).astype(np.float32),
    "count": RNG.integers(0, 100, (2000, 1)),
    "job": RNG.choice(["clerk", "nurse", "smith"], (2000, 1)).astype(object),
}
TEXTS = {"text": np.array([f"the quick brown fox jumps over {n} lazy dogs" for n in range(300)], dtype=object)}


def damaged(inputs: dict[str, np.ndarray], kind: str, severity: int) -> dict[str, np.ndarray]:
    found = damage_to(fields_of(data(inputs)), inputs, (0.0, 255.0) if "x" in inputs else None)
    return found.corrupted(kind, severity, inputs, np.random.default_rng(1))


def test_the_kinds_are_those_of_pictures_columns_or_texts() -> None:
    for inputs, kinds in (
        (PICTURES, ("noise", "blur", "contrast", "brightness", "shift", "compression")),
        (TABLE, ("noise", "shift", "unit", "missing", "swap")),
        ({"job": TABLE["job"]}, ("missing", "swap")),
        (TEXTS, ("typing errors", "upper case")),
    ):
        assert damage_to(fields_of(data(inputs)), inputs, None).kinds == kinds


def test_blur_is_that_of_scipy() -> None:
    ours = damaged(PICTURES, "blur", 5)["x"] / 255
    theirs = gaussian_filter(PICTURES["x"] / 255, (0, 0, BLUR[4], BLUR[4]), mode="nearest", truncate=4.0)
    assert ours == pytest.approx(theirs, abs=1e-5)


def test_contrast_brightness_and_shift_are_plain_arithmetic() -> None:
    clean = PICTURES["x"].astype(float) / 255
    mean = clean.mean(axis=(2, 3), keepdims=True)
    assert damaged(PICTURES, "contrast", 1)["x"] / 255 == pytest.approx((clean - mean) * 0.4 + mean, abs=1e-5)
    assert damaged(PICTURES, "brightness", 2)["x"] / 255 == pytest.approx(np.minimum(clean + 0.2, 1), abs=1e-5)
    moved = damaged(PICTURES, "shift", 5)["x"]
    assert moved[:, :, 3:, 3:] == pytest.approx(PICTURES["x"][:, :, :-3, :-3], rel=1e-5)


def test_noise_has_the_deviation_of_its_step_and_stays_within_the_range() -> None:
    grey = {"x": np.full((50, 1, 16, 16), 127.5, np.float32)}
    assert (damaged(grey, "noise", 1)["x"] / 255).std() == pytest.approx(NOISE[0], rel=0.03)
    noisy = damaged(PICTURES, "noise", 5)["x"]
    assert noisy.min() >= 0
    assert noisy.max() <= 255


@pytest.mark.parametrize("kind", OF_PICTURES)
def test_pictures_of_bytes_stay_bytes_and_channels_last_are_damaged_alike(kind: str) -> None:
    last = {"x": np.moveaxis(PICTURES["x"], 1, -1).astype(np.uint8)}
    first = {"x": np.moveaxis(last["x"], -1, 1)}
    one, other = damaged(last, kind, 3)["x"], damaged(first, kind, 3)["x"]
    assert one.dtype == np.uint8
    assert not np.array_equal(one, last["x"])
    if kind != "noise":
        assert np.array_equal(np.moveaxis(one, -1, 1), other)


def test_columns_move_by_their_own_deviation_and_whole_numbers_stay_whole() -> None:
    moved = damaged(TABLE, "shift", 3)
    assert moved["age"] - TABLE["age"] == pytest.approx(SPREAD[2] * TABLE["age"].std(), rel=1e-3)
    noisy = damaged(TABLE, "noise", 5)
    assert (noisy["age"] - TABLE["age"]).std() == pytest.approx(TABLE["age"].std(), rel=0.05)
    assert noisy["count"].dtype == TABLE["count"].dtype
    assert np.array_equal(noisy["job"], TABLE["job"])


def test_a_wrong_unit_hits_one_number_of_a_row() -> None:
    wrong = damaged(TABLE, "unit", 5)
    hit = [np.abs(wrong[name] - TABLE[name]).ravel() > 1e-3 for name in ("age", "count")]
    assert not (hit[0] & hit[1]).any()
    assert (hit[0] | hit[1]).mean() > 0.95  # a count of 0 stays 0
    assert wrong["age"][hit[0]] == pytest.approx(TABLE["age"][hit[0]] * 100, rel=1e-5)


def test_missing_cells_get_the_typical_value_and_swapped_ones_come_from_the_column() -> None:
    gone = damaged(TABLE, "missing", 5)
    changed = gone["age"] != TABLE["age"]
    assert changed.mean() == pytest.approx(CELLS[4], abs=0.03)
    assert len(np.unique(gone["age"][changed])) == 1
    swapped = damaged(TABLE, "swap", 5)
    assert set(np.unique(swapped["age"])) <= set(np.unique(TABLE["age"]))
    assert (swapped["job"] != TABLE["job"]).mean() == pytest.approx(CELLS[4] * 2 / 3, abs=0.04)


def test_texts_are_mistyped_and_shouted_as_often_as_said_and_inputs_stay_as_they_are() -> None:
    loud = damaged(TEXTS, "upper case", 5)["text"]
    words = [word for text in loud for word in text.split(" ")]
    assert np.mean([word.isupper() for word in words if word.isalpha()]) == pytest.approx(CELLS[4], abs=0.03)
    typed = damaged(TEXTS, "typing errors", 5)["text"]
    assert all(text != clean for text, clean in zip(typed, TEXTS["text"], strict=True))
    assert TEXTS["text"][0] == "the quick brown fox jumps over 0 lazy dogs"


@pytest.mark.parametrize("shape", [(6, 3, 24, 24), (6, 24, 24, 3), (6, 1, 24, 24), (6, 24, 24)])
def test_compression_is_that_of_a_jpeg_file_in_every_order_of_axes(shape: tuple[int, ...]) -> None:
    smooth = np.add.outer(np.linspace(0, 100, 24), np.linspace(0, 150, 24))
    rows = np.broadcast_to(smooth if len(shape) == 3 else np.expand_dims(smooth, -1 if shape[-1] == 3 else 0), shape)
    noisy = (rows + np.random.default_rng(0).normal(0, 20, shape)).clip(0, 255).astype(np.float32)
    away = [np.abs(damaged({"x": noisy}, "compression", severity)["x"] - noisy).mean() for severity in (1, 5)]
    assert 2.0 < away[0] < away[1] < 30.0
    plane = damaged({"x": noisy}, "compression", 3)["x"][0]
    if shape[1:] == (24, 24):
        file = BytesIO()
        Image.fromarray(noisy[0].round().astype(np.uint8)).save(file, format="JPEG", quality=15)
        assert np.abs(np.asarray(Image.open(file), dtype=float) - plane).max() < 1e-4
