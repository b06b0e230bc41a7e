"""Read a table of answers in the worker process: a file from elsewhere is opened nowhere else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.probe import Report
from core.worker.csv_table import read_csv

MOST_BYTES = 20 << 20
MOST_UNPACKED_BYTES = 200 << 20
MOST_ROWS = 10_000
MOST_COLUMNS = 200
_AGAIN = "Export the checklist again, and fill in that file."


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The columns `task["columns"]` of the table at `task["path"]`: {rows: [{line, column: text}]}.

    Formulas are not computed: a workbook gives the values that it was saved with. Raises InputError naming the file and
    what is wrong with it.
    """
    report.progress(0, 0, "Reading the table")
    path, wanted = Path(task["path"]), list(task["columns"])
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path.name} is larger than {MOST_BYTES >> 20} MB, and no checklist.", _AGAIN)
    if path.suffix.lower() == ".csv":
        return {"rows": _csv_rows(path, wanted)}
    return {"rows": list(_named(_xlsx_rows(path), wanted, path.name))}


def _csv_rows(path: Path, wanted: Sequence[str]) -> list[dict[str, Any]]:
    table = read_csv(path, wanted, MOST_ROWS)
    columns = [[_as_typed(cell) for cell in table.columns[name]] for name in wanted]
    return [
        {"line": table.lines[at], **dict(zip(wanted, cells, strict=True))}
        for at, cells in enumerate(zip(*columns, strict=True))
    ]


def _as_typed(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t"} else cell


def _xlsx_rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet. Every part is looked at before a parser of XML meets it."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_bombs(packed, path.name)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            yield from book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        finally:
            book.close()
    except InputError:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        SyntaxError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
    ) as error:
        raise InputError(f"{path.name} is no workbook that can be read.", _AGAIN) from error
    except (AttributeError, OSError, zipfile.LargeZipFile, RuntimeError, EOFError) as error:
        raise InputError(f"{path.name} is damaged.", _AGAIN) from error


def _refuse_bombs(packed: zipfile.ZipFile, name: str) -> None:
    parts = packed.infolist()
    if len(parts) > 1000 or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise InputError(f"{name} unpacks to far more than a checklist.", _AGAIN)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with packed.open(part) as file:
                if b"<!DOCTYPE" in file.read(4096).upper():
                    raise InputError(f"{name} declares a document type, which no spreadsheet does.", _AGAIN)


def _named(rows: Iterator[tuple[Any, ...]], wanted: Sequence[str], name: str) -> Iterator[dict[str, Any]]:
    head = [str(cell or "").strip().lower() for cell in next(rows, ())]
    for column in wanted:
        if column not in head:
            raise InputError(f'{name} has no column "{column}" in its first row.', _AGAIN)
    places = [(column, head.index(column)) for column in wanted]
    for line, cells in enumerate(rows, 2):
        texts = {column: _text(cells[at]) if at < len(cells) else "" for column, at in places}
        if any(texts.values()):
            yield {"line": line, **texts}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
