"""Bringing two copies of a case together: whole chains are taken over, nothing that a person wrote is overwritten.

Each copy writes a chain of its own (`core.casefile.chain`), so the rows of the other copy fit behind those that are
here, digest by digest. Rows that are here already are left alone, so that merging the same copy twice changes nothing.
Then all rows are put in the order that every copy works out alike (`core.casefile.order`).
Where people wrote about the same thing in both copies since they parted, both rows stay and a conflict is recorded
(`core.casefile.conflicts`). The whole case is checked again before the transaction ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

from core.casefile import chain, conflicts, findings, kinds, order, packs, removals
from core.casefile.check import check_within
from core.casefile.tables import CHAIN, CHUNK, CONTENT, DOCUMENT, DRAFT, ENTRY, META
from core.errors import CaseFileError, RefusedError

_HINT = "Nothing was merged. Ask for a fresh copy, or restore it from its newest backup."


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What a merge did. `rows` and `documents` were taken over; `removed` counts rows that the other copy had removed
    after a spill and that are now removed here too; `joined` counts findings that both copies had opened for one item
    and that are one now; `drafts` were never confirmed and stay in the other copy.
    """

    rows: int
    documents: int
    people: tuple[str, ...]
    conflicts: tuple[conflicts.Conflict, ...]
    removed: int
    joined: int
    drafts: int

    @property
    def sentence(self) -> str:
        """What happened, for the person."""
        stay = f" {_count(self.drafts, 'draft')} in the other copy were not confirmed and stay there." * bool(
            self.drafts
        )
        if not self.rows:
            return f"Everything in the other copy is here already; nothing was changed.{stay}"
        met = f" {_count(len(self.conflicts), 'conflict')} to settle." if self.conflicts else " No conflicts."
        met += f" Findings of both copies on one item that go on as one: {self.joined}." if self.joined else ""
        gone = f" What {_count(self.removed, 'row')} said was removed, as in the other copy." if self.removed else ""
        taken = f"{_count(self.rows, 'row')} and {_count(self.documents, 'document')}"
        return f"Taken over: {taken}, by {', '.join(self.people)}.{met}{gone}{stay}"


def merge(ours: Connection, theirs: Connection, *, by: str, name: str) -> Merged:
    """Takes over what `theirs` has and `ours` lacks, in the open transaction on `ours`.

    `name` is that of the other file. Raises RefusedError when that is another case, when a log of either is broken, or
    when both copies went on with the same chain; `ours` must then be rolled back.
    """
    _demand_same_case(ours, theirs, name)
    for connection, whose in ((ours, "This case"), (theirs, name)):
        result = check_within(connection)
        if not result.ok:
            raise RefusedError(f"{whose} does not pass its check: {result.sentence}", _HINT)
    here, there = _heads(ours), _heads(theirs)
    _demand_no_fork(ours, theirs, here, there, name)
    if chain.own_chain(ours) == chain.own_chain(theirs):  # a plain copy: from now on each has a chain of its own
        ours.execute(META.insert().prefix_with("OR REPLACE").values(key=chain.BEGIN_CHAIN, value="yes"))
    parted = conflicts.since(ours, there), conflicts.since(theirs, here)
    new, apart = list(_new_rows(theirs, here)), findings.goes_on_in(ours).keys()
    documents = _take_documents(ours, theirs)
    for row in new:
        _take_row(ours, row)
    _move_heads(ours, here, there)
    removed = removals.follow(ours, [row["digest"] for row in new if row["kind"] == kinds.REMOVED])
    _demand_whole(ours, name)
    order.put_in_order(ours)
    joined = len(findings.goes_on_in(ours).keys() - apart)
    told = {"file_name": name, "documents": documents, "joined": joined}
    found = _record(ours, new, there, parted, told, by=by) if new else ()
    return Merged(
        rows=len(new),
        documents=documents,
        people=_people(new),
        conflicts=found,
        removed=removed,
        joined=joined,
        drafts=theirs.execute(select(func.count()).select_from(DRAFT)).scalar_one(),
    )


def _demand_same_case(ours: Connection, theirs: Connection, name: str) -> None:
    said = select(META.c.value).where(META.c.key == "case_id")
    if ours.execute(said).scalar_one() != theirs.execute(said).scalar_one():
        raise RefusedError(
            f"{name} is another case, not a copy of this one.", "Only copies of one and the same case can be merged."
        )


def _heads(connection: Connection) -> Mapping[str, tuple[int, str]]:
    return {row.chain_id: (row.head_number, row.head_digest) for row in connection.execute(select(CHAIN))}


def _demand_no_fork(
    ours: Connection,
    theirs: Connection,
    here: Mapping[str, tuple[int, str]],
    there: Mapping[str, tuple[int, str]],
    name: str,
) -> None:
    """Where both have a chain, the shorter one must be the start of the longer one."""
    for chain_id in here.keys() & there.keys():
        number = min(here[chain_id][0], there[chain_id][0])
        row = select(ENTRY.c.digest).where(ENTRY.c.chain_id == chain_id, ENTRY.c.number == number)
        if ours.execute(row).scalar_one_or_none() != theirs.execute(row).scalar_one_or_none():
            raise RefusedError(
                f"This case and {name} both went on with the same log after row {number - 1} or before, "
                "so their rows can't follow one another.",
                "Make copies with Back up (touchstone case backup); a copy by other means must move to another place "
                "before it is written to. What was written in one of the two has to be entered again.",
            )


def _new_rows(theirs: Connection, here: Mapping[str, tuple[int, str]]) -> Iterator[Mapping[str, Any]]:
    """The rows of the other copy that are not here, in the order in which they arrived there."""
    query = select(ENTRY, CONTENT.c.salt, CONTENT.c.body).outerjoin(CONTENT, CONTENT.c.sha256 == ENTRY.c.content_sha256)
    for row in theirs.execute(query.order_by(ENTRY.c.row)):
        if row.number > here.get(row.chain_id, (0, ""))[0]:
            yield row._asdict()


def _take_row(ours: Connection, row: Mapping[str, Any]) -> None:
    columns = {column.name for column in ENTRY.columns} - {"row"}
    if row["body"] is not None:
        ours.execute(CONTENT.insert().values(sha256=row["content_sha256"], salt=row["salt"], body=row["body"]))
    ours.execute(ENTRY.insert().values(**{name: row[name] for name in columns}))


def _move_heads(ours: Connection, here: Mapping[str, tuple[int, str]], there: Mapping[str, tuple[int, str]]) -> None:
    for chain_id, (number, digest) in there.items():
        values = {"head_number": number, "head_digest": digest}
        if chain_id not in here:
            ours.execute(CHAIN.insert().values(chain_id=chain_id, **values))
        elif number > here[chain_id][0]:
            ours.execute(update(CHAIN).where(CHAIN.c.chain_id == chain_id).values(**values))


def _take_documents(ours: Connection, theirs: Connection) -> int:
    """Copies the documents that are not here, chunk by chunk; those whose removal is on record here stay away."""
    known, unwanted = set(ours.execute(select(DOCUMENT.c.sha256)).scalars()), removals.documents_gone(ours, theirs)
    taken = 0
    for row in theirs.execute(select(DOCUMENT)).all():
        if row.sha256 in known or row.sha256 in unwanted:
            continue
        for position in range(row.chunks):
            part = select(CHUNK.c.data).where(CHUNK.c.upload == row.upload, CHUNK.c.position == position)
            data = theirs.execute(part).scalar_one()
            ours.execute(CHUNK.insert().values(upload=row.upload, position=position, data=data))
        ours.execute(DOCUMENT.insert().values(**row._asdict()))
        taken += 1
    return taken


def _demand_whole(ours: Connection, name: str) -> None:
    result = check_within(ours)
    if not result.ok:
        raise CaseFileError(f"The case would not be whole with what {name} holds: {result.sentence}", _HINT)


def _record(
    ours: Connection,
    new: list[Mapping[str, Any]],
    there: Mapping[str, tuple[int, str]],
    parted: tuple[conflicts.Written, conflicts.Written],
    told: Mapping[str, Any],
    *,
    by: str,
) -> tuple[conflicts.Conflict, ...]:
    """Notes the merge with what is `told` of it, and each conflict, in this copy's chain."""
    met = conflicts.between(*parted, findings.goes_on_in(ours))
    body = {
        **told,
        "rows": len(new),
        "people": list(_people(new)),
        "conflicts": len(met),
        "same_passes": conflicts.same_passes(*parted),
        "follows": dict(there),
    }
    chain.append(ours, kind=kinds.MERGED, subject="", body=body, by=by)  # it knows them all, so its place is the last
    packs.draft_moved(ours)
    return tuple(conflicts.record(ours, thing, pair, by=by) for thing, pair in met.items())


def _people(rows: list[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["by"] for row in rows))


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
