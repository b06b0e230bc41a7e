"""The worker's side of a job: what runs first in the new process, and how it reports."""

from __future__ import annotations

import importlib
import json
import os
import signal
import threading
import time
import traceback
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from core.errors import JobError, TouchstoneError
from core.jobs.events import LONGEST_TEXT, MAX_MESSAGE_BYTES, Cancelled, Event, Failed, Finished, Progress, encode

SECONDS_BETWEEN_REPORTS = 0.05
# Named, not imported: jobs lie below the worker's modules, and only the worker's process may load them.
GUARD = "core.worker.guard"


class JobCancelled(Exception):  # noqa: N818 - a wish of the person, no error
    """Raised inside the worker when the person has asked it to stop, or the window is gone."""


class Reporter:
    """What a job uses to say how far it is, and how it learns that it must stop."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._next = 0.0

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` steps are made. Cheap to call often. Raises JobCancelled when asked to stop."""
        if self._pipe.poll():  # anything from the window, or its end, means stop
            raise JobCancelled
        now = time.monotonic()
        if now >= self._next or done == total:
            self._next = now + SECONDS_BETWEEN_REPORTS
            self.send(Progress(int(done), int(total), text[:LONGEST_TEXT]))

    def send(self, event: Event) -> None:
        """Send one event. Raises ValueError or TypeError when it is not JSON-ready, JobError when it is too large."""
        raw = encode(event)
        if len(raw) > MAX_MESSAGE_BYTES:
            raise JobError(f"The result has {len(raw):,} bytes, and a job may hand over {MAX_MESSAGE_BYTES:,}.")
        with self._lock:
            self._pipe.send_bytes(raw)


def run(work: str, task_json: str, memory_bytes: int, pipe: Connection) -> None:
    """The first function of a worker process: guards, then does the work, then sends how it ended."""
    report = Reporter(pipe)
    # Ctrl+C reaches the whole group of processes; the one that was asked cancels this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        importlib.import_module(GUARD).start(memory_bytes=memory_bytes)
        threading.Thread(target=_end_with_parent, daemon=True).start()
        module, _, function = work.rpartition(".")
        result = getattr(importlib.import_module(module), function)(json.loads(task_json), report)
        report.send(Finished(result))
    except JobCancelled:
        _last(report, Cancelled())
    except TouchstoneError as error:
        detail = getattr(error, "detail", "") or traceback.format_exc()
        _last(report, Failed(error.message[:LONGEST_TEXT], error.hint[:LONGEST_TEXT], _end_of(detail), expected=True))
    except MemoryError:
        # What is held by the failed work is let go before the words are made.
        _last(report, out_of_memory(memory_bytes))
    except Exception as error:  # noqa: BLE001 - whatever it was, the window must hear of it
        reason = f"The work stopped with an error that was not foreseen ({type(error).__name__}: {str(error)[:300]})."
        hint = "This is a fault in the program. Pass these words on to those who look after it."
        _last(report, Failed(reason, hint, _end_of(traceback.format_exc())))


def out_of_memory(memory_bytes: int) -> Failed:
    """The sentence for a worker that reached its limit of memory."""
    return Failed(
        f"The work needs more memory than it may use ({memory_bytes / (1 << 30):.1f} GB).",
        "Use fewer rows, or a machine with more memory.",
        expected=True,
    )


def _last(report: Reporter, ending: Failed | Cancelled) -> None:
    try:
        report.send(ending)
    except (OSError, ValueError):
        os._exit(1)  # nobody listens any more


def _end_of(text: str) -> str:
    return text[-LONGEST_TEXT:]


def _end_with_parent() -> None:
    """Ends this process when the window is gone, even while a long call into a library runs."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
