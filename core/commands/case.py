"""`touchstone case check|backup|log|passphrase|merge|find|remove ...`: look after a case file and its copies."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands import case_merge, case_spill
from core.commands.given import Subparsers, add_case, opened, secret


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "case", help="check a case file, copy it, merge copies, read its log, remove a spill"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="recompute every digest of the chain and of the documents")
    add_case(check)
    check.set_defaults(run=run_check)
    backup = actions.add_parser("backup", help="make a consistent copy, also while the case is open elsewhere")
    add_case(backup)
    backup.add_argument("target", type=Path, metavar="COPY")
    backup.set_defaults(run=run_backup)
    log = actions.add_parser("log", help="the case's log: who did what, when")
    add_case(log)
    log.set_defaults(run=run_log)
    change = actions.add_parser("passphrase", help="change the passphrase")
    add_case(change)
    change.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    change.set_defaults(run=run_passphrase)
    case_merge.add_actions(actions)
    case_spill.add_actions(actions)


def run_check(options: argparse.Namespace) -> int:
    with opened(options) as store:
        result = store.check()
    print(result.sentence)
    return 0 if result.ok else 1


def run_backup(options: argparse.Namespace) -> int:
    with opened(options) as store:
        store.backup(options.target)
    print(f"{options.target}: {options.target.stat().st_size} bytes; it opens with the same passphrase.")
    return 0


def run_log(options: argparse.Namespace) -> int:
    with opened(options) as store:
        for entry in store.log():
            print(f"{entry.number:>5}  {entry.at}  {entry.by:<24}  {entry.sentence}")
    return 0


def run_passphrase(options: argparse.Namespace) -> int:
    from core.casefile.store import Store

    old = secret(options.passphrase_file, "Passphrase")
    with Store.open(options.case, old) as store:
        store.change_passphrase(
            old, secret(options.new_passphrase_file, "New passphrase", option="--new-passphrase-file")
        )
    print("The passphrase is changed. Copies made before keep the old one.")
    return 0
