"""The review of the evaluation: where it stands, what this person may do now and why not, comments, who saw what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import clock
from desktop.session import Change, Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, PillWord, RegisterState, Row
from desktop.viewmodels.shown import digest_groups

if TYPE_CHECKING:
    from core.evaluation.review import Review, ReviewAct, ReviewKind

_PILLS: Mapping[str, tuple[str, str]] = {
    "open": ("Being worked on", "none"),
    "submitted": ("Submitted", "info"),
    "returned": ("Returned", "warn"),
    "accepted": ("Accepted and locked", "good"),
}
_CHANGED = ("Changed since it was accepted", "bad")
_DONE = {"submit": "Submitted", "return": "Returned", "accept": "Accepted", "reopen": "Reopened"}
_SAID = {
    "submit": "Submitted for review.",
    "return": "Returned with comments.",
    "accept": "Accepted and locked until somebody reopens it. Its plan of action goes on.",
    "reopen": "Reopened. It can be changed again.",
}
_REMARK = FormField(id="remark", title="Remark", kind="lines")
_REASON = FormField(id="remark", title="Reason", kind="lines", needed=True)
_COMMENTS = FormField(
    id="comments",
    title="Comments",
    kind="lines",
    needed=True,
    help="One a line. Begin with an item to bind it to that: MOD-VAL-1: which data?",
)


@dataclass(frozen=True, kw_only=True)
class ReviewPageState:
    """What the page shows; `content` is the digest of the case that stands before the person's eyes, `whose` tells one
    case and person from another.
    """

    pill: PillWord = ("", "none")
    sentence: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    may: tuple[tuple[str, str], ...] = ()  # what can be done, and whether this person can
    content: str = ""
    whose: tuple[str, str] = ("", "")
    timeline: RegisterState
    comments: tuple[tuple[str, str], ...] = ()  # item (or ""), what is said
    comments_by: str = ""
    second: RegisterState


class ReviewModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state = ReviewPageState(timeline=_timeline(None, (), ""), second=_second(None, "", ""))
        self.refresh()

    def _follow(self, change: Change) -> None:
        """Another person in front of the window may do other things."""
        if change.kinds - {"drafts"}:
            self.refresh()

    def open_item(self, item_id: str) -> None:
        """Go to the item that a comment is about."""
        self._session.ask_page("checklist", {"item": item_id})

    def act(self, kind: str, _row_id: str, values: Mapping[str, str]) -> bool:
        """Do one act of the review, with what stands before the person's eyes as what was seen."""
        from core.evaluation.review import ReviewAct, comment_of

        held, marking = self._session, self._session.portion
        items = held.pack.by_id.keys()
        lines = [line for line in values.get("comments", "").splitlines() if line.strip()]
        act = ReviewAct(
            kind=kind,  # type: ignore[arg-type]
            evaluation_id="",
            seen=self.state.content,
            role=values.get("role", ""),
            remark=values.get("remark", "").strip(),
            marking=marking,
            comments=tuple(comment_of(line, items=items, marking=marking) for line in lines),
        )
        complete, by = held.progress.complete, held.person
        return self._record(
            lambda store: store.act_on_review(act, complete=complete, items=items, by=by), _SAID[kind], "record"
        )

    def act_on_packets(self, key: str, _row_id: str, values: Mapping[str, str]) -> bool:
        """Set the rule of the second person, or release the packet as that person."""
        remark, by = values.get("remark", ""), self._session.person
        if key == "release":
            seen = self.state.content
            return self._record(
                lambda store: store.release_packet(seen=seen, remark=remark, by=by),
                "Released. Somebody else can make and sign the packet now.",
            )
        return self._record(
            lambda store: store.set_two_person(on=key == "on", reason=remark, by=by),
            "Packets need a second person now." if key == "on" else "Packets no longer need a second person.",
        )

    def _read(self) -> ReviewPageState:
        held = self._session
        review, progress, evaluation = held.review, held.progress, held.evaluation
        blocked = held.why_read_only or ("" if evaluation else "No evaluation has been started.")
        returned = next((act for act in reversed(review.acts) if act.comments), None)
        actions = tuple(_actions(held))
        gaps = len(progress.missing)
        missing = f"{gaps:,} thing{'' if gaps == 1 else 's'}; see Overview" if gaps else "nothing"
        return ReviewPageState(
            pill=_CHANGED if review.changed else _PILLS[review.state],
            sentence=review.sentence,
            facts=(
                ("Evaluation", evaluation.title if evaluation else "none"),
                ("Answered", f"{progress.answered:,} of {progress.due:,} items due"),
                ("Still missing", missing),
                ("Open findings", f"{progress.open_findings:,}"),
                ("Digest of what you see", digest_groups(review.content, 8)),
            ),
            may=tuple((one.title, one.blocked or blocked or f"{held.person} can do this now.") for one in actions),
            content=review.content,
            whose=(str(held.path), held.person),
            timeline=_timeline(review, actions, blocked),
            comments=tuple((one.item_id, _words(one.marking, one.item_id, one.text)) for one in returned.comments)
            if returned
            else (),
            comments_by=f"{returned.by}, {clock.shown(returned.at)}" if returned else "",
            second=_second(review, held.person, held.why_read_only),
        )


def _words(marking: str, item_id: str, text: str) -> str:
    return f"{marking} {item_id + ': ' if item_id else ''}{text}"


def _actions(held: Session) -> Iterator[Action]:
    """What can be done, with why not where this person can't do it now."""
    from core.evaluation.review import ACCEPTING

    yield Action(
        key="submit", title="Submit for review", icon="arrow_forward", needs_row=False, fields=(_REMARK,),
        save="Submit", blocked=_why_not(held, "submit"),
    )  # fmt: skip
    yield Action(
        key="return", title="Return with comments", icon="undo", needs_row=False, fields=(_COMMENTS, _REMARK),
        save="Return", blocked=_why_not(held, "return"),
    )  # fmt: skip
    refused = {role: _why_not(held, "accept", role) for role in ACCEPTING}
    open_to = tuple((role, title) for role, title in ACCEPTING.items() if not refused[role])
    reasons = tuple(dict.fromkeys(refused.values()))
    needed = not held.progress.complete
    remark = FormField(
        id="remark", title="Remark", kind="lines", needed=needed,
        help="The evaluation is incomplete: say why it is accepted all the same" if needed else "",
    )  # fmt: skip
    role = FormField(id="role", title="Accept as", kind="choice", choices=open_to)
    yield Action(
        key="accept", title="Accept and lock", icon="lock", needs_row=False, fields=(role, remark),
        save="Accept what I have seen", blocked="" if open_to else " ".join(reasons[:1]),
    )  # fmt: skip
    yield Action(
        key="reopen", title="Reopen", icon="lock_open", needs_row=False, fields=(_REASON,),
        save="Reopen", blocked=_why_not(held, "reopen"),
    )  # fmt: skip


def _why_not(held: Session, kind: ReviewKind, role: str = "") -> str:
    """Why the person can't do this now, whatever they would write; empty when they can."""
    from core.evaluation.review import ReviewAct, ReviewComment, act_problems

    if held.evaluation is None:
        return "No evaluation has been started."
    said = (ReviewComment(text="said"),) if kind == "return" else ()
    act = ReviewAct(kind=kind, evaluation_id="", seen=held.review.content, role=role, remark="said", comments=said)
    found = act_problems(
        act, held.review, by=held.person, complete=True, items=held.pack.by_id.keys(), roles=held.record.roles
    )
    return found[0] if found else ""


def _timeline(review: Review | None, actions: tuple[Action, ...], blocked: str) -> RegisterState:
    acts = review.acts if review else ()
    content = review.content if review else ""
    return RegisterState(
        title="What happened",
        subtitle="Nobody accepts their own work, and what is accepted is what was seen.",
        columns=("When", "What", "By", "Saw", "Remark"),
        wide=4,
        rows=tuple(_row(act, content) for act in reversed(acts)),
        actions=actions or _NO_ACTIONS,
        empty="Nobody has submitted this evaluation yet.",
        blocked=blocked,
    )


_NO_ACTIONS = tuple(
    Action(key=key, title=title, icon=icon, needs_row=False)
    for key, title, icon in (
        ("submit", "Submit for review", "arrow_forward"),
        ("return", "Return with comments", "undo"),
        ("accept", "Accept and lock", "lock"),
        ("reopen", "Reopen", "lock_open"),
    )
)


def _row(act: ReviewAct, content: str) -> Row:
    from core.evaluation.review import ACCEPTING

    role = f" as {ACCEPTING.get(act.role, act.role)}" if act.role else ""
    count = len(act.comments)
    remark = (
        f"{act.marking} {act.remark}" if act.remark else f"{count} comment{'' if count == 1 else 's'}" if count else ""
    )
    detail = [
        ("Saw the case under", digest_groups(act.seen, 8)),
        ("Since then", _since(act, content)),
        *(("Comment", _words(one.marking, one.item_id, one.text)) for one in act.comments),
    ]
    return Row(
        id=act.id,
        cells=(clock.shown(act.at), f"{_DONE[act.kind]}{role}", act.by, act.seen[:8], " ".join(remark.split())),
        detail=tuple([*detail, ("Remark", f"{act.marking} {act.remark}")] if act.remark else detail),
    )


def _since(act: ReviewAct, content: str) -> str:
    if act.seen == content:
        return "the case is as it was"
    return "its plan of action went on, the rest is as it was" if act.seen == act.now else "the case has changed"


def _second(review: Review | None, person: str, blocked: str) -> RegisterState:
    on, content = bool(review and review.two_person), review.content if review else ""
    why = "" if on else "Packets of this case do not need a second person."
    if review and on:
        from core.evaluation.review import release_problems

        why = " ".join(release_problems(review, seen=content, by=person)[:1])
    said = "Needed: nobody makes a packet of this case alone." if on else "Not needed: whoever has the key signs."
    return RegisterState(
        title="The second person for packets",
        subtitle=said,
        columns=("When", "Released by", "Saw", "Holds"),
        wide=3,
        rows=tuple(
            Row(
                id=f"{one.at} {one.by} {one.seen}",
                cells=(
                    clock.shown(one.at),
                    one.by,
                    one.seen[:8],
                    "for the case as it stands" if one.seen == content else "no longer: the case has changed",
                ),
            )
            for one in reversed(review.releases if review else ())
        ),
        actions=(
            Action(key="release", title="Release the packet", icon="check", needs_row=False, fields=(_REMARK,),
                   save="Release what I have seen", blocked=why),
            Action(key="on", title="Need a second person", icon="people", needs_row=False, fields=(_REASON,),
                   blocked="Packets need a second person already." if on else ""),
            Action(key="off", title="No longer need one", icon="person", needs_row=False, fields=(_REASON,),
                   blocked="" if on else "Packets do not need a second person."),
        ),
        empty="Nobody has released a packet.",
        opened=False,
        blocked=blocked,
    )  # fmt: skip
