"""Looking into a CycloneDX bill of materials, whatever it holds: what has another type than it should counts as absent.

Paths are names joined by dots; where a list lies on the way, its entries are all looked into.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MODEL_TYPE = "machine-learning-model"
DEEPEST = 32  # components inside components
SAYS_NOTHING = frozenset(
    {
        "",
        "-",
        "?",
        "n/a",
        "na",
        "none",
        "null",
        "unknown",
        "not known",
        "noassertion",
        "tbd",
        "todo",
        "other",
        "unspecified",
    }
)


@dataclass(frozen=True, kw_only=True)
class Component:
    """A component of the bill and where it stands: "components[1]"."""

    body: Mapping[str, Any]
    where: str

    def text(self, name: str) -> str:
        """Its property `name` where that is a text, else ""."""
        value = self.body.get(name)
        return value.strip() if isinstance(value, str) else ""


def components(document: Mapping[str, Any]) -> list[Component]:
    """All components, those inside others and the one that the bill is about included."""
    found: list[Component] = []
    subject = at(document, "metadata.component")
    for one in subject[:1]:
        if isinstance(one, Mapping):
            found.append(Component(body=one, where="metadata.component"))
            found += _inside(one.get("components"), "metadata.component.components", DEEPEST)
    return found + list(_inside(document.get("components"), "components", DEEPEST))


def _inside(listed: Any, where: str, deep: int) -> Iterator[Component]:
    if not isinstance(listed, list) or deep == 0:
        return
    for number, one in enumerate(listed):
        if isinstance(one, Mapping):
            yield Component(body=one, where=f"{where}[{number}]")
            yield from _inside(one.get("components"), f"{where}[{number}].components", deep - 1)


def at(body: Any, path: str) -> list[Any]:
    """What lies at `path`, entries of lists one by one; empty where nothing does."""
    found = [body]
    for name in path.split("."):
        found = [one[name] for one in found if isinstance(one, Mapping) and name in one]
        found = [inner for one in found for inner in (one if isinstance(one, list) else [one])]
    return found


def says_something(value: Any) -> bool:
    """Whether a value is more than a placeholder: a text that names something, or a list or object that holds one."""
    if isinstance(value, str):
        return value.strip().casefold() not in SAYS_NOTHING
    if isinstance(value, Mapping):
        return any(says_something(inner) for inner in value.values())
    if isinstance(value, list):
        return any(says_something(inner) for inner in value)
    return value is not None


def licence_of(component: Component) -> str:
    """The licences of a component as one text; "" where none is said, or only that it is not known."""
    names = [
        *at(component.body, "licenses.license.id"),
        *at(component.body, "licenses.license.name"),
        *at(component.body, "licenses.expression"),
    ]
    return ", ".join(str(name) for name in names if isinstance(name, str) and says_something(name))


def hashes_of(component: Component) -> list[tuple[str, str]]:
    """(algorithm, digest in lower case) of every hash of a component."""
    return [
        (entry["alg"], entry["content"].lower())
        for entry in at(component.body, "hashes")
        if isinstance(entry, Mapping) and isinstance(entry.get("alg"), str) and isinstance(entry.get("content"), str)
    ]
