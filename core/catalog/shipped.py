"""Reading a table that comes with the program: whole, or refused with the first thing that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from core.catalog.load import compose_yaml
from core.errors import InputError
from core.paths import resources
from core.yaml_table import Problem, Table

Taken = TypeVar("Taken")


def help_file(name: str) -> bytes:
    """The bytes of a file of resources/help. Raises InputError when it can't be read."""
    try:
        return (resources() / "help" / name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror}.", "Install Touchstone again.") from error


def read_table(data: bytes, name: str, take: Callable[[Table], Taken]) -> Taken:
    """What `take` makes of the YAML table in `data`. Raises InputError with the first problem that it noted."""
    found: list[Problem] = []

    def note(line: int, where: str, what: str) -> None:
        found.append(Problem(line=line, where=where, what=what))

    taken = take(Table(compose_yaml(data, name), "file", note))
    if found:
        raise InputError(f"{name}, {found[0].sentence}", "Install Touchstone again.")
    return taken
