"""The passes over a deployment (section 3(g)). A pass that went on with another pack has a record for each pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.evaluation.records import Evaluation


@dataclass(frozen=True, kw_only=True)
class Pass:
    """One pass with its records, oldest first: one for each pack that it was made with."""

    records: tuple[Evaluation, ...]

    @property
    def evaluation(self) -> Evaluation:
        """The pass as it is now: its newest record, begun when and by whom its first one was."""
        first, newest = self.records[0], self.records[-1]
        return replace(newest, opened_at=first.opened_at, opened_by=first.opened_by)

    @property
    def left_behind(self) -> frozenset[str]:
        """The records before the newest. Answers that still belong to one of them were not taken over."""
        return frozenset(one.id for one in self.records[:-1])


def passes(evaluations: Sequence[Evaluation]) -> tuple[Pass, ...]:
    """The passes that these records, oldest first, are of."""
    found: list[list[Evaluation]] = []
    for one in evaluations:
        before = next((records for records in found if one.goes_on and records[-1].id == one.goes_on), None)
        if before is None:
            found.append([one])
        else:
            before.append(one)
    return tuple(Pass(records=tuple(records)) for records in found)


def pass_before(evaluations: Sequence[Evaluation]) -> Evaluation | None:
    """The pass before the newest one; None where there is no earlier one."""
    found = passes(evaluations)
    return found[-2].evaluation if len(found) > 1 else None
