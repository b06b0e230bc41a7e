"""`touchstone inspect MODEL`: what is in a model file, without running it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.commands.given import Subparsers


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("inspect", help="say what is in a model file, without running it")
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("--json", action="store_true", help="everything that was found, as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.jobs import run_to_end
    from core.runs import inspect_model

    found = run_to_end(inspect_model(options.model))
    print(json.dumps(found, indent=2, ensure_ascii=False) if options.json else in_words(found))
    return 0


def in_words(found: Mapping[str, Any]) -> str:
    """The inspection as a person reads it: a line a fact."""
    rows: list[tuple[str, str]] = []
    for name, value in found.items():
        rows.extend(_rows(name.replace("_", " "), value))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def _rows(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [(name, ", ".join(f"{key} {inner}" for key, inner in value.items()) or "none")]
    if isinstance(value, list | tuple):
        lines = [_one(entry) for entry in value] or ["none"]
        return [(name if number == 0 else "", line) for number, line in enumerate(lines)]
    return [(name, "none" if value in {None, ""} else str(value))]


def _one(entry: Any) -> str:
    if isinstance(entry, Mapping):
        return "  ".join(f"{key}: {inner}" for key, inner in entry.items())
    return str(entry)
