"""Taking a model card into a case: the file as evidence, and what it says of the model as a part of the inventory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.casefile.store import Store
from core.evaluation.deployment_record import Part
from core.evaluation.parts import of_kind
from core.exchange.model_card import ModelCard

_NOT_STATED = "not stated in the card"


def take_in(
    store: Store, source: Path, card: ModelCard, *, marking: str, items: Sequence[str], by: str
) -> Iterator[str]:
    """Records both, and says what was recorded, a sentence each.

    A model of the same name that is in the inventory already stays as it is: a card never writes over what a person
    recorded. Raises InputError for a wrong marking or a file that can't be read; nothing is kept then.
    """
    name = " ".join(card.name.split())[:200] or source.stem
    evidence = store.attach(
        source,
        title=f"Model card: {name}",
        origin=" ".join(card.developer.split())[:200] or f"Model card {source.name}; it names nobody",
        made_by_ai=False,
        marking=marking,
        by=by,
        items=items,
    )
    yield f"Kept as evidence: {evidence.title}, SHA-256 {evidence.sha256}."
    known = {part.title.casefold() for part in of_kind(store.deployment_record().parts, "model")}
    if name.casefold() in known:
        yield f"The inventory has a model '{name}' already; it stays as it is."
        return
    store.add_part(_part(name, card, marking), by=by)
    yield f"Recorded in the inventory as a model: {name}. Look through it on the page Deployment."


def _part(name: str, card: ModelCard, marking: str) -> Part:
    digest = card.sha256.strip().lower()
    sound = len(digest) == 64 and not set(digest) - set("0123456789abcdef")
    said = {
        "version": card.version or _NOT_STATED,
        "supplier": card.developer,
        "task": card.task,
        "licence": card.licence,
        "sha256": digest if sound else "",
    }
    fields = {key: " ".join(text.split())[:500] for key, text in said.items() if text.strip()}
    return Part(component="MOD", kind="model", title=name, fields=fields, marking=marking)
