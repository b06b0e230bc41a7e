"""Small pictures of the rows that a preview shows, as PNG in base64, few and small enough for one message."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import TouchstoneError
from core.plan import Array, Images, Input
from core.worker.file_folder import paths_of
from core.worker.source import Source
from core.worker.table import Table

if TYPE_CHECKING:  # a name for types alone
    from core.probe import Batch

SIDE = 96  # pixels at most, either way
MOST_PICTURES = 60
MOST_CHARACTERS = 3_000_000
_CHANNELS = (1, 3, 4)


def thumbnails(bound: Mapping[str, Input], inputs: Batch, source: Source, rows: Sequence[int]) -> dict[int, str]:
    """PNG files in base64 by row, for those of `rows` that are pictures: files, or arrays with a channel axis.

    Pixels of an array are spread from its lowest to its highest value. A picture that can't be read is left out.
    """
    for name, one in bound.items():
        if isinstance(one, Images) and isinstance(source, Table):
            return _of_files(one, source, rows[:MOST_PICTURES])
        if isinstance(one, Array) and name in inputs:
            found = _as_pictures(inputs[name], rows[:MOST_PICTURES])
            if found is not None:
                return _bounded({row: _png(picture) for row, picture in zip(rows, found, strict=False)})
    return {}


def _of_files(bound: Images, table: Table, rows: Sequence[int]) -> dict[int, str]:
    from core.worker.pictures import open_picture

    files = paths_of(table, bound.file)
    found = {}
    for row in rows:
        try:
            with open_picture(files[row]) as picture:
                picture.thumbnail((SIDE, SIDE))
                found[row] = _png(picture)
        except TouchstoneError:  # the binding has named it already
            continue
    return _bounded(found)


def _as_pictures(values: NDArray[Any], rows: Sequence[int]) -> NDArray[np.uint8] | None:
    """The rows as bytes (n, height, width, channels), or None when they are no pictures."""
    if values.ndim != 4 or values.dtype.kind not in "fiu":
        return None
    chosen = values[list(rows)].astype(np.float64)
    if chosen.shape[1] in _CHANNELS:
        chosen = np.moveaxis(chosen, 1, 3)
    if chosen.shape[3] not in _CHANNELS or max(chosen.shape[1:3]) > 1 << 12:
        return None
    low, high = float(chosen.min()), float(chosen.max())
    return np.asarray(np.rint((chosen - low) * (255.0 / (high - low or 1.0))), dtype=np.uint8)


def _png(picture: Any) -> str:
    from PIL import Image

    if isinstance(picture, np.ndarray):
        picture = Image.fromarray(picture.squeeze(2) if picture.shape[2] == 1 else picture)
        picture.thumbnail((SIDE, SIDE))
    target = io.BytesIO()
    kept = picture.mode in {"L", "RGB", "RGBA"}
    (picture if kept else picture.convert("RGB")).save(target, "PNG")
    return base64.b64encode(target.getvalue()).decode("ascii")


def _bounded(found: dict[int, str]) -> dict[int, str]:
    """The first pictures that fit into one message together."""
    kept, size = {}, 0
    for row, picture in found.items():
        size += len(picture)
        if size > MOST_CHARACTERS:
            break
        kept[row] = picture
    return kept
