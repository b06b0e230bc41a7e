"""What is read out of an agency file: `touchstone agency list|show|roots|check|report|export`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers
from core.errors import InputError

if TYPE_CHECKING:
    from core.agency.portfolio import Portfolio, Standing

TABLES = ("portfolio", "noncompliance", "inventory", "omb-inventory", "coverage", "trend")
Action = Callable[..., argparse.ArgumentParser]


def add_actions(actions: Subparsers, action: Action) -> None:
    """Add these actions to those of `touchstone agency`."""
    listed = action(actions, "list", "every deployment, its state and its next clock", run_list)
    listed.add_argument("--state", metavar="STATE", help='only these, such as "not verified"')
    listed.add_argument("--tier", metavar="TIER", help='only these, such as "high-impact"')
    listed.add_argument("--clock", metavar="CLOCK", help="passed, soon, running, no date, none open")
    listed.add_argument("--noncompliant", action="store_true", help="those that section 4(d)(2) asks to be reported")
    listed.add_argument("--table", choices=TABLES, default="portfolio", help="with --json: which table")
    listed.add_argument("--json", action="store_true", help="as JSON")
    show = action(actions, "show", "one deployment: its packets, what changed, what was measured", run_show)
    show.add_argument("case", metavar="CASE-ID", help="as list gives it, or the beginning of it")
    action(actions, "roots", "the roots that are trusted", run_roots)
    action(actions, "check", "compute the whole log again", run_check)
    report = action(actions, "report", "the report to Congress (4(d)(3)) and its appendix", run_report, writes=True)
    report.add_argument("--out", type=Path, required=True, metavar="DIR")
    report.add_argument(
        "--reviewed", default="", metavar="DIGEST", help="the digest of the draft that was reviewed for release"
    )
    export = action(actions, "export", "tables as CSV and JSON", run_export)
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    export.add_argument("--table", choices=TABLES, action="append", help="only this one; may be repeated")
    export.add_argument("--public", action="store_true", help="only what is marked UNCLASSIFIED and nothing more")


def run_list(options: argparse.Namespace) -> int:
    from core.agency.noncompliance import noncompliance
    from core.agency.portfolio import Portfolio
    from core.agency.tables import as_json, table
    from core.commands.agency import opened

    with opened(options) as store:
        every = store.portfolio()
    listed = noncompliance(every).listed if options.noncompliant else every.standings
    shown = Portfolio(day=every.day, standings=tuple(one for one in listed if _wanted(one, options)))
    if options.json:
        print(as_json(table(shown, options.table)), end="")
        return 0
    _print(shown, len(every.standings))
    for packet in every.unread:
        print(f"Not readable as a packet, and not counted: {packet.file_name}, SHA-256 {packet.sha256}")
    return 0


def _wanted(one: Standing, options: argparse.Namespace) -> bool:
    from core.agency.portfolio import CLOCKS, STATES, TIERS

    for asked, known in ((options.state, STATES), (options.tier, TIERS), (options.clock, CLOCKS)):
        if asked and asked not in known:
            raise InputError(f"There is no '{asked}' to choose.", f"Choose one of {', '.join(known)}.")
    return (
        options.state in (None, one.state)
        and (options.tier is None or options.tier in one.tiers)
        and options.clock in (None, one.clock.word)
    )


def _print(shown: Portfolio, of: int) -> None:
    for one in shown.standings:
        mark = one.newest.marking or "no marking"
        print(f"{one.case_id[:12]}  {one.state:<14} {one.newest.name or one.newest.file_name} [{mark}]")
        print(f"{'':<29} {one.sentence}")
        if one.clock.due:
            print(f"{'':<29} {one.clock.clause} {one.clock.title}: {one.clock.due}, {one.clock.left} days left")
        for caution in one.cautions:
            print(f"{'':<29} ! {caution}")
    counts = ", ".join(f"{count} {state}" for state, count in shown.by_state.items() if count)
    print(f"{len(shown.standings)} of {of} deployments on {shown.day}{': ' + counts if counts else ''}.")


def run_show(options: argparse.Namespace) -> int:
    from core.agency.trend import steps, trends
    from core.commands.agency import opened

    with opened(options) as store:
        one = store.portfolio().one(options.case)
    if one is None:
        raise InputError(f"'{options.case}' names no deployment here, or more than one.", "See: touchstone agency list")
    print(f"{one.newest.name or one.newest.file_name}: {one.state}. {one.sentence}")
    for packet in reversed(one.history):
        verified = "verified" if packet.verified else f"NOT VERIFIED: {packet.why}"
        print(f"  {packet.created or 'no date'}  {packet.file_name}  {verified}  SHA-256 {packet.sha256}")
    for step in steps(one):
        for sentence in step.sentences:
            print(f"  {step.packet.created[:10]}: {sentence}")
    for trend in trends(one):
        said = " → ".join(f"{point.measure.estimate:.4g}" for point in trend.points)
        last = {"apart": "; the last two intervals lie apart", "overlap": "; the last two intervals overlap"}
        print(f"  {trend.name} ({trend.probe}, {trend.about}): {said}{last.get(trend.points[-1].apart, '')}")
    return 0


def run_roots(options: argparse.Namespace) -> int:
    from core.commands.agency import opened

    with opened(options) as store:
        for root in store.roots():
            print(f"{root.fingerprint}  {root.name}, trusted by {root.by} since {root.at}")
    return 0


def run_check(options: argparse.Namespace) -> int:
    from core.commands.agency import opened

    with opened(options) as store:
        found = store.check()
    print(found.sentence)
    return 0 if found.ok else 1


def run_report(options: argparse.Namespace) -> int:
    from core.agency.outputs import write_report
    from core.commands.agency import opened

    with opened(options, to_write=True) as store:
        made, written = write_report(store, options.out, by=options.by, reviewed=options.reviewed)
    for one in written:
        print(f"{one.path} [{one.marking}]")
    if made.report.draft:
        print(f"The report is a draft. Once it is reviewed for release: --reviewed {made.report.digest}")
    if made.appendix is None:
        print("Nothing is held back: there is no appendix.")
    return 0


def run_export(options: argparse.Namespace) -> int:
    from core.agency.outputs import write_tables
    from core.commands.agency import opened

    with opened(options) as store:
        written = write_tables(store, options.out, names=options.table or TABLES, public=options.public)
    for one in written:
        print(f"{one.path} [{one.marking}]{f', {one.left_out} deployments left out' if one.left_out else ''}")
    return 0
