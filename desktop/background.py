"""Work that would hold up the window for longer than a blink: done in a thread, answered in the window's."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from core.errors import TouchstoneError

Result = TypeVar("Result")


class _Answer(QObject):
    """Lives in the window's thread, so that what it calls runs there."""

    came = Signal(str, object)

    def __init__(self, calls: dict[str, Callable[[Any], object]]) -> None:
        super().__init__()
        self._calls = calls
        self.came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(str, object)
    def _deliver(self, outcome: str, value: object) -> None:
        _waiting.discard(self)
        self._calls[outcome](value)


class _Task(QRunnable):
    def __init__(self, action: Callable[[], Any], answer: _Answer) -> None:
        super().__init__()
        self._action, self._answer = action, answer

    def run(self) -> None:
        try:
            result = self._action()
        except TouchstoneError as error:
            self._answer.came.emit("failed", error)
        except Exception:  # noqa: BLE001 - whatever it is, it is shown as a bug in the window's thread
            self._answer.came.emit("broken", traceback.format_exc())
        else:
            self._answer.came.emit("done", result)


_waiting: set[_Answer] = set()  # nobody else holds an answer until it has come


def behind(
    action: Callable[[], Result],
    *,
    done: Callable[[Result], object],
    failed: Callable[[TouchstoneError], object],
) -> None:
    """Run `action` in a thread; then call `done(result)` or `failed(error)` in the window's thread.

    Any other exception is raised there as a RuntimeError that holds its traceback: it is a bug.
    """
    answer = _Answer({"done": done, "failed": failed, "broken": _raise})
    _waiting.add(answer)
    QThreadPool.globalInstance().start(_Task(action, answer))


def _raise(text: object) -> None:
    raise RuntimeError(str(text))
