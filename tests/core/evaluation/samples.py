"""A small pack and short ways to make the records that the tests speak of."""

from __future__ import annotations

from typing import Any

from core.catalog.model import Component, Element, GuidelinePack, Item
from core.evaluation.records import Answer, AnswerDraft, Approval, Deployment, Finding

LISTED = "No personal data are used."


def item(item_id: str = "MOD-VAL-1", **fields: Any) -> Item:
    component, element, _ = item_id.split("-")
    values: dict[str, Any] = {
        "id": item_id,
        "component": component,
        "element": element,
        "title": "Measured in conditions like the real ones",
        "question": "Is the main performance measured?",
        "guidance": "",
        "methods": ("examine",),
        "stages": ("development",),
        "references": (),
        "probes": (),
        "core": False,
        "protected_classes": False,
        "synthetic_content": False,
        "na_when": "",
    }
    return Item(**{**values, **fields})


ITEMS = (
    item("MOD-VAL-1", core=True, probes=("perf-ci",)),
    item("MOD-VAL-2", probes=("perf-ci", "calibration")),
    item("MOD-SEC-1", stages=("operation",)),
    item("DAT-VAL-1", core=True),
    item("DAT-SEC-1", na_when=LISTED),
)
PACK = GuidelinePack(
    id="tbd-ai",
    version="test",
    title="A small pack",
    date="2026-11-22",
    status="test",
    language="en-US",
    marking="UNCLASSIFIED",
    sha256="a" * 64,
    components=(Component(id="MOD", title="Models", act="3(b)(1)"), Component(id="DAT", title="Data", act="3(b)(2)")),
    elements=(
        Element(id="VAL", title="Validity and reliability", act="3(c)(1)(A)"),
        Element(id="SEC", title="Security", act="3(c)(1)(C)"),
    ),
    items=ITEMS,
    sources=(),
)


def draft(item_id: str, value: Any, **fields: Any) -> AnswerDraft:
    return AnswerDraft(item_id=item_id, value=value, **fields)


def answer(item_id: str, value: Any, *, by: str = "Jane Doe", key: str = "", **fields: Any) -> Answer:
    values: dict[str, Any] = {
        "id": key or f"answer to {item_id}",
        "evaluation_id": "first pass",
        "remark": "",
        "reason": "",
        "reason_listed": False,
        "marking": "(U)",
        "at": "2026-11-22T10:00:00Z",
    }
    return Answer(item_id=item_id, value=value, by=by, **{**values, **fields})


def approval(of: Answer, *, approved: bool = True, by: str = "Max Roe") -> Approval:
    return Approval(answer_id=of.id, item_id=of.item_id, approved=approved, remark="", by=by, at=of.at)


def deployment(**fields: Any) -> Deployment:
    values: dict[str, Any] = {
        "agency": "Agency",
        "name": "Benefit screening",
        "purpose": "Ranks requests",
        "owner": "Ann Lee",
        "existing": False,
        "stage": "deployment",
        "components": ("MOD", "DAT"),
    }
    return Deployment(**{**values, **fields})


def finding(**fields: Any) -> Finding:
    values: dict[str, Any] = {
        "id": "finding",
        "item_id": "MOD-VAL-1",
        "reading_id": None,
        "cause": "no",
        "title": "Measured: no",
        "detail": "",
        "severity": "moderate",
        "status": "open",
        "owner": "",
        "due": "",
        "remark": "",
        "marking": "(U)",
        "opened_by": "Jane Doe",
        "opened_at": "2026-11-22T10:00:00Z",
        "changed_by": "Jane Doe",
        "changed_at": "2026-11-22T10:00:00Z",
    }
    return Finding(**{**values, **fields})
