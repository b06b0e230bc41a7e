"""How the case was looked after: its packs, merges and removals, and what stands behind its banner."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from core.casefile import chain, kinds, packs
from core.casefile.packs import PackRecord
from core.marking.authority import Authority, CuiBlock
from core.marking.compilation import Compilation


@dataclass(frozen=True, kw_only=True)
class RemovalRecord:
    """Content that two people removed after a spill. `rows` counts the rows of the log whose words are gone."""

    what: str
    why: str
    by: str
    second: str
    at: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class MergeRecord:
    """A copy that was merged: how many rows came, whose, and how many conflicts there were to settle."""

    by: str
    at: str
    people: tuple[str, ...]
    rows: int
    conflicts: int


@dataclass(frozen=True, kw_only=True)
class Custody:
    """Everything at once, oldest first. Blocks are empty where nothing was stated."""

    authority: Authority = field(default_factory=Authority)
    cui: CuiBlock = field(default_factory=CuiBlock)
    compilation: Compilation | None = None
    packs: tuple[PackRecord, ...] = ()
    merges: tuple[MergeRecord, ...] = ()
    removals: tuple[RemovalRecord, ...] = ()


def merges(connection: Connection) -> tuple[MergeRecord, ...]:
    """The merges of this case and of the copies that came into it."""
    return tuple(
        MergeRecord(
            by=entry.by,
            at=entry.at,
            people=tuple(entry.body["people"]),
            rows=entry.body["rows"],
            conflicts=entry.body["conflicts"],
        )
        for entry in chain.entries(connection, kinds.MERGED)
    )


def removals(connection: Connection) -> tuple[RemovalRecord, ...]:
    """The removals on record."""
    return tuple(
        RemovalRecord(
            what=entry.body["what"],
            why=entry.body["why"],
            by=entry.by,
            second=entry.body["second"],
            at=entry.at,
            rows=len(entry.body["rows"]),
        )
        for entry in chain.entries(connection, kinds.REMOVED)
    )


def read(connection: Connection, *, authority: Authority, cui: CuiBlock, compilation: Compilation | None) -> Custody:
    """The custody of the case with the blocks and the decision that hold now."""
    return Custody(
        authority=authority,
        cui=cui,
        compilation=compilation,
        packs=packs.imported(connection),
        merges=merges(connection),
        removals=removals(connection),
    )
