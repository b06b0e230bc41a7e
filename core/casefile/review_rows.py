"""The review of the newest evaluation, as rows of the log."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, and_, not_, select

from core.casefile import answering, chain, evaluations, grading_kinds, kinds, review_kinds
from core.casefile.tables import ENTRY
from core.evaluation.answers import newest
from core.evaluation.review import PacketRelease, Review, ReviewAct, ReviewComment
from core.hashing import canonical_json, sha256

_KIND_OF = {row: act for act, row in review_kinds.ACTS.items()}


def content_digest(connection: Connection, *, progress_until: int | None = None) -> str:
    """The digest of the case as it stands: over the digests of all rows that say something of the evaluation.

    Rows are taken in the order of their digests, so that two copies that hold the same rows agree. What the plan of
    action of an accepted evaluation took in after the row `progress_until` is left out, where that is given.
    """
    query = select(ENTRY.c.digest).where(ENTRY.c.kind.not_in(sorted(review_kinds.BESIDE))).order_by(ENTRY.c.digest)
    if progress_until is not None:
        query = query.where(not_(and_(ENTRY.c.kind == review_kinds.PROGRESS, ENTRY.c.row > progress_until)))
    return sha256(canonical_json(list(connection.execute(query).scalars())))


def review(connection: Connection) -> Review:
    """The review as it is now; that of a case without an evaluation has no acts."""
    evaluation = evaluations.newest_evaluation(connection)
    acts: tuple[ReviewAct, ...] = ()
    if evaluation is not None:
        found = chain.entries(connection, subject=evaluation.id)
        last = next(chain.entries(connection, review_kinds.PROGRESS, newest=1), None)
        acts = tuple(_act(connection, entry, last) for entry in found if entry.kind in _KIND_OF)
    rule = next(chain.entries(connection, review_kinds.RULE, newest=1), None)
    return Review(
        content=content_digest(connection),
        acts=acts,
        workers=_workers(connection, acts),
        two_person=bool(rule and rule.body["on"]),
        releases=tuple(
            PacketRelease(**entry.body, by=entry.by, at=entry.at)
            for entry in chain.entries(connection, review_kinds.RELEASED)
        ),
    )


def append(connection: Connection, act: ReviewAct, *, by: str) -> None:
    """Records an act of the review."""
    said = asdict(act)
    body = {name: said[name] for name in ("seen", "role", "remark", "marking", "comments")}
    chain.append(connection, kind=review_kinds.ACTS[act.kind], subject=act.evaluation_id, body=body, by=by)


def _workers(connection: Connection, acts: tuple[ReviewAct, ...]) -> tuple[str, ...]:
    """Whose work the evaluation is: who gave the answers that count, who measured or graded, who submitted."""
    answered = [answer.by for answer in newest(answering.answers(connection)).values()]
    measured = select(ENTRY.c.by).where(ENTRY.c.kind.in_([kinds.READING, grading_kinds.GRADE])).distinct()
    submitted = [act.by for act in acts if act.kind == "submit"]
    return tuple(dict.fromkeys([*submitted, *answered, *connection.execute(measured).scalars()]))


def _act(connection: Connection, entry: chain.Entry, last: chain.Entry | None) -> ReviewAct:
    """An act; `last` is the newest row of progress on the plan of an accepted evaluation."""
    said = dict(entry.body)
    if entry.kind == review_kinds.ACCEPTED and last is not None and last.row > entry.row:
        said["now"] = content_digest(connection, progress_until=entry.row)
    said["comments"] = tuple(ReviewComment(**one) for one in said.get("comments", ()))
    return ReviewAct(
        id=entry.digest,
        kind=_KIND_OF[entry.kind],  # type: ignore[arg-type]
        evaluation_id=entry.subject,
        by=entry.by,
        at=entry.at,
        **said,
    )
