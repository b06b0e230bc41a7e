"""Jobs that behave, and jobs that don't, for the tests of core.jobs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

from core.errors import InputError


def steps(task, report):
    for step in range(task["n"]):
        report.progress(step + 1, task["n"], f"step {step + 1}")
        time.sleep(0.002)
    return {"n": task["n"], "loaded": [name for name in ("PySide6", "numpy", "sqlalchemy") if name in sys.modules]}


def slow(task, report):
    while True:
        report.progress(0, 0)
        time.sleep(0.02)


def deaf(task, report):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    report.progress(0, 1)
    time.sleep(60)
    return {}


def busy(task, report):
    report.progress(0, 1, "busy")
    time.sleep(60)
    return {}


def refuse(task, report):
    raise InputError("Row 3 of t.csv is empty.", "Fill it in.")


def bug(task, report):
    return {}["no such key"]


def crash(task, report):
    os._exit(139)


def abort(task, report):
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(5)


def killed(task, report):
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(5)


def huge(task, report):
    return {"x": "a" * (9 << 20)}


def not_json(task, report):
    return {"x": object()}


def not_a_number(task, report):
    return {"x": float("nan")}


def forever_raw(report, raw):
    while True:
        report._pipe.send_bytes(raw)


def odd(task, report):
    report._pipe.send_bytes(task["raw"].encode())
    time.sleep(30)
    return {}


def flood(task, report):
    forever_raw(report, json.dumps({"kind": "progress", "done": 1, "total": 2, "text": "x" * 1000}).encode())


def too_long(task, report):
    report._pipe.send_bytes(b" " * (9 << 20))
    return {}


def hungry(task, report):
    held = []
    while True:
        held.append(bytearray(64 << 20))


def connect(task, report):
    socket.create_connection(("192.0.2.1", 9), timeout=1)
    return {}


def look_up(task, report):
    socket.getaddrinfo("example.org", 80)
    return {}


def start_program(task, report):
    subprocess.run(["true"], check=False)
    return {}


def shell(task, report):
    os.system("true")
    return {}


def load_pickle(task, report):
    import pickle

    pickle.loads(b"cos\nsystem\n.")
    return {}


def environment(task, report):
    return {name: os.environ.get(name, "") for name in task["names"]}
