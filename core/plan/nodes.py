"""Reads typed values out of a YAML document, and knows on which line each of them stands.

Numbers and words are taken from what is written, not from what YAML 1.1 makes of it: `positive: yes` is the text
"yes", and `1e-3` is a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

import yaml

from core.errors import InputError

T = TypeVar("T")
_INT = re.compile(r"[-+]?[0-9]+\Z")


def fault(node: yaml.Node, sentence: str, hint: str = "") -> InputError:
    """The error for what stands at `node`."""
    return InputError(f"Line {node.start_mark.line + 1} of the plan: {sentence}", hint)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the `known` names, or all of them when there are few."""
    names = sorted(known)
    close = get_close_matches(name.lower(), [other.lower() for other in names], n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{next(other for other in names if other.lower() == close[0])}"?'
    return f"Known here: {', '.join(names)}." if 0 < len(names) <= 30 else ""


class Fields:
    """The fields of one mapping. Take each that is known, then call `done`, which refuses what is left over."""

    def __init__(self, node: yaml.Node, where: str) -> None:
        if not isinstance(node, yaml.MappingNode):
            raise fault(node, f"{where} must be fields, each `name: value`.")
        self.node, self._where, self._asked = node, where, set[str]()
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = text(key, f"a name in {where}")
            if name in self._values:
                raise fault(key, f'"{name}" stands twice in {where}.', "Keep one of the two.")
            self._values[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> list[str]:
        """The names that stand here, in order."""
        return list(self._values)

    def need(self, name: str, read: Callable[[yaml.Node, str], T]) -> T:
        """The value of a field that must be there."""
        self._asked.add(name)
        if name not in self._values:
            raise fault(self.node, f'{self._where} has no "{name}".', "See resources/plan-fields.md for every field.")
        return read(self._values[name], f'"{name}"')

    def take(self, name: str, read: Callable[[yaml.Node, str], T], default: T) -> T:
        """The value of a field, or `default` when it is not there or empty."""
        self._asked.add(name)
        node = self._values.get(name)
        return default if node is None or is_null(node) else read(node, f'"{name}"')

    def done(self) -> None:
        """Refuse fields that nobody asked for, naming the nearest known one."""
        for name, node in self._values.items():
            if name not in self._asked:
                raise fault(node, f'"{name}" is no field of {self._where}.', nearest(name, self._asked))


def is_null(node: yaml.Node) -> bool:
    """True for an empty value, `~` and `null`."""
    return isinstance(node, yaml.ScalarNode) and str(node.tag).endswith(":null")


def text(node: yaml.Node, where: str) -> str:
    """What is written, as text: `1` is "1", `yes` is "yes"."""
    if not isinstance(node, yaml.ScalarNode) or is_null(node):
        raise fault(node, f"{where} must be a text or a number.")
    return str(node.value)


def number(node: yaml.Node, where: str) -> float:
    """A finite number."""
    try:
        value = float(text(node, where))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in str(node.value) or _quoted(node):
        raise fault(node, f"{where} must be a number, not {node.value!r}.")
    return value


def whole(node: yaml.Node, where: str) -> int:
    """A whole number."""
    written = text(node, where)
    if not _INT.match(written) or len(written) > 18 or _quoted(node):
        raise fault(node, f"{where} must be a whole number, not {written!r}.")
    return int(written)


def flag(node: yaml.Node, where: str) -> bool:
    """True or false."""
    written = text(node, where).lower()
    if written not in {"true", "false"} or _quoted(node):
        raise fault(node, f"{where} must be true or false, not {node.value!r}.")
    return written == "true"


def value(node: yaml.Node, where: str) -> int | float | str | bool:
    """A number, true, false or a text, by the way it is written; what is quoted is a text."""
    written = text(node, where)
    if _quoted(node):
        return written
    if _INT.match(written) and len(written) <= 18:
        return int(written)
    if written.lower() in {"true", "false"}:
        return written.lower() == "true"
    try:
        seen = float(written)
    except ValueError:
        return written
    return seen if math.isfinite(seen) and "_" not in written else written


def several(read: Callable[[yaml.Node, str], T]) -> Callable[[yaml.Node, str], tuple[T, ...]]:
    """A reader for a list of what `read` reads; one value alone is a list of one."""

    def read_list(node: yaml.Node, where: str) -> tuple[T, ...]:
        if isinstance(node, yaml.ScalarNode):
            return (read(node, where),)
        if not isinstance(node, yaml.SequenceNode):
            raise fault(node, f"{where} must be a list.")
        return tuple(read(one, f"an entry of {where}") for one in node.value)

    return read_list


def one_of(*choices: str) -> Callable[[yaml.Node, str], str]:
    """A reader for one of a few words."""

    def read_choice(node: yaml.Node, where: str) -> str:
        written = text(node, where)
        if written not in choices:
            raise fault(node, f"{where} must be {' or '.join(choices)}, not {written!r}.", nearest(written, choices))
        return written

    return read_choice


def _quoted(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in {"'", '"', "|", ">"}
