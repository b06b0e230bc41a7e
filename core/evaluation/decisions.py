"""One decision of not applicable over several items: what it would touch, before anybody takes it.

The Act lets guidelines "account for circumstances in which certain assessment methods or recommendations may not be
applicable" (section 3(d)). Where one circumstance takes many items out, it is decided once and stands at each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.catalog.model import Item
from core.evaluation.records import Answer


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """One item under a decision. `answered` is the answer that it has, `needs_review` whether a second reviewer must
    approve it there: the reason is not the one that the pack lists for the item (section 3(d)).
    """

    item: Item
    answered: Answer | None
    drafted: bool
    needs_review: bool

    @property
    def left_alone(self) -> bool:
        """Whether something stands there that the decision would replace: it is touched only where a person says so."""
        return self.answered is not None or self.drafted


def decision_lines(
    items: Iterable[Item], reason: str, *, answers: Mapping[str, Answer], drafts: Collection[str] = ()
) -> tuple[DecisionLine, ...]:
    """What a decision for `reason` means at each of `items`; `answers` are the newest by item."""
    return tuple(
        DecisionLine(
            item=item,
            answered=answers.get(item.id),
            drafted=item.id in drafts,
            needs_review=not is_listed(item, reason),
        )
        for item in items
    )


def listed_reasons(items: Iterable[Item]) -> tuple[tuple[str, int], ...]:
    """The reasons that the pack lists for `items`, each with how many of them it is listed for; most first."""
    counts: dict[str, int] = {}
    for item in items:
        if item.na_when:
            counts[item.na_when] = counts.get(item.na_when, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: -pair[1]))


def is_listed(item: Item, reason: str) -> bool:
    """Whether `reason` is the one that the pack lists for `item`; case, spaces and the full stop do not matter."""
    return bool(item.na_when) and _plain(item.na_when) == _plain(reason)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()
