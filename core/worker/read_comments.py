"""Open a reviewer's comments in the worker process: the file came from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.jobs import Reporter
from core.verify.comments import LARGEST_BYTES, as_dict, comments_from_json


def work(task: Mapping[str, Any], report: Reporter) -> dict[str, Any]:
    """The fields of `Comments` in the file at `task["path"]`. Raises InputError."""
    path = Path(task["path"])
    report.progress(0, 1, f"Reading {path.name}")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path.name} can't be read: {error.strerror}.", "Check the name of the file.") from error
    return dict(as_dict(comments_from_json(data)))
