"""A full record of a deployment, for whoever shows or exports one."""

from __future__ import annotations

from core.evaluation.deployment_record import (
    ActDates,
    ClockDecision,
    DeploymentRecord,
    Exemption,
    IntakeAnswer,
    Overruling,
    Part,
    RoleHolder,
)

AT = "2026-11-20T12:00:00Z"
SIGNED = {"by": "Jane Doe", "at": AT}


def _step(title: str, action: str, before: str, after: str) -> Part:
    fields = {"action": action, "source": "Forms", "before": before, "after": after, "reason": "Rule 7"}
    return Part(id=title, component="DAT", kind="data-step", title=title, fields=fields, **SIGNED)  # type: ignore[arg-type]


def full_record(awkward: str = "") -> DeploymentRecord:
    """Something of everything; `awkward` stands wherever people type."""
    answers = {
        "infers": IntakeAnswer(question_id="infers", value="yes", reason=f"It ranks claims {awkward}", **SIGNED),
        "effect-on": IntakeAnswer(question_id="effect-on", value="yes", picked=("access",), **SIGNED),
        "in-use-since": IntakeAnswer(question_id="in-use-since", value="2025-06-01", **SIGNED),
    }
    over = Overruling(determination_id="covered-use", word="covered", reason=f"Counsel, memo 12 {awkward}", **SIGNED)
    exemption = Exemption(
        id="e1", scope="items", targets=("MOD-VAL-1",), basis="emergency", authority=f"Director {awkward}",
        granted="2026-01-01", until="2027-01-01", after_action_due="2026-02-01", reason=f"Flood relief {awkward}",
        renewals=("2026-06-01: memo 4",), **SIGNED,
    )  # fmt: skip
    goes_on = ClockDecision(
        clock_id="existing", kind="continue", day="2026-11-01", owner="Chris Lee", authority=f"Secretary {awkward}",
        reason=f"Relief payments depend on it {awkward}", **SIGNED,
    )  # fmt: skip
    model = Part(
        id="m1", component="MOD", kind="model", title=f"Ranker {awkward}", **SIGNED,
        fields={"version": "2.3", "sha256": "a" * 64, "supplier": awkward},
    )  # fmt: skip
    return DeploymentRecord(
        dates=ActDates(enacted="2025-03-01", released="2026-01-15", source=f"Notice 7 {awkward}"),
        answers=answers,
        overrulings={"covered-use": over},
        exemptions=(exemption,),
        decisions={"existing": goes_on},
        roles={"caio": RoleHolder(role="caio", name=f"Pat Kim {awkward}".strip(), designated="2026-02-01", **SIGNED)},
        parts=(model, _step("All forms", "collected", "", "10000"), _step("Adults", "filtered", "10000", "8800")),
    )
