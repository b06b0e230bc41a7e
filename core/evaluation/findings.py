"""What opens a finding, what closes one, and which count as open.

A finding records what keeps a deployment from meeting the guidelines; section 4(d)(2)(B) of the Act asks an agency to
report progress, a justification for delay and barriers for each deployment that does not. "Open" means open: a
finding that a person has recorded as mitigated or accepted no longer counts as open, and both need a remark and a
name; "closed" is set by a later answer, reading or red-team campaign alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.catalog.model import Item
from core.evaluation.calendar_days import parse_day
from core.evaluation.finding_acts import SEVERITIES
from core.evaluation.records import Answer, Finding

FROM_ANSWERS = frozenset({"no", "partly"})  # causes of the findings that follow the answers to their item


def opened_by_answer(answer: Answer, item: Item) -> Mapping[str, Any] | None:
    """The fields of the finding that `answer` opens; None for an answer that opens none.

    "No" and "partly" open one, as the pack's answer rules say. The first severity follows what was asked: a core item
    answered no is high, another no or a core item answered partly is moderate, the rest is low.
    """
    if answer.value not in FROM_ANSWERS:
        return None
    weight = (answer.value == "no") + item.core
    return {
        "item_id": item.id,
        "reading_id": None,
        "cause": answer.value,
        "title": f"{item.title}: {answer.value}",
        "detail": answer.remark or item.question,
        "severity": SEVERITIES[weight],
        "marking": answer.marking,
    }


def opened_by_reading(
    reading_id: str, body: Mapping[str, Any], plan_name: str, item_id: str | None
) -> Mapping[str, Any] | None:
    """The fields of the finding that a failed threshold opens; None when the reading's verdict is not "fail".

    `item_id` is the first item of the pack that the probe supports, or None.
    """
    if body.get("verdict") != "fail":
        return None
    return {
        "item_id": item_id,
        "reading_id": reading_id,
        "cause": "threshold",
        "title": f"{_probe_title(str(body['probe']))}: threshold not met",
        "detail": f"Plan {plan_name!r}. Thresholds: {thresholds_text(body.get('thresholds') or {})}.",
        "severity": "moderate",
        "marking": "(U)",
    }


def opened_as_not_evaluated(marking: str) -> Mapping[str, Any]:
    """The fields of the finding on a deployment that is in use and that nobody has begun to evaluate.

    Section 4(d)(2)(B) asks for progress, delays and barriers of such a deployment, too; they stand on this finding.
    """
    return {
        "item_id": None,
        "reading_id": None,
        "cause": "not-evaluated",
        "title": "The deployment is not evaluated",
        "detail": "No evaluation under the guidelines has been begun (section 4(d)(2)).",
        "severity": "high",
        "marking": marking,
    }


def thresholds_text(thresholds: Mapping[str, Mapping[str, float]]) -> str:
    """The thresholds in words: "Accuracy at least 0.8; Expected calibration error at most 0.05"."""
    from core.probes.wording import title_of  # brings numpy, which opening a case does without

    words = {"min": "at least", "max": "at most"}
    parts = [
        f"{title_of(metric)} {words.get(side, side)} {limit:g}"
        for metric, limits in sorted(thresholds.items())
        for side, limit in sorted(limits.items())
    ]
    return "; ".join(parts) or "none stated"


def _probe_title(probe_id: str) -> str:
    from core.probes import PROBES, RECORDED  # as above

    return next((one.title for one in (*PROBES, *RECORDED) if one.id == probe_id), probe_id)


def passes_what_failed(newer: Mapping[str, Any], failed: Mapping[str, Any]) -> bool:
    """Whether the reading `newer` shows that what `failed` found is mended.

    It must pass, and against thresholds at least as strict: a finding is not closed by moving the mark.
    """
    if newer.get("verdict") != "pass":
        return False
    marks = newer.get("thresholds") or {}
    for metric, limits in (failed.get("thresholds") or {}).items():
        for side, limit in limits.items():
            now = marks.get(metric, {}).get(side)
            if now is None or (now < limit if side == "min" else now > limit):
                return False
    return True


def open_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that count against the deployment: open, neither mitigated nor accepted nor closed."""
    return tuple(finding for finding in findings if finding.status == "open")


def on_day(finding: Finding, today: date) -> Finding:
    """`finding` as it stands on `today`: one whose acceptance has ended is open again.

    The last day of an acceptance still counts; one that names no end (rows of the first form) does not end.
    """
    until = parse_day(finding.acceptance.until) if finding.acceptance else None
    if finding.status == "accepted" and until is not None and until < today:
        return replace(finding, status="open", lapsed=True)
    return finding
