"""What the rows of the log say of one finding, put together in their order.

A row of kind FINDING opens one. A row of kind FINDING_CHANGE names it as its subject and holds a sentence and what
changed: plain fields, `acceptance` or `delay` (whole, or null), or one `milestone`, `note` or `barrier`. One of those
without an `id` is new and goes by the digest of its row; `dropped` takes it out. Rows of the first form of a case file
hold plain fields alone, and an acceptance was then only a status with a remark. `answer_id` names the answer that a row
follows from: it counts only as long as that answer does (`core.casefile.undoing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.casefile import chain, kinds
from core.evaluation.records import Acceptance, Barrier, Delay, Finding, Milestone, ProgressNote, SeverityChange

_PLAIN = ("status", "owner", "due", "remark", "cause", "title", "detail", "reading_id", "marking")
_LISTED = {"milestone": ("milestones", Milestone), "note": ("notes", ProgressNote), "barrier": ("barriers", Barrier)}


def put_together(entries: Iterable[chain.Entry]) -> dict[str, Finding]:
    """The findings by id, in the order in which they were opened; `entries` are of the two kinds, oldest first."""
    found: dict[str, Finding] = {}
    for entry in entries:
        if entry.kind == kinds.FINDING:
            found[entry.digest] = _opened(entry)
        elif entry.subject in found:
            found[entry.subject] = changed(found[entry.subject], entry)
    return found


def changed(finding: Finding, entry: chain.Entry) -> Finding:
    """`finding` after one more row."""
    said = entry.body
    fields: dict[str, Any] = {name: said[name] for name in _PLAIN if name in said}
    if "due" in said and _is_first(finding, entry):
        fields |= {"first_due": said["due"], "first_due_at": entry.at}
    if "severity" in said:
        fields |= _severity(finding, entry)
    if "status" in said:
        fields["acceptance"] = _acceptance(finding, entry)
    if "delay" in said:
        fields["delay"] = Delay(**said["delay"], by=entry.by, at=entry.at)
    for name, (plural, kind) in _LISTED.items():
        if name in said:
            fields[plural] = _listed(getattr(finding, plural), said[name], entry, kind)
    return replace(finding, changed_by=entry.by, changed_at=entry.at, **fields)


def _opened(entry: chain.Entry) -> Finding:
    return Finding(
        id=entry.digest,
        status="open",
        owner="",
        due="",
        remark="",
        opened_by=entry.by,
        opened_at=entry.at,
        changed_by=entry.by,
        changed_at=entry.at,
        **{name: value for name, value in entry.body.items() if name != "answer_id"},
    )


def _is_first(finding: Finding, entry: chain.Entry) -> bool:
    """Whether a due date is the first, or mends it on the same day (UTC): a slip of the pen is no delay."""
    return not finding.first_due or finding.first_due_at[:10] == entry.at[:10]


def _severity(finding: Finding, entry: chain.Entry) -> Mapping[str, Any]:
    after = entry.body["severity"]
    reason = entry.body.get("reason") or entry.body.get("remark", "")
    change = SeverityChange(before=finding.severity, after=after, reason=reason, by=entry.by, at=entry.at)
    return {"severity": after, "severity_changes": (*finding.severity_changes, change)}


def _acceptance(finding: Finding, entry: chain.Entry) -> Acceptance | None:
    """The acceptance that holds after a row that sets the status; one that is closed keeps what was accepted before."""
    status = entry.body["status"]
    if status == "closed":
        return finding.acceptance
    if status != "accepted":
        return None
    said = entry.body.get("acceptance") or {"reason": entry.body.get("remark", finding.remark), "until": ""}
    return Acceptance(**said, by=entry.by, at=entry.at)


def _listed(before: tuple[Any, ...], said: Mapping[str, Any], entry: chain.Entry, kind: Any) -> tuple[Any, ...]:
    fields = {name: value for name, value in said.items() if name not in ("id", "dropped")}
    wanted = said.get("id") or entry.digest
    if said.get("dropped"):
        return tuple(one for one in before if one.id != wanted)
    made = kind(id=wanted, **fields, by=entry.by, at=entry.at)
    if any(one.id == wanted for one in before):
        return tuple(made if one.id == wanted else one for one in before)
    return before if said.get("id") else (*before, made)
