"""Opens what a plan names as test or train, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from core.errors import InputError
from core.worker.csv_table import read_csv
from core.worker.file_folder import read_folder
from core.worker.npz_arrays import NpzArrays
from core.worker.table import Table, index_of_column

Source = Table | NpzArrays
Kind = Literal["csv", "parquet", "folder", "npz"]
_USE = "Use a CSV or Parquet table, a folder of files, or an NPZ file of arrays."


def open_source(
    path: Path, part: str, wanted: Sequence[str], *, whole: bool = False, most_rows: int | None = None, seed: int = 0
) -> Source:
    """The data at `path` with the `wanted` columns or arrays, of a `whole` table all; `part` is test or train.

    Where it has more than `most_rows` rows, so many are drawn, each as likely as another, and stay in order. Raises
    InputError in one sentence for what can't be read, naming what to use instead.
    """
    if kind_of(path, part) == "npz":
        arrays = NpzArrays(path, part)
        if most_rows is not None and wanted:
            n = len(arrays.array(wanted[0]))
            if n > most_rows:
                arrays.draw(np.array(_drawn(n, most_rows, part, seed), dtype=np.int64), n)
        return arrays
    table = read_table(path, part, None if whole else wanted)
    for name in wanted if whole else ():
        index_of_column(table.header, name, table.name)
    if most_rows is None or table.n <= most_rows:
        return table
    return table.draw(_drawn(table.n, most_rows, part, seed))


def _drawn(n: int, wanted: int, part: str, seed: int) -> list[int]:
    generator = np.random.default_rng([seed, len(part)])  # test and train apart, also where they are one file
    return [int(row) for row in np.sort(generator.choice(n, wanted, replace=False))]


def read_table(path: Path, part: str, wanted: Sequence[str] | None = None, most_rows: int | None = None) -> Table:
    """The `wanted` columns (None: all) of the first `most_rows` rows (None: all) of a table or folder."""
    match kind_of(path, part):
        case "parquet":
            from core.worker.parquet_table import read_parquet

            return read_parquet(path, wanted, most_rows)
        case "folder":
            return read_folder(path, wanted, most_rows)
        case _:
            return read_csv(path, wanted, most_rows)


def offered(path: Path, part: str) -> tuple[tuple[str, ...], Mapping[str, tuple[int, ...]]]:
    """The names of columns or arrays, and the shape of a row by array (empty for tables)."""
    if kind_of(path, part) == "npz":
        arrays = NpzArrays(path, part)
        return arrays.names(), arrays.row_shapes()
    return read_table(path, part, most_rows=1).names(), {}


def kind_of(path: Path, part: str) -> Kind:
    """The kind of data: csv, parquet, folder or npz. Raises InputError for anything else, and when nothing is there."""
    if path.is_dir():
        return "folder"
    if not path.is_file():
        raise InputError(f"There is no {part} data at {path.name}.", f"The plan looks for it at {path}.")
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise InputError(f"The {part} data {path.name} can't be read: {error.strerror or error}.") from error
    suffix = path.suffix.lower()
    if suffix == ".npz":
        return "npz"
    if start.startswith((b"PAR1", b"PARE")) or suffix == ".parquet":
        return "parquet"
    if start.startswith(b"\x93NUMPY"):
        raise InputError(f"{path.name} is a single array.", "Save inputs and labels together with numpy.savez.")
    if start.startswith((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")) or suffix in {".pkl", ".pickle"}:
        raise InputError(f"{path.name} is a Python pickle, which is never loaded.", _USE)
    if start.startswith((b"PK", b"\xd0\xcf", b"\x1f\x8b")) or suffix in {".xlsx", ".xls", ".json"}:
        raise InputError(f"{path.name} is no CSV table and no NPZ file.", _USE)
    return "csv"
