"""What a case holds, as frozen records: the words of the program as types.

Moments are stored stamps (see core/clock.py); digests are lower-case SHA-256; markings are portion marks such as "(U)".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Value = Literal["yes", "partly", "no", "not-applicable"]
Stage = Literal["design", "development", "deployment", "operation"]
Profile = Literal["full", "quick"]
FindingStatus = Literal["open", "mitigated", "accepted", "closed"]
Severity = Literal["low", "moderate", "high"]
BarrierKind = Literal[
    "transparency", "cooperation", "collaboration", "staff", "funds", "data", "computing", "method", "rules", "other"
]


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """One AI system as one agency uses it: the Act's unit."""

    agency: str
    name: str
    purpose: str
    owner: str
    existing: bool  # in use before enactment (section 4(b)); False: a new acquisition or integration (4(c))
    stage: Stage
    components: tuple[str, ...]  # ids of the components that are present: MOD, DAT ...
    version: str = ""
    marking: str = "UNCLASSIFIED"  # banner of the case


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """One pass over the deployment with one pack. `goes_on` is the record of the same pass with the pack before."""

    id: str
    title: str
    stage: Stage
    profile: Profile
    pack_id: str
    pack_version: str
    pack_sha256: str
    opened_at: str
    opened_by: str
    goes_on: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """What is being typed. Kept outside the chain until it is confirmed."""

    item_id: str
    value: Value | None = None
    remark: str = ""
    reason: str = ""  # not applicable only: why
    reason_listed: bool = False  # the reason is the one that the pack lists for the item
    marking: str = "(U)"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A confirmed answer: a row of the chain. A correction is a newer answer to the same item."""

    id: str  # digest of its chain row
    evaluation_id: str
    item_id: str
    value: Value
    remark: str
    reason: str
    reason_listed: bool
    marking: str
    by: str
    at: str
    decision_id: str = ""  # digest of the row of one decision over several items; empty for an answer by itself


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A second reviewer's decision on a not-applicable answer whose reason is not a listed one (section 3(d))."""

    answer_id: str
    item_id: str
    approved: bool
    remark: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A document, file or note that supports answers. Its content is in the case file, by chunks."""

    id: str
    title: str
    file_name: str
    media_type: str
    sha256: str
    size_bytes: int
    origin: str  # who made it, where it came from
    made_by_ai: bool  # section 3(e)
    marking: str
    include: bool  # chosen to go into the packet; otherwise it is named there as withheld
    by: str
    at: str
    appendix: Literal["", "named", "unnamed"] = ""  # sensitive test content (core/evaluation/appendix.py)


@dataclass(frozen=True, kw_only=True)
class EvidenceLink:
    evidence_id: str
    item_id: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ReadingRecord:
    """A reading as it is kept: the reading itself (core.probe.Reading.as_dict) and the plan that asked for it."""

    id: str
    probe: str
    plan_name: str
    plan_text: str
    body: Mapping[str, Any]
    by: str
    at: str
    linked_items: tuple[str, ...]  # items that the probe supports and that are in the pack


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step of the plan of action. `due` and `done` are dates; `done` is empty until it is."""

    id: str  # digest of the row that added it
    text: str
    due: str
    done: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ProgressNote:
    """One entry of a finding's progress log (section 4(d)(2)(B)(ii))."""

    id: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """What stands in the way of compliance (sections 3(h)(1), 4(d)(2)(B)(iv)); its size is `amount` of `unit`."""

    id: str
    kind: BarrierKind
    text: str
    amount: str  # a plain decimal number, or empty where the size is not stated
    unit: str
    remark: str
    lifted: str  # date on which it was gone, or empty
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Delay:
    """The justification of a delay: its cause, the action that ends it, and the date (section 4(d)(2)(B)(iii))."""

    cause: str
    action: str
    date: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """A person's acceptance of the risk, until a date. Rows of the first form named none: `until` is then empty."""

    reason: str
    until: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class SeverityChange:
    """A severity that a person changed. The first `before` of a finding is its original severity."""

    before: Severity
    after: Severity
    reason: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What an answer "no" or "partly" or a failed reading opens, and its part of the plan of action.

    `first_due` is the due date that stood at the end of the first day that it had one: moving it later is a delay, too.
    `lapsed`: it was accepted until a date that has passed, and so is open again.
    """

    id: str
    item_id: str | None
    reading_id: str | None
    cause: Literal["no", "partly", "threshold", "not-evaluated", "red-team"]
    title: str
    detail: str
    severity: Severity
    status: FindingStatus
    owner: str
    due: str  # date, or empty
    remark: str  # what was done, or why it is accepted
    marking: str
    opened_by: str
    opened_at: str
    changed_by: str
    changed_at: str
    first_due: str = ""
    first_due_at: str = ""
    lapsed: bool = False
    entry_id: str = ""  # the entry of a register that opened it
    acceptance: Acceptance | None = None
    delay: Delay | None = None
    severity_changes: tuple[SeverityChange, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    notes: tuple[ProgressNote, ...] = ()
    barriers: tuple[Barrier, ...] = ()

    @property
    def original_severity(self) -> Severity:
        """The severity that it was opened with."""
        return self.severity_changes[0].before if self.severity_changes else self.severity


@dataclass(frozen=True, kw_only=True)
class PacketRecord:
    """A packet that was exported from this case, and who had signed it by then."""

    id: str
    sha256: str
    file_name: str
    roles: tuple[str, ...]
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One row of the chain as a person reads it."""

    number: int
    at: str
    by: str
    kind: str
    subject: str
    sentence: str
    digest: str
