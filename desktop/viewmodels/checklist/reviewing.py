"""A second reviewer's decision on an answer of not applicable, or on every answer of one decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.evaluation.answers import newest_approvals
from core.evaluation.names import same_person
from core.evaluation.records import Answer
from desktop.session import Session
from desktop.viewmodels.checklist.state import ApprovalNeeded
from desktop.viewmodels.unsaved import Unsaved


class Reviewing:
    """`change` does something with the case and says whether it was done, as `ChecklistModel` does."""

    def __init__(self, session: Session, change: Callable[..., bool]) -> None:
        self._session, self._change = session, change
        self._typed = Unsaved(session, "approval", session)

    def needed(self, answer: Answer) -> ApprovalNeeded:
        """What waits, with what a reviewer has typed about it so far."""
        kept = self._typed.read().get(answer.id, {})
        mine = same_person(answer.by, self._session.person)
        return ApprovalNeeded(
            answer_id=answer.id,
            by=answer.by,
            reason=answer.reason,
            reviewer=kept.get("reviewer", "" if mine else self._session.person),
            remark=kept.get("remark", ""),
            together=len(_waiting(self._session, answer)),
            blocked=self._session.why_not_writable,
        )

    def type(self, answer_id: str, remark: str, reviewer: str) -> None:
        """Keep what a reviewer is typing."""
        self._typed.keep({**self._typed.read(), answer_id: {"remark": remark, "reviewer": reviewer}})

    def decide(self, answer: Answer, *, approved: bool, remark: str, reviewer: str, together: bool) -> bool:
        """Record the decision; `together`: on all that waits of the same decision."""
        said: dict[str, Any] = {"approved": approved, "remark": remark, "by": reviewer.strip()}
        whole = together and bool(answer.decision_id)
        done = self._change(
            lambda store: (
                store.approve_decision(answer.decision_id, **said) if whole else store.approve(answer.id, **said)
            ),
            "approvals",
        )
        if done:
            kept = {key: value for key, value in self._typed.read().items() if key != answer.id}
            self._typed.keep(kept)
        return done


def _waiting(session: Session, answer: Answer) -> tuple[str, ...]:
    """The items whose newest answer is of the same decision and waits for a reviewer."""
    if not answer.decision_id:
        return ()
    decided = newest_approvals(session.approvals)
    return tuple(
        one.item_id
        for one in session.newest_answers.values()
        if one.decision_id == answer.decision_id and not one.reason_listed and one.id not in decided
    )
