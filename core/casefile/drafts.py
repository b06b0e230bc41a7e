"""What is being typed: one draft for each item, outside the chain, overwritten as the typing goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from core import clock
from core.casefile.tables import DRAFT
from core.evaluation.records import AnswerDraft


def save(connection: Connection, draft: AnswerDraft) -> None:
    """Keeps `draft` in place of the item's earlier one."""
    values = {"item_id": draft.item_id, "body": json.dumps(asdict(draft)), "at": clock.stamp()}
    connection.execute(DRAFT.insert().prefix_with("OR REPLACE").values(**values))


def all_drafts(connection: Connection) -> Mapping[str, AnswerDraft]:
    """The drafts by item."""
    rows = connection.execute(select(DRAFT.c.item_id, DRAFT.c.body).order_by(DRAFT.c.item_id))
    return {row.item_id: AnswerDraft(**json.loads(row.body)) for row in rows}


def discard(connection: Connection, item_id: str) -> None:
    """Forgets the item's draft, if there is one."""
    connection.execute(delete(DRAFT).where(DRAFT.c.item_id == item_id))
