"""The minimal assessment plan that the results refer to: what was to be evaluated, and the probes that were run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core import __version__
from core.evaluation.records import ReadingRecord
from core.exchange.oscal.metadata import TOOL, component, metadata, tool, whole_system
from core.exchange.oscal.scope import reviewed_controls
from core.exchange.oscal.terms import Body, control_id, line, present, prop, props, uid
from core.exchange.schema import check
from core.manifest import SSP_NAME

if TYPE_CHECKING:
    from core.snapshot import Snapshot


def assessment_plan(snapshot: Snapshot) -> Body:
    """The OSCAL assessment-plan document of a case, for `core.manifest.PLAN_NAME`.

    Raises InputError should it not follow NIST's schema.
    """
    activities = [_activity(snapshot, reading) for reading in snapshot.readings]
    document = {
        "assessment-plan": present(
            {
                "uuid": uid(snapshot.case_id, "assessment-plan", snapshot.chain_head, snapshot.taken_at),
                "metadata": metadata(snapshot, f"Evaluation plan: {snapshot.deployment.name}"),
                "import-ssp": {"href": SSP_NAME},
                "local-definitions": {"activities": activities} if activities else None,
                "reviewed-controls": reviewed_controls(snapshot),
                "assessment-subjects": [_subjects(snapshot)],
                "assessment-assets": _assets(snapshot),
                "tasks": [_task(snapshot, activities)],
            }
        )
    }
    check(document, "assessment-plan")
    return document


def _subjects(snapshot: Snapshot) -> Body:
    chosen = [component(snapshot, name) for name in snapshot.deployment.components]
    return {
        "type": "component",
        "include-subjects": [
            {"subject-uuid": one, "type": "component"} for one in (chosen or [whole_system(snapshot)])
        ],
    }


def _activity(snapshot: Snapshot, reading: ReadingRecord) -> Body:
    body = reading.body
    values = {
        "probe": reading.probe,
        "probe-version": str(body.get("version") or ""),
        "seed": "" if body.get("seed") is None else str(body["seed"]),
        "plan": reading.plan_name,
    }
    limits = body.get("thresholds") or {}
    controls = [{"control-id": control_id(item)} for item in reading.linked_items]
    return present(
        {
            "uuid": uid(snapshot.case_id, "activity", reading.id),
            "title": line(f"Probe {reading.probe}"),
            "description": line(f"Run of the probe {reading.probe} by the plan {reading.plan_name}."),
            "props": [
                {"name": "method", "value": "TEST"},
                *props(values),
                *(prop("planned-threshold", f"{metric}: {json.dumps(limit)}") for metric, limit in limits.items()),
            ],
            "related-controls": {"control-selections": [{"include-controls": controls}]} if controls else None,
        }
    )


def _assets(snapshot: Snapshot) -> Body:
    return {
        "components": [
            {
                "uuid": tool(snapshot),
                "type": "software",
                "title": TOOL,
                "description": "Desktop workbench for evaluation without a network.",
                "props": [{"name": "version", "value": __version__}],
                "status": {"state": "operational"},
            }
        ],
        "assessment-platforms": [
            {
                "uuid": uid(snapshot.case_id, "platform"),
                "title": "Evaluator's workstation",
                "uses-components": [{"component-uuid": tool(snapshot)}],
            }
        ],
    }


def _task(snapshot: Snapshot, activities: list[Body]) -> Body:
    whole = [{"type": "component", "include-all": {}}]
    return present(
        {
            "uuid": uid(snapshot.case_id, "task", snapshot.evaluation.id),
            "type": "action",
            "title": line(snapshot.evaluation.title),
            "timing": {"within-date-range": {"start": snapshot.evaluation.opened_at, "end": snapshot.taken_at}},
            "associated-activities": [{"activity-uuid": one["uuid"], "subjects": whole} for one in activities],
        }
    )
