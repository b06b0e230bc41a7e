"""The kinds of rows of a review, each as a sentence, and the lock that an acceptance puts on the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from core.casefile.tables import ENTRY
from core.errors import RefusedError
from core.evaluation.review import ACCEPTING, LOCKED

SUBMITTED = "review-submitted"
RETURNED = "review-returned"
ACCEPTED = "review-accepted"
REOPENED = "review-reopened"
RULE = "packet-rule-set"
RELEASED = "packet-released"
PROGRESS = "plan-progressed"  # on the plan of action of an accepted evaluation
ACTS: Mapping[str, str] = {"submit": SUBMITTED, "return": RETURNED, "accept": ACCEPTED, "reopen": REOPENED}
OWN = frozenset([*ACTS.values(), RULE, RELEASED])

# Rows that change nothing of what a packet says of the evaluation.
BESIDE = frozenset(
    [
        *(*OWN, "packet-exported", "passphrase-changed", "chain-started", "copy-merged"),
        *("public-words-written", "release-reviewed"),
    ]
)
# What may be done with an accepted evaluation: the next pass begins a new one; a spill can't wait; a copy may come in,
# since an acceptance comes back with the copy in which it was given (`Review.changed` says when other rows came, too);
# section 4(d)(2)(B) asks for progress, delays and barriers for as long as the deployment does not comply.
_ALLOWED = frozenset([*BESIDE, PROGRESS, "evaluation-started", "pack-imported", "content-removed", "conflict-met"])
_NEWEST = (  # made once: it is asked with every key that is typed into a draft
    select(ENTRY.c.kind)
    .where(ENTRY.c.kind.in_([*ACTS.values(), "evaluation-started"]))
    .order_by(ENTRY.c.row.desc())
    .limit(1)
)
LOCKED_HINT = "Reopen it with a reason on the page Review, or begin the next evaluation."


def is_locked(connection: Connection) -> bool:
    """Whether the newest evaluation is accepted: no later row reopens it or begins another one."""
    return connection.execute(_NEWEST).scalar_one_or_none() == ACCEPTED


def demand_unlocked(connection: Connection, kind: str) -> None:
    """Raises RefusedError where a row of this kind would change an accepted evaluation."""
    if kind not in _ALLOWED and is_locked(connection):
        raise RefusedError(LOCKED, LOCKED_HINT)


def _comments(body: Mapping[str, Any]) -> str:
    count = len(body["comments"])
    return f" with {count} comment{'' if count == 1 else 's'}" if count else ""


def _because(body: Mapping[str, Any]) -> str:
    return f" {body['remark'].rstrip('. ')}." if body["remark"] else ""


WORDS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    SUBMITTED: lambda _, body: f"Evaluation submitted for review as seen under {body['seen'][:8]}.{_because(body)}",
    RETURNED: lambda _, body: f"Evaluation returned{_comments(body)}.{_because(body)}",
    ACCEPTED: lambda _, body: (
        f"Evaluation accepted as {ACCEPTING.get(body['role'], body['role'])}, as seen under {body['seen'][:8]},"
        f" and locked.{_because(body)}"
    ),
    REOPENED: lambda _, body: f"Evaluation reopened, because:{_because(body)}",
    RULE: lambda _, body: (
        f"Packets {'now need' if body['on'] else 'no longer need'} a second person,"
        f" because: {body['reason'].rstrip('. ')}."
    ),
    RELEASED: lambda _, body: f"Packet released by a second person, as seen under {body['seen'][:8]}.{_because(body)}",
}
FINAL: Mapping[str, str] = {
    SUBMITTED: "Submitting can't be undone. The reviewer returns it, with a comment.",
    RETURNED: "Returning can't be undone. Submit it again.",
    ACCEPTED: "Accepting can't be undone. Reopen it with a reason.",
    REOPENED: "Reopening can't be undone. Submit it again.",
    RULE: "This rule can't be undone. Set it again with a reason.",
    RELEASED: "A release can't be undone. Whatever changes in the case makes it void.",
}
