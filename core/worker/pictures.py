"""Image files as arrays: opened, brought to size, scaled and put in the layout that the model takes.

Sizes follow torchvision's Resize and CenterCrop (the long side is cut down to whole pixels, the middle is rounded);
pixels are Pillow's, averaged over the area where a picture shrinks. Pixels are taken as stored: a turn that a camera
noted in the file is not made, as in common training code.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from core.errors import InputError, RefusedError
from core.plan import Images
from core.worker import shapes
from core.worker.cores import cores
from core.worker.file_folder import paths_of
from core.worker.reading import Told
from core.worker.room import new_array
from core.worker.table import Table
from core.worker.values import cast

# Formats that Pillow reads with code of its own and no other program.
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
MOST_PIXELS = 64_000_000
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}
_READ_AS = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
_TURN = 0x0112  # the Exif tag that says how a camera was held
_TURNED = "carry a turn that the camera noted, which is not made. Turn them before, if the system does."
_RESAMPLE = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}

# Pillow warns of a picture that is larger than this, and refuses one of twice as many pixels before it is decoded.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
warnings.simplefilter("ignore", Image.DecompressionBombWarning)


def read_pictures(bound: Images, declared: Mapping[str, Any], table: Table, told: Told) -> NDArray[Any]:
    """The pictures of all rows as the model input `declared` takes them: (n, channels, height, width) or, for NHWC,
    (n, height, width, channels).

    Raises InputError naming the file that can't be read or does not fit, RefusedError for one of too many pixels.
    """
    paths = paths_of(table, bound.file)
    shape = (bound.channels, *bound.size) if bound.layout == "NCHW" else (*bound.size, bound.channels)
    shapes.fit(np.empty((1, *shape), dtype=np.uint8), declared)  # what can't fit is said before a file is opened
    kind = declared["type"]
    if kind == "string":
        raise InputError(f'The model input "{declared["name"]}" takes text, and it is bound to images.')
    found = new_array(len(paths), shape, kind, f"The pictures of {table.name}")

    turned: list[int] = []
    levels = levels_of(bound)

    def read(row: int) -> None:
        with open_picture(paths[row]) as picture:
            if _is_turned(picture):
                turned.append(row)
            made = pixels(picture, bound, paths[row].name)
        found[row] = cast(scaled(made, levels, bound), kind, table, bound.file)[0]

    with ThreadPoolExecutor(max_workers=cores()) as pool:
        for done, _ in enumerate(pool.map(read, range(len(paths))), 1):
            told.progress(done, len(paths), f"Reading the pictures of {table.name}")
    if turned:
        told.note(f"{len(turned):,} of the {len(paths):,} pictures of {table.name} {_TURNED}")
    return shapes.fit(found, declared)


def pixels(picture: Image.Image, bound: Images, name: str) -> NDArray[np.uint8]:
    """The picture `name` as bytes (height, width, channels), in the size and the channels of `bound`."""
    if picture.mode not in _READ_AS:
        raise InputError(
            f"The picture {name} is of mode {picture.mode}, with other than 8 bits a channel.",
            "Save it with 8 bits a channel, or bind arrays of numbers from an NPZ file.",
        )
    mode = _MODES[bound.channels]
    made = _in_size(picture if picture.mode == mode else picture.convert(mode), bound)
    values = np.asarray(made, dtype=np.uint8).reshape(made.height, made.width, bound.channels)
    if bound.colours == "BGR" and bound.channels >= 3:
        values = np.concatenate([values[:, :, 2::-1], values[:, :, 3:]], axis=2)
    return values


def open_picture(path: Path) -> Image.Image:
    """The picture at `path`, decoded, its file closed. Raises InputError or RefusedError naming the file."""
    try:
        with path.open("rb") as file:
            return _decoded(file, path.name)
    except OSError as error:
        raise InputError(f"The picture {path.name} can't be read: {error.strerror or error}.") from error


def _decoded(file: BinaryIO, name: str) -> Image.Image:
    hint = f"Remove it, or save it again as {', '.join(FORMATS[:2])}."
    try:
        picture = Image.open(file, formats=FORMATS)
        picture.load()
        return picture
    except Image.DecompressionBombError as error:
        sentence = f"The picture {name} unpacks to more than {MOST_PIXELS // 1_000_000} million pixels."
        raise RefusedError(sentence, "It is not opened: a small file that large can bring a machine down.") from error
    except UnidentifiedImageError as error:
        raise InputError(f"The file {name} is no picture in a known format.", hint) from error
    except MemoryError:
        raise
    except Exception as error:  # damaged files fail in every decoder in its own way
        raise InputError(f"The picture {name} is damaged: {str(error)[:100].rstrip('.')}.", hint) from error


def _is_turned(picture: Image.Image) -> bool:
    try:
        return picture.getexif().get(_TURN, 1) in range(2, 9)
    except Exception:  # noqa: BLE001 - damaged notes fail in many ways, and the pixels were read all the same
        return False


def _in_size(picture: Image.Image, bound: Images) -> Image.Image:
    height, width = bound.size
    how = _RESAMPLE[bound.resample]
    if bound.crop:
        short = min(picture.width, picture.height)
        target = bound.short_side or max(bound.size)
        grown = _resized(picture, _long(picture.width, short, target), _long(picture.height, short, target), how)
        left, top = round((grown.width - width) / 2), round((grown.height - height) / 2)
        return grown.crop((left, top, left + width, top + height))
    if bound.pad:
        ratio = min(width / picture.width, height / picture.height)
        kept = min(width, math.ceil(picture.width * ratio)), min(height, math.ceil(picture.height * ratio))
        return _resized(picture, kept[0], kept[1], how)
    return _resized(picture, width, height, how)


def _resized(picture: Image.Image, width: int, height: int, how: Image.Resampling) -> Image.Image:
    return picture if picture.size == (width, height) else picture.resize((width, height), how)


def _long(side: int, short: int, target: int) -> int:
    if side == short:
        return target
    made = target * side // short
    if made > 1 << 16:
        raise InputError("A picture is so long and narrow that its middle can't be cut out.", "Use pad: end instead.")
    return made


def levels_of(bound: Images) -> NDArray[np.float64]:
    """What each pixel from 0 to 255 becomes, by channel: (256, channels)."""
    every = np.arange(256, dtype=np.uint8).reshape(1, 256, 1, 1).repeat(bound.channels, axis=3)
    return np.asarray(shapes.scale(every, bound, "NHWC").reshape(256, bound.channels), dtype=np.float64)


def scaled(values: NDArray[np.uint8], levels: NDArray[np.float64], bound: Images) -> NDArray[np.float64]:
    """One picture (height, width, channels) as (1, ...) in the layout of `bound`, scaled, padded with zeros."""
    height, width = values.shape[:2]
    whole = np.zeros((bound.channels, *bound.size))
    for channel in range(bound.channels):
        whole[channel, :height, :width] = levels[:, channel][values[:, :, channel]]
    return (whole if bound.layout == "NCHW" else whole.transpose(1, 2, 0))[None]


def range_of(bound: Images) -> tuple[float, float]:
    """The lowest and the highest value that a pixel can have after scaling, over all channels."""
    levels = levels_of(bound)
    return float(levels.min()), float(levels.max())
