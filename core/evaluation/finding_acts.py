"""What a person may do with a finding, and why not, where they may not.

Section 4(d)(2)(B) of the Act asks of each deployment that does not comply for the status of the evaluation, progress,
a justification of any delay, and barriers. Each act below records a part of that; nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from core.evaluation.barriers import barrier_problems
from core.evaluation.calendar_days import date_problem, parse_day
from core.evaluation.delay import delay_faults
from core.evaluation.names import same_person
from core.evaluation.records import Finding, FindingStatus, Severity
from core.evaluation.review import LOCKED

STAYS = (
    "The evaluation is accepted with this in its plan of action, so it is not taken out. Say in the progress log what"
    " became of it."
)
SEVERITIES: tuple[Severity, ...] = ("low", "moderate", "high")


@dataclass(frozen=True, kw_only=True)
class Change:
    """Another status, owner, date, severity or remark; None leaves a field as it is.

    `reason` says why the severity is changed or the risk accepted (the remark, where it is None); `until` is the day on
    which an acceptance ends.
    """

    status: FindingStatus | None = None
    owner: str | None = None
    due: str | None = None
    severity: Severity | None = None
    remark: str | None = None
    reason: str | None = None
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class SetMilestone:
    """A milestone as it is to be; without an id a new one. `dropped` takes it out of the plan."""

    text: str
    due: str
    done: str = ""
    id: str = ""
    dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class SetBarrier:
    """A barrier as it is to be; without an id a new one."""

    kind: str
    text: str
    amount: str = ""
    unit: str = ""
    remark: str = ""
    lifted: str = ""
    id: str = ""
    dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class JustifyDelay:
    """Why it is late, what ends the delay, and when (section 4(d)(2)(B)(iii))."""

    cause: str
    action: str
    date: str


@dataclass(frozen=True, kw_only=True)
class NoteProgress:
    """One entry of the progress log (section 4(d)(2)(B)(ii))."""

    text: str


Act = Change | SetMilestone | SetBarrier | JustifyDelay | NoteProgress


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the case knows when somebody acts: the day, who acts, the system owner, and who did the work.

    `workers` are those who answered the item or ran the reading that the finding is about. `locked`: the evaluation is
    accepted, so that of a finding only its plan of action goes on.
    """

    today: date
    by: str
    system_owner: str = ""
    workers: Collection[str] = ()
    locked: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why an act can't be done: the field of the act that it is about ("": none of them), and a sentence."""

    field: str
    sentence: str


def act_problems(finding: Finding, act: Act, known: Known) -> tuple[Problem, ...]:
    """Why `known.by` can't do `act` with `finding`; empty when they can."""
    if finding.status == "closed":
        said = "The finding is closed; a newer answer, reading or red-team campaign opens another one."
        return (Problem(field="", sentence=said),)
    if known.locked and isinstance(act, Change):
        return (Problem(field="", sentence=LOCKED),)
    if known.locked and isinstance(act, SetMilestone | SetBarrier) and act.dropped:
        return (Problem(field="", sentence=STAYS),)
    return tuple(Problem(field=field, sentence=sentence) for field, sentence in _problems(finding, act, known))


def _problems(finding: Finding, act: Act, known: Known) -> Iterator[tuple[str, str]]:
    if isinstance(act, Change):
        yield from _change_problems(finding, act, known)
    elif isinstance(act, SetMilestone):
        yield from _milestone_problems(finding, act)
    elif isinstance(act, SetBarrier):
        if act.id and act.id not in {one.id for one in finding.barriers}:
            yield "", "There is no such barrier on this finding."
        yield from barrier_problems(kind=act.kind, text=act.text, amount=act.amount, unit=act.unit, lifted=act.lifted)
    elif isinstance(act, JustifyDelay):
        for fault in delay_faults(cause=act.cause, action=act.action, date=act.date, today=known.today):
            yield fault.part, fault.message
    elif not act.text.strip():
        yield "text", "An entry of the progress log needs a sentence."


def is_lower(severity: Severity, than: Severity) -> bool:
    return SEVERITIES.index(severity) < SEVERITIES.index(than)


def severity_reason(act: Change) -> str:
    """Why the severity is changed: the reason, or the remark that was given with it."""
    return ((act.remark or "") if act.reason is None else act.reason).strip()


def acceptance_reason(finding: Finding, act: Change) -> str:
    """Why the risk is accepted: the reason, the remark that is given with it, or the one that stands."""
    return severity_reason(act) or (finding.remark.strip() if act.remark is None else "")


def _change_problems(finding: Finding, act: Change, known: Known) -> Iterator[tuple[str, str]]:
    if act.status is not None and act.status not in ("open", "mitigated", "accepted", "closed"):
        yield "status", f"'{act.status}' is not a status of a finding."
    if act.status == "closed":
        said = "A finding is closed by a newer answer, reading or red-team campaign;"
        yield "status", f"{said} record it as mitigated or accepted instead."
    said = (finding.remark if act.remark is None else act.remark).strip()
    if act.status == "mitigated" and act.status != finding.status and not said:
        yield "remark", "A finding that is mitigated needs a remark that says what was done."
    if act.status == "accepted":
        yield from _acceptance_problems(finding, act, known)
    elif act.until:
        yield "until", "Only an acceptance has an end: choose accepted, or leave out until when."
    if act.severity is not None and act.severity not in SEVERITIES:
        yield "severity", f"'{act.severity}' is not a severity: low, moderate or high."
    elif act.severity is not None and is_lower(act.severity, finding.severity) and not severity_reason(act):
        yield "reason", "A lower severity needs a reason; the original stays beside it with your name and the date."
    problem = date_problem((act.due or "").strip())
    if problem:
        yield "due", problem


def _acceptance_problems(finding: Finding, act: Change, known: Known) -> Iterator[tuple[str, str]]:
    """The Act asks the head of the agency to answer for what does not comply (4(d)(2)); the risk is the owner's."""
    if not known.system_owner.strip():
        yield "by", "The deployment names no system owner, who alone can accept a risk."
    elif not same_person(known.by, known.system_owner):
        yield "by", f"Only the system owner, {known.system_owner}, can accept this risk; {known.by} can't."
    if any(same_person(known.by, worker) for worker in (*known.workers, finding.opened_by)):
        yield "by", f"{known.by} answered or measured what this finding is about; nobody accepts their own work."
    if not acceptance_reason(finding, act):
        yield "remark", "A finding that is accepted needs a remark that says why the risk is accepted."
    until = parse_day((act.until or "").strip())
    if until is None:
        wrong = f"'{act.until}' is not a date" if act.until else "An acceptance needs the day on which it ends"
        yield "until", f"{wrong}: write it as 2026-11-22."
    elif until < known.today:
        yield "until", f"The acceptance would end on {until.isoformat()}, which has passed."


def _milestone_problems(finding: Finding, act: SetMilestone) -> Iterator[tuple[str, str]]:
    if act.id and act.id not in {one.id for one in finding.milestones}:
        yield "", "There is no such milestone on this finding."
    if not act.text.strip():
        yield "text", "A milestone needs a sentence that says what is reached."
    if not act.due.strip():
        yield "due", "A milestone needs the day by which it is reached, as 2026-11-22."
    for field, text in (("due", act.due), ("done", act.done)):
        problem = date_problem(text.strip())
        if problem:
            yield field, problem
