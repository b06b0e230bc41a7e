"""What the rows of the log say of one finding, put together in their order.

A row of kind FINDING opens one. A row of kind FINDING_CHANGE, or PLAN_PROGRESS where the evaluation was accepted
already, names it as its subject and holds a sentence and what changed: plain fields, `acceptance` or `delay` (whole, or
null), or one `milestone`, `note` or `barrier`. One of those without an `id` is new and goes by the digest of its row;
`dropped` takes it out. Rows of the first form of a case file hold plain fields alone, and an acceptance was then only a
status with a remark. `answer_id` names the answer that a row follows from: it counts only as long as that answer does
(`core.casefile.undoing`).

Two people may have answered one item "no" in two copies, and opened a finding each. After the copies are merged that is
one finding, as it would be had they known of one another: the one that comes first in the order of the rows, in which
the other goes on with all that was said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.casefile import chain, kinds
from core.evaluation.findings import FROM_ANSWERS
from core.evaluation.records import Acceptance, Barrier, Delay, Finding, Milestone, ProgressNote, SeverityChange

_PLAIN = ("status", "owner", "due", "remark", "cause", "title", "detail", "reading_id", "entry_id", "marking")
CARRIED = ("cause", "title", "detail", "marking")  # what a finding takes from another answer no or partly
_LISTED = {"milestone": ("milestones", Milestone), "note": ("notes", ProgressNote), "barrier": ("barriers", Barrier)}


@dataclass(frozen=True, kw_only=True)
class PutTogether:
    """Findings by id, in the order in which they were opened. `goes_on_in` gives, by the id of a finding that is none
    of its own any more, that of the one in which it goes on; `answers` the newest answer that each one follows from.
    """

    findings: dict[str, Finding] = field(default_factory=dict)
    goes_on_in: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def read(self, entry: chain.Entry) -> None:
        """Takes up one more row."""
        named = self.goes_on_in.get(entry.subject, entry.subject)
        if entry.kind == kinds.FINDING:
            named = self._open_one(entry.body.get("item_id")) if entry.body.get("cause") in FROM_ANSWERS else ""
            if not named:
                self.findings[entry.digest] = _opened(entry)
                return
            self.goes_on_in[entry.digest] = named
        elif _carries(entry) and named in self.findings and self.findings[named].status == "closed":
            # Closed in one copy, answered "no" again in another: in one case that answer carries on what is open now.
            named = self._open_one(self.findings[named].item_id) or named
        if named not in self.findings:
            return
        if _carries(entry):
            self.answers[named] = entry.body["answer_id"]
        self.findings[named] = changed(self.findings[named], entry)

    def _open_one(self, item_id: str | None) -> str:
        """The finding of an item that is open by now and follows its answers; "" where there is none."""
        mine = (one for one in self.findings.values() if one.item_id == item_id and one.cause in FROM_ANSWERS)
        return next((one.id for one in mine if one.status == "open"), "")


def put_together(entries: Iterable[chain.Entry]) -> PutTogether:
    """What `entries` say, which are of the two kinds, oldest first."""
    found = PutTogether()
    for entry in entries:
        found.read(entry)
    return found


def _carries(entry: chain.Entry) -> bool:
    """Whether a row follows from another answer no or partly to an item that has a finding."""
    return bool("cause" in entry.body and entry.body.get("answer_id"))


def changed(finding: Finding, entry: chain.Entry) -> Finding:
    """`finding` after one more row."""
    said = entry.body
    if entry.kind == kinds.FINDING:  # of another copy: its answer carries on the finding
        said = {name: said[name] for name in CARRIED if name in said} if _carries(entry) else {}
    elif entry.kind == kinds.PLAN_PROGRESS:  # whatever a copy brings: under the lock the plan goes on, and nothing else
        said = {name: said[name] for name in ("delay", *_LISTED) if name in said}
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
