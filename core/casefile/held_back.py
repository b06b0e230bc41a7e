"""What was answered and yet does not stand, until a person has looked at it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from core.casefile import conflicts, packs
from core.evaluation.progress import Missing


def held_back(connection: Connection) -> Mapping[str, Missing]:
    """What is still to be done about each item (by id), or other thing (by title), that somebody has to decide on.

    Two merged copies say different things of it (`conflicts`), or its question changed with the pack (`packs`).
    """
    found = {}
    for item, old in packs.asked_again(connection).items():
        was = old.value.replace("-", " ")
        said = f"The question of {item} changed with the pack; answer it again. It was answered {was}."
        found[item] = Missing(sentence=said, page="checklist", item_id=item)
    for one in conflicts.open_conflicts(connection):
        name = one.item_id or one.title
        differs = "was answered differently" if one.item_id else "differs"
        said = f"{name} {differs} in two copies that were merged; choose one."
        found[name] = Missing(sentence=said, page="casefile", item_id=one.item_id or None)
    return found
