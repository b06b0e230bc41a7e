"""The window's side of a job: start the worker, hear it, stop it, and make sure that it is gone."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any

from core.errors import JobError, UsageError
from core.jobs import worker
from core.jobs.endings import ending_of_silence
from core.jobs.events import MAX_MESSAGE_BYTES, Cancelled, Ending, Event, Failed, Finished, Limits, Progress, decode

TERMINATE_AFTER_S = 3.0
KILL_AFTER_S = 6.0
# Only these modules' functions can be started by name. Tests add their own.
ALLOWED = ["core.worker."]
_MOST_WAITING = 256

_spawn = multiprocessing.get_context("spawn")


class Job:
    """A running job. `events` never blocks; call it often. Raises UsageError when `work` is not allowed."""

    def __init__(self, work: str, task: Mapping[str, Any], *, limits: Limits | None = None) -> None:
        if not work.startswith(tuple(ALLOWED)):
            raise UsageError(f"{work} is no job.")
        self.limits = limits or Limits()
        # The environment is inherited: telemetry is off before any library of the worker is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        self._waiting: deque[Progress] = deque(maxlen=_MOST_WAITING)
        self._ending: Ending | None = None
        self._told = False
        self._stopping = threading.Event()
        self._over = threading.Event()
        self._pipe, theirs = _spawn.Pipe()
        arguments = (work, json.dumps(dict(task)), self.limits.memory_bytes, theirs)
        self.process = _spawn.Process(target=worker.run, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self._deadline = time.monotonic() + self.limits.time_s
        threading.Thread(target=self._hear, daemon=True, name=f"hears {work}").start()

    def events(self) -> Iterator[Event]:
        """What has happened since the last call; the last event of all is Finished, Failed or Cancelled."""
        over = self._over.is_set()  # asked first, so that no progress comes after the ending
        while self._waiting:
            yield self._waiting.popleft()
        if over and not self._told and self._ending is not None:
            self._told = True
            yield self._ending

    def cancel(self) -> None:
        """Ask the worker to stop; terminate it after 3 s and kill it after 6 s. Returns at once."""
        if self._stopping.is_set() or self._over.is_set():
            return
        self._stopping.set()
        with suppress(OSError):
            self._pipe.send_bytes(b"stop")
        threading.Thread(target=self._make_sure, daemon=True).start()

    def wait(self, timeout_s: float | None = None) -> Ending | None:
        """Block until the job has ended and give its ending; None when `timeout_s` has passed before."""
        self._over.wait(timeout_s)
        return self._ending

    def _hear(self) -> None:
        try:
            ending: Ending = self._messages()
        except Exception as error:  # noqa: BLE001 - whatever came from the worker, the job must end
            ending = self._silence(error)
        if self._stopping.is_set() and not isinstance(ending, Finished):
            ending = Cancelled()
        # The ending is told when the worker is gone, so that whoever hears it may open its files again.
        self._make_sure()
        self.process.join()
        self._pipe.close()
        self._ending = ending
        self._over.set()

    def _messages(self) -> Ending:
        received = 0
        while True:
            if not self._pipe.poll(max(0.0, self._deadline - time.monotonic())):
                self.process.terminate()
                return Failed(
                    f"The work took longer than it may ({_minutes(self.limits.time_s)}) and was stopped.",
                    "Use fewer rows or a smaller setting, or run it with a longer limit.",
                    expected=True,
                )
            raw = self._pipe.recv_bytes(MAX_MESSAGE_BYTES)
            received += len(raw)
            if received > self.limits.output_bytes:
                raise ValueError(f"more than {self.limits.output_bytes:,} bytes came from the worker")
            event = decode(raw)
            if not isinstance(event, Progress):
                return event
            self._waiting.append(event)

    def _silence(self, error: Exception) -> Failed:
        if not isinstance(error, EOFError | ConnectionError):
            self.process.terminate()
            return ending_of_silence(None, error)
        if self._is_gone(TERMINATE_AFTER_S):  # it is ending: let its exit code say why
            self.process.join()
        return ending_of_silence(self._exit_code(), error)

    def _exit_code(self) -> int | None:
        # Whoever starts the next process may be collecting the code at this moment.
        for _ in range(50):
            if self.process.exitcode is not None:
                break
            time.sleep(0.01)
        return self.process.exitcode

    def _make_sure(self) -> None:
        """The ladder: the worker ends by itself, is terminated, is killed."""
        if not self._is_gone(TERMINATE_AFTER_S):
            self.process.terminate()
        if not self._is_gone(KILL_AFTER_S - TERMINATE_AFTER_S):
            self.process.kill()

    def _is_gone(self, seconds: float) -> bool:
        # Looks without collecting the exit code: two threads that collect it at once can miss it.
        return bool(wait([self.process.sentinel], seconds))


def run_to_end(job: Job, on_progress: Callable[[Progress], None] | None = None) -> dict[str, Any]:
    """Wait for `job`, handing on its progress, and give its result. Ctrl+C cancels the job and goes on upwards.

    Raises JobError with the worker's own sentence and hint when it failed or was cancelled.
    """
    try:
        while True:
            ending = job.wait(0.05)
            for event in job.events():
                if on_progress is not None and isinstance(event, Progress):
                    on_progress(event)
            if ending is not None:
                break
    except BaseException:
        job.cancel()
        job.wait(KILL_AFTER_S + 1)
        raise
    if isinstance(ending, Finished):
        return ending.result
    if isinstance(ending, Failed):
        raise JobError(ending.reason, ending.hint, ending.detail)
    raise JobError("The work was cancelled.")


def _minutes(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:g} s"
    return f"{seconds / 60:g} minutes" if seconds < 7200 else f"{seconds / 3600:g} hours"
