"""The commands of the command line, one file each; every file has `register(subparsers)`."""

from __future__ import annotations

from core.commands import (
    answer,
    attach,
    case,
    demo,
    deployment,
    evaluate,
    evidence,
    export,
    finding,
    inspect,
    keys,
    marking,
    new,
    pack,
    sign,
    status,
    verify,
)
from core.commands.given import Subparsers

IN_ORDER = (
    demo,
    new,
    deployment,
    evaluate,
    inspect,
    answer,
    attach,
    evidence,
    finding,
    status,
    export,
    sign,
    verify,
    case,
    pack,
    keys,
    marking,
)


def register_all(subparsers: Subparsers) -> None:
    """Add every command, in the order that a working day uses them."""
    for command in IN_ORDER:
        command.register(subparsers)
