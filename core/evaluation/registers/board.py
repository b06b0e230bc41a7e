"""The review board: whether meetings, members and votes fit together, and how a vote went (action plan RG-3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.evaluation.deployment_record import Part
from core.evaluation.names import same_person
from core.evaluation.parts import marked, of_kind


@dataclass(frozen=True, kw_only=True)
class BoardDecision:
    """A meeting with its votes; `counts` by vote: for, against, abstained, absent."""

    meeting: Part
    votes: tuple[Part, ...]
    counts: Counter[str]

    @property
    def sentence(self) -> str:
        """The decision with the votes: "Approved: 3 for, 1 against"."""
        told = ", ".join(f"{count} {vote}" for vote, count in self.counts.items())
        return f"{self.meeting.fields.get('decision', '').capitalize()}: {told or 'no vote is recorded'}"


def board_decisions(parts: Sequence[Part]) -> tuple[BoardDecision, ...]:
    """Every meeting with the votes that name it."""
    votes = of_kind(parts, "board-vote")
    return tuple(
        BoardDecision(
            meeting=meeting,
            votes=(held := tuple(one for one in votes if _same(one.fields.get("meeting", ""), meeting.title))),
            counts=Counter(one.fields.get("vote", "") for one in held),
        )
        for meeting in of_kind(parts, "board-meeting")
    )


def member_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Nobody presides where members are recorded."""
    members = of_kind(parts, "board-member")
    if members and not any(one.fields.get("role") == "chair" for one in members):
        return ("The board has no chair.",)
    return ()


def meeting_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Decisions that the votes do not carry, and conditions that are not said."""
    found = []
    for one in board_decisions(parts):
        title, decision = marked(one.meeting), one.meeting.fields.get("decision", "")
        ayes, noes = one.counts["for"], one.counts["against"]
        if not one.votes:
            found.append(f"{title}: no vote is recorded.")
        elif decision.startswith("approved") and ayes <= noes:
            found.append(f"{title}: recorded as {decision}, with {ayes} for and {noes} against.")
        elif decision == "not approved" and ayes > noes:
            found.append(f"{title}: recorded as not approved, with {ayes} for and {noes} against.")
        if decision == "approved with conditions" and not one.meeting.fields.get("conditions", "").strip():
            found.append(f"{title}: approved with conditions, and none is said.")
    return tuple(found)


def vote_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Votes of nobody, in no meeting, twice or by someone without a vote; dissent without its words."""
    members, meetings, votes = (of_kind(parts, f"board-{kind}") for kind in ("member", "meeting", "vote"))
    found = []
    for at, vote in enumerate(votes):
        named = vote.fields.get("meeting", "")
        seated = [one for one in members if same_person(one.title, vote.title)]
        if not any(_same(named, one.title) for one in meetings):
            found.append(f"{marked(vote)}: no meeting is recorded as “{named}”.")
        if not seated:
            found.append(f"{marked(vote)} voted and is not recorded as a member of the board.")
        elif vote.fields.get("vote") in ("for", "against") and all(
            one.fields.get("role") == "adviser without a vote" for one in seated
        ):
            found.append(f"{marked(vote)} is an adviser without a vote, and voted.")
        if _twice(vote, votes[:at]):
            found.append(f"{marked(vote)} voted twice in “{named}”.")
        if vote.fields.get("vote") == "against" and not vote.fields.get("dissent", "").strip():
            found.append(f"{marked(vote)} voted against in “{named}”; the dissent is not written down.")
    return tuple(found)


def _twice(vote: Part, before: Iterable[Part]) -> bool:
    named = vote.fields.get("meeting", "")
    return any(same_person(one.title, vote.title) and _same(one.fields.get("meeting", ""), named) for one in before)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
