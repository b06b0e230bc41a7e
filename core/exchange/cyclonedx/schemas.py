"""CycloneDX's own schemas: what in a document breaks them.

A schema refers to others beside it. They are found among the files carried here, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from core.hashing import canonical_json
from core.json_schema import compiled
from core.paths import resources

VERSIONS = ("1.6", "1.7")
_PATTERN_LIMIT_S = 1.0
_LONGEST = 200


def faults(document: Any, version: str, *, most: int) -> list[str]:
    """The first `most` faults of `document` against CycloneDX `version` (one of `VERSIONS`), each with its place.

    The document may come from a stranger: a pattern that runs for too long counts as a fault.
    """
    return [_said(error) for error in islice(_validator(version).iter_errors(document), most)]


def _said(error: Any) -> str:
    place = "/".join(map(str, error.absolute_path))[:_LONGEST] or "its top"
    text = str(error.message)
    return f"at {place}: {text if len(text) <= _LONGEST else f'{text[:_LONGEST]} ...'}"


@cache
def _validator(version: str) -> Any:
    import jsonschema  # here alone, because it is slow to load
    from referencing import Registry, Resource

    folder = resources() / "schemas" / "cyclonedx"
    schemas = {path.name: json.loads(path.read_bytes()) for path in folder.glob("*.json")}
    known: Any = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas.values())
    # The schemas name each other by file name, relative to their own address.
    beside = [(f"http://cyclonedx.org/schema/{name}", Resource.from_contents(one)) for name, one in schemas.items()]
    schema = schemas[f"bom-{version}.SNAPSHOT.schema.json"]
    base: Any = jsonschema.validators.validator_for(schema)
    own = {"pattern": _pattern, "uniqueItems": _unique}
    return jsonschema.validators.extend(base, own)(schema, registry=known.with_resources(beside))


def _pattern(_validator: Any, wanted: str, value: Any, _schema: Any) -> Iterator[Any]:
    import jsonschema

    try:
        if not isinstance(value, str) or compiled(wanted).search(value, timeout=_PATTERN_LIMIT_S):
            return
    except TimeoutError:
        pass
    yield jsonschema.ValidationError(f"{value!r} does not have the form that the schema demands")


def _unique(_validator: Any, wanted: Any, value: Any, _schema: Any) -> Iterator[Any]:
    """As the library's own, whose time grows with the square of the entries: a document could hold it up for hours."""
    import jsonschema

    if wanted and isinstance(value, list) and len({canonical_json(one) for one in value}) < len(value):
        yield jsonschema.ValidationError("an entry occurs twice")
