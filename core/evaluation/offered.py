"""Answers that come back in a table: what each would change, and which may be taken without asking.

Nothing that a person wrote is overwritten silently. What is taken becomes a draft, which a person confirms; where the
case already has an answer or a draft that says something else, it is taken only when it is chosen by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from core.catalog.model import GuidelinePack
from core.evaluation.answers import problems
from core.evaluation.records import Answer, AnswerDraft

OfferKind = Literal["new", "same", "differs", "draft differs", "question changed", "refused", "not in the pack"]
MOST_SHOWN = 90  # characters of a remark
TAKEN: tuple[OfferKind, ...] = ("new",)  # without asking
ON_CHOICE: tuple[OfferKind, ...] = ("differs", "draft differs", "question changed")


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One row of a table that has an answer. `line` counts from 1; `digest` is that of the item it was given to."""

    line: int
    draft: AnswerDraft
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What taking a row would do. `before` is what the case says now."""

    line: int
    item_id: str
    kind: OfferKind
    sentence: str
    draft: AnswerDraft
    before: Answer | AnswerDraft | None = None

    @property
    def can_be_taken(self) -> bool:
        return self.kind in (*TAKEN, *ON_CHOICE)


def offers(
    rows: Iterable[Offered],
    pack: GuidelinePack,
    digests: Mapping[str, str],
    answers: Mapping[str, Answer],
    drafts: Mapping[str, AnswerDraft],
) -> tuple[Offer, ...]:
    """What each row would change, in the order of the table.

    `digests` are those of the pack's items as they are now, `answers` the newest confirmed ones by item. Of two rows on
    one item the second is refused.
    """
    found: list[Offer] = []
    seen: dict[str, int] = {}
    for row in rows:
        item_id = row.draft.item_id
        if item_id in seen:
            sentence = f"Line {seen[item_id]} already answers {item_id}."
            found.append(_offer(row, "refused", sentence))
            continue
        seen[item_id] = row.line
        found.append(_one(row, pack, digests, answers.get(item_id), drafts.get(item_id)))
    return tuple(found)


def _one(
    row: Offered,
    pack: GuidelinePack,
    digests: Mapping[str, str],
    answer: Answer | None,
    draft: AnswerDraft | None,
) -> Offer:
    item = pack.by_id.get(row.draft.item_id)
    if item is None:
        return _offer(row, "not in the pack", f"{row.draft.item_id} is no item of {pack.id} {pack.version}.")
    faults = problems(row.draft, item)
    if faults:
        return _offer(row, "refused", " ".join(faults))
    if draft is not None and not _same(draft, row.draft):
        return _offer(row, "draft differs", f"{item.id} has a draft that says {_said(draft)}.", draft)
    if answer is not None and _same(answer, row.draft):
        return _offer(row, "same", f"{item.id} is answered like this.", answer)
    return _unlike(row, asked_anew=bool(row.digest) and row.digest != digests[item.id], answer=answer)


def _unlike(row: Offered, *, asked_anew: bool, answer: Answer | None) -> Offer:
    """A row that says something that the case does not say yet."""
    item_id = row.draft.item_id
    if asked_anew:
        return _offer(row, "question changed", f"{item_id} is asked in other words than in the table.", answer)
    if answer is not None:
        said = f"{item_id} is answered {_said(answer)} by {answer.by}; the table says {_said(row.draft)}."
        return _offer(row, "differs", said, answer)
    return _offer(row, "new", f"{item_id} has no answer; the table says {_said(row.draft)}.")


def _offer(row: Offered, kind: OfferKind, sentence: str, before: Answer | AnswerDraft | None = None) -> Offer:
    return Offer(line=row.line, item_id=row.draft.item_id, kind=kind, sentence=sentence, draft=row.draft, before=before)


def _same(one: Answer | AnswerDraft, other: AnswerDraft) -> bool:
    return (one.value, one.remark.strip(), one.marking, one.reason_listed) == (
        other.value,
        other.remark.strip(),
        other.marking,
        other.reason_listed,
    ) and (one.reason_listed or one.reason.strip() == other.reason.strip())


def _said(one: Answer | AnswerDraft) -> str:
    word = (one.value or "nothing yet").replace("-", " ")
    remark = " ".join(one.remark.split())
    shown = remark if len(remark) <= MOST_SHOWN else f"{remark[:MOST_SHOWN].rstrip()} …"
    return f"{word} ({shown})" if shown else word
