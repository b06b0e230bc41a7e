"""`touchstone register kinds|list|add|change|save|remove`: the registers that belong to no component."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, fields_of, opened, said
from core.commands.pack_propose import add_entry, entry_given
from core.errors import UsageError
from core.plan.nodes import nearest

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.deployment_record import Part
    from core.evaluation.parts import PartKind

_SHORT = 12
_LISTED_BY = "touchstone register kinds"
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
    add.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help="as name=Flood day=2026-11-02 marking=(U)")
    add.set_defaults(run=run_add)
    change = actions.add_parser("change", help="say other things of an entry; what is not named stays")
    add_case(change, writes=True)
    change.add_argument("entry", metavar="ENTRY", help="its id as listed")
    change.add_argument("fields", nargs="*", metavar="FIELD=VALUE")
    change.set_defaults(run=run_change)
    save = actions.add_parser(
        "save", help="write one register as a file: JSON, and the energy card also as CycloneDX and SPDX"
    )
    add_case(save)
    save.add_argument("register", metavar="REGISTER")
    save.add_argument("--out", type=Path, required=True, metavar="FILE")
    save.add_argument(
        "--form", default="json", metavar="FORM", help="json, or of energy cyclonedx-1.6, cyclonedx-1.7, spdx-3.0.1"
    )
    save.set_defaults(run=run_save)
    _add_proposing(actions)
    remove = actions.add_parser("remove", help="take an entry out; its row stays in the log")
    add_case(remove, writes=True)
    remove.add_argument("entry", metavar="ENTRY", help="its id as listed")
    remove.add_argument("--reason", type=said, required=True)
    remove.set_defaults(run=run_remove)


def _add_proposing(actions: Subparsers) -> None:
    propose = actions.add_parser(
        "propose", help="begin a proposal to change the guidelines with what an incident taught, in a proposal file"
    )
    add_case(propose, writes=True)
    propose.add_argument("entry", metavar="INCIDENT", help="its id as listed")
    propose.add_argument("--out", type=Path, required=True, metavar="FILE", help="the proposal file, .yaml or .json")
    add_entry(propose)
    propose.set_defaults(run=run_propose)


def run_kinds(options: argparse.Namespace) -> int:
    from core.evaluation.registers.kinds import registers

    for kind in [_kind(options.register)] if options.register else registers().values():
        print(f"{kind.id}: {kind.plural} ({kind.source}). {kind.help}")
        if not kind.named_by:
            print(f"  {'name':<14} {kind.name} (needed)")
        for field in kind.fields:
            needed = " (needed)" if field.needed else ""
            print(f"  {field.id:<14} {field.title}{needed}{f': {_shape(field.kind)}' if _shape(field.kind) else ''}")
            for choice in field.choices:
                print(f"  {'':<16} {choice}{f': {field.titles[choice]}' if choice in field.titles else ''}")
        print(f"  {'marking':<14} Portion mark, (U) where none is given")
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
        for words in one.figures:
            print(f"  = {words}")
        for caution in one.cautions:
            print(f"  ! {caution}")
    for warning in found.warnings:
        print(f"! {warning}")
    return 0


def _told(entry: Part, kind: PartKind) -> str:
    from core.evaluation.registers.standing import told_of

    return "; ".join(f"{title}: {words}" for title, words in told_of(entry, kind))


def run_add(options: argparse.Namespace) -> int:
    from core.evaluation.recordable import entry_of

    kind, given = _kind(options.register), fields_of(options.fields, _LISTED_BY)
    title, marking = given.pop("name", ""), given.pop("marking", "(U)")
    made = entry_of(kind, title=title, fields=given, marking=marking)
    with opened(options, to_write=True) as store:
        before = store.findings()
        store.add_part(made, by=options.by)
        changed = [one for one in store.findings() if one not in before]
    print(f"Recorded: {kind.title}, {made.title}.")
    for one in changed:
        print(f"Finding {one.id[:_SHORT]}, {one.status}: {one.title}{f' ({one.item_id})' if one.item_id else ''}.")
    return 0


def run_change(options: argparse.Namespace) -> int:
    from core.evaluation.recordable import entry_of
    from core.evaluation.registers.kinds import registers

    given = fields_of(options.fields, _LISTED_BY)
    title, marking = given.pop("name", ""), given.pop("marking", "")
    with opened(options, to_write=True) as store:
        held = _chosen(store, options.entry)
        made = entry_of(
            registers()[held.kind],
            title=title or held.title,
            fields={**held.fields, **given},
            marking=marking or held.marking,
            entry_id=held.id,
        )
        store.change_part(made, by=options.by)
    print(f"Changed: {made.title}.")
    return 0


def run_save(options: argparse.Namespace) -> int:
    from core.exchange.registers import as_file
    from core.snapshot import take

    kind = _kind(options.register)
    with opened(options) as store:
        snapshot = take(store, store.pack_in_use(), by="")
    text = as_file(snapshot.registers.by_id[kind.id], snapshot, options.form)
    options.out.write_text(text, encoding="utf-8", newline="")
    print(f"Saved: {options.out}.")
    return 0


def run_propose(options: argparse.Namespace) -> int:
    from core import clock
    from core.catalog import proposal
    from core.evaluation.registers.lessons import demand_lesson, lesson_reason, lesson_subject, noted
    from core.marking import portion_to_banner
    from core.marking.training import is_training

    day = clock.today().isoformat()
    with opened(options, to_write=True) as store:
        incident, described = _chosen(store, options.entry), store.deployment()
        demand_lesson(incident)
        reason = options.reason or lesson_reason(incident, training=is_training(store.title))
        subject = options.subject or lesson_subject(incident)
        entry = entry_given(options, subject=subject, reason=reason)
        made = proposal.add_to_file(
            options.out,
            entry,
            store.pack_in_use(),
            by=options.by,
            organisation=described.agency if described else "",
            date=day,
            marking=portion_to_banner(incident.marking),
        )
        store.change_part(noted(incident, file_name=options.out.name, subject=entry.subject, day=day), by=options.by)
    print(f"{options.out}: marked {made.marking}, entries on {made.pack}: {len(made.entries)}.")
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
        raise UsageError(f"There is no register {name}.", nearest(name, registers()) or _LISTED_BY)
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
