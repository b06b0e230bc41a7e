"""`touchstone settings`: whom this machine trusts, the dates of the Act, the marking profile."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from core.commands.given import Subparsers
from core.errors import UsageError
from core.settings import MARKING_PROFILES, LookedAt, SettingsFile, dates_from, late_release, look

FINGERPRINT_START = 8  # so many digits name a root where they are enough


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "settings", help="show or change whom this machine trusts, the dates of the Act, the marking profile"
    )
    parser.set_defaults(run=run_show)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    actions.add_parser("show", help="what is set (the same as no action)").set_defaults(run=run_show)
    trust = actions.add_parser("trust", help="show the certificates in a file; with --yes trust them")
    trust.add_argument("file", type=Path, metavar="FILE", help="PEM or DER")
    trust.add_argument("--yes", action="store_true", help="the fingerprint was compared: trust them")
    trust.set_defaults(run=run_trust)
    distrust = actions.add_parser("distrust", help="trust a root no longer")
    distrust.add_argument("sha256", metavar="SHA256", help=f"its first {FINGERPRINT_START} digits or more")
    distrust.set_defaults(run=run_distrust)
    dates = actions.add_parser("dates", help="the dates that the clocks count from; an empty text takes one back")
    dates.add_argument("--enacted", metavar="DATE", help="as 2026-11-22")
    dates.add_argument("--released", metavar="DATE", help="as 2026-11-22")
    dates.set_defaults(run=run_dates)
    marking = actions.add_parser("marking", help="whose rules a marking is checked by in the window")
    marking.add_argument("profile", choices=MARKING_PROFILES)
    marking.set_defaults(run=run_marking)


def run_show(_options: argparse.Namespace) -> int:
    file = _opened()
    kept = file.settings
    print(f"Settings: {file.path}")
    print(f"Enacted: {kept.enacted_on or 'not set'}")
    print(f"Guidelines released: {kept.released_on or 'not set'}")
    print(f"Marking profile: {kept.marking_profile}")
    print(f"Trusted roots: {len(kept.roots) or 'none'}")
    for root in kept.roots:
        print(f"  {root.sha256}  {root.name}")
    return 0


def run_trust(options: argparse.Namespace) -> int:
    file, found = _opened(), look(options.file)
    for one in found:
        _print(one)
    if not options.yes:
        print("Nothing is trusted yet: compare the SHA-256, then give the command again with --yes.")
        return 0
    settings = file.settings
    for one in found:
        settings = settings.trusting(one.root)
    file.keep_settings(settings)
    print(f"{len(found)} trusted.")
    return 0


def run_distrust(options: argparse.Namespace) -> int:
    file = _opened()
    start = options.sha256.replace(":", "").replace(" ", "").lower()
    named = [root for root in file.settings.roots if root.sha256.startswith(start)]
    if len(start) < FINGERPRINT_START or len(named) != 1:
        raise UsageError(f"{options.sha256} does not name one trusted root.", "touchstone settings lists them.")
    file.keep_settings(file.settings.distrusting(named[0].sha256))
    print(f"{named[0].name} is trusted no longer.")
    return 0


def run_dates(options: argparse.Namespace) -> int:
    file = _opened()
    kept = file.settings
    before = [day.isoformat() if day else "" for day in (kept.enacted_on, kept.released_on)]
    given = [
        new if new is not None else old for new, old in zip((options.enacted, options.released), before, strict=True)
    ]
    enacted, released = dates_from(*given)
    file.keep_settings(replace(kept, enacted_on=enacted, released_on=released))
    if said := late_release(enacted, released):
        print(said, file=sys.stderr)
    return run_show(options)


def run_marking(options: argparse.Namespace) -> int:
    file = _opened()
    file.keep_settings(replace(file.settings, marking_profile=options.profile))
    return run_show(options)


def _opened() -> SettingsFile:
    file = SettingsFile()
    if file.problem:
        print(f"{file.problem}\n  {file.hint}", file=sys.stderr)
    return file


def _print(one: LookedAt) -> None:
    print(f"Subject: {one.subject}\nIssued by: {one.issuer}\nSHA-256: {one.root.sha256}")
    print(f"Valid: {one.valid_from} to {one.valid_until}\nKey: {one.key}")
    for worry in one.worries:
        print(f"Warning: {worry}")
