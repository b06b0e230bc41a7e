"""The most memory that this process has held at once since it started."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_FIELDS = (
    "peak_working_set", "working_set", "paged_peak", "paged", "nonpaged_peak", "nonpaged", "pagefile", "pagefile_peak",
)  # fmt: skip


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows headers."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in _FIELDS),
    )


def peak_memory_bytes() -> tuple[int | None, str]:
    """(bytes, how that is known): resident memory, libraries included; (None, why) where the system does not say."""
    if sys.platform == "win32":
        return _of_windows()
    if (held := _high_water_mark()) is not None:
        return held, "VmHWM of the worker process, as the kernel counts it"
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts in bytes, the others in kilobytes.
    return (most if sys.platform == "darwin" else most * 1024), "ru_maxrss of the worker process (getrusage)"


def _high_water_mark() -> int | None:
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None


def _of_windows() -> tuple[int | None, str]:
    if sys.platform != "win32":
        return None, "not Windows"
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    counters = _Counters(size=ctypes.sizeof(_Counters))
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size):
        return None, "Windows did not say"
    return int(counters.peak_working_set), "PeakWorkingSetSize of the worker process (GetProcessMemoryInfo)"
