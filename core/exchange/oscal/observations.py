"""What was seen: one observation for each answer and one for each reading."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from core.evaluation.answers import Standing, newest_approvals, standing
from core.evaluation.carrying import carried
from core.evaluation.records import Answer, ReadingRecord
from core.exchange.oscal.metadata import person, subject, tool
from core.exchange.oscal.resources import evidence_links, reading_link
from core.exchange.oscal.terms import Body, line, present, prop, props, prose, uid, yes_no

if TYPE_CHECKING:
    from core.catalog.model import Item
    from core.snapshot import Snapshot


def counted(snapshot: Snapshot) -> Iterator[tuple[Item, Answer]]:
    """The answers that count, in the pack's order."""
    for item in snapshot.pack.items:
        if item.id in snapshot.answers:
            yield item, snapshot.answers[item.id]


def of_answers(snapshot: Snapshot) -> list[Body]:
    """An observation for each answer that counts, with the evidence that is linked to its item."""
    approvals, taken_over = newest_approvals(snapshot.approvals), carried(snapshot.all_answers, snapshot.evaluation.id)
    found = []
    for item, answer in counted(snapshot):
        stands = standing(answer, item, approvals.get(answer.id))
        approval = approvals.get(answer.id)
        excluded = answer.value == "not-applicable"
        body: Body = {
            "uuid": answer_uuid(snapshot, answer),
            "title": line(f"{item.id}: {item.title}"),
            "description": prose(_reason(answer, item) if excluded else answer.remark, "No remark was given."),
            "props": props(
                {
                    "item": item.id,
                    "answer": answer.value,
                    "standing": stands,
                    "carried": "yes" if item.id in taken_over else "",
                    "marking": answer.marking,
                    "na-basis": "section 3(d)" if excluded else "",
                    "na-reason-listed": yes_no(answer.reason_listed) if excluded else "",
                    "na-second-reviewer": approval.by if excluded and approval else "",
                }
            ),
            "methods": [method.upper() for method in item.methods],
            "types": [_type(stands, is_carried=item.id in taken_over)],
            "origins": [{"actors": [{"type": "party", "actor-uuid": person(snapshot, answer.by)}]}],
            "subjects": [subject(snapshot, item.component)],
            "relevant-evidence": evidence_links(snapshot, item.id),
            "collected": answer.at,
        }
        found.append(present(body))
    return found


def of_readings(snapshot: Snapshot) -> list[Body]:
    """An observation for each reading: every metric with its interval as a group of properties."""
    return [_reading(snapshot, reading) for reading in snapshot.readings]


def answer_uuid(snapshot: Snapshot, answer: Answer) -> str:
    """UUID of the observation that an answer makes."""
    return uid(snapshot.case_id, "answer", answer.id)


def reading_uuid(snapshot: Snapshot, reading: ReadingRecord) -> str:
    """UUID of the observation that a reading makes."""
    return uid(snapshot.case_id, "reading", reading.id)


def _type(stands: Standing, *, is_carried: bool) -> str:
    """What the observation is. One that nobody has confirmed in this evaluation is historic (section 3(g)); not
    applicable is so only once it stands (section 3(d)).
    """
    if is_carried:
        return "historic"
    if stands in ("waiting", "refused"):
        return f"not-applicable-{stands}"
    if stands == "not-applicable":
        return stands
    return "control-objective" if stands == "yes" else "finding"


def _reason(answer: Answer, item: Item) -> str:
    reason = item.na_when if answer.reason_listed and item.na_when else answer.reason
    return f"{reason}\n\n{answer.remark}".strip()


def _reading(snapshot: Snapshot, reading: ReadingRecord) -> Body:
    body = reading.body
    metrics = body.get("metrics", ())
    said = f"{len(metrics)} metrics were measured." if body.get("status") == "ok" else str(body.get("reason", ""))
    return present(
        {
            "uuid": reading_uuid(snapshot, reading),
            "title": line(f"Probe {reading.probe}: {reading.plan_name}"),
            "description": prose(said, "The probe gave no metric."),
            "props": [
                *(prop("item", item) for item in reading.linked_items),
                *props({"status": str(body.get("status") or ""), "verdict": str(body.get("verdict") or "")}),
                *(value for number, metric in enumerate(metrics, 1) for value in _metric(metric, f"m{number}", body)),
            ],
            "methods": ["TEST"],
            "types": ["finding" if body.get("verdict") == "fail" else "control-objective"],
            "origins": [
                {
                    "actors": [
                        {"type": "tool", "actor-uuid": tool(snapshot)},
                        {"type": "party", "actor-uuid": person(snapshot, reading.by)},
                    ]
                }
            ],
            "subjects": [subject(snapshot, "MOD")],
            "relevant-evidence": [reading_link(reading)],
            "collected": reading.at,
        }
    )


def _metric(metric: Mapping[str, Any], group: str, body: Mapping[str, Any]) -> Iterator[Body]:
    values = {
        "metric": metric["name"],
        "slice": _slice(metric.get("slice")),
        "estimate": _number(metric.get("estimate")),
        "ci-low": _number(metric.get("low")),
        "ci-high": _number(metric.get("high")),
        "ci-level": _number(metric.get("level")),
        "ci-method": metric.get("method") or "",
        "n": _number(metric.get("n")),
        "unit": metric.get("unit") or "",
    }
    limits = (body.get("thresholds") or {}).get(metric["name"]) or {}
    values |= {f"threshold-{side}": _number(limits.get(side)) for side in ("min", "max")}
    for name, value in values.items():
        if value:
            yield prop(name, value, group=group, class_="probe-metric")


def _slice(where: Mapping[str, Any] | None) -> str:
    return "; ".join(f"{column}={value}" for column, value in (where or {}).items())


def _number(value: float | None) -> str:
    """The shortest text that reads back as the same number, as in readings.json."""
    return "" if value is None else json.dumps(value)
