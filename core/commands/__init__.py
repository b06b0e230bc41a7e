"""The commands of the command line, one file each; every file has `register(subparsers)`."""

from __future__ import annotations

from core.commands import (
    answer,
    attach,
    bom,
    case,
    changes,
    checklist,
    clocks,
    component,
    comments,
    compare,
    decide,
    demo,
    deployment,
    evaluate,
    evidence,
    exemption,
    export,
    finding,
    inspect,
    intake,
    item,
    keys,
    marking,
    new,
    oscal,
    pack,
    register,
    role,
    settings,
    sign,
    status,
    verify,
    views,
)
from core.commands.given import Subparsers

IN_ORDER = (
    demo,
    new,
    deployment,
    intake,
    exemption,
    clocks,
    component,
    register,
    role,
    changes,
    evaluate,
    inspect,
    bom,
    answer,
    checklist,
    decide,
    attach,
    evidence,
    finding,
    status,
    views,
    item,
    oscal,
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
