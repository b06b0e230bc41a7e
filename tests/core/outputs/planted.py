"""A case in which every text that a person can mark is marked (S) and holds a word that must not be seen in public."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.evaluation.deployment_record import ClockDecision, DeploymentRecord, Exemption, Part, RoleHolder
from core.evaluation.records import Acceptance, Barrier, Delay, Milestone, ProgressNote
from core.evaluation.release import PublicWords
from core.evaluation.review import Review, ReviewAct
from core.snapshot import Snapshot
from tests.core.packet.sample_case import AT, deployment, snapshot

SECRET = "GREYSTONE"
WORDS = PublicWords(
    fields={
        "agency": "Office of Open Words",
        "name": "Claim list",
        "purpose": "It puts claims in a list. A person looks at each of them and decides.",
        "contact": "Help desk",
    },
    by="Ana Ruiz",
    at=AT,
)


def planted(*, marking: str = "SECRET", portion: str = "(S)", words: PublicWords = WORDS) -> Snapshot:
    """The case; with `marking` and `portion` of an unclassified one the same words may be seen."""
    base = snapshot(
        deployment=deployment(
            marking=marking, **{name: f"{SECRET} {name}" for name in ("agency", "name", "purpose", "owner", "version")}
        )
    )
    findings = tuple(
        replace(
            one, marking=portion, title=f"{SECRET} title", detail=SECRET, remark=SECRET, owner=SECRET, status="open",
            due="2025-01-01", first_due="2025-01-01",
            milestones=(Milestone(id="1", text=f"{SECRET} milestone", due="2025-01-01", done="", by=SECRET, at=AT),),
            notes=(ProgressNote(id="2", text=f"{SECRET} note", by=SECRET, at=AT),),
            barriers=(Barrier(id="3", kind="transparency", text=f"{SECRET} barrier is in the way here", amount="2",
                              unit="documents", remark=SECRET, lifted="", by=SECRET, at=AT),),
            delay=Delay(cause=f"{SECRET} cause", action=f"{SECRET} action", date="2027-01-01", by=SECRET, at=AT),
            acceptance=Acceptance(reason=SECRET, until="2027-01-01", by=SECRET, at=AT),
        )
        for one in base.findings
    )  # fmt: skip
    kinds = {
        "model": "MOD",
        "data-set": "DAT",
        "data-step": "DAT",
        "change": "POST",
        "content": "OUT",
        "use": "HAI",
        "known-risk": "",
    }
    parts = tuple(
        Part(id=kind, component=component, kind=kind, title=SECRET, marking=portion,
             fields={name: f"{SECRET} {name}" for name in ("version", "supplier", "task", "action", "source", "what")})
        for kind, component in kinds.items()
    )  # fmt: skip
    sheet = Part(
        id="data-sheet", component="DAT", kind="data-sheet", title=SECRET, marking=portion,
        fields={"of": "data-set", "purpose": f"{SECRET} purpose"},
    )  # fmt: skip
    record = DeploymentRecord(
        public_words=words,
        parts=(*parts, sheet),
        roles={"owner": RoleHolder(role="owner", name=SECRET)},
        decisions={
            "existing": ClockDecision(clock_id="existing", kind="continue", day="2026-01-01", owner=SECRET,
                                      authority=SECRET, reason=SECRET, marking=portion)
        },
        exemptions=(
            Exemption(basis="director", scope="items", targets=("MOD-VAL-1",), authority=SECRET, granted="2026-01-01",
                      reason=SECRET, marking=portion),
        ),
        evaluations=(replace(base.evaluation, title=SECRET),),
    )  # fmt: skip
    readings = tuple(replace(one, plan_name=SECRET, body={**one.body, "warnings": [SECRET]}) for one in base.readings)
    return replace(
        base,
        title=SECRET,
        taken_by=SECRET,
        findings=findings,
        record=record,
        readings=readings,
        evaluation=replace(base.evaluation, title=SECRET),
        answers={item: replace(one, marking=portion, remark=SECRET) for item, one in base.answers.items()},
        all_answers=tuple(replace(one, marking=portion, remark=SECRET, by=SECRET) for one in base.all_answers),
        evidence=tuple(replace(one, marking=portion, title=SECRET, origin=SECRET) for one in base.evidence),
    )


def accepted(case: Snapshot, **changes: Any) -> Snapshot:
    """The case with its evaluation accepted by a second reviewer."""
    act = ReviewAct(kind="accept", evaluation_id="", role="second-reviewer", by="Sam Okafor", at="2026-11-22T10:00:00Z")
    return replace(case, review=Review(acts=(replace(act, **changes),)))
