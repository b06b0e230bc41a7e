"""Answers that an evaluation takes over from those before it (section 3(g): iterative evaluation).

A new pass over a deployment begins with the newest answer to each item. Such an answer is carried: it is shown as
carried, with the pass and person it comes from, and the new evaluation is not complete until a person has confirmed it
or answered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.evaluation.answers import newest
from core.evaluation.records import Answer, AnswerDraft


def carried(answers: Iterable[Answer], evaluation_id: str) -> Mapping[str, Answer]:
    """The newest answers that were confirmed in an earlier pass than `evaluation_id`, by item.

    One is not carried where the same words were confirmed in this pass too: in merged copies, that answer may stand
    before one of the pass before.
    """
    given = tuple(answers)
    confirmed = {as_draft(answer) for answer in given if answer.evaluation_id == evaluation_id}
    return {
        item: answer
        for item, answer in newest(given).items()
        if answer.evaluation_id != evaluation_id and as_draft(answer) not in confirmed
    }


def as_draft(answer: Answer) -> AnswerDraft:
    """A carried answer as it would be confirmed again, word for word."""
    return AnswerDraft(
        item_id=answer.item_id,
        value=answer.value,
        remark=answer.remark,
        reason=answer.reason,
        reason_listed=answer.reason_listed,
        marking=answer.marking,
    )
