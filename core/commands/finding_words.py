"""Findings on the command line: which one was meant, and each in a line or in full."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from core import clock
from core.errors import UsageError
from core.evaluation.barriers import KINDS, size_text
from core.evaluation.names import same_person
from core.evaluation.plan_of_action import days_late, gaps, is_overdue, severity_was_lowered, state

if TYPE_CHECKING:
    from core.evaluation.records import Finding

_SHORT = 12  # digits of an id that are shown, as in the log


def chosen(findings: Sequence[Finding], named: str) -> Finding:
    """The finding of that id (or its start), or the one on that item that is not closed. Raises UsageError."""
    found = [finding for finding in findings if len(named) >= 4 and finding.id.startswith(named.lower())]
    found = found or [one for one in findings if one.item_id == named.upper() and one.status != "closed"]
    if len(found) == 1:
        return found[0]
    what = "There is no finding" if not found else f"{len(found)} findings answer to"
    raise UsageError(f"{what} {named}.", "Name it by its id: touchstone finding list CASE shows them.")


def wanted(finding: Finding, options: argparse.Namespace, today: date) -> bool:
    """Whether a finding is one of those that the options of `list` ask for."""
    return (
        options.status in (None, finding.status)
        and options.severity in (None, finding.severity)
        and (not options.cell or (finding.item_id or "").startswith(f"{options.cell.upper()}-"))
        and (not options.owner or same_person(options.owner, finding.owner))
        and (not options.overdue or is_overdue(finding, today))
    )


def line(finding: Finding, today: date) -> str:
    """A finding in one line: id, state, severity, title, owner, date."""
    said = [state(finding), finding.severity, finding.title]
    said += [f"{word} {value}" for word, value in (("owner", finding.owner), ("due", finding.due)) if value]
    late = days_late(finding, today)
    said += [f"overdue by {late} day{'' if late == 1 else 's'}"] if late else []
    return f"{finding.id[:_SHORT]}  " + ", ".join(said)


def parts(finding: Finding, today: date) -> Iterator[str]:
    """Everything that is said on a finding, a line each. Milestones and barriers are numbered, to be named by."""
    yield f"opened {clock.shown(finding.opened_at)} by {finding.opened_by}: {finding.detail}"
    if finding.remark:
        yield f"remark: {finding.remark}"
    if severity_was_lowered(finding):
        yield f"severity lowered from {finding.original_severity}"
    for change in finding.severity_changes:
        said = f"severity {change.before} to {change.after} on {clock.shown(change.at)} by {change.by}"
        yield f"{said}: {change.reason or 'no reason given'}"
    for number, step in enumerate(finding.milestones, 1):
        yield f"milestone {number}: {step.text} (due {step.due}{f', reached {step.done}' if step.done else ''})"
    for note in finding.notes:
        yield f"progress {clock.shown(note.at)}, {note.by}: {note.text}"
    if finding.delay:
        yield f"delay, cause: {finding.delay.cause}"
        yield f"delay, action: {finding.delay.action}"
        yield f"delay, date: {finding.delay.date} ({finding.delay.by}, {clock.shown(finding.delay.at)})"
    for number, one in enumerate(finding.barriers, 1):
        size = size_text(amount=one.amount, unit=one.unit)
        gone = f", gone since {one.lifted}" if one.lifted else ""
        yield f"barrier {number}: {KINDS[one.kind].title}, {size}{gone}: {one.text} {one.remark}".rstrip()
    held = finding.acceptance
    if held:
        ends = f"until {held.until}" if held.until else "without an end"
        yield f"risk accepted by {held.by} on {clock.shown(held.at)} {ends}: {held.reason}"
    for gap in gaps(finding, today):
        yield f"missing, section {gap.clause}: {gap.sentence}"
