"""The answer form: what stands in it, what is wrong with it, and what it starts with."""

from __future__ import annotations

from typing import cast

from core.catalog.model import Item
from core.evaluation.answers import VALUES, problems
from core.evaluation.records import AnswerDraft, Value
from desktop.session import Session
from desktop.viewmodels.attaching import marking_fault
from desktop.viewmodels.checklist.state import Typed


def stored(session: Session, item: Item | None) -> Typed:
    """The draft of the item, else its confirmed answer, else an empty form."""
    if item is None:
        return Typed()
    stands = item.id not in session.held_back
    found = session.drafts.get(item.id) or (session.newest_answers.get(item.id) if stands else None)
    if found is None:
        return Typed(marking=session.portion)
    return Typed(
        value=found.value or "",
        remark=found.remark,
        reason=found.reason,
        reason_listed=found.reason_listed,
        marking=found.marking,
    )


def faults(item: Item, typed: Typed) -> dict[str, str]:
    """What is wrong with the form, by field."""
    errors = {}
    draft = draft_of(item.id, typed)
    for said in problems(draft, item):
        errors["value" if draft.value is None else "reason" if draft.value == "not-applicable" else "remark"] = said
    fault = marking_fault(draft.marking)
    if fault:
        errors["marking"] = fault
    return errors


def draft_of(item_id: str, typed: Typed) -> AnswerDraft:
    """What stands in the form, as it is kept."""
    not_applicable = typed.value == "not-applicable"
    return AnswerDraft(
        item_id=item_id,
        value=cast("Value", typed.value) if typed.value in VALUES else None,
        remark=typed.remark,
        reason=typed.reason if not_applicable else "",
        reason_listed=typed.reason_listed and not_applicable,
        marking=typed.marking.strip(),
    )


def mended(key: str, before: Typed, now: Typed) -> bool:
    """Whether the field that an error is about has been touched, or the answer changed what it is about."""
    fields = {"value": ("value",), "remark": ("remark", "value"), "reason": ("reason", "reason_listed", "value")}
    return any(getattr(before, name) != getattr(now, name) for name in fields.get(key, (key,)))
