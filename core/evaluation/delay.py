"""Whether a justification of a delay names a cause, an action and a date.

Section 4(d)(2)(B)(iii) of the Act asks for "a clear, specific justification for any delay". A program can't judge
whether one is true or sufficient. It can see that one of the three is not there: a part that is empty, or made only of
words that would fit every delay ("due to unforeseen circumstances", "will be fixed as soon as possible").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.evaluation.calendar_days import parse_day

Part = Literal["cause", "action", "date"]
PARTS: tuple[Part, ...] = ("cause", "action", "date")
FORM_ONLY = (
    "This checks the form alone: that a cause, an action and a date are named. "
    "Whether they are true and sufficient is for a person to judge."
)
LEAST_TELLING = 2  # words that would not fit every delay

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Words that say nothing about this delay: grammar, and what every delay could be said to be.
_STOCK = """
    a an and any are as at be been being but by can cannot could did do does due each etc for from had has have if in
    into is it its may might must no none not of off on or our out over shall should so some such than that the their
    them then there these they this those through to too under until up us very was we were what when where which while
    who why will with within without would yet you your all also because been both her him his i me my
    above action actions addressed addressing address again ago appropriate asap available awaiting away before behind
    below beyond challenge challenges circumstance circumstances coming competing complete completed completing complex
    complexity constraint constraints continue continued continues continuing control course date day days deadline
    deal delay delayed delays difficult difficulties difficulty done effort efforts ended event events expected
    extra factor factors finding findings finish finished fix fixed fixes fixing follow future general get gets getting
    going good handle handled handling happened happens hard high hope hopefully however implement implemented important
    improve improved improvement improvements internal external issue issues item just keep known lack lacking late
    later limit limitation limitations limited long look looking made make making many matter matters measure measures
    mitigate mitigated mitigation monitor monitored monitoring more most much necessary need needed needs new next nil
    nothing now occurred old ongoing operational order organisational organizational administrative other others
    outstanding part pending plan planned planning plans point possible postponed present priorities priority problem
    problems proceed process progress project projects quickly ready reason reasons regard related remark remains
    remediate remediated remediation remedy required resolution resolve resolved resolving resource resources result
    resume review reviewed same schedule scheduled see several shortage shortly situation something soon sooner step
    steps still take taken takes taking task tasks tba tbc tbd team technical thing things time timely todo try trying
    unavailable unclear underway unexpected unforeseen unknown unspecified update updated upcoming various way whatever
    work worked working works n na nbsp xxx
"""
_EMPTY = frozenset(_STOCK.split())


@dataclass(frozen=True, kw_only=True)
class DelayFault:
    """One of the three that is missing, and why, in a sentence for the person who wrote it."""

    part: Part
    message: str


def delay_faults(*, cause: str, action: str, date: str, today: date) -> tuple[DelayFault, ...]:
    """Which of cause, action and date a justification does not name, and why (section 4(d)(2)(B)(iii)).

    Empty when it names all three. `today` is the day on which it is written: the date must not lie before it. Only the
    form is looked at (`FORM_ONLY`), and only English stock phrases are known.
    """
    found = []
    why = _untold(cause, "Say what happened, where or to whom.")
    if why:
        found.append(DelayFault(part="cause", message=f"The cause is missing: {why}"))
    why = _untold(action, "Say what is done, and to what.")
    if not why and _telling(action) == _telling(cause):
        why = "it only repeats the cause. Say what is done about it."
    if why:
        found.append(DelayFault(part="action", message=f"The action is missing: {why}"))
    why = _no_date(date, today)
    if why:
        found.append(DelayFault(part="date", message=f"The date is missing: {why}"))
    return tuple(found)


def named(faults: tuple[DelayFault, ...]) -> str:
    """What a justification with these faults does name: "It names a cause and a date, and no action."."""
    words = {"cause": "a cause", "action": "an action", "date": "a date"}
    missing = {fault.part for fault in faults}
    there = [words[part] for part in PARTS if part not in missing]
    absent = [words[part].split()[1] for part in PARTS if part in missing]
    if not there:
        return "It names neither a cause nor an action nor a date."
    if not absent:
        return "It names a cause, an action and a date."
    return f"It names {' and '.join(there)}, and no {' and no '.join(absent)}."


def _untold(text: str, ask: str) -> str:
    shown = " ".join(text.split())
    if not shown:
        return f"nothing is written. {ask}"
    if len(_telling(text)) < LEAST_TELLING:
        return f"'{_brief(shown)}' would fit any delay. {ask}"
    return ""


def _telling(text: str) -> frozenset[str]:
    """The words of `text` that say something about this delay."""
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(text)}
    return frozenset(word for word in words if word not in _EMPTY and len(set(word)) > 1)


def _no_date(text: str, today: date) -> str:
    if not text.strip():
        return "none is written. Give the day by which it will be done, as 2026-11-22."
    day = parse_day(text.strip())
    if day is None:
        return f"'{_brief(text.strip())}' is not a day. Write it as 2026-11-22."
    if day < today:
        return f"{day.isoformat()} has passed already. Give the day by which it will be done."
    return ""


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
