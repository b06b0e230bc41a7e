"""The job behind the self-test: every door is tried, and every one is shut."""

from __future__ import annotations

import subprocess
import sys

from core.jobs import Job, run_to_end

DOORS = ["looking up a name", "connecting", "sending", "listening", "starting a program", "loading a pickle"]


def test_a_worker_refuses_every_door():
    found = run_to_end(Job("core.worker.try_doors.work", {}))
    assert found["refused"] == DOORS
    assert found["open"] == []
    assert found["telemetry_off"] is True
    assert found["network"].startswith("blocked")


def test_a_process_without_the_guard_is_told_from_one_with_it():
    code = """
import core.worker.try_doors as job
job.socket.getaddrinfo = job.socket.socket = lambda *_: (_ for _ in ()).throw(OSError("no network here"))
class Report:
    def progress(self, done, total, text=""): pass
print(job.work({}, Report())["open"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == str(DOORS), done.stderr
