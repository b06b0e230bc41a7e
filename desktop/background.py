"""Work that would hold up the window for longer than a blink: done in a thread, answered in the window's."""

from __future__ import annotations

import itertools
import threading
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.errors import TouchstoneError

Result = TypeVar("Result")


class _Desk(QObject):
    """Where answers come in: one object for the life of the window, in its thread.

    An object for each answer would now and then be let go last by the thread that did the work, and Qt does not
    survive an object that ends in another thread than its own.
    """

    came = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count()
        self._waiting: dict[int, Mapping[str, Callable[[Any], object]]] = {}
        self.came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def expect(self, calls: Mapping[str, Callable[[Any], object]]) -> int:
        """Remember whom to tell; the number of the question."""
        number = next(self._numbers)
        self._waiting[number] = calls
        return number

    @Slot(int, str, object)
    def _deliver(self, number: int, outcome: str, value: object) -> None:
        self._waiting.pop(number)[outcome](value)


_desks: list[_Desk] = []


def behind(
    action: Callable[[], Result],
    *,
    done: Callable[[Result], object],
    failed: Callable[[TouchstoneError], object],
) -> None:
    """Run `action` in a thread; then call `done(result)` or `failed(error)` in the window's thread.

    Call it in the window's thread. Any other exception is a bug: `failed` hears of it too, so that nothing waits for
    an answer, and it is raised in the window's thread as a RuntimeError that holds its traceback.
    """
    if not _desks:
        _desks.append(_Desk())
    desk = _desks[0]
    number = desk.expect({"done": done, "failed": failed, "broken": partial(_break, failed)})

    def work() -> None:
        try:
            result = action()
        except TouchstoneError as error:
            desk.came.emit(number, "failed", error)
        except Exception:  # noqa: BLE001 - whatever it is, it is shown as a bug in the window's thread
            desk.came.emit(number, "broken", traceback.format_exc())
        else:
            desk.came.emit(number, "done", result)

    threading.Thread(target=work, daemon=True).start()


def _break(failed: Callable[[TouchstoneError], object], trace: object) -> None:
    told = "The work stopped with an error that was not foreseen."
    failed(TouchstoneError(told, "This is a fault in the program: pass its report on, and start the window again."))
    raise RuntimeError(str(trace))
