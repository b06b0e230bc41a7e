"""The record of a deployment that does not meet the guidelines, or is not evaluated: section 4(d)(2).

(A) asks for public documentation, (B) for (i) the status of the evaluation, (ii) progress, (iii) "a clear, specific
justification for any delay" and (iv) "any barriers to compliance, including resource constraints". There are two
papers: the record, with every text behind its mark, and the public extract: what is marked (U), without who
owns or decided what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from core.evaluation.barriers import KINDS, size_text
from core.evaluation.clocks import Clock, going_on_words
from core.evaluation.deployment_record import ClockDecision
from core.evaluation.plan_of_action import counts, gaps, state, why_delayed
from core.evaluation.records import Finding
from core.evaluation.verdict import conclusion
from core.marking import banner_to_portion
from core.outputs.paper import Block, Facts, Grid, Paper, Points, Section, Words
from core.outputs.public import made, pack_name, public_paper, public_refusals, titled, told
from core.outputs.sifting import sieve_of
from core.snapshot import Snapshot

ID, TITLE = "noncompliance", "Noncompliance record"
PUBLIC_ID, PUBLIC_TITLE = "noncompliance-public", "Public documentation of a deployment that is not compliant"
_CLOCKS = ("existing", "new", "noncompliant", "congress")
_OWN_CLOCKS = ("existing", "new")  # those of the deployment itself
Shown = Callable[[str, str], str]  # portion mark and text, as they stand in the paper


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there is no record: the deployment meets the guidelines. Empty when there is one to be made.

    Section 4(d)(2) asks for it of a deployment that "is not compliant or is not evaluated": it needs no evaluation.
    """
    if snapshot.progress.meets_guidelines:
        return ("The deployment meets the guidelines: section 4(d)(2) asks for no record.",)
    return ()


def public_extract_refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there can't be a public extract yet; empty when there can."""
    return (*refusals(snapshot), *public_refusals(snapshot))


def paper(snapshot: Snapshot) -> Paper:
    """The record as the agency keeps and reports it, marked as the case is, every text behind its portion mark."""
    own, told_of = snapshot.deployment, banner_to_portion(snapshot.deployment.marking)
    findings = snapshot.findings
    blocks = [
        Facts(
            rows=(
                ("Agency", f"{told_of} {own.agency}"),
                ("Deployment", f"{told_of} {own.name}"),
                ("Purpose", f"{told_of} {own.purpose}"),
                ("System owner", f"{told_of} {own.owner}"),
            )
        ),
        *_status(snapshot, lambda portion, text: f"{portion} {text}"),
        *_points(snapshot, findings, tuple(snapshot.record.decisions.values()), _with_mark, people=True),
        *_gaps(snapshot, findings),
    ]
    return Paper(
        id=ID,
        title=titled(snapshot, TITLE),
        about=own.name or snapshot.title,
        marking=own.marking,
        blocks=tuple(blocks),
        made=f"{made(snapshot)} By {snapshot.taken_by}.",
        made_at=snapshot.taken_at,
    )


def public_extract(snapshot: Snapshot) -> Paper:
    """What is made public of it under 4(d)(2)(A): portions marked (U) alone, and not who owns or decided what."""
    sieve = sieve_of(snapshot)
    known = told(snapshot, sieve)
    findings = sieve.only(snapshot.findings, "findings")
    decisions = sieve.only(snapshot.record.decisions.values(), "decisions")
    blocks: list[Block] = [
        Facts(rows=(("Agency", known.agency), ("Deployment", known.name), ("Purpose", known.purpose))),
        *_status(snapshot, lambda _, text: sieve.text(text, "names of evaluations")),
        *_points(snapshot, findings, decisions, lambda _, text: text, people=False),
        Section(title="About this document"),
        Words(text=sieve.sentence()),
    ]
    contact = snapshot.record.public_words.fields.get("contact", "")
    blocks.append(Facts(rows=(("Contact", contact or "The agency has not named one yet."),)))
    return public_paper(snapshot, PUBLIC_ID, PUBLIC_TITLE, blocks)


def _with_mark(portion: str, text: str) -> str:
    return f"{portion} {text}" if text else ""


def _status(snapshot: Snapshot, shown: Shown) -> Iterator[Block]:
    progress, whole = snapshot.progress, banner_to_portion(snapshot.deployment.marking)
    yield Section(title="(i) Status of the evaluation")
    if snapshot.begun:
        yield Words(text=conclusion(progress).sentence, style="lead")
        yield Words(text=f"{progress.answered:,} of {progress.due:,} items due of {pack_name(snapshot)} are answered.")
    else:
        yield Words(text="The deployment is not evaluated: no evaluation has been begun.", style="lead")
    passes = snapshot.record.evaluations or ((snapshot.evaluation,) if snapshot.begun else ())
    rows = tuple(
        (one.opened_at[:10], f"{one.stage.capitalize()} stage", f"{one.pack_id} {one.pack_version}", titled)
        for one in passes
        if (titled := shown(whole, one.title)) or True
    )
    if rows:
        yield Grid(title="Evaluations so far", header=("Begun", "Stage", "Guidelines", "Title"), rows=rows)
    clocks = [clock for clock in snapshot.act.clocks if clock.id in _CLOCKS and clock.state != "does not apply"]
    yield Grid(
        title="Clocks of section 4",
        header=("Clause", "What is due", "Last day", "State"),
        rows=tuple(
            (one.clause, one.title, one.due.isoformat() if one.due else "", _clock_state(one)) for one in clocks
        ),
    )


def _clock_state(clock: Clock) -> str:
    """The state without the days left, which are others every day, and without what a person decided."""
    return "running" if clock.state == "soon" else clock.state


def _points(
    snapshot: Snapshot,
    findings: Sequence[Finding],
    decisions: Sequence[ClockDecision],
    shown: Shown,
    *,
    people: bool,
) -> Iterator[Block]:
    yield from _progress(snapshot, findings, shown)
    yield from _delays(snapshot, findings, decisions, shown, people=people)
    yield from _barriers(findings, shown)


def _progress(snapshot: Snapshot, findings: Sequence[Finding], shown: Shown) -> Iterator[Block]:
    done = counts(findings, snapshot.act.day)
    yield Section(title="(ii) Progress towards compliance")
    yield Words(text=done.sentence)
    rows = tuple(
        (
            shown(one.marking, one.title),
            one.severity,
            state(one),
            one.due or "no date",
            "; ".join(
                f"{step.due}: {shown(one.marking, step.text)} ({'reached ' + step.done if step.done else 'to come'})"
                for step in one.milestones
            ),
            "; ".join(f"{note.at[:10]}: {shown(one.marking, note.text)}" for note in one.notes),
        )
        for one in findings
        if one.status != "closed"
    )
    if rows:
        header = ("Finding", "Severity", "State", "Due", "Milestones", "Progress noted")
        yield Grid(title="Findings that are not closed", header=header, rows=rows)


def _delays(
    snapshot: Snapshot,
    findings: Sequence[Finding],
    decisions: Sequence[ClockDecision],
    shown: Shown,
    *,
    people: bool,
) -> Iterator[Block]:
    yield Section(title="(iii) Justification of delays")
    going_on = [one for one in decisions if one.kind in ("continue", "cease")]
    for one in going_on:
        goes_on = one.kind == "continue"
        said = going_on_words(one, people=people) if goes_on else f"The use ends, {one.day}. {one.reason}".strip()
        owner = f" Owner: {one.owner}." if people else ""
        yield Words(text=shown(one.marking, f"{said}{owner}"))
    passed = [
        one for one in snapshot.act.clocks if one.id in _OWN_CLOCKS and one.state == "passed" and not one.decision
    ]
    for clock in passed:
        said = f"The last day of section {clock.clause}, {clock.due}, has passed ({clock.title.lower()})."
        yield Words(text=f"{said} No decision on the use is recorded yet.")
    late = [(one, why) for one in findings if (why := why_delayed(one, snapshot.act.day)) or one.delay]
    if not late and not going_on and not passed:
        yield Words(text="No finding is past its date, put off, or behind a milestone.")
    if late:
        rows = tuple(
            (
                shown(one.marking, one.title),
                why or "not late now",
                shown(one.marking, one.delay.cause) if one.delay else "not justified yet",
                shown(one.marking, one.delay.action) if one.delay else "",
                one.delay.date if one.delay else "",
            )
            for one, why in late
        )
        header = ("Finding", "Delay", "Cause", "Action", "By")
        yield Grid(title="Findings that are late", header=header, rows=rows)


def _barriers(findings: Sequence[Finding], shown: Shown) -> Iterator[Block]:
    yield Section(title="(iv) Barriers to compliance")
    rows = tuple(
        (
            KINDS[one.kind].title,
            shown(finding.marking, one.text),
            size_text(amount=one.amount, unit=one.unit),
            f"gone since {one.lifted}" if one.lifted else "stands",
            shown(finding.marking, finding.title),
        )
        for finding in findings
        for one in finding.barriers
    )
    if not rows:
        yield Words(text="No barrier is recorded.")
        return
    header = ("Kind", "What stands in the way", "Size", "State", "Finding")
    yield Grid(title="Barriers, resource constraints included", header=header, rows=rows)


def _gaps(snapshot: Snapshot, findings: Sequence[Finding]) -> Iterator[Block]:
    missing = tuple(
        f"{one.marking} {one.title}: {gap.sentence} ({gap.clause})"
        for one in findings
        for gap in gaps(one, snapshot.act.day)
    )
    if missing:
        yield Section(title="What this record does not say yet")
        yield Points(points=missing)
