"""Compare two packets in the worker process, where untrusted files are opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import PacketError
from core.hashing import sha256
from core.jobs import Reporter
from core.verify.asked import Asked
from core.verify.compare import compare
from core.verify.limits import shown
from core.verify.packet_read import PacketRead, open_packet, read_bytes
from core.verify.verification import Fault


def work(task: Mapping[str, Any], report: Reporter) -> dict[str, Any]:
    """Compare the packets at `task["before"]` and `task["after"]`.

    Gives the form of `Comparison.as_dict`, with `files`: [{name, sha256}] of the two. Raises PacketError naming the
    file that can't be read as a packet.
    """
    packets, files = [], []
    for number, path in enumerate((Path(task["before"]), Path(task["after"]))):
        report.progress(number, 3, f"Reading {path.name}")
        data = read_bytes(path)
        files.append({"name": path.name, "sha256": sha256(data)})
        packets.append(_opened(data, path))
    report.progress(2, 3, "Comparing")
    try:
        return {**compare(*packets).as_dict(), "files": files}
    except (Fault, ValueError, RecursionError) as error:
        raise PacketError(f"The packets can't be compared: {shown(error)}") from error


def _opened(data: bytes, path: Path) -> PacketRead:
    try:
        packet = open_packet(data, Asked(roots=(), signers=None, beside=None))
        packet.manifest  # noqa: B018 - reads it
    except (PacketError, Fault) as error:
        raise PacketError(f"{path.name} can't be read as a packet. {shown(error)}", "Choose a packet.") from error
    return packet
