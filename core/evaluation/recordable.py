"""Every kind of entry that can be recorded of a deployment: the parts of its components, and its registers."""

from __future__ import annotations

from collections.abc import Mapping

from core.evaluation import components, data_profiles, data_sets
from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartKind, entry_problems
from core.evaluation.registers.kinds import registers


def kind_of(key: str) -> PartKind | None:
    """The kind of part or register with this id; None where there is none."""
    if key == data_sets.SHEET:
        return data_sets.sheet_kind()
    if key == data_profiles.PROFILE:
        return data_profiles.PROFILE_KIND
    return components.BY_ID.get(key) or registers().get(key)


def entry_of(kind: PartKind, *, title: str, fields: Mapping[str, str], marking: str, entry_id: str = "") -> Part:
    """What a person typed as an entry of this kind; where a field names it, its title is the words of that field."""
    typed = {one.id: fields.get(one.id, "").strip() for one in kind.fields}
    unknown = {name: value.strip() for name, value in fields.items() if name not in typed}
    if kind.named_by:
        named = typed[kind.named_by]
        title = kind.field(kind.named_by).words(named).partition(" (")[0]
    return Part(
        id=entry_id,
        component=kind.component,
        kind=kind.id,
        title=title.strip(),
        fields={**typed, **unknown},
        marking=marking.strip(),
    )


def part_problems(part: Part) -> tuple[str, ...]:
    """Why a part or an entry of a register can't be recorded, one sentence each; empty when it can."""
    kind = kind_of(part.kind)
    if kind is None or kind.component != part.component:
        where = f"component {part.component}" if part.component else "the registers"
        return (f"There is no kind of part '{part.kind}' in {where}.",)
    return entry_problems(part, kind)
