"""Read a table of answers in the worker process: a file from elsewhere is opened nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.probe import Report
from core.worker.csv_table import read_csv
from core.worker.xlsx_table import cell_text, xlsx_rows

MOST_BYTES = 20 << 20
MOST_ROWS = 10_000
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
    return {"rows": list(_named(xlsx_rows(path, most_rows=MOST_ROWS, hint=_AGAIN), wanted, path.name))}


def _csv_rows(path: Path, wanted: Sequence[str]) -> list[dict[str, Any]]:
    table = read_csv(path, wanted, MOST_ROWS)
    columns = [[as_typed(cell) for cell in table.columns[name]] for name in wanted]
    return [
        {"line": table.lines[at], **dict(zip(wanted, cells, strict=True))}
        for at, cells in enumerate(zip(*columns, strict=True))
    ]


def as_typed(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t"} else cell


def _named(rows: Iterator[tuple[Any, ...]], wanted: Sequence[str], name: str) -> Iterator[dict[str, Any]]:
    head = [str(cell or "").strip().lower() for cell in next(rows, ())]
    for column in wanted:
        if column not in head:
            raise InputError(f'{name} has no column "{column}" in its first row.', _AGAIN)
    places = [(column, head.index(column)) for column in wanted]
    for line, cells in enumerate(rows, 2):
        texts = {column: cell_text(cells[at]) if at < len(cells) else "" for column, at in places}
        if any(texts.values()):
            yield {"line": line, **texts}
