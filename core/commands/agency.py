"""`touchstone agency create|trust|take-in|list|show|join|dates|report|export`: many packets of one agency, together."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands import agency_out
from core.commands.given import Subparsers, add_by, said, secret
from core.errors import CaseFileError, ReadOnlyError, UsageError

if TYPE_CHECKING:
    from core.agency.store import AgencyStore

EXIT_NOT_VERIFIED = 1


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "agency",
        help="many packets of one agency: portfolio, noncompliance list, inventory, report to Congress",
        description="An agency file is one encrypted file that holds what many packets say; the packets stay where "
        "they are. Each is verified first, in a process of its own, with the roots that the file trusts.",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    make = _action(actions, "create", "make an agency file", run_create, writes=True)
    make.add_argument("--name", type=said, required=True, metavar="AGENCY", help="the agency's name")
    trust = _action(actions, "trust", "trust root certificates from now on", run_trust, writes=True)
    trust.add_argument("roots", type=Path, nargs="+", metavar="ROOT.pem")
    distrust = _action(
        actions, "distrust", "stop trusting a root, and what was verified with it", run_distrust, writes=True
    )
    distrust.add_argument("fingerprint", metavar="SHA256", help="or the beginning of it")
    distrust.add_argument("--reason", type=said, required=True)
    take = _action(
        actions,
        "take-in",
        "verify packets and take them in; exit status 1 when one is not verified",
        run_take_in,
        writes=True,
    )
    take.add_argument("packets", type=Path, nargs="+", metavar="PACKET", help="PDF files, or folders that hold some")
    join = _action(actions, "join", "say that two cases are about the same deployment", run_join, writes=True)
    join.add_argument("case", metavar="CASE-ID", help="as show lists it, or the beginning of it")
    join.add_argument("to", metavar="CASE-ID", help="the deployment that it belongs to; - parts them again")
    join.add_argument("--reason", type=said, required=True)
    dates = _action(actions, "dates", "set the dates that the agency's clocks count from", run_dates, writes=True)
    dates.add_argument("--enacted", metavar="DATE")
    dates.add_argument("--released", metavar="DATE", help="day on which the guidelines are released (section 4(f))")
    dates.add_argument("--source", metavar="TEXT", help="where the dates are taken from")
    agency_out.add_actions(actions, _action)


def _action(actions: Subparsers, name: str, text: str, run: object, *, writes: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text)
    parser.add_argument("file", type=Path, metavar="FILE", help="the agency file")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file, not from a prompt"
    )
    if writes:
        add_by(parser)
    parser.set_defaults(run=run)
    return parser


@contextmanager
def opened(options: argparse.Namespace, *, to_write: bool = False) -> Iterator[AgencyStore]:
    """The agency file that the options name, open, and closed at the end. Raises ReadOnlyError where `to_write`."""
    from core.agency.store import AgencyStore

    if not options.file.exists():
        raise CaseFileError(f"There is no agency file {options.file}.", "Make one with: touchstone agency create FILE")
    passphrase = secret(options.passphrase_file, f"Passphrase of {options.file.name}")
    with AgencyStore.open(options.file, passphrase, read_only=not to_write) as store:
        if to_write and store.read_only:
            raise ReadOnlyError(store.read_only_reason, "Close it there, then do this again.")
        if store.journal_note:
            print(store.journal_note, file=sys.stderr)
        yield store


def run_create(options: argparse.Namespace) -> int:
    from core.agency.store import AgencyStore

    passphrase = secret(options.passphrase_file, f"New passphrase of {options.file.name}")
    with AgencyStore.create(options.file, passphrase, agency=options.name, by=options.by) as store:
        print(f"{store.path.name} is made for {store.agency}. Trust roots next: touchstone agency trust")
    return 0


def run_trust(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        for path in options.roots:
            new = store.trust(path, by=options.by)
            for root in new:
                print(f"Trusted: {root.name}, SHA-256 {root.fingerprint}")
            if not new:
                print(f"{path.name}: trusted already.")
    return 0


def run_distrust(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        wanted = options.fingerprint.replace(":", "").replace(" ", "").lower()
        found = [root for root in store.roots() if wanted and root.fingerprint.startswith(wanted)]
        if len(found) != 1:
            raise UsageError("That names no root, or more than one.", "Give more of its fingerprint.")
        store.distrust(found[0].fingerprint, reason=options.reason, by=options.by)
        print(f"{found[0].name} is trusted no longer; what was verified with it counts as not verified.")
    return 0


def run_take_in(options: argparse.Namespace) -> int:
    from core.agency.intake import packets_under, take_in

    paths, wrong = packets_under(options.packets), 0
    with opened(options, to_write=True) as store:
        if not store.roots():
            print("No root is trusted yet: nothing can be verified. See: touchstone agency trust", file=sys.stderr)
        for number, came in enumerate(take_in(store, paths, by=options.by), 1):
            verified = came.packet is not None and came.packet.verified
            wrong += not verified
            named = came.packet.name if came.packet is not None and came.packet.name else came.path.name
            print(f"{number} of {len(paths)}: {named}: {came.said}", flush=True)
        print(f"{len(paths) - wrong} verified, {wrong} not verified.")
    return EXIT_NOT_VERIFIED if wrong else 0


def run_join(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        cases = {packet.case_id for packet in store.packets()}
        case = _case(options.case, cases)
        to = "" if options.to == "-" else _case(options.to, cases)
        store.join(case, to, reason=options.reason, by=options.by)
        print(f"{case} {'belongs to ' + to if to else 'stands by itself again'}.")
    return 0


def _case(named: str, cases: set[str]) -> str:
    found = [case for case in cases if named and case.startswith(named)]
    if len(found) != 1:
        raise UsageError(f"'{named}' names no case of which packets were taken in, or more than one.")
    return found[0]


def run_dates(options: argparse.Namespace) -> int:
    from dataclasses import replace

    given = {name: getattr(options, name) for name in ("enacted", "released", "source")}
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise UsageError("Nothing is to be set.", "Give --enacted, --released or --source.")
    with opened(options, to_write=True) as store:
        dates = replace(store.dates(), **changes)
        store.set_dates(dates, by=options.by)
    print(f"Enacted: {dates.enacted or 'not set'}. Guidelines released: {dates.released or 'not set'}.")
    return 0
