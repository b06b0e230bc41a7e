"""Opens what a plan names as test or train, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import InputError
from core.worker.csv_table import CsvTable, read_csv
from core.worker.npz_arrays import NpzArrays

Source = CsvTable | NpzArrays
_USE = "Use a CSV table or an NPZ file of arrays."


def open_source(path: Path, part: str, wanted: Sequence[str]) -> Source:
    """The data file at `path` with the `wanted` columns or arrays; `part` is test or train.

    Raises InputError in one sentence for what can't be read by this version, naming what to use instead.
    """
    kind = kind_of(path, part)
    return NpzArrays(path, part) if kind == "npz" else read_csv(path, wanted)


def kind_of(path: Path, part: str) -> str:
    """The kind of file, csv or npz. Raises InputError for anything else, and when nothing is there."""
    if path.is_dir():
        raise InputError(f"{path.name} is a folder; this version does not read folders of images.", _USE)
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
    if start.startswith(b"PAR1") or suffix == ".parquet":
        raise InputError(f"{path.name} is a Parquet table, which this version does not read.", _USE)
    if start.startswith(b"\x93NUMPY"):
        raise InputError(f"{path.name} is a single array.", "Save inputs and labels together with numpy.savez.")
    if start.startswith((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")) or suffix in {".pkl", ".pickle"}:
        raise InputError(f"{path.name} is a Python pickle, which is never loaded.", _USE)
    if start.startswith((b"PK", b"\xd0\xcf", b"\x1f\x8b")) or suffix in {".xlsx", ".xls", ".json"}:
        raise InputError(f"{path.name} is no CSV table and no NPZ file.", _USE)
    return "csv"
