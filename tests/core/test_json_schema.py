"""The quick check of documents never says yes where jsonschema says no."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from core.exchange.oscal import assessment_results
from core.json_schema import JsonSchema, schema_at
from core.paths import resources
from tests.core.exchange import cases

RESULTS = resources() / "schemas" / "oscal" / "oscal_assessment-results_schema.json"
WRONG: tuple[Any, ...] = (None, "", " ", 7, 1.5, True, [], {}, "two words\n", {"no-such-key": 1}, ["x"])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in entries:
        yield from places(inside, (*path, key))


def put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    out = copy.deepcopy(document)
    inside = out
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return out


def test_what_is_accepted_at_once_is_accepted_by_jsonschema() -> None:
    """Every 40th place of real OSCAL results is replaced by what does not belong there."""
    document = assessment_results(cases.full())
    quick = schema_at(RESULTS)
    assert quick._accepts is not None
    assert quick._accepts(document)
    # Python's own patterns do not know NIST's classes of letters.
    slow = jsonschema.Draft7Validator(
        json.loads(RESULTS.read_text("utf-8").replace("\\\\p{L}", "a-zA-Z").replace("\\\\p{N}", "0-9"))
    )
    refused = 0
    for number, path in enumerate(list(places(document))[1::40]):
        changed = put(document, path, WRONG[number % len(WRONG)])
        if quick._accepts(changed):
            assert slow.is_valid(changed), path
        else:
            refused += 1
    assert refused > 20


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": ["string", "null"]}, None, 1),
        ({"type": "integer"}, 3, True),
        ({"type": "integer"}, 3.0, 3.5),
        ({"enum": [1, "a"]}, "a", True),
        ({"anyOf": [{"type": "string"}, {"minimum": 2}]}, 2, 1),
        ({"items": {"type": "string"}, "minItems": 1}, ["a"], []),
        ({"pattern": "^\\p{L}+$"}, "оценщик", "a\n"),
        ({"properties": {"a": {"type": "string"}}, "additionalProperties": False}, {"a": ""}, {"b": ""}),
        ({"definitions": {"x": {"items": {"$ref": "#/definitions/x"}}}, "$ref": "#/definitions/x"}, [[[]]], ...),
        ({"if": {"type": "string"}, "then": {"minLength": 2}}, "ab", "a"),  # left to jsonschema
        ({"allOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"a": 1, "b": 2}, {"a": 1}),
    ],
)
def test_each_keyword_means_what_it_says(schema: dict[str, Any], good: Any, bad: Any) -> None:
    assert not list(JsonSchema(schema).errors(good))
    if bad is not ...:
        assert list(JsonSchema(schema).errors(bad))
