"""Verify a packet and read what it states of its deployment, in the worker process, for an agency that takes it in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import PacketError
from core.evaluation.stated import MOST_CHARACTERS, stated_from_dict
from core.jobs import Reporter
from core.manifest import STANDING_NAME
from core.verify.asked import Asked
from core.verify.limits import shown
from core.verify.packet_read import PacketRead, open_packet, read_bytes
from core.verify.verification import Fault, NotChecked
from core.verify.verify import verify_packet

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def work(task: Mapping[str, Any], report: Reporter) -> dict[str, Any]:
    """Verify `task["path"]` against the PEM texts in `trust`; what lies beside the packet is looked for in its folder.

    Gives {verification, case_id, deployment, stated, fault}: `verification` as `Verification.as_dict`, `deployment` the
    manifest's texts uncut, `stated` the content of standing.json or None, `fault` why it could not be read. What was
    verified and what is read are the same bytes. Raises what `verify_packet` raises.
    """
    path = Path(task["path"])
    data = read_bytes(path)
    verification = verify_packet(
        data,
        trust=[text.encode() for text in task.get("trust", ())],
        beside=path.parent,
        name=path.name,
        on_check=report.progress,
    )
    found: dict[str, Any] = {"case_id": "", "deployment": {}, "stated": None, "fault": ""}
    if verification.manifest is not None:
        found |= _said(data)
    return {"verification": verification.as_dict(), **found}


def _said(data: bytes) -> dict[str, Any]:
    try:
        packet = open_packet(data, Asked(roots=(), signers=None, beside=None))
        manifest = packet.manifest
        texts = {key: value for key, value in manifest.deployment.items() if isinstance(value, str | bool)}
        found = {"case_id": clean(str(manifest.case_id))[:64], "deployment": clean(texts)}
        return {**found, **_stated(packet)}
    except (PacketError, Fault, NotChecked) as error:
        return {"fault": shown(error)}


def _stated(packet: PacketRead) -> dict[str, Any]:
    if STANDING_NAME not in packet.listed:
        return {"fault": ""}
    try:
        return {"stated": stated_from_dict(clean(packet.json(STANDING_NAME))).as_dict()}
    except (ValueError, RecursionError) as error:
        return {"fault": shown(error)}


def clean(value: Any) -> Any:
    """JSON whose texts hold no control or direction characters, cut to what may be kept."""
    if isinstance(value, str):
        kept = (" " if one.isspace() else one for one in value[:MOST_CHARACTERS])
        return "".join(one for one in kept if one == " " or unicodedata.category(one) not in _HIDDEN)
    if isinstance(value, dict):
        return {clean(key): clean(one) for key, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value
