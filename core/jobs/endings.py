"""Plain sentences for a worker that ended, or was ended, without a result."""

from __future__ import annotations

import signal

from core.jobs.events import Failed

_SMALLER = "Try it again; if it happens again, use fewer rows or a machine with more memory."


def ending_of_silence(exit_code: int | None, error: Exception) -> Failed:
    """What to say when the pipe broke or held rubbish.

    `exit_code` is the process's (negative: a signal, None: it still runs); `error` is what reading the pipe raised.
    """
    detail = f"exit code {exit_code}; {type(error).__name__}: {error}"
    if not isinstance(error, EOFError | ConnectionError):
        reason = "The worker sent something that is no result, and was stopped."
        return Failed(reason, "The model or the data may be made to do harm: look at where they come from.", detail)
    if exit_code is not None and exit_code < 0:
        return _by_signal(-exit_code, detail)
    return Failed("The worker stopped before it gave a result.", _SMALLER, detail)


def _by_signal(number: int, detail: str) -> Failed:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    if name == "SIGKILL":
        return Failed("The worker was killed, most likely because the machine ran out of memory.", _SMALLER, detail)
    if name == "SIGABRT":
        return Failed("The run-time gave up, most likely for lack of memory.", _SMALLER, detail)
    if name in {"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"}:
        reason = f"The run-time crashed ({name}); the model may be damaged or made to do harm."
        return Failed(reason, "Export the model again, and look at where the file comes from.", detail)
    return Failed(f"The worker was stopped from outside ({name}).", "Run it again.", detail)
