"""`touchstone deployment show|change|start`: what is evaluated, and the passes over it."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from typing import Any

from core.commands.given import Subparsers, add_case, components_of, demand_banner, opened, said
from core.errors import UsageError

STAGES = ("design", "development", "deployment", "operation")
PROFILES = ("full", "quick")


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "deployment", help="show or change what is evaluated; start another evaluation of it"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="the deployment and its newest evaluation")
    add_case(show)
    show.set_defaults(run=run_show)
    change = actions.add_parser("change", help="record the deployment as it is now")
    add_case(change, writes=True)
    for name in ("agency", "name", "purpose", "owner"):
        change.add_argument(f"--{name}", type=said)
    use = change.add_mutually_exclusive_group()
    use.add_argument("--existing", action="store_true", default=None, help="in use before enactment (section 4(b))")
    use.add_argument("--new-use", dest="existing", action="store_false", default=None, help="new (section 4(c))")
    change.add_argument("--system-version", dest="version", metavar="TEXT")
    change.add_argument("--stage", choices=STAGES)
    change.add_argument("--components", type=components_of, metavar="IDS", help="those present, as MOD,DAT,HW")
    change.add_argument("--marking", help="banner of the case")
    change.set_defaults(run=run_change)
    start = actions.add_parser("start", help="start another evaluation; answers of earlier ones go on counting")
    add_case(start, writes=True)
    start.add_argument("--title", type=said)
    start.add_argument("--stage", choices=STAGES, help="default: that of the deployment")
    start.add_argument("--profile", choices=PROFILES, default="full")
    start.set_defaults(run=run_start)


def run_show(options: argparse.Namespace) -> int:
    with opened(options) as store:
        deployment, evaluation = store.deployment(), store.evaluation()
    for what, record in (("deployment", deployment), ("evaluation", evaluation)):
        for name, value in (asdict(record) if record else {}).items():
            shown = ", ".join(value) if isinstance(value, tuple) else value
            print(f"{what} {name.replace('_', ' ')}: {shown}")
    return 0


def run_change(options: argparse.Namespace) -> int:
    names = ("agency", "name", "purpose", "owner", "existing", "version", "stage", "components", "marking")
    changes: dict[str, Any] = {name: getattr(options, name) for name in names}
    changes = {name: value for name, value in changes.items() if value is not None}
    if not changes:
        raise UsageError("Nothing is to be changed.", "Say what; touchstone deployment change --help lists it.")
    if "marking" in changes:
        demand_banner(changes["marking"])
    with opened(options, to_write=True) as store:
        before = store.deployment()
        if before is None:
            raise UsageError("The deployment is not described yet.", "Describe it in the window first.")
        store.save_deployment(replace(before, **changes), by=options.by)
    print(f"Recorded: {', '.join(changes)}.")
    return 0


def run_start(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        deployment = store.deployment()
        if deployment is None:
            raise UsageError("The deployment is not described yet.", "Describe it in the window first.")
        stage, pack = options.stage or deployment.stage, store.pack_in_use()
        title = options.title or f"{deployment.name}: {stage}"
        store.start_evaluation(title=title, stage=stage, profile=options.profile, pack=pack, by=options.by)
    print(f"Started: {title}, {options.profile} profile, {pack.id} {pack.version}.")
    return 0
