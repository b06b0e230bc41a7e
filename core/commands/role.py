"""`touchstone role list|set`: who holds which role, and the designation of the Chief AI Officer (section 4(e))."""

from __future__ import annotations

import argparse

from core.commands.given import Subparsers, add_case, opened, said

ROLES = ("director", "caio", "owner", "evaluator", "second-reviewer", "board", "classifier")
TEXTS = ("organization", "designated", "practicability", "record")


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("role", help="who holds which role, and the designation of the Chief AI Officer")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every role, and what is open in the designation")
    add_case(listed)
    listed.set_defaults(run=run_list)
    put = actions.add_parser("set", help="record who holds a role")
    add_case(put, writes=True)
    put.add_argument("role", choices=ROLES)
    put.add_argument("name", type=said, metavar="PERSON")
    put.add_argument("--organization", default="", metavar="TEXT", help="agency, bureau or office")
    put.add_argument("--designated", default="", metavar="DATE", help="Chief AI Officer: day of the designation")
    put.add_argument("--full-time", choices=("yes", "no"), default="", help="section 4(e)(2)")
    put.add_argument(
        "--practicability", default="", metavar="TEXT", help="why a full-time employee was not practicable"
    )
    put.add_argument("--senior", choices=("yes", "no", "not asked"), default="", help="above GS-15, section 4(e)(3)")
    put.add_argument("--record", default="", metavar="TEXT", help="the document that designates")
    put.set_defaults(run=run_set)


def run_list(options: argparse.Namespace) -> int:
    from core.evaluation.people import ROLES as TITLES
    from core.evaluation.people import designation_cautions

    with opened(options) as store:
        held = store.deployment_record().roles
    for role, (title, clause) in TITLES.items():
        holder = held.get(role)
        named = ", ".join(part for part in (holder.name, holder.organization) if part) if holder else "not recorded"
        since = f", designated {holder.designated}" if holder and holder.designated else ""
        print(f"{title} ({clause}): {named}{since}")
    for caution in designation_cautions(held.get("caio")):
        print(f"! {caution}")
    return 0


def run_set(options: argparse.Namespace) -> int:
    from core.evaluation.deployment_record import RoleHolder

    told = {name: getattr(options, name) for name in TEXTS}
    holder = RoleHolder(
        role=options.role, name=options.name, full_time=options.full_time, senior=options.senior, **told
    )
    with opened(options, to_write=True) as store:
        store.set_role(holder, by=options.by)
    print(f"{options.role}: {options.name}")
    return 0
