"""The plan of action and milestones: each finding that is not closed, with what section 4(d)(2)(B) of the Act asks for.

(i) the status of the evaluation, (ii) progress, (iii) the justification of a delay, (iv) barriers are properties of
each POA&M item; milestones and the acceptance of a risk are responses of its risk.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from core.clock import parse
from core.evaluation.plan_of_action import gaps, is_overdue, state
from core.evaluation.records import Finding
from core.evaluation.verdict import conclusion
from core.exchange.oscal.metadata import metadata, person, whole_system
from core.exchange.oscal.observations import of_answers, of_readings
from core.exchange.oscal.resources import back_matter
from core.exchange.oscal.risks import risk, risk_uuid, seen
from core.exchange.oscal.terms import Body, line, present, prop, props, prose, uid, yes_no
from core.exchange.schema import check
from core.manifest import SSP_NAME

if TYPE_CHECKING:
    from core.snapshot import Snapshot


def plan_of_action(snapshot: Snapshot) -> Body | None:
    """The OSCAL plan-of-action-and-milestones document of a case, for `core.manifest.POAM_NAME`.

    None where every finding is closed: OSCAL has no empty plan. Raises InputError should it not follow NIST's schema.
    """
    findings = [finding for finding in snapshot.findings if finding.status != "closed"]
    if not findings:
        return None
    wanted = {one for finding in findings for one in seen(snapshot, finding)}
    today = parse(snapshot.taken_at).date()
    document = {
        "plan-of-action-and-milestones": present(
            {
                "uuid": uid(snapshot.case_id, "poam", snapshot.chain_head, snapshot.taken_at),
                "metadata": metadata(snapshot, f"Plan of action: {snapshot.deployment.name}"),
                "import-ssp": {"href": SSP_NAME},
                "system-id": {"identifier-type": "http://ietf.org/rfc/rfc4122", "id": whole_system(snapshot)},
                "observations": [
                    one for one in (*of_answers(snapshot), *of_readings(snapshot)) if one["uuid"] in wanted
                ],
                "risks": [risk(snapshot, finding) for finding in findings],
                "poam-items": [_item(snapshot, finding, today) for finding in findings],
                "back-matter": back_matter(snapshot),
            }
        )
    }
    check(document, "plan-of-action-and-milestones")
    return document


def _item(snapshot: Snapshot, finding: Finding, today: date) -> Body:
    return present(
        {
            "uuid": uid(snapshot.case_id, "poam-item", finding.id),
            "title": line(finding.title),
            "description": prose(finding.detail, "No detail was given."),
            "props": list(_props(snapshot, finding, today)),
            "origins": [{"actors": [{"type": "party", "actor-uuid": person(snapshot, finding.opened_by)}]}],
            "related-observations": [{"observation-uuid": one} for one in seen(snapshot, finding)],
            "related-risks": [{"risk-uuid": risk_uuid(snapshot, finding)}],
        }
    )


def _props(snapshot: Snapshot, finding: Finding, today: date) -> Iterable[Body]:
    yield from props(
        {
            "act-clause": "4(d)(2)(B)(i)-(iv)",
            "evaluation-status": conclusion(snapshot.progress).word,
            "state": state(finding),
            "marking": finding.marking,
            "overdue": yes_no(is_overdue(finding, today)),
            "milestones-reached": f"{sum(bool(one.done) for one in finding.milestones)} of {len(finding.milestones)}",
        }
    )
    for note in finding.notes:
        yield prop("progress", note.text, class_="log-entry")
    if finding.delay:
        said = {"cause": finding.delay.cause, "action": finding.delay.action, "date": finding.delay.date}
        for part, words in said.items():
            yield prop(f"delay-{part}", words, group="delay-justification")
    for number, one in enumerate(finding.barriers, 1):
        values = {"barrier": one.text, "barrier-amount": one.amount, "barrier-unit": one.unit}
        values |= {"barrier-remark": one.remark, "barrier-lifted": one.lifted}
        for name, words in values.items():
            if words:
                yield prop(name, words, group=f"barrier-{number}", class_=one.kind)
    for gap in gaps(finding, today):
        yield prop("not-stated", f"{gap.clause}: {gap.sentence}")
