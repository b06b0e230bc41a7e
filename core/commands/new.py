"""`touchstone new CASE`: make a case file with its deployment and first evaluation."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from core.commands.given import Subparsers, add_by, components_of, demand_banner, said, secret
from core.errors import UsageError

STAGES = ("design", "development", "deployment", "operation")


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "new",
        help="make a case file",
        description="Make an encrypted case file with one deployment and one evaluation.",
    )
    parser.add_argument("case", type=Path, metavar="CASE", help="the file to make; must not exist")
    parser.add_argument("--title", type=said, required=True, help="what the case is called")
    parser.add_argument("--agency", type=said, required=True)
    parser.add_argument("--name", type=said, required=True, help="name of the AI system")
    parser.add_argument("--purpose", type=said, required=True, help="what it is used for, in a sentence or two")
    parser.add_argument("--owner", type=said, required=True, help="who answers for the system")
    use = parser.add_mutually_exclusive_group(required=True)
    use.add_argument("--existing", action="store_true", help="in use before enactment (section 4(b))")
    use.add_argument("--new-use", action="store_true", help="a new acquisition or integration (section 4(c))")
    parser.add_argument("--system-version", default="", metavar="TEXT")
    parser.add_argument("--stage", choices=STAGES, default="deployment")
    parser.add_argument("--profile", choices=("full", "quick"), default="full")
    parser.add_argument(
        "--components", type=components_of, metavar="IDS", help="those present, as MOD,DAT,HW (default: all)"
    )
    parser.add_argument("--marking", default="UNCLASSIFIED", help="banner of the case")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")
    add_by(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.casefile.store import Store
    from core.catalog.load import builtin_pack
    from core.evaluation.records import Deployment

    pack = builtin_pack()
    demand_banner(options.marking)
    deployment = Deployment(
        agency=options.agency,
        name=options.name,
        purpose=options.purpose,
        owner=options.owner,
        existing=options.existing,
        stage=options.stage,
        components=options.components or components_of(""),
        version=options.system_version,
        marking=options.marking,
    )
    store = Store.create(options.case, _new_passphrase(options), title=options.title, by=options.by)
    try:
        with store:
            store.save_deployment(deployment, by=options.by)
            title = f"{options.name}: {options.stage}"
            store.start_evaluation(title=title, stage=options.stage, profile=options.profile, pack=pack, by=options.by)
    except BaseException:
        options.case.unlink(missing_ok=True)  # half a case would only stand in the way
        raise
    print(f"Made {options.case}: {pack.id} {pack.version}, {options.profile} profile, stage {options.stage}.")
    return 0


def _new_passphrase(options: argparse.Namespace) -> str:
    passphrase = secret(options.passphrase_file, "New passphrase")
    if options.passphrase_file is None and sys.stdin.isatty() and getpass.getpass("Once more: ") != passphrase:
        raise UsageError("The two passphrases differ.", "Start again.")
    return passphrase
