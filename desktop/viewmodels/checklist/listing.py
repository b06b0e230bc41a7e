"""Which items are listed, and how each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from core.catalog.model import Item
from core.catalog.profile import items_of
from core.evaluation.answers import newest_approvals, standing
from core.evaluation.carrying import carried
from core.evaluation.progress import Missing
from core.evaluation.records import Answer
from desktop.session import Session
from desktop.viewmodels.checklist.state import DONE_WORDS, SHOWS, STILL_OPEN, Filter, ItemRow, ListState
from desktop.viewmodels.deployment import STAGES


def standings(session: Session) -> Mapping[str, str]:
    """How the newest confirmed answer to each item counts; "unanswered" where there is none.

    "again" and "conflict" are answers that do not stand: the question changed, or two merged copies differ.
    """
    decided, answers = newest_approvals(session.approvals), session.newest_answers
    found: dict[str, str] = {}
    for item in session.pack.items:
        answer = answers.get(item.id)
        found[item.id] = standing(answer, item, decided.get(answer.id)) if answer else "unanswered"
        if item.id in session.held_back:
            found[item.id] = held_word(session.held_back[item.id])
    return found


def held_word(held: Missing) -> str:
    """The standing of an item whose answers do not stand."""
    return "conflict" if held.page == "casefile" else "again"


def carried_items(session: Session) -> Collection[str]:
    """The items whose answer nobody has confirmed in this evaluation (section 3(g))."""
    return carried(session.answers, session.evaluation.id) if session.evaluation else ()


def as_shown(stands: str, *, is_carried: bool) -> str:
    """The key of `DONE_WORDS` for a standing: what is only carried is never shown as if it were confirmed."""
    key = f"{stands}-carried"
    return key if is_carried and key in DONE_WORDS else stands


def due(session: Session) -> tuple[Item, ...]:
    """The items that are asked: those of the profile, of components that are part of the system."""
    profile = session.evaluation.profile if session.evaluation else "full"
    present = set(session.deployment.components) if session.deployment else None
    return tuple(item for item in items_of(session.pack, profile) if present is None or item.component in present)


def listed(session: Session, wanted: Filter, current: str) -> ListState:
    """The list as the filter asks for it."""
    asked, stands, taken_over = due(session), standings(session), carried_items(session)
    drafts, linked = session.drafts, Counter(link.item_id for link in session.links)
    kept = [item for item in asked if _fits(item, wanted) and _shown(item, wanted.show, stands[item.id], session)]
    rows = tuple(
        ItemRow(
            id=item.id,
            title=item.title,
            standing=as_shown(stands[item.id], is_carried=item.id in taken_over),
            draft=item.id in drafts,
            evidence=linked[item.id],
        )
        for item in kept
    )
    return ListState(
        rows=rows,
        current=current,
        filter=wanted,
        components=tuple((one.id, one.title) for one in session.pack.components),
        elements=tuple((one.id, one.title) for one in session.pack.elements),
        stages=STAGES,
        count=f"{len(rows)} of {len(asked)} items" if len(rows) != len(asked) else f"{len(rows)} items",
        empty=_why_empty(session, wanted, asked) if not rows else ("", ""),
    )


def next_unanswered(rows: tuple[ItemRow, ...], current: str) -> str:
    """The id of the first unanswered row after `current`, round the list; empty when every row is answered."""
    at = next((index for index, row in enumerate(rows) if row.id == current), -1)
    turned = rows[at + 1 :] + rows[: at + 1]
    return next((row.id for row in turned if row.standing in STILL_OPEN), "")


def _fits(item: Item, wanted: Filter) -> bool:
    text = wanted.text.casefold()
    return (
        (not wanted.component or item.component == wanted.component)
        and (not wanted.element or item.element == wanted.element)
        and (not wanted.stage or wanted.stage in item.stages)
        and (item.core or not wanted.core)
        and (item.protected_classes or not wanted.protected_classes)
        and (item.synthetic_content or not wanted.synthetic_content)
        and (not text or text in f"{item.id} {item.title} {item.question} {item.guidance}".casefold())
    )


def _shown(item: Item, show: str, stands: str, session: Session) -> bool:
    """Whether an item belongs to one of `SHOWS`."""
    answer: Answer | None = session.newest_answers.get(item.id)
    current = session.evaluation.id if session.evaluation else ""
    belongs = {
        "all": True,
        "unanswered": stands in STILL_OPEN,
        "drafts": item.id in session.drafts,
        "gaps": stands in ("no", "partly", "refused"),
        "waiting": stands == "waiting",
        "mine": answer is not None and answer.by == session.person,
        "earlier": answer is not None and answer.evaluation_id != current,
    }
    return belongs[show]


def _why_empty(session: Session, wanted: Filter, asked: tuple[Item, ...]) -> tuple[str, str]:
    if wanted.component and all(item.component != wanted.component for item in asked):
        title = next(one.title for one in session.pack.components if one.id == wanted.component)
        return f"{title}: not part of this system", "The deployment says so, or the quick profile asks nothing of it."
    text = f", “{wanted.text.strip()}”" if wanted.text.strip() else ""
    shown = f"{dict(SHOWS)[wanted.show].lower()}{text}"
    return "Nothing to show", f"No item fits these filters ({shown}). Clear them to see every item."
