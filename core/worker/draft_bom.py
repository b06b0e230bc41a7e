"""The job that drafts a model's bill of materials: it opens the model file, so it runs in a worker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import clock
from core.errors import InputError
from core.exchange.cyclonedx import schemas
from core.exchange.cyclonedx.draft import DataFile, draft, left_to_say
from core.exchange.cyclonedx.energy import with_environment
from core.probe import Report
from core.worker.bom_file import digests_of
from core.worker.inspection import inspect


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """{document: JSON text, left_to_say: [text]} for the model `task["model"]`.

    `task["training"]` and `task["test"]` name data files, or are null; `task["spec"]` is the version of CycloneDX,
    `task["energy"]` what a case tells of energy, with its marking. Raises InputError for what can't be read.
    """
    path = Path(task["model"])
    report.progress(0, 1, "Reading the model file")
    inspection = inspect(path)
    digests = {str(one["name"]): digests_of(path.parent / str(one["name"])) for one in inspection["files"]}
    data = [_data_file(Path(task[role]), role) for role in ("training", "test") if task.get(role)]
    spec, energy = task.get("spec", "1.6"), task.get("energy")
    document = draft(inspection, digests, data, now=clock.stamp(), spec=spec)
    if energy:
        document = with_environment(document, energy["told"], marking=energy["marking"])
    broken = schemas.faults(document, spec, most=1)
    assert not broken, f"the draft breaks the schema {broken[0]}"
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return {"document": text, "left_to_say": left_to_say(document)}


def _data_file(path: Path, role: str) -> DataFile:
    try:
        return DataFile(name=path.name, role=role, digests=digests_of(path))
    except OSError as error:
        raise InputError(f"{path.name} can't be read: {error.strerror or error}.", "Name a file of data.") from error
