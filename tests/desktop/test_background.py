"""Work behind the window always comes to an end that the page hears of."""

from __future__ import annotations

from typing import NoReturn

from desktop.background import behind


def test_a_fault_in_the_work_is_told_to_whoever_waits_and_reported(qtbot):
    told: list[str] = []

    def work() -> NoReturn:
        raise KeyError("bins")

    with qtbot.captureExceptions() as faults:
        behind(work, done=lambda _result: told.append("done"), failed=lambda error: told.append(error.message))
        qtbot.waitUntil(lambda: bool(faults))
    assert told == ["The work stopped with an error that was not foreseen."]
    assert "KeyError: 'bins'" in str(faults[0][1])
