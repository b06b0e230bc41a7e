"""From what the worker found in a packet to what the agency keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.agency.records import Detail, Due, Measure, TakenIn
from core.evaluation.stated import Stated, StatedMeasure, stated_from_dict

UNREAD = "It can't be read as a packet."
_CLOCKS = ("existing", "new", "noncompliant", "label")  # of a deployment; the others are the agency's or the Director's
_STANDING = "What the packet states of the Act can't be read: "


def detail_of(found: Mapping[str, Any]) -> Detail:
    """All that `core.worker.take_in.work` found. Raises ValueError where it is not of that form."""
    stated = found["stated"]
    return Detail(verification=found["verification"], stated=None if stated is None else stated_from_dict(stated))


def taken_in(found: Mapping[str, Any], roots: tuple[str, ...] = ()) -> TakenIn:
    """The summary of one packet that was looked at with these roots.

    It is verified only when every required check is ok and all that it states could be read.
    """
    detail = detail_of(found)
    verification = detail.verification
    why = why_not_verified(verification) or (f"{_STANDING}{found['fault']}" if found["fault"] else "")
    base: dict[str, Any] = {
        "sha256": verification["sha256"],
        "file_name": verification["file_name"],
        "size_bytes": verification["size_bytes"],
        "verified": not why,
        "why": why,
        "roots": roots,
    }
    if verification["manifest"] is None:
        return TakenIn(**base)
    told = {**verification["manifest"]["deployment"], **found["deployment"]}
    return TakenIn(
        **base,
        **_of_manifest(verification["manifest"], told),
        case_id=found["case_id"],
        signed={one["role"]: one["name"] for one in verification["signatures"] if one["role"] and one["intact"]},
        **(_of_stated(detail.stated) if detail.stated else _without_standing(verification["manifest"]["status"])),
    )


def why_not_verified(verification: Mapping[str, Any]) -> str:
    """Why a packet counts as not verified, in a sentence; empty when every required check is ok."""
    if verification["manifest"] is None:
        failed = next((one for one in verification["checks"] if one["outcome"] == "failed"), None)
        return f"{UNREAD} {failed['sentence']}" if failed else UNREAD
    wrong = [one for one in verification["checks"] if one["required"] and one["outcome"] != "ok"]
    if not wrong:
        return "" if verification["exit_status"] == 0 else UNREAD
    first = next((one for one in wrong if one["outcome"] == "failed"), wrong[0])
    more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"{first['title']}: {first['outcome']}. {first['sentence']}{more}"


def _of_manifest(manifest: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    status, pack = manifest["status"], manifest["pack"]
    return {
        "packet_id": manifest["packet_id"],
        "created": manifest["created"],
        "marking": manifest["marking"],
        **{name: str(told.get(name, "")) for name in ("agency", "name", "version", "purpose", "owner", "stage")},
        "existing": told.get("existing") is True,
        "profile": manifest["profile"],
        "pack": f"{pack.get('id', '')} {pack.get('version', '')}".strip(),
        "evaluation": str(manifest["evaluation"].get("title", "")),
        "complete": status["complete"],
        "meets": status["meets_guidelines"],
        **{name: status[name] for name in ("due", "answered", "open_findings")},
    }


def _of_stated(stated: Stated) -> dict[str, Any]:
    whole = [one for one in stated.exemptions if one.whole_use]
    return {
        "stated": True,
        **{name: getattr(stated, name) for name in ("day", "word", "sentence", "in_use", "in_use_since")},
        "determinations": dict(stated.determinations),
        "findings": dict(stated.findings),
        "exempt_until": max((one.until for one in whole), default="") if all(one.until for one in whole) else "",
        "clocks": tuple(_due(one) for one in stated.clocks if one.id in _CLOCKS),
        "measured": tuple(_measure(one) for one in stated.measures if one.status == "ok" and one.estimate is not None),
    }


def _without_standing(status: Mapping[str, Any]) -> dict[str, Any]:
    """Packets of older programs say how complete they are, and nothing of the Act."""
    word = "incomplete" if not status["complete"] else "meets" if status["meets_guidelines"] else "does not meet"
    return {"word": word, "sentence": f"{status['answered']} of {status['due']} items due are answered."}


def _due(one: Any) -> Due:
    return Due(**{name: getattr(one, name) for name in Due.__dataclass_fields__})


def _measure(one: StatedMeasure) -> Mapping[str, Any]:
    return {name: getattr(one, name) for name in Measure.__dataclass_fields__}
