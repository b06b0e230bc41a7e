"""`touchstone component list|add|remove`: the inventory of the seven components of section 3(b), part by part."""

from __future__ import annotations

import argparse

from core.commands.given import Subparsers, add_case, fields_of, opened, said
from core.errors import UsageError

_SHORT = 12


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("component", help="the inventory: models, data steps, changes, hardware, uses ...")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every part by component, and what does not fit together")
    add_case(listed)
    listed.set_defaults(run=run_list)
    add = actions.add_parser("add", help="record a part", epilog="touchstone component kinds lists the fields of each.")
    add_case(add, writes=True)
    add.add_argument("kind", metavar="KIND", help="as listed by component kinds: model, data-step, change ...")
    add.add_argument("title", type=said, metavar="NAME")
    add.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help="as before=10000 after=8800")
    add.add_argument("--marking", default="(U)", help="portion mark")
    add.set_defaults(run=run_add)
    remove = actions.add_parser("remove", help="take a part out; its row stays in the log")
    add_case(remove, writes=True)
    remove.add_argument("part", metavar="PART", help="its id as listed")
    remove.add_argument("--reason", type=said, required=True)
    remove.set_defaults(run=run_remove)
    kinds = actions.add_parser("kinds", help="the kinds of parts and their fields")
    kinds.set_defaults(run=run_kinds)


def run_kinds(_: argparse.Namespace) -> int:
    from core.evaluation.components import KINDS

    for kind in KINDS:
        print(f"{kind.id:<10} {kind.component}, {kind.clause}: {kind.help}")
        for field in kind.fields:
            needed = " (needed)" if field.needed else ""
            choices = f": {', '.join(field.choices)}" if field.choices else ""
            print(f"{'':<10} {field.id:<14} {field.title}{needed}{choices}")
    return 0


def run_list(options: argparse.Namespace) -> int:
    from core.evaluation.components import KINDS, inventory_cautions, removed_words
    from core.evaluation.parts import of_kind

    with opened(options) as store:
        record, deployment = store.deployment_record(), store.deployment()
    for kind in KINDS:
        held = of_kind(record.parts, kind.id)
        if held:
            print(f"{kind.component}, {kind.plural} ({kind.clause})")
        for part in held:
            names = {field.id: field.title for field in kind.fields}
            told = "; ".join(f"{names[name]}: {value}" for name, value in part.fields.items() if value)
            step = removed_words(part) if kind.id == "data-step" else ""
            print(f"  {part.id[:_SHORT]}  {part.marking} {part.title}. {told}{f' ({step})' if step else ''}")
    for caution in inventory_cautions(record.parts, deployment.components if deployment else ()):
        print(f"! {caution}")
    return 0


def run_add(options: argparse.Namespace) -> int:
    from core.evaluation.components import BY_ID
    from core.evaluation.deployment_record import Part

    kind = BY_ID.get(options.kind)
    if kind is None:
        raise UsageError(f"There is no kind of part {options.kind}.", f"They are: {', '.join(BY_ID)}.")
    part = Part(
        component=kind.component,
        kind=kind.id,
        title=options.title,
        fields=fields_of(options.fields, "touchstone component kinds"),
        marking=options.marking,
    )
    with opened(options, to_write=True) as store:
        store.add_part(part, by=options.by)
    print(f"Recorded: {kind.title} {part.title} in {kind.component}.")
    return 0


def run_remove(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        parts = store.deployment_record().parts
        found = [one for one in parts if len(options.part) >= 4 and one.id.startswith(options.part) and not one.removed]
        if len(found) != 1:
            raise UsageError(f"There is no one part {options.part}.", "touchstone component list CASE shows their ids.")
        store.remove_part(found[0].id, reason=options.reason, by=options.by)
    print(f"Taken out: {found[0].title}.")
    return 0
