"""What makes an answer acceptable, and which of several answers counts.

The Act: guidelines cover every component with regard to every element "but account for circumstances in which
certain assessment methods or recommendations may not be applicable" (section 3(d)); evaluation goes on "throughout
the design, development, and deployment lifecycle" (section 3(g)), so an item is answered again and the newest counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Literal

from core.catalog.model import GuidelinePack, Item
from core.evaluation.marks import mark_problems
from core.evaluation.names import same_person
from core.evaluation.records import Answer, AnswerDraft, Approval

VALUES = ("yes", "partly", "no", "not-applicable")

Standing = Literal["yes", "partly", "no", "not-applicable", "waiting", "refused"]


def problems(draft: AnswerDraft, item: Item) -> tuple[str, ...]:
    """Why `draft` can't be confirmed as the answer to `item`, one sentence each; empty when it can.

    The pack's answer rules: partly needs a remark that says what is missing; not applicable needs a reason
    (section 3(d)), which is the listed one only where the pack lists one for the item.
    """
    found = []
    if draft.item_id != item.id:
        found.append(f"The answer is to {draft.item_id}, not to {item.id}.")
    if draft.value is None:
        found.append("Choose yes, partly, no or not applicable.")
    elif draft.value not in VALUES:
        found.append(f"'{draft.value}' is not an answer: choose yes, partly, no or not applicable.")
    if draft.value == "partly" and not draft.remark.strip():
        found.append("Partly needs a remark that says what is missing.")
    if draft.value == "not-applicable":
        if draft.reason_listed and not item.na_when:
            found.append(f"The pack lists no reason for not applicable at {item.id}: give your own.")
        elif not draft.reason_listed and not draft.reason.strip():
            found.append("Not applicable needs a reason.")
    found += mark_problems(draft.marking, "portion")
    return tuple(found)


def needs_second_reviewer(answer: Answer | AnswerDraft, item: Item) -> bool:
    """Whether another person must approve: not applicable for a reason that the pack does not list (section 3(d))."""
    return answer.value == "not-applicable" and not (answer.reason_listed and item.na_when)


def approval_problems(answer: Answer, *, needed: bool, approved: bool, remark: str, by: str) -> tuple[str, ...]:
    """Why `by` can't decide on `answer`; empty when they can. A refusal needs a remark that says why."""
    found = []
    if not needed:
        found.append(f"The answer to {answer.item_id} needs no second reviewer.")
    if same_person(answer.by, by):
        found.append(f"{answer.by} gave this answer; another person has to review it.")
    if not approved and not remark.strip():
        found.append("A refusal needs a remark that says why.")
    return tuple(found)


def newest(answers: Iterable[Answer]) -> Mapping[str, Answer]:
    """The answer that counts for each item: the newest confirmed one over all passes (section 3(g)).

    `answers` are in the order in which they were confirmed.
    """
    return {answer.item_id: answer for answer in answers}


def newest_approvals(approvals: Iterable[Approval]) -> Mapping[str, Approval]:
    """The newest decision on each answer, by the answer's id."""
    return {approval.answer_id: approval for approval in approvals}


def standing(answer: Answer, item: Item, approval: Approval | None) -> Standing:
    """What `answer` counts as. Not applicable counts only once approved, where a second reviewer is needed (3(d))."""
    if not needs_second_reviewer(answer, item):
        return answer.value
    if approval is None or same_person(answer.by, approval.by):
        return "waiting"
    return "not-applicable" if approval.approved else "refused"


def standings(
    pack: GuidelinePack,
    answers: Iterable[Answer],
    approvals: Iterable[Approval],
    *,
    held_back: Container[str] = (),
) -> Mapping[str, Standing]:
    """What the newest answer to each item of the pack counts as; an answer to an item of another pack does not, nor
    one to an item in `held_back`.
    """
    items, decided = pack.by_id, newest_approvals(approvals)
    return {
        item_id: standing(answer, items[item_id], decided.get(answer.id))
        for item_id, answer in newest(answers).items()
        if item_id in items and item_id not in held_back
    }
