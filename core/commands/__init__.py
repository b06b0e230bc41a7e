"""The commands of the command line, one file each; every file has `register(subparsers)`."""

from __future__ import annotations

from core.commands import (
    answer,
    attach,
    bom,
    case,
    comments,
    compare,
    decide,
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
    settings,
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
    bom,
    answer,
    decide,
    attach,
    evidence,
    finding,
    status,
    export,
    sign,
    verify,
    compare,
    comments,
    case,
    pack,
    keys,
    marking,
    settings,
)


def register_all(subparsers: Subparsers) -> None:
    """Add every command, in the order that a working day uses them."""
    for command in IN_ORDER:
        command.register(subparsers)
