"""Step 3 of the Probes page: which probes run, with which settings, thresholds and seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from core.plan import Plan
from core.probe import Probe
from desktop.background import behind
from desktop.viewmodels.probes import choice
from desktop.viewmodels.probes.states import ChoiceState, LimitRow, Note

Pairs = tuple[tuple[Probe, str | None], ...]


class ChoiceStep(QObject):
    """Changes the plan through `put`; which probes apply is asked in a thread, since the probes bring numpy."""

    changed = Signal()

    def __init__(self, plan: Callable[[], Plan], put: Callable[[Plan], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan, self._put = plan, put
        self._pairs: Pairs = ()
        self._note: Note | None = None

    @property
    def state(self) -> ChoiceState:
        plan = self._plan()
        return ChoiceState(rows=choice.probe_rows(self._pairs, plan), seed=plan.seed, note=self._note)

    def look_again(self, summary: Mapping[str, Any]) -> None:
        """Ask which probes apply to the plan, `summary` being what was seen of model and data."""
        plan = self._plan()
        behind(lambda: _applicable(plan, summary), done=self._on_pairs, failed=self._on_failed)

    def tick(self, probe: str, *, on: bool) -> None:
        """Take a probe in or out."""
        self._change(choice.ticked(self._plan(), self.state.rows, probe, on=on))

    def tick_all(self, *, on: bool) -> None:
        """Take every probe in that applies, or every one out."""
        names = tuple(row.id for row in self.state.rows if on and not row.why_not)
        self._change(replace(self._plan(), probes=names))

    def set(self, probe: str, setting: str, value: Any) -> None:
        """Change one setting of a probe."""
        declared = next(one for one, _ in self._pairs if one.id == probe)
        default = next(one.default for one in declared.settings if one.name == setting)
        self._change(choice.with_setting(self._plan(), probe, setting, value, default))

    def set_limit(self, probe: str, limit: LimitRow) -> None:
        """Set a threshold on a metric of a probe."""
        self._change(choice.with_limit(self._plan(), probe, limit))

    def remove_limit(self, probe: str, metric: str, bound: str) -> None:
        self._change(choice.without_limit(self._plan(), probe, metric, bound))

    def set_seed(self, seed: int) -> None:
        if seed != self._plan().seed:
            self._change(replace(self._plan(), seed=seed))

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The ticked probes as (id, title), in the order in which they run."""
        return tuple((row.id, row.title) for row in self.state.rows if row.ticked)

    def _on_pairs(self, pairs: Pairs) -> None:
        self._pairs, self._note = pairs, None
        self.changed.emit()

    def _on_failed(self, error: TouchstoneError) -> None:
        self._note = Note(kind="error", text=error.message, hint=error.hint)
        self.changed.emit()

    def _change(self, plan: Plan) -> None:
        self._put(plan)
        self.changed.emit()


def _applicable(plan: Plan, summary: Mapping[str, Any]) -> Pairs:
    from core.runs import applicable

    return tuple(applicable(plan, summary))
