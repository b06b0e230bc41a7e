"""The review on the sign-off page: who submitted, returned, accepted and reopened, and what each of them saw."""

from __future__ import annotations

from collections.abc import Iterable

from core.evaluation.review import ACCEPTING, ReviewAct
from core.packet.contents import Contents, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import digest, identifier, moment
from core.packet.layout.references import item_anchor
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import counted
from core.packet.pdf.text import markup

_DONE = {"submit": "Submitted", "return": "Returned", "accept": "Accepted", "reopen": "Reopened"}


def tell_review(out: Chapter, contents: Contents) -> None:
    """The section on the review; who accepts names the digest of the case as it stood before their eyes."""
    review = contents.snapshot.review
    out.section("sign-off-review", "Review")
    out.say(markup(review.sentence), "body" if review.state == "accepted" and not review.changed else "lead")
    rows = [("Digest of the case as shown here", digest(review.content))] if review.content else []
    if review.two_person:
        rows.append(("Second person for packets", _released(contents)))
    if rows:
        out.put(facts(rows, label_width=160))
    if review.acts:
        told = [
            [moment(act.at), _what(act), markup(act.by), identifier(short(act.seen)), _said(act)] for act in review.acts
        ]
        out.put(*grid(["When", "What", "By", "Saw", "Remark"], told, [92, 100, 96, 58, 146]))
    _comments(out, contents, review.acts)


def _released(contents: Contents) -> str:
    release = contents.snapshot.review.released(by=contents.snapshot.taken_by)
    if release is None:
        return "Needed, and not given for the case as it stands here."
    return f"Released by {markup(release.by)}, {moment(release.at)}, as seen under {digest(release.seen)}"


def _what(act: ReviewAct) -> str:
    role = f" as {ACCEPTING.get(act.role, act.role)}" if act.role else ""
    return f"{_DONE[act.kind]}{markup(role)}"


def _said(act: ReviewAct) -> str:
    remark = f"{markup(act.marking)} {markup(act.remark)}" if act.remark else ""
    comments = counted(len(act.comments), "comment") if act.comments else ""
    return "; ".join(part for part in (remark, comments) if part)


def _comments(out: Chapter, contents: Contents, acts: Iterable[ReviewAct]) -> None:
    """The comments of the newest return; those before it were worked on and stand in the log."""
    returned = next((act for act in reversed(tuple(acts)) if act.comments), None)
    if returned is None:
        return
    out.part(f"Comments of {markup(returned.by)}, {moment(returned.at)}")
    known = contents.snapshot.pack.by_id
    points = []
    for one in returned.comments:
        where = f"{out.link(item_anchor(one.item_id), markup(one.item_id))}: " if one.item_id in known else ""
        points.append(f"{markup(one.marking)} {where}{markup(one.text)}")
    out.points(points)
