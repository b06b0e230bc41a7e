"""The order of the rows in a merged case: every copy works out the same one from the rows themselves.

Which answer is the newest, and so what counts, must not depend on which copy was merged into which. A row comes after
those that its writer knew: the rows before it in its chain, and the heads that a row "chain-started" or "merged" names.
Of rows whose writers knew nothing of each other, the one with the earlier time comes first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from core.casefile import chain, kinds, schema
from core.casefile.tables import ENTRY

_GUARD = "entry_kept"  # refuses every change to a row; its place is no part of what its digest covers


def put_in_order(connection: Connection) -> None:
    """Gives the rows of a merged case the places that they have in every copy, in the open transaction."""
    rows = connection.execute(select(ENTRY.c.row, ENTRY.c.chain_id, ENTRY.c.number, ENTRY.c.at, ENTRY.c.digest)).all()
    knew = {
        entry.digest: entry.body.get("follows", {})
        for entry in chain.entries(connection, chain.CHAIN_STARTED, kinds.MERGED)
    }
    places = zip(sorted(row.row for row in rows), _ordered(rows, knew), strict=True)
    moves = [{"was": row.row, "aside": -place, "place": place} for place, row in places if row.row != place]
    if not moves:
        return
    with schema.lifted(connection, _GUARD):
        # Aside first: a place must be free before a row takes it.
        for start, end in (("was", "aside"), ("aside", "place")):
            move = update(ENTRY).where(ENTRY.c.row == bindparam(start)).values(row=bindparam(end))
            connection.execute(move, [{start: one[start], end: one[end]} for one in moves])


def _ordered(rows: Iterable[Any], knew: Mapping[str, Mapping[str, Any]]) -> Iterator[Any]:
    """The rows, each once those are out that its writer knew; of several that could be next, the earliest."""
    waiting: dict[str, deque[Any]] = {}
    for row in sorted(rows, key=lambda row: row.number):
        waiting.setdefault(row.chain_id, deque()).append(row)
    out = dict.fromkeys(waiting, 0)
    while waiting:
        first = [rows_of_one[0] for rows_of_one in waiting.values()]
        ready = [row for row in first if _is_ready(knew.get(row.digest, {}), out)]
        row = min(ready, key=lambda row: (row.at, row.chain_id))
        yield row
        out[row.chain_id] = row.number
        waiting[row.chain_id].popleft()
        if not waiting[row.chain_id]:
            del waiting[row.chain_id]


def _is_ready(heads: Mapping[str, Any], out: Mapping[str, int]) -> bool:
    return all(out.get(chain_id, 0) >= number for chain_id, (number, _) in heads.items())
