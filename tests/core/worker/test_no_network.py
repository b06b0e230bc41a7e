"""A real run, traced call by call: no internet socket, no look-up of names, no file that tells this machine apart."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.worker import made

CALLS = "socket,connect,sendto,sendmsg,bind,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,execve"
LOOK_UPS = ("resolv.conf", "/etc/hosts", "nsswitch.conf", "/etc/gai.conf", "machine-id", "deviceid", "device_id")
CODE = """
import sys
from pathlib import Path
from core import runs
from core.plan import load_plan
if __name__ == "__main__":
    readings = runs.evaluate(load_plan(Path(sys.argv[1])))
    assert any(reading["environment"].get("providers") for reading in readings), readings
    runs.write_readings(readings, Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The system calls of `evaluate` on the digits, with an empty home and without CI in the environment."""
    strace = shutil.which("strace")
    if sys.platform != "linux" or strace is None:
        pytest.skip("there is no strace here, so that this is NOT tested")
    folder = tmp_path_factory.mktemp("traced")
    (folder / "home").mkdir()
    script = folder / "script.py"
    script.write_text(CODE, encoding="utf-8")
    kept = {"PATH", "LANG", "VIRTUAL_ENV", "LD_LIBRARY_PATH"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment |= {"HOME": str(folder / "home"), "PYTHONPATH": str(made.ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    text = (made.MODELS / "digits" / "digits_cnn.plan.yaml").read_text(encoding="utf-8")
    text = text.replace("probes: all", "probes: [onnx-inventory, perf-ci]")
    for name in ("digits_cnn_dynamo20.onnx", "digits_split.npz"):
        text = text.replace(name, str(made.MODELS / "digits" / name))
    plan = folder / "plan.yaml"
    plan.write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [
            *(strace, "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(folder / "trace")),
            *(sys.executable, str(script), str(plan), str(folder / "out")),
        ],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    if "ptrace" in ran.stderr.lower() and "not permitted" in ran.stderr.lower():
        pytest.skip("tracing is not permitted here, so that this is NOT tested")
    assert ran.returncode == 0, ran.stderr
    assert (folder / "out" / "readings.json").is_file()
    text = (folder / "trace").read_text(encoding="utf-8", errors="replace")
    assert "onnxruntime_pybind11_state" in text, "the trace does not follow the workers"
    return text, folder


def test_no_internet_socket_is_opened(trace: tuple[str, Path]):
    text, _ = trace
    assert [line for line in text.splitlines() if "AF_INET" in line or "AF_NETLINK" in line] == []


def test_no_name_is_looked_up_and_no_machine_told_apart(trace: tuple[str, Path]):
    text, _ = trace
    assert [line for line in text.splitlines() if any(name in line for name in LOOK_UPS)] == []


def test_nothing_is_written_but_the_readings(trace: tuple[str, Path]):
    text, folder = trace
    made_calls = re.compile(r'\b(creat|mkdir|mkdirat|open|openat)\([^"]*"([^"]*)"(.*)')
    written = set()
    for call, path, rest in made_calls.findall(text):
        changes = call in {"creat", "mkdir", "mkdirat"} or "O_CREAT" in rest or "O_WRONLY" in rest or "O_RDWR" in rest
        if changes and "EEXIST" not in rest and not path.startswith(("/dev/", "/proc/self/", "/sys/")):
            written.add(path)
    beside = str(folder / "out")
    assert {path for path in written if not path.startswith((beside, "/dev/shm/"))} == set()
    assert list((folder / "home").iterdir()) == []


def test_no_program_is_started_but_python(trace: tuple[str, Path]):
    text, _ = trace
    started = set(re.findall(r'execve\("([^"]*)".*= 0', text))
    assert {Path(path).name.rstrip("0123456789.") for path in started} == {"python"}
