"""What was answered and yet does not stand, until a person has looked at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from core.casefile import chain, conflicts, deployment_kinds, kinds, packs, undoing
from core.casefile.tables import ENTRY
from core.evaluation.progress import Missing, Page

_STATED: Mapping[str, tuple[str, Page]] = {
    kinds.DEPLOYMENT: ("The description of the deployment", "deployment"),
    deployment_kinds.DATES: ("The dates of the Act", "deployment"),
    deployment_kinds.INTAKE: ("The intake answer {subject}", "deployment"),
    deployment_kinds.OVERRULING: ("The determination {subject}", "deployment"),
    deployment_kinds.CLOCK: ("The decision on the clock {subject}", "deployment"),
    deployment_kinds.ROLE: ("The role {subject}", "deployment"),
    kinds.AUTHORITY: ("The classification authority block", "casefile"),
    kinds.CUI_BLOCK: ("The CUI designation", "casefile"),
    kinds.COMPILATION: ("The decision on compilation", "casefile"),
}


def held_back(connection: Connection) -> Mapping[str, Missing]:
    """What is still to be done about each item (by id), or other thing (by title), that somebody has to decide on.

    Two merged copies say different things of it (`conflicts`), its question changed with the pack (`packs`), or what
    was said of it last was removed after a spill: what was said before that does not hold again by itself.
    """
    found = dict(_removed(connection))
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


def _removed(connection: Connection) -> Iterator[tuple[str, Missing]]:
    removed = chain.removed_rows(connection)
    if not removed:
        return
    gone, newest = undoing.undone(connection), {}
    wanted = select(ENTRY.c.kind, ENTRY.c.subject, ENTRY.c.digest).where(ENTRY.c.kind.in_([kinds.ANSWER, *_STATED]))
    for kind, subject, digest in connection.execute(wanted.order_by(ENTRY.c.row)):
        if digest not in gone:
            newest[kind, subject] = digest
    for (kind, subject), digest in newest.items():
        if digest not in removed:
            continue
        if kind == kinds.ANSWER:
            said = f"What was answered to {subject} was removed after a spill; answer it again."
            yield subject, Missing(sentence=said, page="checklist", item_id=subject)
        else:
            name, page = _STATED[kind]
            name = name.format(subject=subject)
            yield name, Missing(sentence=f"{name} was removed after a spill; state it again.", page=page)
