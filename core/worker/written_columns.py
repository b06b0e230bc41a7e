"""All columns of a table as written, for probes that compare whole records and not what the model sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.plan import Bytes, Columns, Images, Input
from core.worker.reading import Told
from core.worker.source import Source, kind_of
from core.worker.table import Table

# Every cell becomes a text in memory: some ten times its size in the file, and more where the file packs its columns.
LARGEST_BYTES = {"csv": 200 << 20, "parquet": 50 << 20}


def can_be_compared(path: Path, part: str, bound: Mapping[str, Input], told: Told) -> bool:
    """Whether the records of `path` are rows of a table that are read whole.

    Not so for arrays, for rows that only name files (their content is elsewhere), and for tables beyond the largest
    size, of which a note says so.
    """
    most = LARGEST_BYTES.get(kind_of(path, part))
    if most is None or any(isinstance(one, Images | Bytes) for one in bound.values()):
        return False
    if path.stat().st_size <= most:
        return True
    told.note(f"{path.name} has more than {most >> 20} MiB: of its records only the columns in use were compared.")
    return False


def columns_of(source: Source) -> dict[str, NDArray[Any]]:
    """By name, the texts (n,) of the columns of a table that was read whole, without blanks at their ends."""
    assert isinstance(source, Table), "only tables are read whole"
    texts = {name: [cell.strip() for cell in source.texts(name)] for name in source.names()}
    return {name: np.array(cells, dtype=object) for name, cells in texts.items()}


def names_of(bound: Mapping[str, Input]) -> dict[str, tuple[str, ...]]:
    """The columns, in order, of every input that is made of several."""
    return {name: one.columns for name, one in bound.items() if isinstance(one, Columns)}
