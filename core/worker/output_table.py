"""Read a table of recorded outputs (CSV, XLSX, JSON Lines) in the worker process: opened nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.hashing import sha256
from core.probe import Report
from core.worker.answer_table import as_typed
from core.worker.csv_table import read_csv
from core.worker.xlsx_table import cell_text, xlsx_rows

MOST_BYTES = 50 << 20
MOST_ROWS = 5_000
MOST_LINES = 100_000  # of a sheet, the empty ones too
MOST_TEXT_BYTES = 6 << 20  # of all cells, as they come back
SUFFIXES = (".csv", ".xlsx", ".jsonl", ".ndjson")
_HINT = "Give a CSV, an XLSX or a JSON Lines file: a column for the output, and others for prompt, system and id."

Read = tuple[Sequence[str], Sequence[Sequence[str]], Sequence[int]]  # header, rows, the line of each


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The whole table at `task["path"]` as texts: {header, rows, lines, sha256}.

    `lines` names where each row ends in the file. Raises InputError naming the file, line or column that is wrong.
    """
    path = Path(task["path"])
    report.progress(0, 0, f"Reading {path.name}")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path.name} is none of {', '.join(SUFFIXES)}.", _HINT)
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path.name} is larger than {MOST_BYTES >> 20} MB.", "Grade a sample, or split the file.")
    header, rows, lines = _read(path)
    if not rows:
        raise InputError(f"{path.name} has no rows.", _HINT)
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"{path.name} has more than {MOST_ROWS:,} rows.", "Draw a sample at random, and say how in the origin."
        )
    made = {"header": list(header), "rows": [list(row) for row in rows], "lines": list(lines)}
    if len(json.dumps(made)) > MOST_TEXT_BYTES:
        raise InputError(f"{path.name} holds more than {MOST_TEXT_BYTES >> 20} MB of text.", "Split the file.")
    return {**made, "sha256": sha256(path.read_bytes())}


def _read(path: Path) -> Read:
    match path.suffix.lower():
        case ".csv":
            table = read_csv(path, None, MOST_ROWS + 1)
            columns = [[as_typed(cell) for cell in table.columns[name]] for name in table.header]
            return table.header, list(zip(*columns, strict=True)), list(table.lines)
        case ".xlsx":
            return _xlsx(path)
        case _:
            return _json_lines(path)


def _xlsx(path: Path) -> Read:
    found = xlsx_rows(path, most_rows=MOST_LINES, hint=_HINT)
    header = [cell_text(cell).strip() for cell in next(found, ())]
    while header and not header[-1]:
        header.pop()
    if not header or not all(header):
        raise InputError(f"{path.name} has no names of columns in its first row.", _HINT)
    twice = next((name for name in header if header.count(name) > 1), "")
    if twice:
        raise InputError(f'{path.name} has two columns called "{twice}".', "Rename one of them.")
    rows, lines = [], []
    for line, cells in enumerate(found, 2):
        texts = [cell_text(cell) for cell in cells[: len(header)]]
        if any(texts):
            rows.append([*texts, *[""] * (len(header) - len(texts))])
            lines.append(line)
        if len(rows) > MOST_ROWS:
            break
        if line > MOST_LINES:
            raise InputError(f"{path.name} goes on after line {MOST_LINES:,}.", "Take the empty rows out.")
    return header, rows, lines


def _json_lines(path: Path) -> Read:
    """One JSON object a line; its fields are the columns. What is no text is written as JSON writes it."""
    held: list[Mapping[str, Any]] = []
    lines: list[int] = []
    try:
        with path.open(encoding="utf-8-sig") as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    held.append(_object(text, line, path.name))
                    lines.append(line)
                if len(held) > MOST_ROWS:
                    break
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text.", "Save it again as UTF-8.") from error
    header = list(dict.fromkeys(name for one in held for name in one))
    return header, [[_written(one.get(name)) for name in header] for one in held], lines


def _object(text: str, line: int, name: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise InputError(f"Line {line:,} of {name} is no JSON: {error}.", "Each line has to be one object.") from error
    if not isinstance(value, dict):
        raise InputError(f"Line {line:,} of {name} is no JSON object.", 'Each line looks like {"output": "..."}.')
    return value


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of an object. Raises ValueError for one that is there twice: nobody knows which was meant."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a field is there twice")
    return made


def _written(value: Any) -> str:
    if value is None or isinstance(value, str | bool):
        return cell_text(value)
    return json.dumps(value, ensure_ascii=False)
