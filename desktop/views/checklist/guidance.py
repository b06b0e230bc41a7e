"""What the pack says of an item: guidance with a worked example, and the words of the sources behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop.viewmodels.checklist import ExampleLines, ItemDetail
from desktop.widgets.card import Card
from desktop.widgets.layout import clear
from desktop.widgets.text import label

Part = tuple[str, Sequence[str]]


def show_guidance(into: QVBoxLayout, item: ItemDetail) -> None:
    """Guidance, example, methods, probes, stages, and the reason that is accepted for not applicable."""
    clear(into)
    into.addWidget(label(item.guidance, selectable=True))
    if item.example is not None:
        into.addSpacing(10)
        into.addWidget(_example(item.example))
    _add_part(into, "How it can be assessed", item.methods)
    _add_part(into, "Probes that support it", item.probes)
    _add_part(into, "Stages", [", ".join(item.stages)])
    _add_part(into, "Not applicable when", [item.na_when] if item.na_when else [])
    into.addStretch(1)


def show_sources(into: QVBoxLayout, parts: Sequence[Part]) -> None:
    """The Act, the sources and the playbook, in their own words where these may be carried."""
    clear(into)
    for title, lines in parts:
        _add_part(into, title, lines)
    into.addStretch(1)


def _add_part(into: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    into.addSpacing(10)
    into.addWidget(label(title, "overline"))
    for line in lines:
        into.addWidget(label(line, selectable=True))


def _example(example: ExampleLines) -> Card:
    card = Card()
    card.setAccessibleName("Worked example")
    card.body.addWidget(label("Worked example", "overline"))
    card.body.addWidget(label(example.about, "small"))
    for word, text in (("Yes", example.yes), ("Partly", example.partly)):
        card.body.addWidget(label(word, "label"))
        card.body.addWidget(label(text, selectable=True))
    return card
