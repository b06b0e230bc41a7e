"""The lifecycle as successive evaluations of one deployment, and the gate before deployment (sections 3(g), 4(c))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.evaluation.progress import Progress
from core.evaluation.records import Evaluation, Stage

STAGES: tuple[Stage, ...] = ("design", "development", "deployment", "operation")
StageState = Literal["not evaluated", "evaluated", "now"]


@dataclass(frozen=True, kw_only=True)
class StageStanding:
    """One stage of the life of the system, and the newest evaluation of it."""

    stage: Stage
    state: StageState
    evaluation: Evaluation | None


def stages(evaluations: Sequence[Evaluation]) -> tuple[StageStanding, ...]:
    """Each stage with its newest evaluation (section 3(g): design, development and deployment, and in operation)."""
    newest = {evaluation.stage: evaluation for evaluation in evaluations}
    current = evaluations[-1].id if evaluations else ""
    return tuple(
        StageStanding(
            stage=stage,
            state="not evaluated" if stage not in newest else "now" if newest[stage].id == current else "evaluated",
            evaluation=newest.get(stage),
        )
        for stage in STAGES
    )


def gate_cautions(evaluations: Sequence[Evaluation], stage: Stage) -> tuple[str, ...]:
    """What a reader would ask when an evaluation of `stage` begins: stages that were passed over, or going back."""
    seen = {evaluation.stage for evaluation in evaluations}
    skipped = [one for one in STAGES[: STAGES.index(stage)] if one not in seen]
    found = [f"There is no evaluation at {', '.join(skipped)}."] if skipped else []
    later = [one for one in STAGES[STAGES.index(stage) + 1 :] if one in seen]
    if later and stage not in seen:
        found.append(f"An evaluation of a later stage ({later[-1]}) came before this one.")
    return tuple(found)


def deployment_gate(progress: Progress, *, timing: str, duties: str) -> tuple[str, ...]:
    """Why a new system may not be deployed yet (section 4(c)); empty when nothing stands in its way or it is not new.

    A new acquisition or integration for a covered use has to meet the guidelines before deployment. Where it is not
    decided whether section 4 applies, the gate is closed.
    """
    if timing != "new" or duties == "do not apply":
        return ()
    found = []
    if not progress.complete:
        found.append(f"The evaluation is not complete: {len(progress.missing):,} things are missing.")
    if progress.unmet:
        found.append(f"{len(progress.unmet):,} things keep it from meeting the guidelines.")
    if progress.profile != "full":
        found.append("Only the full profile can show that the guidelines are met.")
    return tuple(found)


def pre_deployment(evaluations: Sequence[Evaluation], *, in_use: str, since: str) -> str:
    """Which evaluations came before deployment, in a sentence (section 4(c); M-25-21 4(b)(i); fact sheet A2).

    `in_use` is "yes", "no" or empty, `since` the ISO day on which the use began, or empty. An evaluation that began on
    the first day of use did not come before it.
    """
    if in_use == "yes" and not since:
        return "Whether it was evaluated before deployment can't be told: it is not said since when it is in use."
    early = [one for one in evaluations if one.stage != "operation" and (in_use != "yes" or one.opened_at[:10] < since)]
    named = ", ".join(f"“{one.title}” ({one.stage}, {one.opened_at[:10]})" for one in early)
    if in_use == "yes":
        return f"Evaluated before the use began on {since}: {named or 'no evaluation'}."
    return f"Pre-deployment evaluations, as far as is recorded: {named or 'none'}."
