"""YAML read as tables that know their lines, so that a mistake in a hand-written file can be pointed at.

Only the parser's nodes are used: no YAML tag ever becomes an object. A wrong field is noted as a `Problem` and
reading goes on, so that a person sees every mistake of a file at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_TEXT = "tag:yaml.org,2002:str"
_FLAG = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake: its line (counted from 1), what it is in ("item MOD-VAL-1", "pack") and a sentence on it."""

    line: int
    where: str
    what: str

    @property
    def sentence(self) -> str:
        return f"line {self.line}, {self.where}: {self.what}"


Note = Callable[[int, str, str], None]


def line_of(node: yaml.Node) -> int:
    """The line of a node, counted from 1."""
    mark: Any = node.start_mark
    return int(mark.line) + 1


class Table:
    """One YAML mapping. Every reader notes a problem and gives back an empty value where the field is not as asked."""

    def __init__(self, node: yaml.Node, where: str, note: Note) -> None:
        """Take the mapping `node`; `where` names it in problems. Notes a problem when it is no mapping."""
        self.line = line_of(node)
        self.where = where
        self._note = note
        self._fields: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        if not isinstance(node, yaml.MappingNode):
            self.problem(self.line, "this has to be a list of named fields (name: value).")
            return
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._fields:
                self.problem(line_of(key), f"the field '{name}' is there twice.")
            self._fields[name] = value
            self._lines[name] = line_of(key)

    def problem(self, line: int, what: str) -> None:
        """Note a mistake in this table."""
        self._note(line, self.where, what)

    def has(self, name: str) -> bool:
        return name in self._fields

    def line_of(self, name: str) -> int:
        """The line of a field, or of the table where the field is missing."""
        return self._lines.get(name, self.line)

    def only(self, *names: str) -> None:
        """Note each field that is not one of `names`: most are typing mistakes."""
        for name in self._fields:
            if name not in names:
                self.problem(self.line_of(name), f"the field '{name}' is not known here; known are {', '.join(names)}.")

    def text(self, name: str, *, required: bool = True) -> str:
        """The text of a field, "" where it is missing."""
        node = self._fields.get(name)
        if node is None:
            if required:
                self.problem(self.line, f"the field '{name}' is missing.")
            return ""
        text = self._text_of(node, f"'{name}'", self.line_of(name))
        if required and text is not None and not text.strip():
            self.problem(self.line_of(name), f"the field '{name}' is empty.")
        return text or ""

    def flag(self, name: str) -> bool:
        """True or false; false where it is missing."""
        node = self._fields.get(name)
        if node is None:
            self.problem(self.line, f"the field '{name}' is missing.")
            return False
        if not isinstance(node, yaml.ScalarNode) or node.tag != _FLAG:
            given = f"the text '{node.value}'" if isinstance(node, yaml.ScalarNode) else "a list"
            self.problem(self.line_of(name), f"'{name}' has to be true or false without quotes, not {given}.")
            return False
        return str(node.value).lower() in {"true", "yes", "on"}

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of texts, () where the field is missing. The same text twice is a problem."""
        found: list[str] = []
        for node in self.nodes(name, required=required):
            text = self._text_of(node, f"an entry of '{name}'", line_of(node))
            if text is None:
                continue
            if text in found:
                self.problem(line_of(node), f"'{name}' names '{text}' twice.")
            found.append(text)
        return tuple(found)

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """The text of a field that has to be one of `allowed`."""
        text = self.text(name)
        if text and text not in allowed:
            self.problem(self.line_of(name), f"the {name} '{text}' is not one of {', '.join(allowed)}.")
        return text

    def some_of(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list with at least one entry, each one of `allowed`."""
        texts = self.texts(name)
        if self.has(name) and not texts:
            self.problem(self.line_of(name), f"'{name}' is empty; it needs one of {', '.join(allowed)}.")
        for text in texts:
            if text not in allowed:
                self.problem(self.line_of(name), f"'{text}' in '{name}' is not one of {', '.join(allowed)}.")
        return texts

    def nodes(self, name: str, *, required: bool = True) -> tuple[yaml.Node, ...]:
        """The entries of a list field as nodes, () where it is missing."""
        node = self._fields.get(name)
        if node is None:
            if required:
                self.problem(self.line, f"the field '{name}' is missing.")
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.problem(self.line_of(name), f"'{name}' has to be a list.")
            return ()
        return tuple(node.value)

    def table(self, name: str, where: str) -> Table | None:
        """The table in a field; None where the field is missing (which is noted)."""
        node = self._fields.get(name)
        if node is None:
            self.problem(self.line, f"the field '{name}' is missing.")
            return None
        return Table(node, where, self._note)

    def tables(self, what: str) -> Iterator[tuple[str, Table]]:
        """Every field of the table as (name, table); `what` and the name say in problems which one it is."""
        for name, node in self._fields.items():
            yield name, Table(node, f"{what} {name}", self._note)

    def nodes_by_name(self) -> Iterator[tuple[str, yaml.Node]]:
        """Every field of the table as (name, node)."""
        yield from self._fields.items()

    def all_texts(self) -> Iterator[tuple[str, str]]:
        """Every field of the table as (name, text)."""
        for name in self._fields:
            yield name, self.text(name)

    def _text_of(self, node: yaml.Node, name: str, line: int) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
            return str(node.value)
        if isinstance(node, yaml.ScalarNode) and node.tag != _NULL:
            kind = node.tag.rsplit(":", 1)[-1]
            self.problem(line, f"{name} has to be text; '{node.value}' is read as {kind}: put it in quotes.")
        else:
            given = "nothing is there" if isinstance(node, yaml.ScalarNode) else "a list or a table is there"
            self.problem(line, f"{name} has to be text; {given}.")
        return None
