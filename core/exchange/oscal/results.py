"""The assessment results: what was found, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.evaluation.carrying import carried
from core.evaluation.records import Answer
from core.exchange.oscal.metadata import metadata
from core.exchange.oscal.observations import answer_uuid, counted, of_answers, of_readings, reading_uuid
from core.exchange.oscal.resources import back_matter
from core.exchange.oscal.risks import risk_uuid, risks
from core.exchange.oscal.scope import reviewed_controls
from core.exchange.oscal.terms import Body, control_id, line, present, prop, props, prose, uid, yes_no
from core.exchange.schema import check
from core.manifest import PLAN_NAME

if TYPE_CHECKING:
    from core.catalog.model import Item
    from core.snapshot import Snapshot

REASON = {"yes": "pass", "no": "fail", "partly": "other"}


def assessment_results(snapshot: Snapshot) -> Body:
    """The OSCAL assessment-results document of a case, for `core.manifest.RESULTS_NAME`.

    Raises InputError should it not follow NIST's schema.
    """
    document = {
        "assessment-results": {
            "uuid": uid(snapshot.case_id, "assessment-results", snapshot.chain_head, snapshot.taken_at),
            "metadata": metadata(snapshot, f"Evaluation results: {snapshot.deployment.name}"),
            "import-ap": {"href": PLAN_NAME},
            "results": [_result(snapshot)],
            "back-matter": back_matter(snapshot),
        }
    }
    check(document, "assessment-results")
    return document


def _result(snapshot: Snapshot) -> Body:
    evaluation, progress = snapshot.evaluation, snapshot.progress
    taken_over = carried(snapshot.all_answers, evaluation.id)
    return present(
        {
            "uuid": uid(snapshot.case_id, "result", evaluation.id),
            "title": line(evaluation.title),
            "description": prose(
                f"Evaluation of {snapshot.deployment.name} at the stage {evaluation.stage} with the guideline pack "
                f"{evaluation.pack_id} {evaluation.pack_version}, {evaluation.profile} profile."
            ),
            "start": evaluation.opened_at,
            "end": snapshot.taken_at,
            "props": props(
                {
                    "complete": yes_no(progress.complete),
                    "meets-guidelines": yes_no(progress.meets_guidelines),
                    "items-due": str(progress.due),
                    "items-answered": str(progress.answered),
                    "open-findings": str(sum(finding.status == "open" for finding in snapshot.findings)),
                    "stage": evaluation.stage,
                    "profile": evaluation.profile,
                    "guideline-pack": f"{evaluation.pack_id} {evaluation.pack_version}",
                    "guideline-pack-sha256": evaluation.pack_sha256,
                    "chain-head": snapshot.chain_head,
                }
            ),
            "reviewed-controls": reviewed_controls(snapshot),
            "observations": [*of_answers(snapshot), *of_readings(snapshot)],
            "risks": risks(snapshot),
            "findings": [
                _finding(snapshot, item, answer)
                for item, answer in counted(snapshot)
                # a yes that nobody has confirmed in this evaluation satisfies nothing yet, section 3(g)
                if answer.value != "not-applicable" and not (answer.value == "yes" and item.id in taken_over)
            ],
        }
    )


def _finding(snapshot: Snapshot, item: Item, answer: Answer) -> Body:
    said = prose(answer.remark, f"Answered {answer.value}.")
    readings = [reading for reading in snapshot.readings if item.id in reading.linked_items]
    seen = [answer_uuid(snapshot, answer), *(reading_uuid(snapshot, reading) for reading in readings)]
    opened = [finding for finding in snapshot.findings if finding.item_id == item.id]
    return present(
        {
            "uuid": uid(snapshot.case_id, "objective", answer.id),
            "title": line(f"{item.id}: {item.title}"),
            "description": said,
            "props": [
                prop("answer", answer.value),
                prop("answered-by", answer.by),
                prop("marking", answer.marking),
                prop("component", item.component),
                prop("element", item.element),
            ],
            "target": {
                "type": "objective-id",
                "target-id": f"{control_id(item.id)}_obj",
                "status": {
                    "state": "satisfied" if answer.value == "yes" else "not-satisfied",
                    "reason": REASON[answer.value],
                    "remarks": said,
                },
            },
            "related-observations": [{"observation-uuid": one} for one in seen],
            "related-risks": [{"risk-uuid": risk_uuid(snapshot, finding)} for finding in opened],
        }
    )
