"""Room for inputs, which are held in memory: what would not fit is refused before anything is read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError

LARGEST_BYTES = 3 << 30  # test, training data and what probes make of them share the 12 GiB of a worker


def new_array(rows: int, shape: Sequence[int], kind: str, what: str) -> NDArray[Any]:
    """An empty array (rows, *shape) of the element type `kind`. Raises InputError when it would be too large."""
    size = math.prod(shape) * np.dtype(kind).itemsize
    if rows * size > LARGEST_BYTES:
        needed, most = rows * size / 2**30, LARGEST_BYTES // size
        raise InputError(
            f"{what} need {needed:.1f} GiB of memory, and {LARGEST_BYTES / 2**30:g} GiB is the most.",
            f"{most:,} rows of this size fit: have so many drawn with data: {{rows: {most}}}.",
        )
    return np.empty((rows, *shape), dtype=kind)
