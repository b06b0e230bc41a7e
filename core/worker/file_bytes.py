"""The first and the last bytes of files as numbers, for models that read any kind of file.

The order is that of Magika (Google, Apache-2.0; magika.py): the first bytes, with `pad` behind them; then the last
bytes, with `pad` before them; blank space is left out at the very start and the very end, within one block.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Bytes
from core.worker import shapes
from core.worker.file_folder import paths_of
from core.worker.reading import Told
from core.worker.room import new_array
from core.worker.table import Table
from core.worker.values import cast


def read_files(bound: Bytes, declared: Mapping[str, Any], table: Table, told: Told) -> NDArray[Any]:
    """The bytes of all rows' files (n, first + last), 0..255 or `pad`, in the type of the model input `declared`.

    Raises InputError naming the file that can't be read.
    """
    if declared["type"] == "string":
        raise InputError(f'The model input "{declared["name"]}" takes text, and it is bound to bytes.')
    paths = paths_of(table, bound.file)
    length = bound.first + bound.last
    shapes.fit(np.empty((1, length), dtype=np.uint8), declared)
    found = new_array(len(paths), (length,), "int32", f"The bytes of {table.name}")
    for row, path in enumerate(paths):
        found[row] = bytes_of(path, bound)
        told.progress(row + 1, len(paths), f"Reading the files of {table.name}")
    return shapes.fit(cast(found, declared["type"], table, bound.file), declared)


def bytes_of(path: Path, bound: Bytes) -> NDArray[np.int32]:
    """The numbers of one file (first + last,). At most two blocks of it are read."""
    try:
        with path.open("rb") as file:
            start = file.read(bound.block)
            size = file.seek(0, 2)
            file.seek(max(0, size - bound.block))
            end = file.read(bound.block)
    except OSError as error:
        raise InputError(f"The file {path.name} can't be read: {error.strerror or error}.") from error
    if bound.strip:
        start, end = start.lstrip(), end.rstrip()
    found = np.full(bound.first + bound.last, bound.pad, dtype=np.int32)
    start, end = start[: bound.first], end[-bound.last :] if bound.last else b""
    found[: len(start)] = np.frombuffer(start, dtype=np.uint8)
    found[len(found) - len(end) :] = np.frombuffer(end, dtype=np.uint8)
    return found
