"""JSON Schema, drafts 7 and 2020-12: whether a document follows a schema, at once, and in words where it does not.

A schema is turned into plain functions when it is first used, which say yes some thirty times sooner than jsonschema
does: OSCAL results have hundreds of thousands of places. A document that they do not accept, and a schema with a
keyword that they do not know, goes to jsonschema, whose word counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Rule = Callable[[Any], bool]
_PATTERN_LIMIT_S = 1.0  # documents may come from strangers: no pattern may run for ever
_MOST_KEPT, _LONGEST_KEPT = 10_000, 100  # ... and nothing that they bring is kept without a limit
_SAY_NOTHING = {"$schema", "$id", "$comment", "title", "description", "format", "contentEncoding", "definitions"}
_TYPES: Mapping[str, Rule] = {
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


class _UnknownError(Exception):
    """The schema has a keyword that is left to jsonschema."""


@cache
def schema_at(path: Path) -> JsonSchema:
    """The schema in the file at `path`, made ready once. Raises OSError when it can't be read."""
    return JsonSchema(json.loads(path.read_bytes()))


class JsonSchema:
    """A schema that is ready to be asked."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._rules: dict[str, Rule] = {}
        self._slow: Any = None
        try:
            self._accepts: Rule | None = self._rule(schema)
        except _UnknownError:
            self._accepts = None

    def errors(self, document: Any) -> Iterator[Any]:
        """What jsonschema says, each error with `message` and `absolute_path`; nothing of a valid `document`."""
        if self._accepts is not None and self._accepts(document):
            return
        if self._slow is None:
            self._slow = _validator(self._schema)
        yield from self._slow.iter_errors(document)

    def _rule(self, schema: Any) -> Rule:
        if isinstance(schema, bool):
            return lambda _value: schema
        if "$ref" in schema:
            if set(schema) - _SAY_NOTHING - {"$ref"}:
                raise _UnknownError  # the drafts differ on what stands beside a reference
            return self._referred(schema["$ref"])
        if set(schema) - _SAY_NOTHING - _MAKERS.keys() - _IN_OBJECT:
            raise _UnknownError
        rules = [make(self, schema[word]) for word, make in _MAKERS.items() if word in schema]
        if _IN_OBJECT & schema.keys():
            rules.append(self._object(schema))
        if len(rules) == 1:
            return rules[0]
        return lambda value: all(rule(value) for rule in rules)

    def _referred(self, reference: str) -> Rule:
        if reference not in self._rules:
            if not reference.startswith("#/") or "~" in reference or "%" in reference:
                raise _UnknownError
            self._rules[reference] = lambda value: self._rules[reference](value)  # noqa: PLW0108 - looked up when it is called
            found: Any = self._schema
            for step in reference[2:].split("/"):
                found = found[step]
            self._rules[reference] = self._rule(found)
        return self._rules[reference]

    def _object(self, schema: Mapping[str, Any]) -> Rule:
        known = {name: self._rule(inside) for name, inside in schema.get("properties", {}).items()}
        required = frozenset(schema.get("required", ()))
        other = self._rule(schema.get("additionalProperties", True))

        def holds(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            return required <= value.keys() and all(known.get(name, other)(inside) for name, inside in value.items())

        return holds

    def _type(self, names: str | list[str]) -> Rule:
        kinds = [_TYPES[name] for name in ([names] if isinstance(names, str) else names)]
        return kinds[0] if len(kinds) == 1 else lambda value: any(kind(value) for kind in kinds)

    def _items(self, inside: Any) -> Rule:
        if not isinstance(inside, dict | bool):
            raise _UnknownError
        rule = self._rule(inside)
        return lambda value: not isinstance(value, list) or all(map(rule, value))

    def _any(self, choices: list[Any]) -> Rule:
        rules = [self._rule(choice) for choice in choices]
        return lambda value: any(rule(value) for rule in rules)

    def _all(self, parts: list[Any]) -> Rule:
        rules = [self._rule(part) for part in parts]
        return lambda value: all(rule(value) for rule in rules)

    def _enum(self, values: list[Any]) -> Rule:
        if not all(isinstance(value, str) for value in values):
            raise _UnknownError  # 1 and true are one in Python and two in JSON
        allowed = frozenset(values)
        return lambda value: isinstance(value, str) and value in allowed

    def _pattern(self, pattern: str) -> Rule:
        found, fitting = compiled(pattern), set[str]()

        def holds(value: Any) -> bool:
            if not isinstance(value, str) or value in fitting:
                return True
            fits = bool(found.search(value, timeout=_PATTERN_LIMIT_S))
            if fits and len(fitting) < _MOST_KEPT and len(value) <= _LONGEST_KEPT:
                fitting.add(value)  # a large packet has the same few names hundreds of thousands of times
            return fits

        return holds

    def _least(self, least: float) -> Rule:
        number = _TYPES["number"]
        return lambda value: not number(value) or value >= least

    def _least_items(self, least: int) -> Rule:
        return lambda value: not isinstance(value, list) or len(value) >= least


_IN_OBJECT = {"properties", "required", "additionalProperties"}
_MAKERS: Mapping[str, Callable[[JsonSchema, Any], Rule]] = {
    "type": JsonSchema._type,  # noqa: SLF001 - the table of the class above
    "items": JsonSchema._items,  # noqa: SLF001
    "anyOf": JsonSchema._any,  # noqa: SLF001
    "allOf": JsonSchema._all,  # noqa: SLF001
    "enum": JsonSchema._enum,  # noqa: SLF001
    "pattern": JsonSchema._pattern,  # noqa: SLF001
    "minimum": JsonSchema._least,  # noqa: SLF001
    "minItems": JsonSchema._least_items,  # noqa: SLF001
}


@cache
def compiled(pattern: str) -> Any:
    """A pattern as ECMA 262 means it: with Unicode's classes, and `$` at the very end, not before a last line feed."""
    import regex  # NIST's patterns use \\p{L}, which Python's `re` does not know

    return regex.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def _validator(schema: Mapping[str, Any]) -> Any:
    import jsonschema  # here alone, because it is slow to load

    def pattern(_validator: Any, wanted: str, value: Any, _schema: Any) -> Iterator[Any]:
        if isinstance(value, str) and not compiled(wanted).search(value, timeout=_PATTERN_LIMIT_S):
            yield jsonschema.ValidationError(f"{value!r} does not have the form that the schema demands")

    known: Any = jsonschema.validators.validator_for(schema)
    return jsonschema.validators.extend(known, {"pattern": pattern})(schema)
