"""A full snapshot without a case file, and ways to make odd ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from core.catalog.load import builtin_pack
from core.evaluation.progress import progress
from core.evaluation.records import (
    Answer,
    Approval,
    Barrier,
    Delay,
    Deployment,
    Evaluation,
    Evidence,
    EvidenceLink,
    Finding,
    Milestone,
    ProgressNote,
    ReadingRecord,
    SeverityChange,
)
from core.snapshot import Snapshot

AT = "2026-11-22T19:02:11Z"
PACK = builtin_pack()
DEPLOYMENT = Deployment(
    agency="Department of Examples",
    name="Benefit screening",
    purpose="Sorts applications.\nA person decides.",
    owner="Olga Owner",
    existing=True,
    stage="operation",
    components=("MOD", "DAT", "HW", "HAI"),
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def answer(item_id: str, value: str = "yes", **more: Any) -> Answer:
    told: dict[str, Any] = {
        "remark": "Seen.",
        "reason": "",
        "reason_listed": False,
        "marking": "(U)",
        "by": "Eva",
        "at": AT,
    }
    return Answer(id=digest(item_id), evaluation_id="e1", item_id=item_id, value=value, **(told | more))


def metric(name: str = "accuracy", **more: Any) -> dict[str, Any]:
    told = {"name": name, "slice": None, "estimate": 0.87, "low": 0.86, "high": 0.88, "level": 0.95, "method": "Wilson"}
    return told | {"n": 4000, "unit": "share"} | more


def reading(**more: Any) -> dict[str, Any]:
    told = {
        "probe": "perf-ci",
        "version": "1.0.0",
        "status": "ok",
        "metrics": [
            metric(),
            metric("tpr", slice={"sex": "female"}, estimate=0.5),
            metric("auroc", estimate=None, low=None),
        ],
        "thresholds": {"accuracy": {"min": 0.9}},
        "verdict": "fail",
        "seed": 7,
        "settings": {"bootstrap": 2000, "holm": True},
        "model_sha256": digest("model"),
        "data_sha256": digest("data"),
        "environment": {"providers": ["CPUExecutionProvider"]},
        "duration_s": 1.5,
        "warnings": [],
    }
    return told | more


def record(body: dict[str, Any] | None = None, **more: Any) -> ReadingRecord:
    told: dict[str, Any] = {"id": digest("reading"), "linked_items": ("MOD-VAL-1", "MOD-SAF-3"), "by": "Eva", "at": AT}
    told |= {"plan_name": "Plan", "plan_text": ""}
    body = body or reading()
    return ReadingRecord(probe=body["probe"], body=body, **(told | more))


def evidence(title: str = "Model card", **more: Any) -> Evidence:
    told: dict[str, Any] = {
        "file_name": "card.pdf",
        "media_type": "application/pdf",
        "sha256": digest(title),
        "size_bytes": 12,
        "origin": "vendor",
        "made_by_ai": False,
        "marking": "(U)",
        "include": True,
        "by": "Eva",
        "at": AT,
    }
    return Evidence(id=digest("evidence " + title), title=title, **(told | more))


def finding(item_id: str | None = "MOD-VAL-2", **more: Any) -> Finding:
    told: dict[str, Any] = {
        "id": digest(f"finding {item_id}"),
        "reading_id": None,
        "cause": "no",
        "title": "No pass mark",
        "detail": "None was written down.",
        "severity": "moderate",
        "status": "open",
        "owner": "Olga Owner",
        "due": "2027-06-30",
        "remark": "",
        "marking": "(U)",
        "opened_by": "Eva",
        "opened_at": AT,
        "changed_by": "Eva",
        "changed_at": AT,
    }
    return Finding(item_id=item_id, **(told | more))


def plan(text: str = "Retest without field 17.", by: str = "Zoe", unit: str = "people") -> dict[str, Any]:
    """The fields of a finding with everything that a plan of action says; the words stand where people write."""
    staff: dict[str, Any] = {"kind": "staff", "amount": "2", "unit": unit, "remark": text, "lifted": ""}
    rules: dict[str, Any] = {"kind": "rules", "amount": "", "unit": "", "remark": "", "lifted": "2026-11-01"}
    return {
        "first_due": "2027-01-31",
        "severity_changes": (SeverityChange(before="high", after="moderate", reason=text, by=by, at=AT),),
        "milestones": (
            Milestone(id="m1", text=text, due="2027-03-31", done="", by=by, at=AT),
            Milestone(id="m2", text=text, due="2026-10-31", done="2026-11-02", by=by, at=AT),
        ),
        "notes": (ProgressNote(id="n1", text=text, by=by, at=AT),),
        "delay": Delay(cause=text, action=text, date="2027-06-30", by=by, at=AT),
        "barriers": (
            Barrier(id="b1", text=text, by=by, at=AT, **staff),
            Barrier(id="b2", text=text, by=by, at=AT, **rules),
        ),
    }


def planned(*words: str, **more: Any) -> Finding:
    """A finding with a plan of action."""
    return finding(**{**plan(*words), **more})


def full(**more: Any) -> Snapshot:
    """A snapshot with every kind of thing in it; `more` replaces fields."""
    answers = (
        answer("MOD-VAL-1"),
        answer("MOD-VAL-2", "no", remark=""),
        answer("MOD-VAL-3", "partly", remark="Only on the CPU."),
        answer("MOD-VAL-4", "not-applicable", reason_listed=True, remark=""),
        answer("MOD-SAF-1", "not-applicable", reason="No harm is thinkable.", remark=""),
        answer("OUT-VAL-1", "yes"),
    )
    approvals = (
        Approval(answer_id=digest("MOD-SAF-1"), item_id="MOD-SAF-1", approved=True, remark="", by="Rita", at=AT),
    )
    findings = (
        finding(),
        finding(None, cause="threshold", reading_id=digest("reading"), status="accepted", remark="Known.", due="soon"),
    )
    links = (EvidenceLink(evidence_id=digest("evidence Model card"), item_id="MOD-VAL-1", by="Eva", at=AT),)
    evaluation = Evaluation(
        id="e1",
        title="First evaluation",
        stage="operation",
        profile="full",
        pack_id=PACK.id,
        pack_version=PACK.version,
        pack_sha256=PACK.sha256,
        opened_at="2026-11-20T09:00:00Z",
        opened_by="Eva",
    )
    snapshot = Snapshot(
        case_id="case-1",
        title="Case",
        taken_at=AT,
        taken_by="Eva",
        chain_head=digest("head"),
        deployment=DEPLOYMENT,
        evaluation=evaluation,
        pack=PACK,
        answers={one.item_id: one for one in answers},
        all_answers=answers,
        approvals=approvals,
        evidence=(evidence(), evidence("Contract", include=False)),
        links=links,
        readings=(record(),),
        findings=findings,
        progress=progress(
            PACK, "full", DEPLOYMENT, answers=answers, approvals=approvals, findings=findings, links=links
        ),
        log_tail=(),
        content=lambda _: iter(()),
    )
    return replace(snapshot, **more)
