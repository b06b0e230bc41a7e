"""The window's process opens no connection: whatever tries is refused, here and not by trust."""

from __future__ import annotations

import sys
from typing import Any

from core.errors import RefusedError

REFUSED = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"})


def refuse_network() -> None:
    """From now on every look-up and every connection from Python raises RefusedError; it can't be undone.

    Addresses that are a path or bytes (sockets inside this machine, as worker processes use them) are let through.
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in REFUSED:
        return
    if event in {"socket.connect", "socket.bind"} and isinstance(args[1], str | bytes):
        return
    raise RefusedError("A part of the program tried to use the network; it was refused.")
