"""Findings: what does not hold, how grave it is, and what is done about it."""

from __future__ import annotations

from core.evaluation.plan_of_action import state
from core.evaluation.records import Finding, SeverityChange
from core.packet.contents import Contents, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import identifier, moment
from core.packet.layout.references import References, finding_anchor, item_anchor, plan_anchor, reading_anchor
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import finding_sign
from core.packet.pdf.text import brief, markup

ANCHOR = "findings"
_CAUSES = {
    "no": "an answer no",
    "partly": "an answer partly",
    "threshold": "a reading that failed a threshold",
    "red-team": "a red-team campaign that failed",
    "not-evaluated": "what a person recorded before the first evaluation",
}
_ORDER = {"open": 0, "accepted": 1, "mitigated": 2, "closed": 3}
_GRAVITY = {"high": 0, "moderate": 1, "low": 2}


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Findings", contents.marking, references)
    findings = sorted(contents.snapshot.findings, key=lambda f: (_ORDER[f.status], _GRAVITY[f.severity]))
    if not findings:
        out.say("No finding was opened.")
        return out.end()
    rows = [
        [
            out.link(finding_anchor(finding.id), identifier(short(finding.id))),
            f"{markup(finding.marking)} {markup(brief(finding.title))}",
            _severity(finding),
            finding_sign(state(finding)),
            markup(finding.owner) or "none named",
            markup(finding.due) or "none set",
        ]
        for finding in findings
    ]
    header = ["Finding", "Title", "Severity", "Status", "Owner", "Due"]
    out.put(*grid(header, rows, [56, 164, 66, 70, 76, 60]))
    for finding in findings:
        _one(out, finding)
    return out.end()


def _one(out: Chapter, finding: Finding) -> None:
    anchor = finding_anchor(finding.id)
    out.names(anchor, f"finding {short(finding.id)}, {finding.title}")
    title = f"{identifier(short(finding.id))} &nbsp; {markup(finding.marking)} {markup(finding.title)}"
    out.part(title, anchor=anchor)
    about = []
    if finding.item_id:
        about.append(f"item {out.link(item_anchor(finding.item_id), markup(finding.item_id))}")
    if finding.reading_id:
        shown = identifier(short(finding.reading_id))
        about.append(f"reading {out.link(reading_anchor(finding.reading_id), shown)}")
    opened = f"{moment(finding.opened_at)} by {markup(finding.opened_by)}"
    changed = f"{moment(finding.changed_at)} by {markup(finding.changed_by)}"
    planned = finding.status != "closed" and (finding.milestones or finding.notes)
    rows = [
        ("Status", finding_sign(state(finding))),
        ("Severity", _severity(finding)),
        *(
            (f"Severity {change.before} to {change.after}", _why(finding, change))
            for change in finding.severity_changes
        ),
        ("Opened", f"{opened}, from {_CAUSES[finding.cause]}{': ' if about else ''}{', '.join(about)}"),
        *([("Last changed", changed)] if changed != opened else []),
        ("Owner", markup(finding.owner) or "none named"),
        ("Due", markup(finding.due) or "no date set"),
        *([("Plan", out.link(plan_anchor(finding.id), "milestones and progress"))] if planned else []),
    ]
    out.put(facts(rows, label_width=128))
    out.quote(finding.marking, finding.detail)
    if finding.remark:
        out.say("<b>What was done or decided</b>", "close")
        out.quote(finding.marking, finding.remark)


def _severity(finding: Finding) -> str:
    first = f" (first {finding.original_severity})" if finding.original_severity != finding.severity else ""
    return f"{finding.severity.capitalize()}{first}"


def _why(finding: Finding, change: SeverityChange) -> str:
    reason = f"{markup(finding.marking)} {markup(change.reason)}" if change.reason else "no reason given"
    return f"{moment(change.at)} by {markup(change.by)}: {reason}"
