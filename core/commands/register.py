"""`touchstone register kinds|list|add|change|remove`: the registers that belong to no component."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, fields_of, opened, said
from core.errors import UsageError
from core.plan.nodes import nearest

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.deployment_record import Part
    from core.evaluation.parts import PartKind

_SHORT = 12
_LEAST_GIVEN = 4  # characters of an id


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "register", help="protected classes, synthetic content, incidents, review board, energy, pilots ..."
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    kinds = actions.add_parser("kinds", help="the registers and the fields of their entries")
    kinds.add_argument("register", nargs="?", default="", metavar="REGISTER", help="only this one")
    kinds.set_defaults(run=run_kinds)
    listed = actions.add_parser("list", help="every entry by register, and what is wrong or missing")
    add_case(listed)
    listed.add_argument("register", nargs="?", default="", metavar="REGISTER", help="only this one")
    listed.set_defaults(run=run_list)
    add = actions.add_parser(
        "add", help="record an entry", epilog="touchstone register kinds lists the fields of each."
    )
    add_case(add, writes=True)
    add.add_argument("register", metavar="REGISTER", help="as listed by register kinds")
    add.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help="as day=2026-11-02")
    add.add_argument("--name", default="", help="what the entry is called, where no field names it")
    add.add_argument("--marking", default="(U)", help="portion mark")
    add.set_defaults(run=run_add)
    change = actions.add_parser("change", help="say other things of an entry; what is not named stays")
    add_case(change, writes=True)
    change.add_argument("entry", metavar="ENTRY", help="its id as listed")
    change.add_argument("fields", nargs="*", metavar="FIELD=VALUE")
    change.add_argument("--name", default="")
    change.add_argument("--marking", default="", help="portion mark")
    change.set_defaults(run=run_change)
    remove = actions.add_parser("remove", help="take an entry out; its row stays in the log")
    add_case(remove, writes=True)
    remove.add_argument("entry", metavar="ENTRY", help="its id as listed")
    remove.add_argument("--reason", type=said, required=True)
    remove.set_defaults(run=run_remove)


def run_kinds(options: argparse.Namespace) -> int:
    from core.evaluation.registers.kinds import registers

    for kind in [_kind(options.register)] if options.register else registers().values():
        print(f"{kind.id}: {kind.plural} ({kind.source}). {kind.help}")
        for field in kind.fields:
            needed = " (needed)" if field.needed else ""
            print(f"  {field.id:<14} {field.title}{needed}{f': {_shape(field.kind)}' if _shape(field.kind) else ''}")
            for choice in field.choices:
                print(f"  {'':<16} {choice}{f': {field.titles[choice]}' if choice in field.titles else ''}")
    return 0


def _shape(kind: str) -> str:
    return {"day": "2026-11-22", "digest": "64 of 0-9 and a-f", "items": "MOD-VAL-1,DAT-PRI-2"}.get(kind, "")


def run_list(options: argparse.Namespace) -> int:
    from core.snapshot import take

    wanted = _kind(options.register).id if options.register else ""
    with opened(options) as store:
        found = take(store, store.pack_in_use(), by="").registers
    for key, one in found.by_id.items():
        if (wanted and key != wanted) or not (one.is_told or wanted):
            continue
        print(f"{one.kind.plural} [{key}], {one.kind.source}")
        for entry in one.entries:
            print(f"  {entry.id[:_SHORT]}  {entry.marking} {entry.title}. {_told(entry, one.kind)}")
        if not one.entries:
            print(f"  {one.kind.empty or 'Nothing is recorded.'}")
        for caution in one.cautions:
            print(f"  ! {caution}")
    for warning in found.warnings:
        print(f"! {warning}")
    return 0


def _told(entry: Part, kind: PartKind) -> str:
    from core.evaluation.parts import said_of

    return "; ".join(f"{title}: {words}" for title, words in said_of(entry, kind.fields))


def run_add(options: argparse.Namespace) -> int:
    from core.evaluation.recordable import entry

    kind = _kind(options.register)
    made = entry(
        kind, title=options.name, fields=fields_of(options.fields, "touchstone register kinds"), marking=options.marking
    )
    with opened(options, to_write=True) as store:
        store.add_part(made, by=options.by)
    print(f"Recorded: {kind.title}, {made.title}.")
    return 0


def run_change(options: argparse.Namespace) -> int:
    from core.evaluation.recordable import entry
    from core.evaluation.registers.kinds import registers

    with opened(options, to_write=True) as store:
        held = _chosen(store, options.entry)
        made = entry(
            registers()[held.kind],
            title=options.name or held.title,
            fields={**held.fields, **fields_of(options.fields, "touchstone register kinds")},
            marking=options.marking or held.marking,
            entry_id=held.id,
        )
        store.change_part(made, by=options.by)
    print(f"Changed: {made.title}.")
    return 0


def run_remove(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        held = _chosen(store, options.entry)
        store.remove_part(held.id, reason=options.reason, by=options.by)
    print(f"Taken out: {held.title}.")
    return 0


def _kind(name: str) -> PartKind:
    from core.evaluation.registers.kinds import registers

    if name not in registers():
        raise UsageError(f"There is no register {name}.", nearest(name, registers()) or "touchstone register kinds")
    return registers()[name]


def _chosen(store: Store, named: str) -> Part:
    found = [
        one
        for one in store.deployment_record().parts
        if len(named) >= _LEAST_GIVEN and one.id.startswith(named) and not one.removed and not one.component
    ]
    if len(found) != 1:
        raise UsageError(f"There is no one entry {named}.", "touchstone register list CASE shows their ids.")
    return found[0]
