"""How far the answers of an evaluation cover another framework, entry by entry.

An entry is called met when every item of the pack that bears on it is answered yes. That says what the answers show,
and not that the framework's own text is satisfied: a reader of the view has to judge that.

An answer that is only carried over from an earlier evaluation shows nothing of this one (section 3(g)), so that an
entry that rests on one is called carried until a person has confirmed the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from core.catalog.model import GuidelinePack
from core.catalog.views import View, ViewEntry
from core.evaluation.answers import Standing

EntryState = Literal["met", "partly", "not met", "carried", "open", "not due", "gap"]
ItemWord = Literal[
    Standing,
    "unanswered",
    "exempt",
    "component not present",
    "yes, carried",
    "partly, carried",
    "no, carried",
    "not-applicable, carried",
]

STATES: tuple[EntryState, ...] = ("met", "partly", "not met", "carried", "open", "not due", "gap")
STATE_MEANINGS: Mapping[EntryState, str] = {
    "met": "every item that bears on it is yes",
    "partly": "at least one item is partly, none is no",
    "not met": "at least one item is no",
    "carried": "an answer comes from an earlier evaluation, and nobody has confirmed it in this one",
    "open": "an item is not answered, or waits for a second reviewer",
    "not due": "every item is not applicable, exempt, or of a component that is not present",
    "gap": "no item of the pack bears on it",
}
SHORTFALLS: tuple[ItemWord, ...] = ("no", "partly", "no, carried", "partly, carried")
_NOT_DUE = ("not-applicable", "exempt", "component not present")
_CARRIED: Mapping[ItemWord, ItemWord] = {
    "yes": "yes, carried",
    "partly": "partly, carried",
    "no": "no, carried",
    "not-applicable": "not-applicable, carried",
}


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One entry with the items that bear on it and what each counts as. `near` are items that come close to a gap."""

    entry: ViewEntry
    state: EntryState
    items: Mapping[str, ItemWord]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ViewCoverage:
    """A view with a row for each entry, in its order. `by_tag` counts states by what entries bear on besides."""

    view: View
    rows: tuple[EntryRow, ...]

    @property
    def counts(self) -> Mapping[EntryState, int]:
        """How many entries are in each state, in the order of `STATES`."""
        return _counted(self.rows)

    @property
    def by_tag(self) -> Mapping[str, Mapping[EntryState, int]]:
        return {tag: _counted([row for row in self.rows if tag in row.entry.tags]) for tag in self.view.tags}

    @property
    def sentence(self) -> str:
        """Coverage as a person reads it."""
        counts, total = self.counts, len(self.rows)
        tied = total - counts["gap"]
        said = ", ".join(f"{counts[state]} {state}" for state in STATES if state != "gap" and counts[state])
        return f"{tied} of {total} entries have an item that bears on them" + (f": {said}." if said else ".")


def view_coverage(
    view: View,
    pack: GuidelinePack,
    standings: Mapping[str, Standing],
    *,
    present: Collection[str],
    exempt: Collection[str] = (),
    carried: Collection[str] = (),
) -> ViewCoverage:
    """What `standings` (item id to what its newest answer counts as) show of `view`.

    `present` are the components of the deployment, `exempt` the ids of items that are not due (section 4(a)(2)),
    `carried` those whose answer nobody has confirmed in this evaluation.
    """
    tied, by_reference = view.items_by_entry(pack), _items_by_reference(pack)
    given: dict[str, ItemWord] = {
        item_id: _CARRIED.get(word, word) if item_id in carried else word for item_id, word in standings.items()
    }
    words = {item.id: _word(item.id, item.component, given, present, exempt) for item in pack.items}
    rows = []
    for entry in view.entries:
        items = {item_id: words[item_id] for item_id in tied[entry.id]}
        near = () if items else by_reference.get(entry.near, ())
        rows.append(EntryRow(entry=entry, state=_state(tuple(items.values())), items=items, near=near))
    return ViewCoverage(view=view, rows=tuple(rows))


def _word(
    item_id: str, component: str, given: Mapping[str, ItemWord], present: Collection[str], exempt: Collection[str]
) -> ItemWord:
    if component not in present:
        return "component not present"
    return "exempt" if item_id in exempt else given.get(item_id, "unanswered")


def _state(words: tuple[ItemWord, ...]) -> EntryState:
    due = [word for word in words if word not in _NOT_DUE]
    if not due:
        return "not due" if words else "gap"
    if "no" in due:
        return "not met"
    if "partly" in due:
        return "partly"
    if any(word not in ("yes", *_CARRIED.values()) for word in due):
        return "open"
    return "met" if set(due) == {"yes"} else "carried"


def _items_by_reference(pack: GuidelinePack) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for item in pack.items:
        for reference in item.references:
            found.setdefault(reference, []).append(item.id)
    return {reference: tuple(items) for reference, items in found.items()}


def _counted(rows: Collection[EntryRow]) -> Mapping[EntryState, int]:
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in STATES}
