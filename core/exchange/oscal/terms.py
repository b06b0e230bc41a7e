"""OSCAL's small change: identifiers, lines of text, properties, moments."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

OSCAL_VERSION = "1.2.1"
NAMESPACE = "urn:touchstone:oscal:1.0"  # of every property that OSCAL does not define itself

Body = dict[str, Any]


def uid(case_id: str, *names: str) -> str:
    """A version 5 UUID for a thing of a case: the same names always give the same one."""
    return str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}:{case_id}"), "\x1f".join(names)))


def line(text: str, empty: str = "(none)") -> str:
    """Text as one line without white space around it, as titles and values of properties have to be; never empty."""
    return " ".join(text.replace("\ufeff", " ").split()) or empty


def prose(text: str, empty: str = "(none)") -> str:
    """Text of several lines, never empty."""
    return text.strip() or empty


def prop(name: str, value: str, **more: str) -> Body:
    """A property in our namespace. `more` may hold `group` and `class_`."""
    extra = {key.rstrip("_"): text for key, text in more.items()}
    return {"name": name, "ns": NAMESPACE, "value": line(value), **extra}


def props(values: Mapping[str, str]) -> list[Body]:
    """Properties for the values that are not empty."""
    return [prop(name, value) for name, value in values.items() if value]


def control_id(item_id: str) -> str:
    """The item as an OSCAL control: MOD-VAL-1 -> mod-val-1."""
    return item_id.lower()


def day(text: str) -> str | None:
    """A date as an OSCAL moment (midnight, UTC), or None when the text is no ISO date."""
    try:
        return f"{date.fromisoformat(text).isoformat()}T00:00:00Z"
    except ValueError:
        return None


def yes_no(value: object) -> str:
    return "yes" if value else "no"


def present(body: Body) -> Body:
    """`body` without empty lists, which OSCAL does not allow, and without None."""
    return {name: value for name, value in body.items() if value is not None and value != []}
