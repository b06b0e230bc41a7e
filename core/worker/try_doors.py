"""The job that tries every door that the guard must have shut. The self-test runs it on the machine at hand.

Nothing can come of a door that is open: the addresses are ones that no machine has (RFC 5737), and the program is
asked for no more than its version.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from core.errors import RefusedError
from core.probe import Report
from core.worker import guard

_NOWHERE = ("192.0.2.1", 9)
_PATIENCE_S = 0.5


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:  # noqa: ARG001 - a job is called so
    """`{"refused": [...], "open": [...], "network": sentence, "telemetry_off": flag}`; doors are named in words."""
    tried = {name: _refused(attempt) for name, attempt in _DOORS.items()}
    report.progress(1, 1, "Tried every door")
    return {
        "refused": [name for name, refused in tried.items() if refused],
        "open": [name for name, refused in tried.items() if not refused],
        "network": guard.network(),
        "telemetry_off": os.environ.get("ORT_DISABLE_TELEMETRY") == "1",
    }


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except RefusedError:
        return True
    except OSError:  # the machine's network said no, not the guard
        return False
    return False


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.settimeout(_PATIENCE_S)
        tried.connect(_NOWHERE)


def _send() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tried:
        tried.sendto(b"", _NOWHERE)


def _listen() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.bind(("", 0))


def _start_program() -> None:
    subprocess.run([sys.executable, "--version"], capture_output=True, timeout=60, check=False)


def _unpickle() -> None:
    sys.audit("pickle.find_class", "os", "system")  # what unpickling announces, without a pickle


_DOORS: Mapping[str, Callable[[], object]] = {
    "looking up a name": lambda: socket.getaddrinfo("localhost", _NOWHERE[1]),
    "connecting": _connect,
    "sending": _send,
    "listening": _listen,
    "starting a program": _start_program,
    "loading a pickle": _unpickle,
}
