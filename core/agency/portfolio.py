"""The portfolio: one line a deployment, from the packets that were taken in.

What counts is the newest packet that was verified; one that was not verified stands in the history and changes nothing,
whatever it claims. A deployment with no verified packet is not verified, and never compliant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from core.agency.records import Due, Joined, TakenIn
from core.evaluation.calendar_days import days_left, parse_day
from core.evaluation.clocks import SOON_DAYS

Word = TypeVar("Word", bound=str)
State = Literal[
    "compliant", "does not meet", "incomplete", "first screen", "not verified", "no duty", "use ceased", "not decided"
]
STATES: Mapping[State, str] = {
    "compliant": "a complete evaluation meets the guidelines (4(d)(1))",
    "does not meet": "a complete evaluation found what does not meet the guidelines (4(d)(2))",
    "incomplete": "the evaluation is not complete (4(d)(2): not evaluated)",
    "first screen": "only the core items were evaluated (4(d)(2): not evaluated)",
    "not verified": "no packet of it could be verified (4(d)(2): not evaluated)",
    "not decided": "whether section 4 applies, or whether an exemption still holds, is not decided",
    "no duty": "not an AI system, not a covered use, or the whole use is exempt (2(1), 4(a))",
    "use ceased": "its use has ended on record (4(b))",
}
Tier = Literal["high-impact", "rights or safety", "national security system", "none", "not decided"]
TIERS: Mapping[Tier, str] = {
    "high-impact": "high-impact AI (M-25-21)",
    "rights or safety": "rights- or safety-impacting AI (M-24-10, rescinded)",
    "national security system": "a national security system (44 U.S.C. 3552(b)(6))",
    "none": "none of these",
    "not decided": "the intake leaves a tier open",
}
ClockWord = Literal["passed", "soon", "running", "no date", "none open"]
CLOCKS: Mapping[ClockWord, str] = {
    "passed": "a day has passed or is today",
    "soon": f"a day comes within {SOON_DAYS} days",
    "running": "the next day is later",
    "no date": "a clock runs without a day: a date is not recorded",
    "none open": "no clock with a day is open",
}
_OPEN = ("running", "soon", "today", "passed", "no date")
_BY_WORD: Mapping[str, State] = {
    "meets": "compliant",
    "does not meet": "does not meet",
    "first screen passed": "first screen",
    "exempt": "no duty",
}


@dataclass(frozen=True, kw_only=True)
class NextClock:
    """The open clock that ends first. `left` is negative once it has passed; None without a day."""

    word: ClockWord
    title: str = ""
    clause: str = ""
    due: str = ""
    left: int | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One deployment. `newest` is what its packets say of it now; `history` holds every packet, oldest first.

    `cautions` are sentences on what does not fit together.
    """

    case_id: str
    newest: TakenIn
    state: State
    sentence: str
    tiers: tuple[Tier, ...]
    clock: NextClock
    history: tuple[TakenIn, ...]
    cautions: tuple[str, ...] = ()

    @property
    def deployed(self) -> bool:
        """Whether it is in use, as far as is known: what is not said counts as in use."""
        return self.newest.in_use != "no" and self.state != "use ceased"


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """Every deployment on `day`, by agency and name. `unread` are files that could not be read as packets: they name no
    deployment.
    """

    day: date
    standings: tuple[Standing, ...]
    unread: tuple[TakenIn, ...] = ()

    @cached_property
    def by_state(self) -> Mapping[State, int]:
        return _counted((one.state for one in self.standings), STATES)

    @cached_property
    def by_tier(self) -> Mapping[Tier, int]:
        return _counted((tier for one in self.standings for tier in one.tiers), TIERS)

    @cached_property
    def by_clock(self) -> Mapping[ClockWord, int]:
        return _counted((one.clock.word for one in self.standings), CLOCKS)

    def one(self, case_id: str) -> Standing | None:
        """The deployment with this id, or a beginning of one that fits no other; None where there is none."""
        found = [one for one in self.standings if one.case_id.startswith(case_id)] if case_id else []
        exact = [one for one in found if one.case_id == case_id]
        return (exact or found)[0] if len(exact or found) == 1 else None


def portfolio(packets: Iterable[TakenIn], joins: Iterable[Joined], day: date) -> Portfolio:
    """The portfolio on `day`. `packets` may come in any order; those of joined cases are one deployment."""
    every = tuple(packets)
    leads = {one.case_id: one.to_case_id for one in joins if one.to_case_id}
    held: dict[str, list[TakenIn]] = {}
    for packet in every:
        if packet.readable:
            held.setdefault(_lead(packet.case_id or f"file-{packet.sha256}", leads), []).append(packet)
    made = [_standing(case_id, sorted(found, key=lambda one: one.order), day) for case_id, found in held.items()]
    made.sort(key=lambda one: (one.newest.agency.casefold(), one.newest.name.casefold(), one.case_id))
    return Portfolio(day=day, standings=tuple(made), unread=tuple(one for one in every if not one.readable))


def _lead(case_id: str, leads: Mapping[str, str]) -> str:
    seen = set()
    while case_id in leads and case_id not in seen:
        seen.add(case_id)
        case_id = leads[case_id]
    return case_id


def _standing(case_id: str, history: Sequence[TakenIn], day: date) -> Standing:
    verified = [one for one in history if one.verified]
    newest = verified[-1] if verified else history[-1]
    state, sentence = state_of(newest, day)
    return Standing(
        case_id=case_id,
        newest=newest,
        state=state,
        sentence=sentence,
        tiers=tiers_of(newest),
        clock=next_clock(newest, day),
        history=tuple(history),
        cautions=tuple(_cautions(newest, history)),
    )


def state_of(packet: TakenIn, day: date) -> tuple[State, str]:
    """The state of a deployment whose newest packet is `packet`, and the sentence that says why.

    Compliant is only what 4(d)(1) lets an agency identify so: verified, complete, and meeting the guidelines by both
    places in which the packet says it.
    """
    if not packet.verified:
        return "not verified", packet.why
    ceased = next((one for one in packet.clocks if one.decision == "cease" and _has_come(one.decision_day, day)), None)
    if ceased is not None:
        return "use ceased", f"Use ceased on {ceased.decision_day}."
    if packet.determinations.get("duties") == "do not apply":
        return _without_duty(packet, day)
    state = _BY_WORD.get(packet.word, "incomplete")
    if state == "compliant" and not (packet.complete and packet.meets):
        return "incomplete", "What the packet says of its completeness contradicts itself; it does not count."
    if state == "no duty":
        return _without_duty(packet, day)
    return state, packet.sentence


def _without_duty(packet: TakenIn, day: date) -> tuple[State, str]:
    words, until = packet.determinations, parse_day(packet.exempt_until)
    if words.get("covered-use") == "exempt" and until is not None and until < day:
        return "not decided", f"The exemption of the whole use ended on {packet.exempt_until}."
    if words.get("ai-system") == "no":
        return "no duty", "By its intake it is not an artificial intelligence system (2(1))."
    if words.get("covered-use") == "not covered":
        return "no duty", "By its intake it is not a covered use (4(a))."
    if words.get("covered-use") == "exempt":
        return "no duty", f"The whole use is exempt (4(a)(2)){f' until {packet.exempt_until}' if until else ''}."
    return "no duty", "By its record the duties of section 4 do not apply."


def tiers_of(packet: TakenIn) -> tuple[Tier, ...]:
    """The tiers that the packet states; "not decided" beside them where one is open or nothing is stated."""
    words = packet.determinations
    found: list[Tier] = []
    if words.get("m-25-21") == "yes":
        found.append("high-impact")
    if words.get("m-24-10") in ("both", "rights-impacting", "safety-impacting"):
        found.append("rights or safety")
    if words.get("nss") in ("prohibited", "high-impact", "neither"):
        found.append("national security system")
    if any(words.get(name, "undecided") == "undecided" for name in ("m-25-21", "m-24-10", "nss")):
        found.append("not decided")
    return tuple(found) or ("none",)


def next_clock(packet: TakenIn, day: date) -> NextClock:
    """The open clock of the deployment that ends first, read on `day` and not on that of the packet."""
    open_ones = [one for one in packet.clocks if packet.verified and one.state in _OPEN]
    dated = sorted((one for one in open_ones if parse_day(one.due)), key=lambda one: one.due)
    if not dated:
        return _undated(open_ones)
    first = dated[0]
    left = days_left(date.fromisoformat(first.due), day)
    word: ClockWord = "passed" if left <= 0 else "soon" if left <= SOON_DAYS else "running"
    return NextClock(word=word, title=first.title, clause=first.clause, due=first.due, left=left)


def _undated(open_ones: Sequence[Due]) -> NextClock:
    if not open_ones:
        return NextClock(word="none open")
    return NextClock(word="no date", title=open_ones[0].title, clause=open_ones[0].clause)


def _cautions(newest: TakenIn, history: Sequence[TakenIn]) -> Iterable[str]:
    if any(not one.verified and one.created > newest.created for one in history if newest.verified):
        yield "A newer packet was taken in and could not be verified; it changes nothing here."
    if newest.verified and not newest.stated:
        yield "The packet was made by an older program: it says nothing of tiers, clocks and the points of 4(d)(2)(B)."
    if newest.verified and newest.determinations.get("duties") == "undecided":
        yield "Whether section 4 applies is not decided; until then it counts as a covered use."


def _has_come(text: str, day: date) -> bool:
    named = parse_day(text)
    return named is not None and named <= day


def _counted(found: Iterable[Word], every: Iterable[Word]) -> Mapping[Word, int]:
    counts = Counter(found)
    return {word: counts[word] for word in every}
