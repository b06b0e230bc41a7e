"""Folders of pictures become the model's input, and what can't be read is named by its file."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto
from PIL import Image

from core.errors import InputError, RefusedError, TouchstoneError
from core.hashing import file_sha256, files_sha256
from core.plan import Images
from core.worker import columns, pictures, room
from core.worker.data import BoundData, load_data
from core.worker.inspection import inspect
from core.worker.subject import open_subject
from tests.core.worker import made

SIZE = {"size": [4, 4]}


def loaded(folder: Path, images: dict[str, Any] | None = None, **fields: Any) -> BoundData:
    given: dict[str, Any] = {
        "data": {"test": "pictures", "label": "class"},
        "outputs": {"classes": ["cat", "dog"], "kind": "label"},
    }
    if images is not None:
        given["inputs"] = {"x": {"images": images}}
    plan = made.plan(folder, **(given | fields))
    return load_data(plan, inspect(plan.path(plan.model or "")), with_train=False)


def said(folder: Path, images: dict[str, Any] | None = None, **fields: Any) -> str:
    with pytest.raises(TouchstoneError) as error:
        loaded(folder, images or SIZE, **fields)
    return f"{error.value.message} {error.value.hint}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.named(tmp_path / "model.onnx", {"x": (TensorProto.FLOAT, [None, 3, 4, 4])})
    made.picture(tmp_path / "pictures" / "dog" / "1.png", (0, 0, 255))
    made.picture(tmp_path / "pictures" / "cat" / "2.jpg", (255, 255, 255))
    made.picture(tmp_path / "pictures" / "cat" / "1.png", (255, 0, 0), size=(20, 10))
    return tmp_path


def test_sub_folders_are_classes_and_files_come_in_the_order_of_their_names(folder: Path):
    (folder / "pictures" / "README.txt").write_text("beside the classes")
    (folder / "pictures" / "cat" / ".hidden").write_text("left by a system")
    data = loaded(folder, SIZE).data
    assert data.test.inputs["x"].shape == (3, 3, 4, 4)
    assert data.test.inputs["x"].dtype == np.float32
    assert data.test.labels is not None
    assert data.test.labels.tolist() == [0, 0, 1]
    assert data.test.inputs["x"][:, :, 0, 0].tolist() == [[255, 0, 0], [255, 255, 255], [0, 0, 255]]
    assert data.input_range == (0.0, 255.0)


def test_a_table_beside_the_pictures_brings_labels_and_groups(folder: Path):
    table = "file,kind,camera\ncat/2.jpg,cat,a\ndog/1.png,dog,b\n"
    made.table(folder / "pictures" / "labels.csv", table)
    data = loaded(folder, SIZE, data={"test": "pictures", "label": "kind", "groups": ["camera"]}).data
    assert data.test.n == 2
    assert data.test.groups["camera"].tolist() == ["a", "b"]
    made.table(folder / "pictures" / "list.csv", table.replace("file", "path"))
    other = loaded(folder, {**SIZE, "file": "path"}, data={"test": "pictures/list.csv", "label": "kind"}).data
    assert (other.test.inputs["x"] == data.test.inputs["x"]).all()


def test_the_digest_is_over_the_table_and_every_picture(folder: Path):
    names = ("cat/1.png", "cat/2.jpg", "dog/1.png")
    expected = files_sha256((name, file_sha256(folder / "pictures" / name)) for name in names)
    assert loaded(folder, SIZE).sha256 == expected
    made.picture(folder / "pictures" / "dog" / "1.png", (0, 0, 254))
    assert loaded(folder, SIZE).sha256 != expected


def test_pictures_are_scaled_by_channel_and_put_in_the_layout_of_the_model(folder: Path):
    how = {**SIZE, "scale": "1/255", "mean": [0.5, 0.0, 0.0], "std": [0.5, 1.0, 2.0]}
    bound = loaded(folder, how)
    assert np.allclose(bound.data.test.inputs["x"][1, :, 0, 0], [1.0, 1.0, 0.5])
    assert bound.data.input_range == (-1.0, 1.0)
    made.named(folder / "model.onnx", {"x": (TensorProto.FLOAT, [None, 4, 4, 3])})
    turned = loaded(folder, {**how, "layout": "NHWC", "colours": "BGR"}).data.test.inputs["x"]
    assert turned.shape == (3, 4, 4, 3)
    assert np.allclose(turned[0, 0, 0], [-1.0, 0.0, 0.5])


def test_whole_numbers_and_grey_pictures_are_taken_too(folder: Path):
    made.named(folder / "model.onnx", {"x": (TensorProto.UINT8, [None, 4, 4, 1])})
    found = loaded(folder, {**SIZE, "channels": 1, "layout": "NHWC"}).data.test.inputs["x"]
    assert found.dtype == np.uint8
    assert found[1].max() == found[1].min() == 255
    assert "does not fit the model's type uint8" in said(
        folder, {**SIZE, "channels": 1, "layout": "NHWC", "scale": 0.5}
    )


def test_a_folder_is_proposed_for_a_single_input_of_pictures(folder: Path):
    assert loaded(folder).inputs["x"] == Images(size=(4, 4), scale=1 / 255)
    made.named(folder / "model.onnx", {"x": (TensorProto.FLOAT, [None, 6, 5, 1])})
    assert loaded(folder).inputs["x"] == Images(size=(6, 5), channels=1, layout="NHWC", scale=1 / 255)
    made.named(folder / "model.onnx", {"x": (TensorProto.FLOAT, [None, 3, None, None])})
    with pytest.raises(InputError, match="not bound"):
        loaded(folder)


def ramp(width: int, height: int) -> Image.Image:
    """A picture whose red says the column and whose green says the row."""
    values = np.zeros((height, width, 3), dtype=np.uint8)
    values[:, :, 0], values[:, :, 1] = np.arange(width), np.arange(height)[:, None]
    return Image.fromarray(values)


def test_the_middle_is_cut_out_after_the_short_side_has_its_length():
    bound = Images(size=(64, 32), crop="center", short_side=100)
    found = pictures.pixels(ramp(200, 100), bound, "wide")
    assert found.shape == (64, 32, 3)
    assert (found[0, 0, :2].tolist(), found[-1, -1, :2].tolist()) == ([84, 18], [115, 81])
    halved = pictures.pixels(ramp(100, 201), Images(size=(50, 50), crop="center"), "tall")
    assert abs(int(halved[0, 0, 1]) - 51) <= 1  # 100 rows are left of 201, and the middle 50 of them are kept
    assert abs(int(halved[-1, -1, 1]) - 149) <= 1


def test_the_ratio_is_kept_and_the_rest_is_filled_with_zeros(folder: Path):
    made.picture(folder / "pictures" / "cat" / "1.png", (255, 0, 0), size=(2, 4))
    found = loaded(folder, {**SIZE, "pad": "end", "scale": "1/255", "mean": 0.5, "std": 0.5}).data.test.inputs["x"][0]
    assert found[:, 3, 1].tolist() == [1.0, -1.0, -1.0]
    assert (found[:, :, 2:] == 0).all()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK"])
def test_every_common_mode_is_read_as_colours(folder: Path, mode: str):
    Image.new("RGB", (4, 4), (255, 255, 255)).convert(mode).save(folder / "pictures" / "cat" / "2.tif")
    (folder / "pictures" / "cat" / "2.jpg").unlink()
    assert loaded(folder, SIZE).data.test.inputs["x"][1].min() == 255


def bomb(path: Path, side: int) -> Path:
    """A small PNG that says it is `side` pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize("side", [8_001, 12_000, 60_000])
def test_a_picture_that_unpacks_to_too_many_pixels_is_refused(folder: Path, side: int):
    path = bomb(folder / "pictures" / "cat" / "bomb.png", side)
    with pytest.raises(RefusedError, match="unpacks to more than 64 million"):
        pictures.open_picture(path)
    assert "bomb.png" in said(folder)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"not a picture", ["notes.txt", "no picture in a known format"]),
        ("empty.png", b"", ["empty.png"]),
        ("vector.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ["vector.eps", "no picture"]),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ["drawing.svg", "no picture"]),
    ],
)
def test_a_file_that_is_no_picture_is_named(folder: Path, name: str, content: bytes, words: list[str]):
    (folder / "pictures" / "cat" / name).write_bytes(content)
    found = said(folder)
    for word in words:
        assert word in found


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "bmp", "tif", "webp"])
def test_a_damaged_picture_is_named(folder: Path, suffix: str):
    path = folder / "pictures" / "cat" / f"half.{suffix}"
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert f"half.{suffix}" in said(folder)


def test_a_picture_of_16_bits_is_not_guessed_at(folder: Path):
    made.picture(folder / "pictures" / "cat" / "deep.png", 40_000, mode="I;16")
    assert "deep.png is of mode I;16, with other than 8 bits a channel" in said(folder)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"images": {"size": [5, 4]}}, ['"x" takes rows x 3 x 4 x 4', "rows x 3 x 5 x 4"]),
        ({"images": {**SIZE, "layout": "NHWC"}}, ["rows x 4 x 4 x 3", "layout"]),
        ({"images": {**SIZE, "mean": [0.1, 0.2]}}, ["2 values for mean", "3 channels"]),
        ({"data": {"test": "pictures", "label": "kind"}}, ['no column "kind"', "class"]),
        ({"data": {"test": "empty", "label": "class"}}, ["empty holds no files", "labels.csv"]),
        (
            {"data": {"test": "d.npz", "label": "y"}, "images": {**SIZE, "file": "names"}},
            ["bound to files", "holds arrays"],
        ),
    ],
)
def test_what_does_not_fit_is_said(folder: Path, fields: dict[str, Any], words: list[str]):
    (folder / "empty").mkdir()
    np.savez(folder / "d.npz", names=np.array(["a"]), y=np.array(["cat"]))
    found = said(folder, **fields)
    for word in words:
        assert word in found


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("../model.onnx", "leads out of the folder"),
        ("..\\\\model.onnx", "leads out of the folder"),
        ("/etc/hostname", "leads out of the folder"),
        ("cat/9.png", "no such file"),
        ("cat", "no such file"),
        ("", "names no file"),
        ("a\x00b", "no path of a file"),
    ],
)
def test_a_table_names_files_of_its_own_folder_only(folder: Path, written: str, words: str):
    made.table(folder / "pictures" / "labels.csv", f"file,class\ncat/1.png,cat\n{written},dog\n")
    found = said(folder)
    assert "Row 2 (line 3) of labels.csv" in found
    assert words in found


def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path):
    try:
        (folder / "pictures" / "cat" / "link.png").symlink_to(made.picture(folder / "outside.png"))
    except OSError:
        pytest.skip("this system lets nobody make links, and links are NOT tested")
    assert "link.png" in said(folder)


def test_more_pictures_than_memory_holds_are_refused_before_they_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(room, "LARGEST_BYTES", 2 * 3 * 4 * 4 * 4)
    monkeypatch.setattr(pictures, "open_picture", lambda *_: pytest.fail("a picture was opened"))
    assert "data: {rows: 2}" in said(folder)


def test_reading_says_how_far_it_is_and_can_be_stopped(folder: Path):
    heard: list[tuple[int, int]] = []

    class Stopped(made.Silent):
        def progress(self, done: int, total: int, text: str = "") -> None:
            if text == "Reading the pictures of pictures":
                heard.append((done, total))
                if done == 2:
                    raise KeyboardInterrupt

    plan = made.plan(folder, data={"test": "pictures", "label": "class"}, inputs={"x": {"images": SIZE}})
    with pytest.raises(KeyboardInterrupt):
        open_subject(plan, Stopped())
    assert heard == [(1, 3), (2, 3)]


def test_a_turn_that_a_camera_noted_is_told_of(folder: Path):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (8, 4)).save(folder / "pictures" / "cat" / "2.jpg", exif=exif)
    (note,) = loaded(folder, SIZE).notes
    assert note.startswith("1 of the 3 pictures of pictures carry a turn")


def test_damaged_notes_of_a_camera_do_no_harm(folder: Path):
    path = folder / "pictures" / "cat" / "2.jpg"
    Image.new("RGB", (8, 4)).save(path, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12" + bytes(range(40)))
    assert loaded(folder, SIZE).notes == []


def test_a_wrong_label_is_said_before_a_picture_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "open_picture", lambda *_: pytest.fail("a picture was opened"))
    assert "not among the classes cat, cow" in said(folder, outputs={"classes": ["cat", "cow"], "kind": "label"})


def test_what_a_folder_offers_is_listed(folder: Path):
    found = columns.work({"path": str(folder / "pictures")}, made.Silent())
    assert found["kind"] == "folder"
    assert [column["name"] for column in found["columns"]] == ["file", "class"]
    assert found["columns"][1]["distinct"] == ["cat", "dog"]
