"""What is said when something of the case has changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed. Kinds: case, person, deployment, evaluation, answers, drafts, approvals, evidence, links,
    readings, findings, packets, record (of the deployment), grading (of outputs), agency (file). `case` (opened,
    closed, locked) means everything. `subject` is an item or evidence id.
    """

    kinds: frozenset[str]
    subject: str = ""

    def touches(self, *kinds: str) -> bool:
        """Whether any of `kinds`, or the whole case, changed."""
        return "case" in self.kinds or bool(self.kinds & set(kinds))
