"""The plan of action: what section 4(d)(2)(B) of the Act asks to be reported of what is not met."""

from __future__ import annotations

from datetime import date

from core.clock import parse
from core.evaluation.barriers import GROUPS, KINDS, size_text, totals
from core.evaluation.delay import FORM_ONLY
from core.evaluation.plan_of_action import PlanCounts, counts, days_late, gaps, milestone_is_overdue, state, why_delayed
from core.evaluation.records import Finding
from core.evaluation.verdict import conclusion
from core.manifest import POAM_NAME
from core.packet.contents import Contents, short
from core.packet.layout import files, signoff
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import identifier, moment
from core.packet.layout.references import References, finding_anchor, plan_anchor
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import counted, finding_sign, sign
from core.packet.pdf import palette
from core.packet.pdf.text import brief, markup

ANCHOR = "plan-of-action"
_GRAVITY = {"high": 0, "moderate": 1, "low": 2}
_ORDER = {"open": 0, "accepted": 1, "mitigated": 2}


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Plan of action", contents.marking, references)
    today = parse(contents.snapshot.taken_at).date()
    findings = [one for one in contents.snapshot.findings if one.status != "closed"]
    if not findings:
        out.say("No finding is open, mitigated or accepted: there is nothing to plan.")
        return out.end()
    findings.sort(key=lambda one: (_ORDER[one.status], _GRAVITY[one.severity], one.due or "9"))
    attached = out.link(files.ANCHOR, f"the attached file {POAM_NAME}")
    out.say(
        "Of a deployment that does not meet the guidelines, section 4(d)(2)(B) of the Act asks for the status of the"
        f" evaluation, progress, a justification of any delay, and barriers. The same is in {attached}, in OSCAL."
    )
    _status(out, contents, counts(contents.snapshot.findings, today))
    _progress(out, findings, today)
    _delays(out, findings, today)
    _barriers(out, findings)
    _accepted(out, findings)
    _gaps(out, findings, today)
    return out.end()


def _status(out: Chapter, contents: Contents, found: PlanCounts) -> None:
    out.section("plan-status", "(i) Status of the evaluation")
    out.say(markup(conclusion(contents.snapshot.progress).sentence))
    rows = [
        ("Open", f"{found.open:,}, of which {found.planned:,} in the plan with owner, date and milestone"),
        ("Past their date", f"{found.overdue:,}"),
        ("Mitigated", f"{found.mitigated:,}"),
        ("Risk accepted", f"{found.accepted:,}"),
        (
            "Closed",
            f"{found.closed:,} of {counted(found.total, 'finding')}, by a later answer, reading or red-team campaign",
        ),
        ("Milestones reached", f"{found.milestones_done:,} of {found.milestones:,}"),
    ]
    out.put(facts(rows, label_width=110))


def _progress(out: Chapter, findings: list[Finding], today: date) -> None:
    out.section("plan-progress", "(ii) Progress made towards compliance")
    out.say("Each finding that is not closed: open ones first, and of those the gravest.", "quiet")
    rows = [
        [
            out.link(finding_anchor(one.id), identifier(short(one.id))),
            f"{markup(one.marking)} {markup(brief(one.title))}",
            one.severity.capitalize(),
            finding_sign(state(one)),
            markup(one.owner) or "none named",
            _due(one, today),
            f"{sum(bool(step.done) for step in one.milestones)} of {len(one.milestones)}",
        ]
        for one in findings
    ]
    header = ["Finding", "Title", "Severity", "State", "Owner", "Due", "Milestones"]
    out.put(*grid(header, rows, [54, 134, 52, 70, 66, 64, 52]))
    for one in findings:
        if one.milestones or one.notes:
            _steps(out, one, today)


def _steps(out: Chapter, finding: Finding, today: date) -> None:
    anchor = plan_anchor(finding.id)
    out.names(anchor, f"plan of finding {short(finding.id)}")
    shown = out.link(finding_anchor(finding.id), identifier(short(finding.id)))
    out.part(f"{shown} &nbsp; {markup(finding.marking)} {markup(finding.title)}", anchor=anchor)
    rows = []
    for step in finding.milestones:
        late = sign("✖", "not reached, past its date", palette.BAD) if milestone_is_overdue(step, today) else ""
        reached = markup(step.done) or late or "not yet"
        rows.append([f"{markup(finding.marking)} {markup(step.text)}", markup(step.due), reached])
    if rows:
        out.put(*grid(["Milestone", "Due", "Reached"], rows, [320, 66, 106]))
    entries = [
        [moment(note.at), f"{markup(finding.marking)} {markup(note.text)}", markup(note.by)] for note in finding.notes
    ]
    if entries:
        out.put(*grid(["Progress", "What was done", "By"], entries, [96, 300, 96]))


def _delays(out: Chapter, findings: list[Finding], today: date) -> None:
    out.section("plan-delays", "(iii) Justification of delays")
    late = [one for one in findings if why_delayed(one, today) or one.delay]
    if not late:
        out.say("No finding is past its date, put off, or behind a milestone.")
        return
    rows = []
    for one in late:
        told = one.delay
        mark = markup(one.marking)
        missing = sign("✖", "not justified", palette.BAD)
        cells = [f"{mark} {markup(told.cause)}", f"{mark} {markup(told.action)}", markup(told.date)] if told else None
        shown = out.link(finding_anchor(one.id), identifier(short(one.id)))
        rows.append([shown, _due(one, today), *(cells or [missing, "", ""])])
    out.put(*grid(["Finding", "Due", "Cause", "Action", "Date"], rows, [56, 78, 150, 150, 58]))
    out.say(markup(FORM_ONLY), "note")


def _barriers(out: Chapter, findings: list[Finding]) -> None:
    out.section("plan-barriers", "(iv) Barriers to compliance")
    told = [(finding, one) for finding in findings for one in finding.barriers]
    if not told:
        out.say("No barrier was recorded.")
        return
    sums = [
        [
            KINDS[one.kind].title,
            GROUPS[KINDS[one.kind].group],
            str(one.count),
            size_text(amount=one.amount, unit=one.unit),
        ]
        for one in totals(one for _, one in told)
    ]
    if sums:
        out.put(
            *grid(["Kind", "Of which the Act speaks", "Number", "Size in all"], sums, [80, 236, 56, 120], right=(2,))
        )
    rows = []
    for finding, one in told:
        mark, gone = markup(finding.marking), f"<br/>gone since {markup(one.lifted)}" if one.lifted else ""
        remark = f"<br/>{mark} {markup(one.remark)}" if one.remark else ""
        shown = out.link(finding_anchor(finding.id), identifier(short(finding.id)))
        size = markup(size_text(amount=one.amount, unit=one.unit))
        rows.append([shown, KINDS[one.kind].title, f"{mark} {markup(one.text)}{remark}", f"{size}{gone}"])
    out.put(*grid(["Finding", "Kind", "What stands in the way", "Size"], rows, [56, 76, 260, 100]))


def _accepted(out: Chapter, findings: list[Finding]) -> None:
    held = [(one, one.acceptance) for one in findings if one.acceptance and one.status == "accepted"]
    if not held:
        return
    out.section("plan-accepted", "Risks accepted")
    place = out.link(signoff.ANCHOR, "the sign-off page")
    out.say(
        "Each was accepted in the case by the person named. The signature of the system owner on"
        f" {place} covers these acceptances: until that place is signed, they are recorded by name alone."
    )
    rows = [
        [
            out.link(finding_anchor(one.id), identifier(short(one.id))),
            markup(told.by),
            moment(told.at),
            markup(told.until) or "no end named",
            f"{markup(one.marking)} {markup(told.reason)}",
        ]
        for one, told in held
    ]
    out.put(*grid(["Finding", "Accepted by", "On", "Until", "Why"], rows, [56, 84, 88, 60, 204]))


def _gaps(out: Chapter, findings: list[Finding], today: date) -> None:
    rows = [
        [
            out.link(finding_anchor(one.id), identifier(short(one.id))),
            gap.clause,
            f"{markup(one.marking)} {markup(gap.sentence)}",
        ]
        for one in findings
        for gap in gaps(one, today)
    ]
    out.section("plan-gaps", "What the plan does not say yet")
    if not rows:
        out.say("Nothing: each open finding has an owner, a date and a milestone, and no delay is unexplained.")
        return
    out.say("What section 4(d)(2)(B) asks for and nobody has written yet.", "quiet")
    out.put(*grid(["Finding", "Clause", "What is missing"], rows, [56, 84, 352]))


def _due(finding: Finding, today: date) -> str:
    late = days_late(finding, today)
    if late:
        said = sign("✖", f"overdue by {counted(late, 'day')}", palette.BAD)
        return f"{markup(finding.due)}<br/>{said}"
    moved = finding.first_due and finding.due and finding.due > finding.first_due
    put_off = f"<br/>first set for {markup(finding.first_due)}" if moved else ""
    return f"{markup(finding.due)}{put_off}" if finding.due else "none set"
