"""What holds for every test: no network, no telemetry, no screen, no process left behind."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can load onnxruntime
# Workers and commands start some hundred times in a run. What Python compiled is kept, or each compiles it all anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

sys.dont_write_bytecode = False
INTERNET = (socket.AF_INET, socket.AF_INET6)


class NetworkRefusedError(RuntimeError):
    """A test, or what it tests, tried to reach a network."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket

    class Guarded(real):  # type: ignore[misc, valid-type]
        def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
            if family in INTERNET or (family == -1 and named.get("fileno") is None):
                raise NetworkRefusedError("a test opened an internet socket")
            super().__init__(family, *rest, **named)

    def refuse(*_: Any, **__: Any) -> Any:
        raise NetworkRefusedError("a test looked up a name")

    monkeypatch.setattr(socket, "socket", Guarded)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "gethostbyname", refuse)


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    yield
    # A worker that has given its result may take a moment to end, more on a busy machine. It is asked again and again:
    # while the thread that hears it takes note of its end, the process says for an instant that it still lives.
    end = time.monotonic() + 20
    while (still := multiprocessing.active_children()) and time.monotonic() < end:
        time.sleep(0.02)
    heard = [thread.name for thread in threading.enumerate() if thread.name.startswith("hears ")]
    for process in still:
        process.kill()
    assert not still, f"worker processes were left running: {heard or still}"
