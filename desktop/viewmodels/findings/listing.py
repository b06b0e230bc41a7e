"""Which findings are listed, and each in a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.catalog.model import Item
from core.evaluation.finding_acts import SEVERITIES
from core.evaluation.plan_of_action import counts, days_late, gaps, is_overdue, state
from core.evaluation.records import Finding
from desktop.session import Session
from desktop.viewmodels.findings.states import Filter, FindingRow, ListState


def listed(session: Session, wanted: Filter, chosen: str, today: date) -> ListState:
    """The table as the filter asks for it: the gravest first, then by date."""
    findings, items = session.findings, session.pack.by_id
    kept = [one for one in findings if _fits(one, wanted, items) and _shown(one, wanted.show, today)]
    rows = sorted((row(one, today) for one in kept), key=_order)
    return ListState(
        rows=tuple(rows),
        chosen=chosen,
        filter=wanted,
        components=tuple((one.id, one.title) for one in session.pack.components),
        elements=tuple((one.id, one.title) for one in session.pack.elements),
        owners=tuple((name, name) for name in sorted({one.owner for one in findings if one.owner})),
        count=f"{len(rows)} of {len(findings)} findings",
        summary=_summary(findings, today),
        any=bool(findings),
        not_begun=session.evaluation is None and session.deployment is not None,
        blocked=session.why_not_writable,
    )


def row(finding: Finding, today: date) -> FindingRow:
    """A finding as a line of the table."""
    late = days_late(finding, today)
    return FindingRow(
        id=finding.id,
        item_id=finding.item_id or "",
        title=finding.title,
        state=state(finding),
        severity=finding.severity,
        rank=SEVERITIES.index(finding.severity),
        owner=finding.owner,
        due=finding.due,
        late=f"Overdue by {late} day{'' if late == 1 else 's'}" if late else "",
    )


def _order(one: FindingRow) -> tuple[bool, bool, int, str, str]:
    return one.state == "closed", not one.late, -one.rank, one.due or "9999", one.item_id


def _fits(one: Finding, wanted: Filter, items: Mapping[str, Item]) -> bool:
    item = items.get(one.item_id or "")
    text = wanted.text.casefold()
    return (
        (not wanted.severity or one.severity == wanted.severity)
        and (not wanted.component or (item is not None and item.component == wanted.component))
        and (not wanted.element or (item is not None and item.element == wanted.element))
        and (not wanted.owner or one.owner == wanted.owner)
        and (not text or text in f"{one.item_id} {one.title} {one.detail} {one.owner} {one.remark}".casefold())
    )


def _shown(one: Finding, show: str, today: date) -> bool:
    stands = state(one)
    belongs = {
        "all": True,
        "current": stands != "closed",
        "overdue": is_overdue(one, today),
        "gaps": bool(gaps(one, today)),
    }
    return belongs.get(show, stands == show)


def _summary(findings: tuple[Finding, ...], today: date) -> str:
    found = counts(findings, today)
    if not found.total:
        return "What keeps the deployment from meeting the guidelines, and what is done about it."
    said = [f"{found.open} open", f"{found.planned} of them in the plan of action", f"{found.overdue} overdue"]
    said += [f"{found.mitigated} mitigated", f"{found.accepted} accepted", f"{found.closed} closed"]
    return ", ".join(said) + "."
