"""JPEG compression of pictures that are arrays: written at a quality and read back, in memory."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def compressed(pictures: Floats, quality: int, axes: tuple[int, int]) -> Floats:
    """The pictures (n, ...), values 0 to 1, after JPEG of `quality` (1 to 95); `axes` of a row are height and width.

    Three channels are compressed together, as colours are; any other number one at a time, as greys. Pixels are rounded
    to 8 bits. NaN, which no picture file holds, becomes 0.
    """
    channels = next((axis for axis in range(pictures.ndim - 1) if axis not in axes), None)
    planes = pictures[..., None] if channels is None else np.moveaxis(pictures, channels + 1, -1)
    pixels = np.round(np.nan_to_num(planes) * 255).astype(np.uint8)
    made = np.stack([_written(one, quality) for one in pixels]).astype(np.float64) / 255
    return made[..., 0] if channels is None else np.moveaxis(made, -1, channels + 1)


def _written(pixels: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """One picture (height, width, channels) through JPEG and back."""
    if pixels.shape[-1] == 3:
        return _through_jpeg(pixels, "RGB", quality)
    greys = [_through_jpeg(np.ascontiguousarray(pixels[..., one]), "L", quality) for one in range(pixels.shape[-1])]
    return np.stack(greys, axis=-1)


def _through_jpeg(pixels: NDArray[np.uint8], mode: str, quality: int) -> NDArray[np.uint8]:
    from PIL import Image  # loaded for pictures alone

    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(file, format="JPEG", quality=quality)
    with Image.open(file, formats=["JPEG"]) as picture:
        return np.asarray(picture.convert(mode))
