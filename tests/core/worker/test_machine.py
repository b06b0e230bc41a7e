"""What is known of the machine, from files of the system; and the model loaded anew on it."""

from __future__ import annotations

import json
import platform
import socket
from pathlib import Path

import numpy as np
import pytest

from core.errors import InputError
from core.jobs import run_to_end
from core.runs import run_probe
from core.worker.hardware import facts, linux_facts, not_known
from core.worker.subject import open_subject
from tests.core.worker import made

RUNTIME = {"name": "onnxruntime", "version": "1", "providers": ["CPUExecutionProvider"]}
CPU = """processor : {number}
model name : Example 9000
flags : fpu avx2 avx512_vnni
microcode : 0x2b
physical id : 0
core id : {core}
"""


def machine(root: Path) -> Path:
    """Files as Linux has them, of a desk with four threads on two cores, two cards and a serial number."""
    files = {
        "proc/cpuinfo": "\n".join(CPU.format(number=number, core=number // 2) for number in range(4)),
        "proc/meminfo": "MemTotal:       16000000 kB\nMemFree: 1 kB\n",
        "etc/os-release": 'NAME="Example"\nPRETTY_NAME="Example Linux 3"\n',
        "sys/class/dmi/id/bios_vendor": "Maker\n",
        "sys/class/dmi/id/bios_version": "1.9\n",
        "sys/class/dmi/id/product_serial": "SECRET-SERIAL\n",
        "proc/driver/nvidia/version": "NVRM version: NVIDIA UNIX 570.1\nGCC version: 12\n",
        "proc/driver/nvidia/gpus/0000:01:00.0/information": "Model: \t Example Card\nGPU UUID: GPU-SECRET\n",
        "sys/class/drm/card1/device/vendor": "0x1002\n",
        "sys/class/drm/card1/device/device": "0x73bf\n",
        "sys/class/drm/card1-HDMI-A-1/status": "connected\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    secure = root / "sys/firmware/efi/efivars/SecureBoot-8be4df61"
    secure.parent.mkdir(parents=True)
    secure.write_bytes(b"\x06\x00\x00\x00\x01")
    return root


def test_the_files_of_a_system_are_read_and_no_serial_number_is_taken(tmp_path: Path):
    found = linux_facts(machine(tmp_path))
    assert found["processor"] == {
        "name": "Example 9000",
        "instructions": ["avx2", "avx512_vnni"],
        "microcode": "0x2b",
    }
    assert found["physical_cores"] == 2
    assert found["memory_bytes"] == 16_000_000 * 1024
    assert found["system"]["name"] == "Example Linux 3"
    assert (found["firmware"]["version"], found["firmware"]["secure_boot"]) == ("1.9", "on")
    assert [one["name"] for one in found["accelerators"]] == ["Example Card", "AMD, device 0x73bf"]
    assert "NVIDIA UNIX 570.1" in found["accelerators"][0]["driver"]
    assert "SECRET" not in json.dumps(found)


def test_a_machine_that_says_nothing_is_no_error_and_each_gap_is_told(tmp_path: Path):
    found = linux_facts(tmp_path)
    assert found["memory_bytes"] is None
    assert found["accelerators"] == []
    told = not_known({**found, "cores": {"physical": None}})
    assert len(told) == 7
    assert any("secure boot" in sentence for sentence in told)


def test_the_facts_of_this_machine_hold_no_name_of_it():
    text = json.dumps(facts(RUNTIME))
    for name in {socket.gethostname(), platform.node()} - {"", "localhost"}:
        assert name not in text


def test_the_inventory_comes_from_a_worker_as_json(tmp_path: Path):
    made.linear(tmp_path / "model.onnx", np.eye(2))
    reading = run_to_end(run_probe(made.plan(tmp_path, data=None), "hw-inventory"))
    assert reading["status"] == "ok"
    assert reading["facts"]["weights"] == {"float32": 4}
    assert "CPUExecutionProvider" in reading["facts"]["runtime"]["providers"]


def test_the_model_is_opened_anew_with_other_threads_and_a_provider_that_is_absent_is_refused():
    from core.plan import load_plan

    subject = open_subject(load_plan(made.MODELS / "digits" / "digits_cnn.plan.yaml"), made.Silent())
    assert subject.model.machine is not None
    usual = subject.model.predict(subject.data.test.inputs)
    for threads in (1, 3):
        other = subject.model.machine.opened(threads=threads).predict(subject.data.test.inputs)
        assert np.abs(usual - other).max() < 1e-5
    with pytest.raises(InputError, match="NoSuchExecutionProvider is not present"):
        subject.model.machine.opened(provider="NoSuchExecutionProvider")
    held, how = subject.model.machine.peak_memory_bytes()
    assert held is not None
    assert 10 << 20 < held < 64 << 30
    assert "process" in how
    subject.model.close()
