"""`touchstone clocks show|dates|decide`: what is due under the Act and when; the dates it counts from; decisions."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.commands.given import Subparsers, add_case, opened, said
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.clocks import Clock
    from core.evaluation.standing import ActStanding


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("clocks", help="the clocks of the Act: what is due, when, and what was decided")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="every clock with its clause, day and days left")
    add_case(show)
    show.add_argument("--on", metavar="DATE", help="read the clocks as on this day (default: today)")
    show.add_argument("--json", action="store_true", help="as JSON")
    show.set_defaults(run=run_show)
    dates = actions.add_parser("dates", help="set the dates that the clocks count from; there is no default")
    add_case(dates, writes=True)
    dates.add_argument("--enacted", metavar="DATE", help='day of enactment, as 2026-11-22; "" takes it back')
    dates.add_argument("--released", metavar="DATE", help="day on which the guidelines are released (section 4(f))")
    dates.add_argument("--source", default=None, metavar="TEXT", help="where the dates are taken from")
    dates.set_defaults(run=run_dates)
    decide = actions.add_parser("decide", help="record that the use ceases or goes on, or that something was done")
    add_case(decide, writes=True)
    decide.add_argument("clock", metavar="CLOCK", help="its id, as clocks show lists it")
    decide.add_argument("kind", choices=("cease", "continue", "met", "withdrawn"))
    decide.add_argument("--day", required=True, metavar="DATE")
    decide.add_argument("--owner", type=said, required=True, metavar="PERSON", help="who answers for it")
    decide.add_argument("--proof", default="", help="where it can be seen: a record, a document, evidence of this case")
    decide.add_argument("--authority", default="", help="by whose authority the use goes on")
    decide.add_argument("--reason", default="")
    decide.set_defaults(run=run_decide)


def run_show(options: argparse.Namespace) -> int:
    with opened(options) as store:
        act = standing(store, options.on)
    if options.json:
        print(json.dumps([asdict(clock) for clock in act.clocks], default=str, indent=1))
        return 0
    print(f"On {act.day}:")
    for clock in act.clocks:
        _say(clock)
    for sentence in act.gate:
        print(f"Not to be deployed yet (4(c)): {sentence}")
    return 0


def _say(clock: Clock) -> None:
    print(f"{clock.clause:<10} {clock.state:<14} {clock.title} [{clock.id}], {clock.who}")
    print(f"{'':<25} {clock.sentence} ({clock.rule})")
    if clock.state in ("passed", "today", "soon") and clock.then:
        print(f"{'':<25} {clock.then}")


def standing(store: Store, on: str | None = None) -> ActStanding:
    """Where the deployment of an open case stands under the Act, today or on the day that was named."""
    from core.clock import today
    from core.evaluation.calendar_days import parse_day
    from core.evaluation.standing import standing_of
    from core.snapshot import take

    day = parse_day(on) if on else today()
    if day is None:
        raise UsageError(f"'{on}' is not a date.", "Write it as 2026-11-22.")
    snapshot = take(store, store.pack_in_use(), by="", begun=False)
    return standing_of(snapshot.record, snapshot.deployment, snapshot.progress, snapshot.pack, day)


def run_dates(options: argparse.Namespace) -> int:
    from dataclasses import replace

    given = {name: getattr(options, name) for name in ("enacted", "released", "source")}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise UsageError("Nothing is to be set.", "Give --enacted, --released or --source.")
    with opened(options, to_write=True) as store:
        dates = replace(store.deployment_record().dates, **changes)
        store.set_act_dates(dates, by=options.by)
    print(f"Enacted: {dates.enacted or 'not set'}. Guidelines released: {dates.released or 'not set'}.")
    return 0


def run_decide(options: argparse.Namespace) -> int:
    from core.clock import today
    from core.evaluation.deployment_record import ClockDecision

    decision = ClockDecision(
        clock_id=options.clock,
        kind=options.kind,
        day=options.day,
        owner=options.owner,
        proof=options.proof,
        authority=options.authority,
        reason=options.reason,
    )
    with opened(options, to_write=True) as store:
        store.decide_clock(decision, today=today(), by=options.by)
    print(f"Recorded for the clock {options.clock}: {options.kind}, {options.day}, owner {options.owner}.")
    return 0
