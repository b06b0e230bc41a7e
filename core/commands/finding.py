"""`touchstone finding list|change`: what keeps the deployment from meeting the guidelines."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, opened
from core.errors import UsageError

if TYPE_CHECKING:
    from core.evaluation.records import Finding

_SHORT = 12  # digits of an id that are shown, as in the log


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("finding", help="list the findings of a case, or record what is done about one")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every finding with its id, status, owner and date")
    add_case(listed)
    listed.set_defaults(run=run_list)
    change = actions.add_parser(
        "change", help="record an owner, a date, a severity, or that it is mitigated or accepted"
    )
    add_case(change, writes=True)
    change.add_argument("finding", metavar="FINDING", help="its id as listed, or the item that it is about")
    change.add_argument("--status", choices=("open", "mitigated", "accepted"))
    change.add_argument("--owner", metavar="PERSON", help="who sees to it")
    change.add_argument("--due", metavar="DATE", help="as 2026-11-22")
    change.add_argument("--severity", choices=("low", "moderate", "high"))
    change.add_argument("--remark", help="needed with mitigated, accepted and a lower severity")
    change.set_defaults(run=run_change)


def run_list(options: argparse.Namespace) -> int:
    with opened(options) as store:
        findings = store.findings()
    for finding in findings:
        print(_line(finding))
    print(f"{sum(finding.status == 'open' for finding in findings)} of {len(findings)} findings are open.")
    return 0


def run_change(options: argparse.Namespace) -> int:
    fields = {name: getattr(options, name) for name in ("status", "owner", "due", "severity", "remark")}
    if all(value is None for value in fields.values()):
        raise UsageError("Nothing is to be changed.", "Say what: --status, --owner, --due, --severity or --remark.")
    with opened(options, to_write=True) as store:
        finding = _chosen(store.findings(), options.finding)
        print(_line(store.change_finding(finding.id, by=options.by, **fields)))
    return 0


def _chosen(findings: Sequence[Finding], named: str) -> Finding:
    """The finding of that id (or its start), or the one on that item that is not closed."""
    found = [finding for finding in findings if len(named) >= 4 and finding.id.startswith(named.lower())]
    found = found or [one for one in findings if one.item_id == named.upper() and one.status != "closed"]
    if len(found) == 1:
        return found[0]
    what = "There is no finding" if not found else f"{len(found)} findings answer to"
    raise UsageError(f"{what} {named}.", "Name it by its id: touchstone finding list CASE shows them.")


def _line(finding: Finding) -> str:
    said = [finding.status, finding.severity, finding.title]
    said += [f"{word} {value}" for word, value in (("owner", finding.owner), ("due", finding.due)) if value]
    return f"{finding.id[:_SHORT]}  " + ", ".join(said)
