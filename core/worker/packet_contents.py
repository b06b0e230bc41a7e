"""Browse a packet in the worker process: a summary of its readings, and one attached file written out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import InputError, PacketError
from core.manifest import READINGS_NAME
from core.probe import Report
from core.verify.asked import Asked
from core.verify.limits import shown
from core.verify.packet_read import PacketRead, open_packet, read_bytes
from core.verify.verification import Fault

MOST_READINGS = 500


def readings(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The readings in the packet at `task["path"]`: {readings: [{probe, version, status, verdict, started, metrics}]}.

    `metrics` counts them; texts are cut to what can be shown. Raises PacketError.
    """
    report.progress(0, 1, "Reading the readings")
    packet = _opened(task)
    try:
        body = packet.json(READINGS_NAME) if READINGS_NAME in packet.attachments else {}
    except Fault as error:
        raise PacketError(shown(error)) from error
    found = body.get("readings") if isinstance(body, dict) else None
    entries = found if isinstance(found, list) else []
    return {"readings": [_summary(entry) for entry in entries[:MOST_READINGS] if isinstance(entry, dict)]}


def _summary(entry: Mapping[str, Any]) -> dict[str, Any]:
    metrics = entry.get("metrics")
    texts = {name: shown(entry.get(name) or "") for name in ("probe", "version", "status", "verdict", "started")}
    return {**texts, "metrics": len(metrics) if isinstance(metrics, list) else 0}


def save(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Write the attached file `task["name"]` of the packet at `task["path"]` to `task["target"]`.

    Gives {sha256, size_bytes} of what was written. Raises PacketError when the packet does not hold it, InputError when
    it can't be written; nothing is left at the target then.
    """
    report.progress(0, 0, "Saving the file")
    packet, target = _opened(task), Path(task["target"])
    try:
        attachment = packet.attachments.get(task["name"])
        if attachment is None:
            raise PacketError(f"The packet holds no file {shown(task['name'])}.")
        digest, size = hashlib.sha256(), 0
        with target.open("wb") as file:
            for chunk in attachment.chunks():
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
    except Fault as error:
        target.unlink(missing_ok=True)
        raise PacketError(shown(error)) from error
    except OSError as error:
        raise InputError(f"{target.name} can't be written: {error.strerror}.", "Choose another place.") from error
    return {"sha256": digest.hexdigest(), "size_bytes": size}


def _opened(task: Mapping[str, Any]) -> PacketRead:
    return open_packet(read_bytes(Path(task["path"])), Asked(roots=(), signers=None, beside=None))
