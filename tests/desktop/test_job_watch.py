"""A job in a worker process, watched from the window: how it ends, and what is kept of its faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest

from core.jobs import Failed, Job
from core.jobs.events import Event
from desktop.job_watch import JobWatch
from desktop.widgets.report import ReportBox

TRACE = 'Traceback (most recent call last):\n  File "drift.py", line 3, in run\nNameError: name "bins" is not defined\n'


class Ended:
    """A job of which one event is left to hear."""

    def __init__(self, event: Event) -> None:
        self.left = [event]

    def events(self) -> Iterator[Event]:
        while self.left:
            yield self.left.pop()


@pytest.fixture
def fail(qtbot, monkeypatch):
    """Let a job fail and say what was told of it, and what was reported as a fault of the program."""

    def run(event: Failed) -> tuple[list[Any], list[str]]:
        reported: list[str] = []
        monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: reported.append(str(error)))
        watch = JobWatch(cast("Job", Ended(event)))
        with qtbot.waitSignal(watch.failed) as heard:
            pass
        return heard.args, reported

    return run


def test_a_fault_of_the_program_in_a_worker_is_told_and_reported_with_its_traceback(fail):
    told, reported = fail(Failed("The work stopped.", "A fault.", TRACE))
    assert told == ["The work stopped.", "A fault.", TRACE]
    assert reported == [TRACE]


@pytest.mark.parametrize(
    "event",
    [Failed("Row 3 is empty.", "Fill it in.", TRACE, expected=True), Failed("It was killed.", "", "exit code -9")],
)
def test_what_a_person_can_mend_and_a_worker_that_was_killed_are_no_fault_of_the_program(fail, event):
    assert fail(event)[1] == []


def test_the_same_report_is_not_shown_twice(window):
    for _ in range(2):
        window.shell.show_report(TRACE)
    assert [box.text for box in window.shell.findChildren(ReportBox)] == [TRACE]
