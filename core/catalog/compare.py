"""Two packs side by side: which items came, went, moved or changed, and which answers therefore still stand.

What an answer depends on is the item's content: its cell, question, guidance, methods and the listed reason for not
applicable. Its SHA-256 is the content digest. A change elsewhere (title, references, stages, probes, flags) asks nobody
again. An item whose content is found under another id has moved.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from core.catalog.model import GuidelinePack, Item
from core.hashing import canonical_json, sha256

CONTENT = ("component", "element", "question", "guidance", "methods", "na_when")
Edit = Literal["same", "taken out", "put in"]


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field of an item in both packs; `pieces` is the text cut into what stayed, went and came."""

    field: str
    before: str
    after: str
    pieces: tuple[tuple[Edit, str], ...]


@dataclass(frozen=True, kw_only=True)
class ItemChange:
    """An item that both packs have, with the fields that differ. `asks_again`: its content is another one."""

    id: str
    title: str
    asks_again: bool
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True)
class PackDiff:
    """What differs. `moved` maps an old id to the new one; `unchanged` items are the same in every field."""

    old: GuidelinePack
    new: GuidelinePack
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    moved: Mapping[str, str]
    changed: tuple[ItemChange, ...]
    unchanged: tuple[str, ...]

    @property
    def ask_again(self) -> tuple[str, ...]:
        """Ids of items whose answers no longer stand."""
        return tuple(change.id for change in self.changed if change.asks_again)

    @property
    def kept(self) -> tuple[str, ...]:
        """Ids of items whose answers stand as they are, in the order of the new pack."""
        stands = {*self.unchanged, *(change.id for change in self.changed if not change.asks_again)}
        return tuple(item.id for item in self.new.items if item.id in stands)

    @property
    def sentence(self) -> str:
        counts = (
            (len(self.added), "added"),
            (len(self.removed), "removed"),
            (len(self.moved), "moved"),
            (len(self.ask_again), "changed in content"),
            (len(self.changed) - len(self.ask_again), "changed elsewhere"),
            (len(self.unchanged), "unchanged"),
        )
        names = f"{self.old.id} {self.old.version} to {self.new.id} {self.new.version}"
        return f"{names}: " + ", ".join(f"{count} {what}" for count, what in counts) + "."


def content_digest(item: Item) -> str:
    """SHA-256 of the fields that an answer depends on. White space at line ends does not count."""
    values = asdict(item)
    return sha256(canonical_json([_plain(values[name]) for name in CONTENT]))


def compare(old: GuidelinePack, new: GuidelinePack) -> PackDiff:
    """What differs between two packs, in pack order."""
    both = [item.id for item in old.items if item.id in new.by_id]
    gone = [item for item in old.items if item.id not in new.by_id]
    came = [item for item in new.items if item.id not in old.by_id]
    moved = _moved(gone, came)
    changes = [_change(old.item(one), new.item(one)) for one in both]
    return PackDiff(
        old=old,
        new=new,
        added=tuple(item for item in came if item.id not in moved.values()),
        removed=tuple(item for item in gone if item.id not in moved),
        moved=moved,
        changed=tuple(change for change in changes if change.fields),
        unchanged=tuple(change.id for change in changes if not change.fields),
    )


def _moved(gone: Iterable[Item], came: Iterable[Item]) -> Mapping[str, str]:
    """Old id to new id where the question and guidance are word for word the same; the cell may be another one."""
    where: dict[tuple[str, str], list[str]] = {}
    for item in came:
        where.setdefault((item.question.strip(), item.guidance.strip()), []).append(item.id)
    moved = {}
    for item in gone:
        found = where.get((item.question.strip(), item.guidance.strip()))
        if found:
            moved[item.id] = found.pop(0)
    return moved


def _change(old: Item, new: Item) -> ItemChange:
    before, after = asdict(old), asdict(new)
    fields = tuple(
        FieldChange(field=name, before=_words(before[name]), after=_words(value), pieces=_pieces(before[name], value))
        for name, value in after.items()
        if _plain(before[name]) != _plain(value)
    )
    return ItemChange(id=new.id, title=new.title, asks_again=content_digest(old) != content_digest(new), fields=fields)


def _pieces(before: object, after: object) -> tuple[tuple[Edit, str], ...]:
    """The text of both, cut at words, as what stayed, was taken out and was put in."""
    old, new = (re.findall(r"\S+\s*|\s+", _words(value)) for value in (before, after))
    pieces: list[tuple[Edit, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(("taken out", "".join(old[a:b])))
        if c < d:
            pieces.append(("put in", "".join(new[c:d])))
    return tuple(pieces)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    return list(value) if isinstance(value, tuple) else value


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
