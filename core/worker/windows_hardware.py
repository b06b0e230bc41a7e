"""What Windows says of the machine: its registry and two calls of the kernel. See core/worker/hardware.py."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_PROCESSOR = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
_BIOS = r"HARDWARE\DESCRIPTION\System\BIOS"
_SECURE_BOOT = r"SYSTEM\CurrentControlSet\Control\SecureBoot\State"
_DISPLAYS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
_VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
# PF_... numbers of IsProcessorFeaturePresent, as winnt.h has them.
_FEATURES = {"sse4_2": 38, "avx": 39, "avx2": 40, "avx512f": 41, "asimd": 19, "asimddp": 43}
_MOST_DISPLAYS = 16


def facts() -> dict[str, Any]:
    """As `core.worker.hardware.linux_facts`; what can't be read is "" or None."""
    secure = {0: "off", 1: "on"}.get(_number(_SECURE_BOOT, "UEFISecureBootEnabled"), "")
    return {
        "processor": {
            "name": _text(_PROCESSOR, "ProcessorNameString").strip(),
            "instructions": [name for name, number in _FEATURES.items() if _has(number)],
            "microcode": "",
        },
        "physical_cores": None,
        "memory_bytes": _memory(),
        "system": {"name": _text(_VERSION, "ProductName"), "release": _release(), "kernel": "Windows"},
        "firmware": {
            "vendor": _text(_BIOS, "BIOSVendor"),
            "version": _text(_BIOS, "BIOSVersion"),
            "date": _text(_BIOS, "BIOSReleaseDate"),
            "machine": f"{_text(_BIOS, 'SystemManufacturer')} {_text(_BIOS, 'SystemProductName')}".strip(),
            "secure_boot": secure,
        },
        "accelerators": _displays(),
    }


def _release() -> str:
    if sys.platform != "win32":
        return ""
    seen = sys.getwindowsversion()
    return f"{seen.major}.{seen.minor}.{seen.build}"


def _displays() -> list[dict[str, str]]:
    found = []
    for number in range(_MOST_DISPLAYS):
        key = rf"{_DISPLAYS}\{number:04d}"
        if name := _text(key, "DriverDesc"):
            driver = _text(key, "DriverVersion")
            found.append({"name": name, "driver": driver, "bus": "", "found_in": "the registry's list of displays"})
    return found


def _value(key: str, name: str) -> Any:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None


def _text(key: str, name: str) -> str:
    value = _value(key, name)
    return value if isinstance(value, str) else ""


def _number(key: str, name: str) -> int:
    value = _value(key, name)
    return value if isinstance(value, int) else -1


def _has(feature: int) -> bool:
    return sys.platform == "win32" and bool(ctypes.windll.kernel32.IsProcessorFeaturePresent(feature))


class _Memory(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows headers."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *(
            (name, ctypes.c_uint64)
            for name in ("total", "free", "page", "page_free", "virtual", "virtual_free", "more")
        ),
    )


def _memory() -> int | None:
    if sys.platform != "win32":
        return None
    status = _Memory(length=ctypes.sizeof(_Memory))
    told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return int(status.total) if told else None
