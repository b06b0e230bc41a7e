"""Reads arrays out of an NPZ file, never unpickling anything."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError, RefusedError
from core.plan.nodes import nearest

PARTS = ("test", "train")
_SAVE_AGAIN = "Save the arrays again with numpy.savez."


class NpzArrays:
    """The arrays of one part (test or train) of an NPZ file; the first axis of each is the row.

    One file may hold both parts: `X` then stands for `X_test` or `test_X` in the test part, and so for train; `X_test`
    stands for `X_train` in the train part.
    """

    def __init__(self, path: Path, part: str) -> None:
        self.name, self._part = path.name, part
        try:
            with path.open("rb") as file:
                if file.read(4) != b"PK\x03\x04":
                    raise InputError(f"{path.name} is no NPZ file.", _SAVE_AGAIN)
            self._file = np.load(path, allow_pickle=False)
        except OSError as error:
            raise InputError(f"The arrays {path.name} can't be read: {error.strerror or error}.") from error
        except (zipfile.BadZipFile, ValueError) as error:
            raise InputError(f"{path.name} is a damaged NPZ file.", _SAVE_AGAIN) from error
        # What else a ZIP file may hold, a note for instance, is no array.
        self._names = tuple(name for name in self._file.files if f"{name}.npy" in self._file.zip.namelist())
        if not self._names:
            raise InputError(f"{path.name} holds no arrays.", _SAVE_AGAIN)
        self._read: dict[str, NDArray[Any]] = {}
        self._drawn: NDArray[np.int64] | None = None
        self._rows_of_file = 0

    def names(self) -> tuple[str, ...]:
        """All arrays of the file."""
        return self._names

    def where(self, row: int) -> str:
        """How a person finds row `row` (from 0): "row 7", counted from 1."""
        return f"row {self.row_of_file(row) + 1:,}"

    def row_of_file(self, row: int) -> int:
        """Which row of the file row `row` is, both from 0."""
        return row if self._drawn is None else int(self._drawn[row])

    def draw(self, rows: NDArray[np.int64], of: int) -> None:
        """From now on, give these rows of arrays that have `of` rows, which all must."""
        self._read.clear()
        self._drawn, self._rows_of_file = rows, of

    def real_name(self, name: str) -> str:
        """The array that `name` stands for in this part. Raises InputError when there is none."""
        other = next(part for part in PARTS if part != self._part)
        tries = [f"{name}_{self._part}", f"{self._part}_{name}"]
        if name.endswith(f"_{other}"):
            tries.insert(0, name.removesuffix(other) + self._part)
        elif name.startswith(f"{other}_"):
            tries.insert(0, self._part + name.removeprefix(other))
        else:
            tries.insert(0, name)
        for found in [*tries, name]:
            if found in self._names:
                return found
        raise InputError(f'The file {self.name} has no array "{name}".', nearest(name, self.names()))

    def row_shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of one row by array, read from the arrays' heads alone. Raises InputError for what is no array."""
        return {name: self._row_shape(name) for name in self.names()}

    def _row_shape(self, name: str) -> tuple[int, ...]:
        try:
            with self._file.zip.open(f"{name}.npy") as head:
                version = np.lib.format.read_magic(head)
                read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
                return tuple(read(head)[0][1:])
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise InputError(f'"{name}" in {self.name} is no array, or a damaged one.', _SAVE_AGAIN) from error

    def array(self, name: str) -> NDArray[Any]:
        """The array that `name` stands for, at least one-dimensional. Raises InputError, RefusedError."""
        found = self.real_name(name)
        if found not in self._read:
            self._read[found] = self._left(found, self.load(found))
        return self._read[found]

    def _left(self, found: str, array: NDArray[Any]) -> NDArray[Any]:
        if self._drawn is None:
            return array
        if len(array) != self._rows_of_file:
            raise InputError(
                f'The arrays of {self.name} have different numbers of rows: "{found}" has {len(array):,}, '
                f"another {self._rows_of_file:,}."
            )
        return np.asarray(array[self._drawn])

    def load(self, found: str) -> NDArray[Any]:
        """The array of exactly that name. Raises InputError, RefusedError."""
        try:
            array = self._file[found]
        except ValueError as error:
            if "pickle" in str(error).lower():
                raise RefusedError(
                    f'The array "{found}" of {self.name} is a Python pickle, which is never loaded.',
                    "Save it as numbers or as fixed-width text.",
                ) from error
            raise InputError(f'The array "{found}" of {self.name} is damaged: {error}.') from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError) as error:
            raise InputError(f'The array "{found}" of {self.name} is damaged: {error}.') from error
        if not isinstance(array, np.ndarray):  # numpy hands over as bytes what does not start as an array does
            raise InputError(f'The array "{found}" of {self.name} is damaged: it does not start as an array does.')
        if array.ndim == 0 or len(array) == 0:
            raise InputError(f'The array "{found}" of {self.name} holds no rows.')
        return np.asarray(array)

    def texts(self, name: str) -> list[str]:
        """A one-dimensional array as text, for labels and groups: 1.0 is "1", True is "true"."""
        array = self.array(name)
        if array.ndim == 2 and array.shape[1] == 1:
            array = array[:, 0]
        if array.ndim != 1:
            shape = " x ".join(str(size) for size in array.shape)
            raise InputError(
                f'The array "{name}" of {self.name} must have one value a row, and it is {shape}.',
                "For labels in columns of 0 and 1, save the number of the class instead.",
            )
        if array.dtype.kind == "f":
            return ["" if np.isnan(value) else f"{value:.17g}" for value in array.tolist()]
        return [str(value).lower() if isinstance(value, bool) else _text(value) for value in array.tolist()]


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
