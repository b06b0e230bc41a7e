"""What the worker finds in packets, made up: no PDF and no worker behind it."""

from __future__ import annotations

import hashlib
from typing import Any

from core.evaluation.stated import (
    Stated,
    StatedClock,
    StatedExemption,
    StatedMeasure,
    StatedPoint,
)
from core.verify.verify import STEPS

AGENCY = "Department of Example Affairs"
COVERED = {
    "ai-system": "yes",
    "covered-use": "covered",
    "duties": "apply",
    "timing": "existing",
    "m-25-21": "no",
    "m-24-10": "neither",
    "nss": "not in scope",
    "human-like": "absent",
}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def measure(estimate: float = 0.8, half: float = 0.02, **more: Any) -> StatedMeasure:
    told: dict[str, Any] = {
        "probe": "evasion-columns",
        "title": "Evasion",
        "name": "Robust accuracy",
        "estimate": estimate,
        "low": estimate - half,
        "high": estimate + half,
        "unit": "",
        "about": "budget 0.05",
        "verdict": "pass",
        "started": "2026-11-01T10:00:00Z",
        "model_sha256": digest("model"),
    }
    return StatedMeasure(**(told | more))


def clock(**more: Any) -> StatedClock:
    told: dict[str, Any] = {
        "id": "existing",
        "clause": "4(b)",
        "title": "Evaluate an existing system, or cease its use",
        "state": "running",
        "due": "2027-06-30",
        "sentence": "220 days left, until 2027-06-30.",
    }
    return StatedClock(**(told | more))


def stated(word: str = "does not meet", **more: Any) -> Stated:
    told: dict[str, Any] = {
        "day": "2026-11-22",
        "word": word,
        "sentence": f"The evaluation says: {word}.",
        "in_use": "yes",
        "in_use_since": "2025-03-01",
        "determinations": COVERED,
        "findings": {"open high": 1, "closed low": 2},
        "people": {"owner": "Dana Rivera"},
        "clocks": (clock(),),
        "points": (
            StatedPoint(clause="4(d)(2)(B)(i)", text=f"The evaluation says: {word}."),
            StatedPoint(clause="4(d)(2)(B)(ii)", text="120 of 200 items due are answered."),
            StatedPoint(clause="4(d)(2)(B)(iii)", text="The vendor delivers training data late. Action: contract."),
            StatedPoint(clause="4(d)(2)(B)(iv)", text="Staff: two testers are lacking (2 people)"),
        ),
        "measures": (measure(),),
    }
    return Stated(**(told | more))


def exempt(until: str = "") -> Stated:
    words = {**COVERED, "covered-use": "exempt", "duties": "do not apply"}
    whole = StatedExemption(covers="the whole use", whole_use=True, until=until, clause="4(a)(2)(B)")
    return stated("exempt", determinations=words, exemptions=(whole,))


def found(case: str = "case 1", *, name: str = "Benefit screening", **more: Any) -> dict[str, Any]:
    """What `core.worker.take_in.work` gives. More: created, marking, agency, version, failed, unchecked, says,
    complete, meets, packet, signers, readable.
    """
    says: Stated | None = more.get("says", stated())
    created = more.get("created", "2026-11-22T19:02:11Z")
    packet_id = more.get("packet", f"{case} {created}")
    signers = more.get("signers", ("evaluator",))
    word = says.word if says else "incomplete"
    complete = more.get("complete", word in ("meets", "does not meet", "first screen passed", "exempt"))
    deployment = {
        "agency": more.get("agency", AGENCY),
        "name": name,
        "purpose": f"{name} sorts applications; a person decides.",
        "owner": "Dana Rivera",
        "existing": True,
        "stage": "operation",
        "version": more.get("version", "1.0"),
        "marking": more.get("marking", "UNCLASSIFIED"),
    }
    manifest = {
        "packet_id": packet_id,
        "created": created,
        "generator": "Touchstone",
        "marking": more.get("marking", "UNCLASSIFIED"),
        "profile": "full",
        "deployment": deployment,
        "evaluation": {"title": "Evaluation", "stage": "operation"},
        "pack": {"id": "tbd-ai", "version": "2026.1", "sha256": digest("pack")},
        "status": {
            "complete": complete,
            "meets_guidelines": more.get("meets", word == "meets"),
            "due": 200,
            "answered": 200 if complete else 120,
            "open_findings": 0 if word == "meets" else 3,
            "missing": [],
        },
        "files": [],
        "file_count": 0,
        "withheld": [],
        "signature_fields": {},
    }
    readable = more.get("readable", True)
    failed, unchecked = more.get("failed", ()), more.get("unchecked", ())
    return {
        "verification": {
            "format": "touchstone-verification",
            "version": 1,
            "exit_status": 2 if not readable else 1 if failed else 3 if unchecked else 0,
            "file_name": f"{name}.pdf",
            "sha256": digest(f"{packet_id} {signers}"),
            "size_bytes": 100_000,
            "verified_at": "2026-11-23T08:00:00Z",
            "checks": [_check(step, failed, unchecked) for step in STEPS],
            "signatures": [_signature(role) for role in signers],
            "unsigned_roles": [],
            "manifest": manifest if readable else None,
            "intact": not failed,
            "trusted": not unchecked,
            "complete": complete,
        },
        "case_id": digest(case)[:32] if readable else "",
        "deployment": deployment if readable else {},
        "stated": says.as_dict() if says and readable else None,
        "fault": more.get("fault", ""),
    }


def _check(step: Any, failed: Any, unchecked: Any) -> dict[str, Any]:
    outcome = "failed" if step.id in failed else "not checked" if step.id in unchecked else "ok"
    return {
        "number": step.number,
        "id": step.id,
        "title": step.title,
        "group": step.group,
        "required": step.id not in ("expected-signers", "files-beside"),
        "outcome": outcome,
        "sentence": f"It is {outcome}.",
    }


def _signature(role: str) -> dict[str, Any]:
    return {"role": role, "name": f"Signer as {role}", "intact": True, "fingerprint": digest(role), "trusted": True}
