"""Make a packet in a process of its own: the window stays usable, and Cancel is at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.hashing import sha256
from core.jobs import Reporter
from core.packet import carried
from core.packet.export import export


def work(task: Mapping[str, Any], report: Reporter) -> dict[str, Any]:
    """Make the packet of the snapshot in the folder `task["carried"]`, which is removed, and write it to `target`.

    `include_limit_bytes` is as for `export`; what lies beside the packet is there already. Gives {sha256, size_bytes,
    pages, marking, complete, withheld, beside, files: [{name, description, size_bytes, marking, beside}]}. Raises what
    `export` raises.
    """
    report.progress(0, 0, "Reading the case")
    snapshot = carried.read(Path(task["carried"]))
    packet = export(
        snapshot,
        Path(task["target"]),
        include_limit_bytes=int(task["include_limit_bytes"]),
        beside=False,
        on_progress=report.progress,
    )
    shown = ("name", "description", "size_bytes", "marking", "beside")
    return {
        "sha256": sha256(packet.pdf),
        "size_bytes": len(packet.pdf),
        "pages": packet.pages,
        "marking": packet.manifest.marking,
        "complete": snapshot.progress.complete,
        "withheld": len(packet.manifest.withheld),
        "beside": [name for name, _ in packet.beside],
        "files": [{name: getattr(file, name) for name in shown} for file in packet.manifest.files],
    }
