"""A draft of the model's bill of materials, from what its file tells; a worker reads the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from core.plan import Plan
from desktop.job_watch import JobWatch
from desktop.viewmodels.probes.states import Note

ENDING = ".cdx.json"


class BomStep(QObject):
    """`written` brings the path of the draft and what to say of it, `failed` a sentence and a hint."""

    written = Signal(str, object)
    failed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch: JobWatch | None = None

    def draft(self, plan: Plan, path: str) -> None:
        """Write a draft for the plan's model to `path`, a file that is not there yet; its data is named with it."""
        from core.runs import draft_bom

        if plan.model is None or (self._watch is not None and self._watch.running):
            return
        target = Path(path) if Path(path).suffix else Path(f"{path}{ENDING}")
        told = plan.data
        train, test = (_file(plan, name) for name in ((told.train, told.test) if told else (None, None)))
        self._watch = JobWatch(draft_bom(plan.path(plan.model), train=train, test=test), self)
        self._watch.finished.connect(lambda found: self._on_drafted(target, found))
        self._watch.failed.connect(lambda reason, hint, _detail: self.failed.emit(reason, hint))

    def _on_drafted(self, target: Path, found: dict[str, Any]) -> None:
        from core.paths import write_new

        try:
            write_new(target, found["document"].encode())
        except TouchstoneError as error:
            self.failed.emit(error.message, error.hint)
            return
        left = found["left_to_say"]
        hint = f"Left for people to say: {'; '.join(left)}." if left else "No field that is asked for is left open."
        text = f"A draft is saved as {target.name}, and chosen here."
        self.written.emit(str(target), Note(kind="success", text=text, hint=hint))


def _file(plan: Plan, name: str | None) -> Path | None:
    """A file of data, which can be named with its digests; a folder can't."""
    place = plan.path(name) if name else None
    return place if place is not None and place.is_file() else None
