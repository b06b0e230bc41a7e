"""What happens to an exception that nobody caught: a report that can be copied, never a window that is gone."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from core import __version__
from core.errors import TouchstoneError


def catch_all(show_report: Callable[[str], None], show_error: Callable[[str, str], None]) -> None:
    """Send what a person can act on to `show_error(message, hint)`, everything else to `show_report(text)`."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, TouchstoneError):
            show_error(error.message, error.hint)
        else:
            sys.__excepthook__(kind, error, trace)
            show_report(report(error))

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(
        args.exc_type, args.exc_value or RuntimeError("a thread ended without a reason"), args.exc_traceback
    )


def report(error: BaseException) -> str:
    """What a developer would want, as text: versions and the traceback. No values of variables: they may be marked."""
    head = f"Touchstone {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return f"{head}\n\n{''.join(traceback.format_exception(error))}"
