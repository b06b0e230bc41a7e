"""Verify a packet in the worker process, where untrusted files are opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.jobs import Reporter
from core.verify.verify import verify_packet


def work(task: Mapping[str, Any], report: Reporter) -> dict[str, Any]:
    """Verify `task["path"]` against the PEM texts in `trust`, the fingerprints in `signers` and the folder `beside`.

    Returns the form of `Verification.as_dict`. Raises what `verify_packet` raises.
    """
    beside = task.get("beside")
    verification = verify_packet(
        Path(task["path"]),
        trust=[text.encode() for text in task.get("trust", ())],
        signers=task.get("signers") or None,
        beside=Path(beside) if beside else None,
        on_check=report.progress,
    )
    return verification.as_dict()
