"""Checking a document against its JSON Schema, before it leaves the program.

NIST's patterns use Unicode classes, which Python's `re` does not know: patterns are matched by `regex`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from core.errors import InputError
from core.paths import resources

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

FILES = {
    "assessment-results": "oscal/oscal_assessment-results_schema.json",
    "assessment-plan": "oscal/oscal_assessment-plan_schema.json",
    "system-security-plan": "oscal/oscal_ssp_schema.json",
    "catalog": "oscal/oscal_catalog_schema.json",
    "profile": "oscal/oscal_profile_schema.json",
    "mapping-collection": "oscal/oscal_mapping_schema.json",
    "readings": "readings.schema.json",
}
SHOWN = 5


def check(document: Any, name: str) -> None:
    """Do nothing when `document` follows the schema `name` (a key of `FILES`).

    Raises InputError that names the place and what is wrong there, for the first few faults; KeyError for an unknown
    name.
    """
    validator = _validator(name)
    faults = []
    for error in validator.iter_errors(document):
        faults.append(f"at {_place(error.absolute_path)}: {_short(error.message)}")
        if len(faults) == SHOWN:
            break
    if faults:
        raise InputError(f"The document is no valid {name}: {faults[0]}.", "; ".join(faults[1:]))


@cache
def _validator(name: str) -> Validator:
    import jsonschema

    schema = json.loads((resources() / "schemas" / FILES[name]).read_text(encoding="utf-8"))
    base: Any = jsonschema.validators.validator_for(schema)
    validator: Validator = jsonschema.validators.extend(base, {"pattern": _pattern})(schema)
    return validator


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    import jsonschema

    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


@cache
def _compiled(pattern: str) -> Any:
    import regex

    # ECMA 262, which JSON Schema means: `$` is the very end of the text, not before a last line feed.
    return regex.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def _place(path: Any) -> str:
    return "/".join(map(str, path)) or "its top"


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]} ..."
