"""Which items an evaluation asks: the full profile or the quick first screen, whole or by cell."""

from __future__ import annotations

from collections.abc import Mapping

from core.catalog.model import GuidelinePack, Item
from core.errors import InputError

PROFILES = ("full", "quick")

Cell = tuple[str, str]  # component, element


def items_of(pack: GuidelinePack, profile: str) -> tuple[Item, ...]:
    """The items of a profile in pack order: all ("full"), or the core items ("quick").

    Raises InputError for another profile.
    """
    if profile not in PROFILES:
        raise InputError(f"The profile '{profile}' is not one of {', '.join(PROFILES)}.")
    return tuple(item for item in pack.items if item.core or profile == "full")


def cells(pack: GuidelinePack) -> tuple[Cell, ...]:
    """Every crossing of a component with an element, component by component."""
    return tuple((component.id, element.id) for component in pack.components for element in pack.elements)


def by_cell(pack: GuidelinePack, profile: str = "full") -> Mapping[Cell, tuple[Item, ...]]:
    """The items of a profile for each cell; () where the profile asks nothing. Raises InputError as `items_of` does."""
    asked: dict[Cell, list[Item]] = {cell: [] for cell in cells(pack)}
    for item in items_of(pack, profile):
        asked[item.cell].append(item)
    return {cell: tuple(items) for cell, items in asked.items()}
