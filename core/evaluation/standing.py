"""Where a deployment stands under the Act on one day: every determination, every clock, what holds the gate closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.catalog.model import GuidelinePack
from core.evaluation.clock_rules import ClockFacts
from core.evaluation.clocks import Clock, clocks
from core.evaluation.components import inventory_cautions
from core.evaluation.coverage import ai_system, covered_use, duties, timing
from core.evaluation.deployment_record import DeploymentRecord
from core.evaluation.determinations import YES, Determination, overrule, value_of
from core.evaluation.progress import Progress
from core.evaluation.records import Deployment
from core.evaluation.stages import deployment_gate
from core.evaluation.tiers import high_impact, human_like, national_security, rights_and_safety


@dataclass(frozen=True, kw_only=True)
class ActStanding:
    """`determinations` in the order of the intake; `gate`: why a new system may not be deployed yet (4(c))."""

    day: date
    determinations: tuple[Determination, ...]
    clocks: tuple[Clock, ...]
    gate: tuple[str, ...]
    inventory: tuple[str, ...]

    def word(self, determination: str) -> str:
        """The word of one determination. Raises KeyError."""
        return {one.id: one.word for one in self.determinations}[determination]


def determinations(record: DeploymentRecord, deployment: Deployment | None, today: date) -> tuple[Determination, ...]:
    """Every determination on `today`, overruled where a person did so (sections 2(1), 3(b)(7), 4(a) to (c))."""
    answers, over = record.answers, record.overrulings
    components = deployment.components if deployment else ()
    existing = deployment.existing if deployment else False
    system = overrule(ai_system(answers), over)
    use = overrule(covered_use(answers, record.exemptions, today), over)
    found = (
        timing(answers, record.dates, said_existing=existing),
        high_impact(answers),
        rights_and_safety(answers),
        national_security(answers),
        human_like(answers, components),
    )
    return (system, use, overrule(duties(system, use), over), *(overrule(one, over) for one in found))


def standing_of(
    record: DeploymentRecord, deployment: Deployment | None, progress: Progress, pack: GuidelinePack, today: date
) -> ActStanding:
    """Where the deployment stands on `today`."""
    found = determinations(record, deployment, today)
    words = {one.id: one.word for one in found}
    facts = ClockFacts(
        dates=record.dates,
        timing=words["timing"],
        duties=words["duties"],
        meets=progress.meets_guidelines,
        complete=progress.complete,
        planned=_deployed(record),
        pack_date=pack.date,
        caio=record.roles.get("caio"),
    )
    return ActStanding(
        day=today,
        determinations=found,
        clocks=clocks(facts, record.decisions, today),
        gate=deployment_gate(progress, timing=words["timing"], duties=words["duties"]),
        inventory=inventory_cautions(record.parts, deployment.components if deployment else ()),
    )


def _deployed(record: DeploymentRecord) -> str:
    """The day of deployment: when it came into use, or when that is planned."""
    used = value_of(record.answers, "in-use") == YES
    return value_of(record.answers, "in-use-since" if used else "planned-for")
