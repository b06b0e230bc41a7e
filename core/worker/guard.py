"""The first thing in every worker process: it shuts the doors that reading a hostile file must not open.

Three layers, none of which relies on another: the environment switches telemetry off before a library is loaded; on
Linux the process leaves the machine's network where the system lets it; and Python itself refuses to connect, to
look up names, to start programs and to unpickle. Memory is limited where the system offers a way.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

from core.errors import RefusedError

_NO_NETWORK = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "urllib.Request",
        "http.client.connect",
        "ftplib.connect",
        "smtplib.connect",
    }
)
_NO_PROGRAMS = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile"}
)
_NO_PICKLES = frozenset({"pickle.find_class"})
_NETWORK_NAMESPACE, _USER_NAMESPACE = 0x40000000, 0x10000000

# What `start` reached, for the record in a reading's environment.
_state = {"started": False, "own_network": False}


def start(*, memory_bytes: int) -> None:
    """Shut the doors of this process, once. `memory_bytes` bounds its memory."""
    if _state["started"]:
        return
    _state["started"] = True
    prepare_environment()
    # Leaving the network must come before any library starts a thread.
    _state["own_network"] = _leave_network()
    _limit_memory(memory_bytes)
    sys.addaudithook(refuse)


def prepare_environment() -> None:
    """Settings that libraries read when they are loaded.

    One thread in numpy's linear algebra: the probes run on threads of their own, and sums stay in one order.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ["MKL_NUM_THREADS"] = "1"


def network() -> str:
    """How this process is kept from the network, as recorded in readings."""
    if _state["own_network"]:
        return "blocked by the system and by the program"
    return "blocked by the program" if _state["started"] else "not blocked"


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook. Raises RefusedError for what a worker never does."""
    if event in _NO_NETWORK and not _is_inside(event, arguments):
        raise RefusedError("Something in the worker tried to reach the network, and was stopped.", _LOOK)
    if event in _NO_PROGRAMS:
        raise RefusedError("Something in the worker tried to start a program, and was stopped.", _LOOK)
    if event in _NO_PICKLES:
        raise RefusedError("Something in the worker tried to load a pickle, and was stopped.", _LOOK)


_LOOK = "Look at where the model and the data come from."


def _is_inside(event: str, arguments: tuple[Any, ...]) -> bool:
    # On Windows an event loop wakes itself over a pair of loopback sockets, which never leave the machine.
    if os.name != "nt" or event not in {"socket.connect", "socket.bind"}:
        return False
    address = arguments[1] if len(arguments) > 1 else None
    return isinstance(address, tuple) and bool(address) and address[0] in {"127.0.0.1", "::1"}


def _leave_network() -> bool:
    """Move this process into a network of its own, with no way out; False where the system does not allow it."""
    if sys.platform != "linux":
        return False
    try:
        library = ctypes.CDLL(None, use_errno=True)
        # With a user namespace any user may do it. Without one only root may, and keeps its rights to read files.
        if library.unshare(_NETWORK_NAMESPACE) == 0:
            return True
        return bool(library.unshare(_USER_NAMESPACE | _NETWORK_NAMESPACE) == 0)
    except (OSError, AttributeError):
        return False


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "win32":
        from core.worker.windows_limits import limit_memory

        limit_memory(memory_bytes)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    except (ValueError, OSError):  # macOS refuses limits on address space
        return
