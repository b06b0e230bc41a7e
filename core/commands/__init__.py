"""The commands of the command line, one file each; every file has `register(subparsers)`.

Only the file of the command that was asked for is loaded: the window, too, starts through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

IN_ORDER = (
    "demo",
    "new",
    "deployment",
    "intake",
    "exemption",
    "clocks",
    "component",
    "data",
    "register",
    "role",
    "changes",
    "evaluate",
    "inspect",
    "bom",
    "answer",
    "checklist",
    "decide",
    "attach",
    "grade",
    "evidence",
    "finding",
    "status",
    "views",
    "item",
    "oscal",
    "out",
    "rerun",
    "review",
    "export",
    "sign",
    "verify",
    "agency",
    "compare",
    "comments",
    "case",
    "pack",
    "keys",
    "marking",
    "settings",
)
# Words on the command line that are not the name of their file.
WORDS: Mapping[str, str] = {"approve": "answer", "not-applicable": "decide", "demo-keys": "keys"}


def register_all(subparsers: Any) -> None:
    """Add every command, in the order that a working day uses them."""
    for name in IN_ORDER:
        _file(name).register(subparsers)


def register_one(subparsers: Any, word: str) -> bool:
    """Add the command that `word` names, and those that share its file. Gives whether there is one."""
    name = WORDS.get(word, word)
    if name not in IN_ORDER:
        return False
    _file(name).register(subparsers)
    return True


def _file(name: str) -> Any:
    return import_module(f"core.commands.{name}")
