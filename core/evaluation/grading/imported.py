"""Outputs on their way into a case: the table in a worker, the columns, what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.evaluation.grading.columns import Recorded, recorded
from core.evaluation.grading.rubric import Rubric
from core.jobs import Job, Limits

_LIMITS = Limits(memory_bytes=2 << 30, time_s=120.0)


@dataclass(frozen=True, kw_only=True)
class Import:
    """What a person says of a table of outputs: which column is what, who grades, by which rubric, in which order."""

    title: str
    origin: str
    marking: str
    include: bool
    rubric: Rubric
    seed: int
    graders: tuple[str, ...]
    columns: Mapping[str, str]
    file_name: str
    file_sha256: str


def table_job(path: Path) -> Job:
    """The job that reads a table of outputs; its result goes to `outputs_in`. Raises InputError for no file."""
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    return Job("core.worker.output_table.work", {"path": str(path.resolve())}, limits=_LIMITS)


def files_job(path: Path) -> Job:
    """The job that looks for origin data in a file, or in the files of a folder."""
    if not path.exists():
        raise InputError(f"There is no file or folder {path}.")
    return Job("core.worker.provenance.work", {"path": str(path.resolve())}, limits=_LIMITS)


def outputs_in(table: Mapping[str, Any], columns: Mapping[str, str]) -> tuple[Recorded, ...]:
    """The outputs in what `table_job` gave. Raises InputError naming the column or line that is wrong."""
    return recorded(
        table["header"], table["rows"], table["lines"], {part: name for part, name in columns.items() if name}
    )
