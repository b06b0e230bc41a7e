"""What is being typed: a draft for each item and form, outside the chain, overwritten as the typing goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from core import clock
from core.casefile.review_kinds import demand_unlocked
from core.casefile.tables import DRAFT
from core.evaluation.records import AnswerDraft

FORM = "form:"  # before the name of a form, so that it is never taken for an item


def save(connection: Connection, draft: AnswerDraft) -> None:
    """Keeps `draft` in place of the item's earlier one. Raises RefusedError in an accepted evaluation."""
    demand_unlocked(connection, "draft")
    values = {"item_id": draft.item_id, "body": json.dumps(asdict(draft)), "at": clock.stamp()}
    connection.execute(DRAFT.insert().prefix_with("OR REPLACE").values(**values))


def all_drafts(connection: Connection) -> Mapping[str, AnswerDraft]:
    """The drafts by item."""
    query = select(DRAFT.c.item_id, DRAFT.c.body).where(~DRAFT.c.item_id.startswith(FORM)).order_by(DRAFT.c.item_id)
    rows = connection.execute(query)
    return {row.item_id: AnswerDraft(**json.loads(row.body)) for row in rows}


def discard(connection: Connection, item_id: str) -> None:
    """Forgets the item's draft, if there is one."""
    connection.execute(delete(DRAFT).where(DRAFT.c.item_id == item_id))


def keep_form(connection: Connection, name: str, text: str) -> None:
    """Keeps what stands unsaved in a form of the window; an empty text forgets it."""
    discard(connection, FORM + name)
    if text:
        connection.execute(DRAFT.insert().values(item_id=FORM + name, body=text, at=clock.stamp()))


def forms(connection: Connection) -> Mapping[str, str]:
    """What stands unsaved in each form, by its name."""
    rows = connection.execute(select(DRAFT.c.item_id, DRAFT.c.body).where(DRAFT.c.item_id.startswith(FORM)))
    return {row.item_id.removeprefix(FORM): row.body for row in rows}


def form(connection: Connection, name: str) -> str:
    """What stood unsaved in the form `name`; empty when nothing did."""
    found = connection.execute(select(DRAFT.c.body).where(DRAFT.c.item_id == FORM + name)).scalar_one_or_none()
    return str(found or "")
