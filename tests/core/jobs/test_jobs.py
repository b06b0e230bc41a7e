"""Whatever a worker does, its job ends in exactly one Finished, Failed or Cancelled with a plain sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import JobError, UsageError
from core.jobs import Cancelled, Event, Failed, Finished, Job, Limits, Progress, run_to_end
from core.jobs.endings import ending_of_silence

ROOT = Path(__file__).resolve().parents[3]
POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


def start(function: str, limits: Limits | None = None, **task: object) -> Job:
    return Job(f"tests.core.jobs.works.{function}", task, limits=limits)


def until_the_end(job: Job, seconds: float = 60.0) -> list[Event]:
    seen: list[Event] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen += job.events()
        if seen and not isinstance(seen[-1], Progress):
            time.sleep(0.05)
            assert list(job.events()) == [], "something came after the end"
            job.process.join(10)
            assert not job.process.is_alive()
            return seen
        time.sleep(0.01)
    raise AssertionError(f"still going: {seen[-3:]}")


def test_progress_arrives_in_order_and_then_the_result():
    seen = until_the_end(start("steps", n=30))
    done = [event.done for event in seen[:-1] if isinstance(event, Progress)]
    assert done == sorted(done)
    assert done[-1] == 30
    assert isinstance(seen[-1], Finished)
    assert seen[-1].result["n"] == 30


def test_progress_is_throttled():
    seen = until_the_end(start("steps", n=300))
    assert len(seen) < 100


def test_a_worker_starts_without_the_screen_the_store_and_numpy():
    assert run_to_end(start("steps", n=1))["loaded"] == []


def test_what_the_worker_says_is_wrong_crosses_with_its_hint():
    last = until_the_end(start("refuse"))[-1]
    assert isinstance(last, Failed)
    assert (last.reason, last.hint, last.expected) == ("Row 3 of t.csv is empty.", "Fill it in.", True)
    with pytest.raises(JobError) as error:
        run_to_end(start("refuse"))
    assert (error.value.message, error.value.hint) == ("Row 3 of t.csv is empty.", "Fill it in.")


def test_a_bug_is_told_apart_and_keeps_its_traceback():
    last = until_the_end(start("bug"))[-1]
    assert isinstance(last, Failed)
    assert not last.expected
    assert "KeyError" in last.reason
    assert "works.py" in last.detail


@pytest.mark.parametrize("function", ["crash", "huge", "not_json", "not_a_number"])
def test_a_worker_without_a_result_ends_in_failed(function: str):
    last = until_the_end(start(function))[-1]
    assert isinstance(last, Failed)
    assert last.reason.endswith(".")


@POSIX
def test_a_killed_worker_and_a_crashed_one_are_told_apart():
    killed = until_the_end(start("killed"))[-1]
    crashed = until_the_end(start("abort"))[-1]
    assert isinstance(killed, Failed)
    assert "memory" in killed.reason
    assert isinstance(crashed, Failed)
    assert "SIGSEGV" in crashed.reason


@pytest.mark.parametrize(
    "raw",
    [
        "not json",
        "[]",
        '{"kind": "__import__"}',
        '{"kind": "finished"}',
        '{"kind": "finished", "result": []}',
        '{"kind": "finished", "result": {}, "more": 1}',
        '{"kind": "progress", "done": true, "total": 1, "text": ""}',
        '{"kind": ["finished"], "result": {}}',
        "[" * 100_000,
    ],
)
@pytest.mark.usefixtures("_quick_ladder")
def test_rubbish_from_the_worker_ends_in_failed(raw: str):
    last = until_the_end(start("odd", raw=raw))[-1]
    assert isinstance(last, Failed)
    assert "no result" in last.reason


@pytest.mark.usefixtures("_quick_ladder")
@pytest.mark.parametrize("function", ["flood", "too_long"])
def test_a_worker_that_floods_the_pipe_is_stopped(function: str):
    job = start(function, limits=Limits(output_bytes=1 << 20))
    last = until_the_end(job)[-1]
    assert isinstance(last, Failed)
    assert len(job._waiting) <= 256


@pytest.mark.usefixtures("_quick_ladder")
@pytest.mark.parametrize("function", ["slow", "busy", pytest.param("deaf", marks=POSIX)])
def test_cancel_always_ends_the_process(function: str):
    job = start(function)
    while not list(job.events()):
        time.sleep(0.01)
    begun = time.monotonic()
    job.cancel()
    job.cancel()
    assert isinstance(until_the_end(job)[-1], Cancelled)
    assert time.monotonic() - begun < 10


@pytest.mark.usefixtures("_quick_ladder")
def test_a_job_past_its_time_says_so():
    last = until_the_end(start("busy", limits=Limits(time_s=1.0)))[-1]
    assert isinstance(last, Failed)
    assert "1 s" in last.reason
    assert last.expected


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on address space is Linux's")
def test_a_job_past_its_memory_says_so():
    last = until_the_end(start("hungry", limits=Limits(memory_bytes=1 << 30)))[-1]
    assert isinstance(last, Failed)
    assert "memory" in last.reason
    assert "1.0 GB" in last.reason


def test_only_named_work_can_be_started():
    with pytest.raises(UsageError):
        Job("os.system", {})


@pytest.mark.usefixtures("_quick_ladder")
def test_ctrl_c_cancels_the_job():
    job = start("slow")

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_to_end(job, interrupt)
    job.process.join(5)
    assert not job.process.is_alive()


def test_every_exit_code_has_a_sentence():
    for code in (None, 0, 1, 139, -2, -4, -6, -9, -11, -15, -64, -99):
        failed = ending_of_silence(code, EOFError())
        assert failed.reason.endswith(".")
        assert failed.hint


@POSIX
def test_the_worker_ends_when_the_window_is_killed(tmp_path: Path):
    script = tmp_path / "window.py"
    script.write_text(
        "import time\nfrom core.jobs import Job, job\nif __name__ == '__main__':\n"
        "    job.ALLOWED.append('tests.')\n    one = Job('tests.core.jobs.works.busy', {})\n"
        "    while not list(one.events()): time.sleep(0.01)\n"
        "    print(one.process.pid, flush=True)\n    time.sleep(60)\n",
        encoding="utf-8",
    )
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        if _is_gone(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the worker outlived the window")


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_job_has_telemetry_switched_off_before_anything_is_loaded():
    names = ["ORT_DISABLE_TELEMETRY", "OPENBLAS_NUM_THREADS"]
    assert run_to_end(start("environment", names=names)) == {names[0]: "1", names[1]: "1"}


def test_events_are_json_both_ways():
    from core.jobs.events import decode, encode

    for event in (Progress(1, 2, "x"), Finished({"a": [1, None, "ü"]}), Failed("r", "h", "d"), Cancelled()):
        assert decode(encode(event)) == event
        assert json.loads(encode(event))
