"""What this machine says of itself, read without rights, without network and without starting a program.

`facts` gives a JSON-ready dict. It holds no name of the machine or of a person, no serial number and no address.

    processor     {name, architecture, instructions: [text], microcode}
    cores         {usable, logical, physical}: numbers or null
    memory_bytes  int or null
    system        {name, release, kernel}
    firmware      {vendor, version, date, machine, secure_boot}: texts, "" where not known
    accelerators  [{name, driver, bus, found_in}]
    runtime       {name, version, providers: [text]}
    not_known     [sentence]: what could not be read here
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.worker.cores import cores

# Instructions that a run-time chooses its arithmetic by: with others, sums round differently.
INSTRUCTIONS = (
    "sse4_2", "avx", "f16c", "fma", "avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "avx512_fp16",
    "amx_tile", "amx_int8", "amx_bf16", "asimd", "asimddp", "asimdhp", "i8mm", "bf16", "sve", "sve2",
)  # fmt: skip


def facts(runtime: Mapping[str, Any]) -> dict[str, Any]:
    """Everything, as the head of this file says; `runtime` is what the run-time says of itself."""
    if sys.platform == "win32":
        from core.worker import windows_hardware

        found = windows_hardware.facts()
    else:
        found = linux_facts(Path("/"))
    found["cores"] = {"usable": cores(), "logical": os.cpu_count(), "physical": found.pop("physical_cores")}
    found["processor"]["architecture"] = platform.machine()
    return {**found, "runtime": dict(runtime), "not_known": not_known(found)}


def linux_facts(root: Path) -> dict[str, Any]:
    """What files under `root` tell; `physical_cores` is apart, for `facts` to put in its place."""
    processors = _blocks(root / "proc/cpuinfo")
    first = processors[0] if processors else {}
    flags = (first.get("flags") or first.get("Features") or "").split()
    return {
        "processor": {
            "name": first.get("model name", ""),
            "instructions": [one for one in INSTRUCTIONS if one in flags],
            "microcode": first.get("microcode", ""),
        },
        "physical_cores": _physical(processors),
        "memory_bytes": _memory(root / "proc/meminfo"),
        "system": {
            "name": _release_name(root / "etc/os-release"),
            "release": platform.release() if sys.platform != "win32" else "",
            "kernel": platform.system(),
        },
        "firmware": _firmware(root / "sys"),
        "accelerators": _accelerators(root),
    }


def not_known(found: Mapping[str, Any]) -> list[str]:
    """A sentence for each thing that was looked for and not found out."""
    firmware = found["firmware"]
    missing = [
        (not found["processor"]["name"], "The processor does not say its model."),
        (found["memory_bytes"] is None, "The system does not say how much memory there is."),
        (found["cores"]["physical"] is None, "How many physical cores there are is not known."),
        (not firmware["version"], "The firmware and its version can't be read here, as in most virtual machines."),
        (not firmware["secure_boot"], "Whether the start-up was verified (secure boot) can't be read here."),
        (
            not found["accelerators"],
            "No graphics processor shows itself; one that its driver hides, or a network device, would not be seen.",
        ),
        (True, "Makers, suppliers and labels of single parts are not readable: compare the parts list by hand."),
    ]
    return [sentence for is_missing, sentence in missing if is_missing]


def read_text(path: Path) -> str:
    """A small file of the system as one text, "" where there is none or it may not be read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(1 << 20).strip().strip("\0")
    except (OSError, ValueError):
        return ""


def _blocks(path: Path) -> list[dict[str, str]]:
    made = []
    for block in read_text(path).split("\n\n"):
        pairs = [line.partition(":") for line in block.splitlines()]
        named = {name.strip(): value.strip() for name, sign, value in pairs if sign}
        if "processor" in named:
            made.append(named)
    return made


def _physical(processors: Sequence[Mapping[str, str]]) -> int | None:
    pairs = {(one.get("physical id"), one.get("core id")) for one in processors}
    return len(pairs) if pairs and all(core is not None for _, core in pairs) else None


def _memory(path: Path) -> int | None:
    for line in read_text(path).splitlines():
        name, _, value = line.partition(":")
        if name == "MemTotal" and value.split()[:1]:
            return int(value.split()[0]) * 1024
    return None


def _release_name(path: Path) -> str:
    for line in read_text(path).splitlines():
        name, _, value = line.partition("=")
        if name == "PRETTY_NAME":
            return value.strip().strip("\"'")
    return platform.system()


def _firmware(sysfs: Path) -> dict[str, str]:
    board = sysfs / "class/dmi/id"
    machine = f"{read_text(board / 'sys_vendor')} {read_text(board / 'product_name')}".strip()
    return {
        "vendor": read_text(board / "bios_vendor"),
        "version": read_text(board / "bios_version"),
        "date": read_text(board / "bios_date"),
        "machine": machine,
        "secure_boot": _secure_boot(sysfs / "firmware/efi/efivars"),
    }


def _secure_boot(variables: Path) -> str:
    try:
        held = next(variables.glob("SecureBoot-*")).read_bytes()
    except (OSError, StopIteration):
        return ""
    return {0: "off", 1: "on"}.get(held[-1], "") if held else ""


def _accelerators(root: Path) -> list[dict[str, str]]:
    driver = read_text(root / "proc/driver/nvidia/version").partition("\n")[0].partition(":")[2].strip()
    found = [
        {"name": named.get("Model", "an NVIDIA device"), "driver": driver, "bus": "PCI", "found_in": "NVIDIA's driver"}
        for named in map(_lines, sorted((root / "proc/driver/nvidia/gpus").glob("*/information")))
    ]
    for card in sorted((root / "sys/class/drm").glob("card[0-9]*")):
        device = card / "device"
        if "-" in card.name or not device.exists():  # card0-HDMI-1 is a socket, not a card
            continue
        vendor, kind = read_text(device / "vendor"), read_text(device / "device")
        used = _driver_of(device)
        if not (used == "nvidia" and found):
            name = f"{_MAKERS.get(vendor, 'maker ' + (vendor or 'not known'))}, device {kind or 'not known'}"
            found.append({"name": name, "driver": used, "bus": "PCI", "found_in": "the system's list of displays"})
    return found


_MAKERS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel", "0x1af4": "a virtual machine", "0x15ad": "VMware"}


def _lines(path: Path) -> dict[str, str]:
    pairs = [line.partition(":") for line in read_text(path).splitlines()]
    return {name.strip(): value.strip() for name, sign, value in pairs if sign}


def _driver_of(device: Path) -> str:
    try:
        return (device / "driver").resolve(strict=True).name
    except OSError:
        return ""
