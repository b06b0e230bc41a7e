"""An agency's own items, in a name space of their own, joined to a pack: they add, and change nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.catalog.model import GuidelinePack
from core.errors import InputError
from core.hashing import canonical_json, sha256

JOINED = "touchstone-joined-pack-1"


def joined_sha256(base: str, add_ons: Sequence[str]) -> str:
    """The digest of a pack with add-ons, from the digests of their files; the base's own where there is none."""
    return sha256(canonical_json([JOINED, base, *sorted(add_ons)])) if add_ons else base


def join(base: GuidelinePack, add_ons: Sequence[GuidelinePack]) -> GuidelinePack:
    """`base` with the items of the add-ons behind its own, cell by cell as they name it.

    Raises InputError when one is no add-on, extends another pack, or uses a name space, cell or source that is taken.
    """
    if not add_ons:
        return base
    ordered = sorted(add_ons, key=lambda pack: pack.sha256)
    for pack in ordered:
        _demand_fits(base, pack)
    spaces = [pack.namespace for pack in ordered]
    if len(set(spaces)) != len(spaces):
        raise InputError(f"Two add-ons use the name space {max(spaces, key=spaces.count)}.", "Give each one its own.")
    sources = {source.prefix: source for pack in (base, *ordered) for source in reversed(pack.sources)}
    return replace(
        base,
        title=base.title,
        version=f"{base.version}+" + "+".join(f"{pack.namespace}-{pack.version}" for pack in ordered),
        sha256=joined_sha256(base.sha256, [pack.sha256 for pack in ordered]),
        items=(*base.items, *(item for pack in ordered for item in pack.items)),
        sources=tuple({**sources, **{source.prefix: source for source in base.sources}}.values()),
        probes={**{name: title for pack in ordered for name, title in pack.probes.items()}, **base.probes},
        add_ons=tuple(f"{pack.id} {pack.version}" for pack in ordered),
    )


def _demand_fits(base: GuidelinePack, pack: GuidelinePack) -> None:
    name = f"{pack.id} {pack.version}"
    if not pack.extends:
        raise InputError(f"{name} is a pack of its own, not an add-on.", "Rebase onto it instead.")
    if pack.extends != base.id:
        raise InputError(f"{name} adds to {pack.extends}, not to {base.id}.")
    components = {one.id for one in base.components}
    elements = {one.id for one in base.elements}
    for item in pack.items:
        if item.component not in components or item.element not in elements:
            raise InputError(
                f"{item.id} of {name} is in the cell {item.component}-{item.element}, which {base.id} lacks."
            )
        if item.id in base.by_id:
            raise InputError(f"{item.id} of {name} is an item of {base.id} already; an add-on never changes one.")
