"""What a reading was made with: versions, machine, threads, providers, network."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from core import __version__
from core.worker import guard

_PACKAGES = ("onnxruntime", "onnx", "numpy")


def environment(*, providers: Sequence[str], threads: int) -> dict[str, Any]:
    """JSON-ready facts about this process and machine. No program is started to find them.

    `providers` are those that ran, none when no model was run.
    """
    return {
        "touchstone": __version__,
        "python": platform.python_version(),
        **{name: _version(name) for name in _PACKAGES},
        "os": _system(),
        "machine": _machine(),
        "cpu": _processor(),
        "cores": os.cpu_count() or 1,
        "threads": threads,
        "providers": list(providers),
        "network": guard.network(),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a bundle may leave out the record
        module = sys.modules.get(name)
        return str(getattr(module, "__version__", "not known"))


def _system() -> str:
    if sys.platform == "win32":
        seen = sys.getwindowsversion()
        return f"Windows {seen.major}.{seen.minor}.{seen.build}"
    name = os.uname()
    return f"{name.sysname} {name.release}"


def _machine() -> str:
    return os.environ.get("PROCESSOR_ARCHITECTURE", "") if sys.platform == "win32" else os.uname().machine


def _processor() -> str:
    if sys.platform == "win32":
        return os.environ.get("PROCESSOR_IDENTIFIER", "not known")
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return "not known"
