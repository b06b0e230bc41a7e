"""The review of an evaluation: submitted, returned with comments, accepted and locked, reopened with a reason.

Section 3(d) asks for a second reviewer, 4(b) for somebody who answers for the system, 4(e) for a Chief AI Officer; none
of them accepts their own work. What was accepted is what was seen: each act names the digest of the case as it stood
before the person's eyes, so that a case that has changed since can be told from it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from core.evaluation.deployment_record import RoleHolder
from core.evaluation.marks import mark_problems
from core.evaluation.names import same_person

ReviewKind = Literal["submit", "return", "accept", "reopen"]
ReviewState = Literal["open", "submitted", "returned", "accepted"]
STATES: Mapping[ReviewKind, ReviewState] = {
    "submit": "submitted",
    "return": "returned",
    "accept": "accepted",
    "reopen": "open",
}
ACCEPTING: Mapping[str, str] = {
    "second-reviewer": "Second reviewer",
    "owner": "System owner",
    "caio": "Chief AI Officer",
}  # the roles that accept; the evaluator submits
WORDS: Mapping[ReviewState, str] = {
    "open": "Being worked on",
    "submitted": "Submitted for review",
    "returned": "Returned with comments",
    "accepted": "Accepted and locked",
}
LOCKED = (
    "The evaluation is accepted and locked: answers, evidence and what is decided on findings change no more. Progress,"
    " milestones, delays and barriers of the plan of action can still be recorded."
)
LEAST_SEEN = 8  # characters of a digest that a person has to give


@dataclass(frozen=True, kw_only=True)
class ReviewComment:
    """What a reviewer asks for; `item_id` is empty where it is about the whole."""

    text: str
    item_id: str = ""
    marking: str = "(U)"


@dataclass(frozen=True, kw_only=True)
class ReviewAct:
    """One act of the review of an evaluation. `seen` is the digest of the case that the person looked at; empty with
    everything else where the words of the act were removed on record. `remark` is the reason where it reopens.
    """

    id: str = ""
    kind: ReviewKind
    evaluation_id: str
    seen: str = ""
    role: str = ""  # of who accepts
    remark: str = ""
    marking: str = "(U)"  # of the remark
    comments: tuple[ReviewComment, ...] = ()
    by: str = ""
    at: str = ""
    now: str = ""  # acceptance: digest of the case now, less what the plan of action took in since; "": all counts


@dataclass(frozen=True, kw_only=True)
class PacketRelease:
    """A second person's release of the packet that would be made of the case as it stood under `seen`."""

    seen: str
    remark: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """The review of the newest evaluation at one moment.

    `content` is the digest of the case as it stands: SHA-256 over the digests of all rows of the log that say something
    of the evaluation, in alphabetical order. `workers` are those whose work it is. `two_person`: packets need a second
    person.
    """

    content: str = ""
    acts: tuple[ReviewAct, ...] = ()
    workers: tuple[str, ...] = ()
    two_person: bool = False
    releases: tuple[PacketRelease, ...] = ()

    @property
    def state(self) -> ReviewState:
        return STATES[self.acts[-1].kind] if self.acts else "open"

    @property
    def acceptances(self) -> tuple[ReviewAct, ...]:
        """Those of the present round; none where it is not accepted."""
        if self.state != "accepted":
            return ()
        before = [at for at, act in enumerate(self.acts) if act.kind != "accept"]
        return self.acts[before[-1] + 1 if before else 0 :]

    @property
    def submitted(self) -> ReviewAct | None:
        """The newest submission."""
        return next((act for act in reversed(self.acts) if act.kind == "submit"), None)

    @property
    def changed(self) -> bool:
        """Whether the case is another one than somebody accepted (content was removed, or a copy came in).

        Progress on the plan of action is no change: an acceptance leaves the plan open (section 4(d)(2)(B)).
        """
        return any(act.seen != (act.now or self.content) for act in self.acceptances)

    @property
    def stands(self) -> bool:
        """Whether it is accepted, and what is here is what was accepted."""
        return self.state == "accepted" and not self.changed

    @property
    def sentence(self) -> str:
        """Where the review stands, for a page and a packet."""
        last = self.acts[-1] if self.acts else None
        if last is None:
            return "This evaluation has not been submitted for review."
        if self.state == "open":
            return f"Reopened by {last.by} after it had been accepted; it has not been submitted again."
        if self.state == "submitted":
            return f"Submitted for review by {last.by}; nobody has accepted it yet."
        if self.state == "returned":
            return f"Returned by {last.by} with {_counted(len(last.comments), 'comment')}; it is not accepted."
        names = " and ".join(f"{act.by} ({ACCEPTING.get(act.role, act.role)})" for act in self.acceptances)
        if self.changed:
            return f"The case has changed since it was accepted by {names}: what is here is not what was accepted."
        return f"Accepted by {names}, as it stands here."

    def released(self, *, by: str) -> PacketRelease | None:
        """The release of what is here now by another person than `by`; None where there is none."""
        return next((one for one in reversed(self.releases) if self._serves(one, by)), None)

    def _serves(self, release: PacketRelease, by: str) -> bool:
        return release.seen == self.content and not same_person(release.by, by)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """An act that somebody wants to do, and what speaks for and against it."""

    act: ReviewAct
    review: Review
    by: str
    complete: bool
    roles: Mapping[str, RoleHolder]


def act_problems(
    act: ReviewAct,
    review: Review,
    *,
    by: str,
    complete: bool,
    items: Collection[str],
    roles: Mapping[str, RoleHolder],
) -> tuple[str, ...]:
    """Why `by` can't do this now, one sentence each; empty when they can.

    `complete`: nothing is missing in the evaluation; `items` are the ids of its pack; `roles` who holds which.
    """
    asked = _Asked(act=act, review=review, by=by, complete=complete, roles=roles)
    found = _PROBLEMS[act.kind](asked)
    if act.kind != "reopen" and act.seen != review.content:
        found.append("The case has changed since you looked at it. Look at it again.")
    for comment in act.comments:
        if not comment.text.strip():
            found.append("A comment says nothing.")
        if comment.item_id and comment.item_id not in items:
            found.append(f"There is no item {comment.item_id} in the pack.")
        found += mark_problems(comment.marking, "portion")
    found += mark_problems(act.marking, "portion")
    return tuple(found)


def comment_of(words: str, *, items: Collection[str], marking: str) -> ReviewComment:
    """What a person typed as a comment: "MOD-VAL-1: which data?" is about an item, anything else about the whole."""
    name, colon, rest = words.partition(":")
    item = name.strip().upper()
    if colon and item in items:
        return ReviewComment(text=rest.strip(), item_id=item, marking=marking)
    return ReviewComment(text=words.strip(), marking=marking)


def release_problems(review: Review, *, seen: str, by: str) -> tuple[str, ...]:
    """Why `by` can't release the packet now; empty when they can."""
    if seen != review.content:
        return ("The case has changed since you looked at it. Look at it again.",)
    if any(one.seen == seen and same_person(one.by, by) for one in review.releases):
        return (f"{by} has released the packet of this case as it stands already.",)
    return ()


def label_problem(review: Review) -> str:
    """Why no compliance label may be given, as far as the review goes; empty when it may.

    Section 4(d)(1) lets the head of the agency identify a deployment as compliant; answers that nobody but the people
    who gave them has accepted are no ground for that.
    """
    if review.stands:
        return ""
    return f"The evaluation has to be accepted on the page Review first. {review.sentence}"


def export_problem(review: Review, *, by: str) -> str:
    """Why `by` can't make a packet now, where packets need a second person; empty when they can."""
    if not review.two_person or review.released(by=by):
        return ""
    if any(one.seen == review.content for one in review.releases):
        return f"{by} released the packet; whoever makes it has to be another person."
    return "Packets of this case need a second person, and nobody has released this one as it stands."


def countersign_problem(review: Review, *, content: str) -> str:
    """Why nobody signs a packet of this case that was made of it as it stood under `content`; empty when they may.

    Where packets need a second person, somebody must have released that very state; it may be an earlier one.
    """
    if not review.two_person or any(one.seen == content for one in review.releases):
        return ""
    return "Packets of this case need a second person, and nobody has released what this one was made of."


def _submit(asked: _Asked) -> list[str]:
    if asked.review.state == "accepted":
        return ["The evaluation is accepted and locked."]
    return ["The evaluation is submitted already."] if asked.review.state == "submitted" else []


def _return(asked: _Asked) -> list[str]:
    if asked.review.state != "submitted":
        return ["Only an evaluation that was submitted can be returned."]
    return [] if asked.act.comments else ["Say with at least one comment what is to be done."]


def _accept(asked: _Asked) -> list[str]:
    review, role, by = asked.review, asked.act.role, asked.by
    if review.state not in ("submitted", "accepted"):
        return ["Only an evaluation that was submitted can be accepted."]
    if role not in ACCEPTING:
        return [f"Accept as one of {', '.join(ACCEPTING)}: the evaluator submits."]
    found = []
    own = next((name for name in review.workers if same_person(name, by)), None)
    if own is not None:
        found.append(f"{by} can't accept their own work: {own} answered, measured or submitted here.")
    holder = asked.roles.get(role)
    if holder is not None and not same_person(holder.name, by):
        found.append(f"{ACCEPTING[role]} is {holder.name}, as People says; {by} is not.")
    for one in review.acceptances:
        if one.role == role:
            found.append(f"{one.by} has accepted it as {ACCEPTING[role]} already.")
        elif same_person(one.by, by):
            found.append(f"{one.by} has accepted it already, as {ACCEPTING.get(one.role, one.role)}.")
    if not asked.complete and not asked.act.remark.strip():
        found.append("The evaluation is incomplete: say in a remark why it is accepted all the same.")
    return found


def _reopen(asked: _Asked) -> list[str]:
    if asked.review.state != "accepted":
        return ["Only an accepted evaluation can be reopened."]
    return [] if asked.act.remark.strip() else ["Say why it is reopened."]


_PROBLEMS = {"submit": _submit, "return": _return, "accept": _accept, "reopen": _reopen}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
