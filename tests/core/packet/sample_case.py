"""Snapshots for packets, without a case file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from core.catalog.load import builtin_pack
from core.evaluation.findings import opened_by_answer, opened_by_reading
from core.evaluation.progress import progress
from core.evaluation.records import (
    Acceptance,
    Answer,
    Approval,
    Deployment,
    Evaluation,
    Evidence,
    EvidenceLink,
    Finding,
    LogEntry,
    ReadingRecord,
)
from core.snapshot import Snapshot
from tests.core.exchange.cases import plan
from tests.core.packet.sample_readings import bodies

PACK = builtin_pack()
COMPONENTS = tuple(component.id for component in PACK.components)
AT = "2026-11-22T19:02:11Z"
PLAN = (
    "name: Benefit screening\nmodel: /home/jane/private/model.onnx\ntask: binary\n"
    "data: {test: test.csv, label: granted}\nseed: 7\n"
)
FILES = {
    "Model card": ("model card (final) v2.pdf", "application/pdf", b"%PDF-1.7 card " * 90),
    "Interview with the system owner": ("notes.txt", "text/plain", b"Asked about appeals; see line 4.\n" * 40),
    "Training data sheet": ("data sheet.csv", "text/csv", b"column,meaning\nage,years\n" * 50),
    "Vendor contract": ("contract.docx", "application/vnd.openxmlformats-officedocument", b"not included" * 30),
}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def deployment(**more: Any) -> Deployment:
    told: dict[str, Any] = {
        "agency": "Department of Example Affairs",
        "name": "Benefit screening 2.3",
        "purpose": "Sorts applications for a first look by a caseworker; it never denies one by itself.",
        "owner": "Dana Rivera, Office of Benefits",
        "existing": True,
        "stage": "operation",
        "components": COMPONENTS,
        "version": "2.3.1",
    }
    return Deployment(**(told | more))


def evaluation(**more: Any) -> Evaluation:
    told: dict[str, Any] = {
        "id": digest("evaluation"),
        "title": "First evaluation in operation",
        "stage": "operation",
        "profile": "full",
        "pack_id": PACK.id,
        "pack_version": PACK.version,
        "pack_sha256": PACK.sha256,
        "opened_at": "2026-11-20T14:00:00Z",
        "opened_by": "Jane Doe",
    }
    return Evaluation(**(told | more))


def answer(item_id: str, value: str, **more: Any) -> Answer:
    told: dict[str, Any] = {
        "id": digest(f"answer {item_id}"),
        "evaluation_id": digest("evaluation"),
        "item_id": item_id,
        "value": value,
        "remark": "",
        "reason": "",
        "reason_listed": False,
        "marking": "(U)",
        "by": "Jane Doe",
        "at": "2026-11-21T15:30:00Z",
    }
    return Answer(**(told | more))


def answers(*, complete: bool, good: bool) -> tuple[Answer, ...]:
    out = []
    for number, item in enumerate(PACK.items):
        if not complete and number % 3:
            continue
        if good or number % 7:
            out.append(answer(item.id, "yes", remark="Examined the record of the run and the design note."))
        elif number % 2:
            out.append(answer(item.id, "no", remark="Nothing of the kind is in place; the vendor was asked."))
        elif number % 4:
            out.append(answer(item.id, "partly", remark="In place for the model, not for its retraining."))
        else:
            out.append(answer(item.id, "not-applicable", reason="The vendor runs this part; see the contract."))
    return tuple(out)


def reading_records(count: int) -> tuple[ReadingRecord, ...]:
    known = PACK.by_id
    support = {"perf-ci": ("MOD-VAL-1", "MOD-SAF-3"), "calibration": ("MOD-VAL-4",), "group-fairness": ("MOD-FAI-1",)}
    out = []
    for number in range(count):
        body = bodies()[number % len(bodies())]
        out.append(
            ReadingRecord(
                id=digest(f"reading {number}"),
                probe=body["probe"],
                plan_name="Benefit screening",
                plan_text=PLAN,
                body=body,
                by="Jane Doe",
                at=AT,
                linked_items=tuple(item for item in support.get(body["probe"], ()) if item in known),
            )
        )
    return tuple(out)


def evidence(**more: Any) -> tuple[tuple[Evidence, ...], dict[str, bytes]]:
    pieces, contents = [], {}
    for title, (file_name, media_type, content) in FILES.items():
        told: dict[str, Any] = {
            "id": digest(f"evidence {title}"),
            "title": title,
            "file_name": file_name,
            "media_type": media_type,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
            "origin": "Given by the vendor on request",
            "made_by_ai": title == "Training data sheet",
            "marking": "(U)",
            "include": title != "Vendor contract",
            "by": "Jane Doe",
            "at": "2026-11-21T16:00:00Z",
        }
        pieces.append(Evidence(**(told | more)))
        contents[pieces[-1].id] = content
    return tuple(pieces), contents


HELD: dict[str, Any] = {
    "status": "accepted",
    "acceptance": Acceptance(reason="Rare, and seen by a person.", until="2027-05-31", by="Dana Rivera", at=AT),
}


def findings(given: tuple[Answer, ...], readings: tuple[ReadingRecord, ...]) -> tuple[Finding, ...]:
    opened = [opened_by_answer(one, PACK.by_id[one.item_id]) for one in given]
    opened += [
        opened_by_reading(one.id, one.body, one.plan_name, next(iter(one.linked_items), None)) for one in readings
    ]
    out = []
    for number, told in enumerate(one for one in opened if one):
        more: dict[str, Any] = {
            "id": digest(f"finding {number}"),
            "status": ("open", "accepted", "open", "mitigated")[number % 4],
            "owner": "Dana Rivera" if number % 2 else "",
            "due": "2027-03-31" if number % 2 else "",
            "remark": "Accepted until the next release, by decision of the owner." if number % 4 == 1 else "",
            "opened_by": "Jane Doe",
            "opened_at": AT,
            "changed_by": "Jane Doe",
            "changed_at": AT,
        }
        out.append(Finding(**(dict(told) | more)))
    if not out:
        return ()
    return (replace(out[0], owner="Lee Tran", due="2026-10-01", **plan()), *out[1:-1], replace(out[-1], **HELD))


def snapshot(*, complete: bool = False, good: bool = False, reading_count: int = 5, **more: Any) -> Snapshot:
    """A case a third of the way, or (complete) all of it; `good`: every answer is yes."""
    pack = more.get("pack", PACK)
    given = more.pop("answers", None) or answers(complete=complete, good=good)
    given = tuple(one for one in given if one.item_id in pack.by_id)
    approvals = tuple(
        Approval(answer_id=one.id, item_id=one.item_id, approved=True, remark="Agreed.", by="Sam Okafor", at=AT)
        for one in given
        if one.value == "not-applicable" and complete
    )
    readings = reading_records(reading_count)
    pieces, contents = evidence()
    linked = [item.id for item in pack.items[:9]]
    links = tuple(
        EvidenceLink(evidence_id=pieces[number % 3].id, item_id=item_id, by="Jane Doe", at=AT)
        for number, item_id in enumerate(linked)
    )
    found = () if good else findings(given, readings)
    told, about = more.pop("deployment", None) or deployment(), more.pop("evaluation", None) or evaluation()

    def content(evidence_id: str) -> Iterator[bytes]:
        whole = contents[evidence_id]
        yield from (whole[start : start + 1000] for start in range(0, len(whole), 1000))

    log = LogEntry(
        number=1,
        at=AT,
        by="Jane Doe",
        kind="case",
        subject="case",
        sentence="Jane Doe opened the case.",
        digest="0" * 64,
    )
    fields: dict[str, Any] = {
        "case_id": "3f0f3d1e-6f0c-4a55-9b5e-2f3b1d0c7a10",
        "title": "Benefit screening",
        "taken_at": AT,
        "taken_by": "Jane Doe",
        "chain_head": digest("head"),
        "deployment": told,
        "evaluation": about,
        "pack": PACK,
        "answers": {one.item_id: one for one in given},
        "all_answers": given,
        "approvals": approvals,
        "evidence": pieces,
        "links": links,
        "readings": readings,
        "findings": found,
        "progress": progress(
            pack, about.profile, told, answers=given, approvals=approvals, findings=found, links=links
        ),
        "log_tail": (log,),
        "content": content,
    }
    return Snapshot(**(fields | more))


def small_snapshot(**more: Any) -> Snapshot:
    """A case on a pack of eight items, without readings: quick to build."""
    items = PACK.items[:8]
    pack = replace(PACK, items=items, sources=PACK.sources[:3])
    return snapshot(reading_count=0, **({"pack": pack} | more))


AWKWARD = (
    "Angle <b>brackets</b> & ampersands &amp; <a href='#x'>links</a>; a bell \x07 and a null \x00; "
    "emoji \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467; Greek αβγ, Cyrillic Привет, Chinese 你好世界, "
    "Hebrew שלום עולם, Arabic مرحبا; a turn \u202egnp.exe\u202c; combining e\u0301; private \ue000; "
    "nbsp\u00a0here; tab\there; a line\u2028separator; " + "unbroken" * 60 + "; https://example.gov/" + "a/" * 120
)


def awkward_snapshot() -> Snapshot:
    """A case full of texts that people and files should not have, but do."""
    items = PACK.items
    given = [
        answer(items[0].id, "yes", remark=AWKWARD, by="Zoë \U0001f600 O'Brien <ev>"),
        answer(items[1].id, "partly", remark=("A long remark with many words. " * 330) + "\n\nEnd of a long remark."),
        answer(items[2].id, "no", remark="x" * 10_000),
        answer(items[3].id, "not-applicable", reason=AWKWARD),
        answer(items[4].id, "no", remark="  \n\n \t\n"),
    ]
    base = snapshot(
        answers=tuple(given), deployment=deployment(name=f"Fall <7> \U0001f600 {AWKWARD}", purpose=AWKWARD * 6)
    )
    body = dict(base.readings[-1].body)
    body["metrics"] = [
        {**metric, "slice": {"group <&> \U0001f600": AWKWARD, "n": number}}
        for number, metric in enumerate(body["metrics"])
    ]
    body["warnings"] = [AWKWARD]
    body["settings"] = {"name": AWKWARD, "rate": 0.25}
    odd = replace(base.readings[-1], body=body, plan_name=AWKWARD, plan_text=AWKWARD + "\n  indented:\n    - x\n")
    pieces = tuple(
        replace(piece, title=AWKWARD, file_name=name, origin=AWKWARD)
        for piece, name in zip(
            base.evidence, ("../../etc/passwd", "CON.txt", "\U0001f600 <x>.p\x00df", "." * 300), strict=True
        )
    )
    found = tuple(replace(one, title=AWKWARD, detail=AWKWARD, remark=AWKWARD, owner=AWKWARD) for one in base.findings)
    found = (replace(found[0], **plan(AWKWARD * 8, AWKWARD, "x" * 300)), *found[1:])
    return replace(
        base, readings=(*base.readings[:-1], odd), evidence=pieces, findings=found, title=AWKWARD, taken_by=AWKWARD
    )
