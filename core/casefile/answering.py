"""Confirmed answers and second reviewers' decisions, each with the finding that it opens or closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection

from core.casefile import chain, drafts, evaluations, findings, kinds, undoing
from core.catalog.model import Item
from core.errors import InputError, RefusedError
from core.evaluation.answers import approval_problems, needs_second_reviewer, problems
from core.evaluation.decisions import is_listed
from core.evaluation.records import Answer, AnswerDraft, Approval


def answers(connection: Connection) -> tuple[Answer, ...]:
    """Every confirmed answer of every pass, in the order of the log.

    An answer whose item stayed as it was when its pass went on with another pack belongs to the pass that goes on.
    """
    found = [from_entry(entry) for entry in undoing.standing(connection, kinds.ANSWER)]
    same = evaluations.same_passes(connection)
    if same:
        found = [replace(one, evaluation_id=same.get(one.evaluation_id, one.evaluation_id)) for one in found]
    for entry in chain.entries(connection, kinds.REBASED):
        said = entry.body
        before, kept = same.get(said["pass_before"], said["pass_before"]), frozenset(said.get("same", said["kept"]))
        found = [
            replace(answer, evaluation_id=same.get(said["pass"], said["pass"]))
            if answer.evaluation_id == before and answer.item_id in kept
            else answer
            for answer in found
        ]
    return tuple(found)


def approvals(connection: Connection) -> tuple[Approval, ...]:
    """Every decision of a second reviewer, in the order of the log."""
    return tuple(_approval(entry) for entry in undoing.standing(connection, kinds.APPROVAL))


def confirm(connection: Connection, draft: AnswerDraft, *, item: Item, by: str) -> Answer:
    """Records `draft` as the answer to `item`; its draft is gone, and findings are opened or closed with it.

    Raises InputError with the first reason why the draft can't be confirmed, or when no evaluation was started.
    """
    return _record(connection, draft, item=item, by=by, decision_id="")


def decide(connection: Connection, items: Sequence[Item], *, reason: str, marking: str, by: str) -> tuple[Answer, ...]:
    """Answers every one of `items` not applicable, as one decision that each answer names.

    Where `reason` is the one that the pack lists for an item, no second reviewer is needed there (section 3(d)). A
    remark that was being typed at an item stays its remark. Raises InputError when no item or no reason is given.
    """
    if not items:
        raise InputError("No item is chosen.", "Choose at least one.")
    if not reason.strip():
        raise InputError("Not applicable needs a reason.")
    said = " ".join(reason.split())
    body = {"value": "not-applicable", "reason": said, "marking": marking, "items": [item.id for item in items]}
    taken = chain.append(connection, kind=kinds.DECISION, subject="", body=body, by=by)
    kept = drafts.all_drafts(connection)
    return tuple(
        _record(
            connection,
            AnswerDraft(
                item_id=item.id,
                value="not-applicable",
                remark=kept[item.id].remark if item.id in kept else "",
                reason=said,
                reason_listed=is_listed(item, said),
                marking=marking,
            ),
            item=item,
            by=by,
            decision_id=taken.digest,
        )
        for item in items
    )


def _record(connection: Connection, draft: AnswerDraft, *, item: Item, by: str, decision_id: str) -> Answer:
    found = problems(draft, item)
    if found:
        raise InputError(found[0], " ".join(found[1:]))
    evaluation = evaluations.newest_evaluation(connection)
    if evaluation is None:
        raise InputError("No evaluation has been started.", "Start one, then confirm the answer.")
    body = {name: value for name, value in asdict(draft).items() if name != "item_id"}
    if draft.value != "not-applicable":
        body |= {"reason": "", "reason_listed": False}
    elif draft.reason_listed:
        body["reason"] = draft.reason.strip() or item.na_when
    needs_review = needs_second_reviewer(draft, item)
    body |= {"evaluation_id": evaluation.id, "needs_review": needs_review}
    if decision_id:
        body["decision_id"] = decision_id
    answer = from_entry(chain.append(connection, kind=kinds.ANSWER, subject=item.id, body=body, by=by))
    drafts.discard(connection, item.id)
    if answer.value in ("no", "partly"):
        findings.open_for_answer(connection, answer, item)
    elif not needs_review:
        findings.close_for_answer(connection, answer, by=by)
    return answer


def approve(connection: Connection, answer_id: str, *, approved: bool, remark: str, by: str) -> Approval:
    """Records a second reviewer's decision on an answer of not applicable; approval closes the item's findings.

    Raises InputError when there is no such answer or a newer one has replaced it, and RefusedError when `by` may not
    decide on it: nobody approves their own answer.
    """
    entry = next(undoing.standing(connection, kinds.ANSWER, digest=answer_id), None)
    if entry is None:
        raise InputError("There is no such answer in this case.")
    newest = next(undoing.standing(connection, kinds.ANSWER, subject=entry.subject, newest=1))
    if newest.digest != answer_id:
        raise InputError(f"{entry.subject} has been answered again since.", "Review the newest answer.")
    answer, needed = from_entry(entry), bool(entry.body["needs_review"])
    found = approval_problems(answer, needed=needed, approved=approved, remark=remark, by=by)
    if found:
        raise RefusedError(found[0], " ".join(found[1:]))
    body = {"answer_id": answer_id, "approved": approved, "remark": remark}
    approval = _approval(chain.append(connection, kind=kinds.APPROVAL, subject=answer.item_id, body=body, by=by))
    if approved:
        findings.close_for_answer(connection, answer, by=by)
    return approval


def approve_decision(
    connection: Connection, decision_id: str, *, approved: bool, remark: str, by: str
) -> tuple[Approval, ...]:
    """Records a second reviewer's decision on every answer of one decision that still stands and waits for it.

    Raises InputError when none waits, and what `approve` raises.
    """
    newest = {answer.item_id: answer for answer in answers(connection)}
    decided = {approval.answer_id for approval in approvals(connection)}
    waiting = [
        answer.id
        for answer in newest.values()
        if answer.decision_id == decision_id and not answer.reason_listed and answer.id not in decided
    ]
    if not waiting:
        raise InputError("No answer of this decision waits for a second reviewer.")
    return tuple(approve(connection, one, approved=approved, remark=remark, by=by) for one in waiting)


def from_entry(entry: chain.Entry) -> Answer:
    """The answer that a row of kind ANSWER holds."""
    said = {name: value for name, value in entry.body.items() if name != "needs_review"}
    return Answer(id=entry.digest, item_id=entry.subject, by=entry.by, at=entry.at, **said)


def _approval(entry: chain.Entry) -> Approval:
    return Approval(item_id=entry.subject, by=entry.by, at=entry.at, **entry.body)
