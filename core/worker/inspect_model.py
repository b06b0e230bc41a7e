"""The job that inspects a model file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.probe import Report


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The inspection (see core/worker/inspection.py) of the model file at `task["path"]`."""
    from core.worker.inspection import inspect

    report.progress(0, 1, "Reading the model file")
    found = inspect(Path(task["path"]))
    report.progress(1, 1, "Read")
    return found
