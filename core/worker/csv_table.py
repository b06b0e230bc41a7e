"""Reads the wanted columns of a CSV file as text."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from core.worker.table import Table, index_of_column

LONGEST_CELL = 1 << 20
_SAVE_AGAIN = "Save the table again as CSV UTF-8."


@dataclass(frozen=True, kw_only=True)
class CsvTable(Table):
    """A table read from a CSV file; `lines` holds the line of the file on which each row ends."""

    lines: Sequence[int]

    def where(self, row: int) -> str:
        """How a person finds row `row` (from 0): "row 7 (line 8)"."""
        real = self.row_of_file(row)
        return f"row {real + 1:,} (line {self.lines[real]:,})"


def read_csv(path: Path, wanted: Sequence[str] | None = None, most_rows: int | None = None) -> CsvTable:
    """The `wanted` columns (None: all) of the first `most_rows` rows (None: all) of a CSV file.

    The file is UTF-8 (with or without a mark), separated by commas, with a header. Raises InputError naming the row,
    the line and the column of what is wrong.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = _header(reader, path.name)
            chosen = header if wanted is None else tuple(dict.fromkeys(wanted))
            indices = [index_of_column(header, name, path.name) for name in chosen]
            columns: list[list[str]] = [[] for _ in chosen]
            lines = _read_rows(reader, path.name, len(header), list(zip(indices, columns, strict=True)), most_rows)
    except UnicodeDecodeError as error:
        raise InputError(f"The table {path.name} is not UTF-8 text.", "Save it again as CSV UTF-8.") from error
    except OSError as error:
        raise InputError(f"The table {path.name} can't be read: {error.strerror or error}.") from error
    if not lines:
        raise InputError(f"The table {path.name} has a header and no rows.")
    read = dict(zip(chosen, columns, strict=True))
    return CsvTable(name=path.name, n=len(lines), header=header, columns=read, folder=path.parent, lines=lines)


def _read_rows(
    reader: Iterator[list[str]], name: str, width: int, targets: list[tuple[int, list[str]]], most_rows: int | None
) -> array[int]:
    lines = array("Q")
    try:
        for cells in reader:
            if not cells:  # a blank line
                continue
            line = reader.line_num  # type: ignore[attr-defined]
            if len(cells) != width:
                raise InputError(
                    f"Row {len(lines) + 1:,} (line {line:,}) of {name} has {len(cells)} "
                    f"cell{'s' if len(cells) != 1 else ''}; the header has {width}.",
                    "Look for a comma inside a text that is not in quotes."
                    if len(cells) > width
                    else "Look for a cell that is missing, or a line break inside a text that is not in quotes.",
                )
            lines.append(line)
            for index, column in targets:
                column.append(cells[index])
            if most_rows is not None and len(lines) >= most_rows:
                break
    except csv.Error as error:
        line = reader.line_num  # type: ignore[attr-defined]
        raise InputError(
            f"Line {line:,} of {name} is no CSV: {error}.", "Save the table again as CSV UTF-8."
        ) from error
    return lines


def _header(reader: Iterator[list[str]], name: str) -> tuple[str, ...]:
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
    except csv.Error as error:
        raise InputError(f"{name} is no CSV: {error}.", _SAVE_AGAIN) from error
    if not header or header == ("",):
        raise InputError(f"The table {name} is empty.", "The first line must name the columns.")
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise InputError(f"The table {name} is not separated by commas.", "Save it again as CSV with commas.")
    for number, column in enumerate(header, 1):
        if not column:
            raise InputError(f"Column {number} of {name} has no name.", "Name every column in the first line.")
        if header.index(column) != number - 1:
            raise InputError(f'The table {name} has two columns called "{column}".', "Rename one of them.")
    return header
