"""The rows of the first sheet of a workbook, as texts: a file from elsewhere, opened in the worker process alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import InputError

MOST_UNPACKED_BYTES = 200 << 20
MOST_COLUMNS = 200


def xlsx_rows(path: Path, *, most_rows: int, hint: str) -> Iterator[tuple[Any, ...]]:
    """The first `most_rows` rows after the first one, with it. Every part is looked at before a parser of XML meets it.

    Formulas are not computed: a workbook gives the values that it was saved with. Raises InputError with `hint`.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_bombs(packed, path.name, hint)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            yield from book.worksheets[0].iter_rows(max_row=most_rows + 1, max_col=MOST_COLUMNS, values_only=True)
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
        raise InputError(f"{path.name} is no workbook that can be read.", hint) from error
    except (AttributeError, OSError, zipfile.LargeZipFile, RuntimeError, EOFError) as error:
        raise InputError(f"{path.name} is damaged.", hint) from error


def _refuse_bombs(packed: zipfile.ZipFile, name: str, hint: str) -> None:
    parts = packed.infolist()
    if len(parts) > 1000 or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise InputError(f"{name} unpacks to far more than a table of texts.", hint)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with packed.open(part) as file:
                if b"<!DOCTYPE" in file.read(4096).upper():
                    raise InputError(f"{name} declares a document type, which no spreadsheet does.", hint)


def cell_text(value: Any) -> str:
    """A cell as a person typed it: nothing as "", true and false as yes and no."""
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
