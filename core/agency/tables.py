"""The portfolio as tables: rows for CSV and JSON, each with the marking of the packet that it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.agency import omb_inventory
from core.agency.coverage import figures
from core.agency.noncompliance import group, is_open, noncompliance
from core.agency.portfolio import STATES, Portfolio, Standing
from core.agency.trend import trends
from core.catalog.sources import inert
from core.errors import InputError
from core.marking import banner_to_portion, check, roll_up

Row = Mapping[str, str]
PORTFOLIO, NONCOMPLIANCE, INVENTORY, COVERAGE, TREND = "portfolio", "noncompliance", "inventory", "coverage", "trend"
OMB_INVENTORY = "omb-inventory"
NAMES = (PORTFOLIO, NONCOMPLIANCE, INVENTORY, OMB_INVENTORY, COVERAGE, TREND)


@dataclass(frozen=True, kw_only=True)
class TableOut:
    """One table that goes out. `marking` is its banner, `left_out` how many deployments it leaves out, `note` what its
    reader has to know.
    """

    name: str
    day: str
    marking: str
    left_out: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


def table(portfolio: Portfolio, name: str, *, public: bool = False) -> TableOut:
    """One of `NAMES`. `public`: only deployments whose verified packet is marked UNCLASSIFIED and nothing more; the
    inventory in OMB's columns is never another.

    Raises InputError for an unknown name.
    """
    if name not in _ROWS:
        raise InputError(f"There is no table '{name}'.", f"The tables are {', '.join(NAMES)}.")
    shown = [one for one in portfolio.standings if _goes_in(one, name, public=public)]
    chosen = Portfolio(day=portfolio.day, standings=tuple(shown))
    header, rows = _ROWS[name](chosen)
    return TableOut(
        name=name,
        day=portfolio.day.isoformat(),
        marking=rolled_up(shown),
        left_out=len(portfolio.standings) - len(shown),
        header=header,
        rows=rows,
        note=omb_inventory.NOTE if name == OMB_INVENTORY else "",
    )


def _goes_in(one: Standing, name: str, *, public: bool) -> bool:
    return omb_inventory.belongs(one) if name == OMB_INVENTORY else is_open(one) or not public


def rolled_up(standings: Iterable[Standing]) -> str:
    """The banner of what shows these deployments. Markings that do not hold by the grammar belong to packets that
    could not be verified; they can't be rolled up.
    """
    banners = {one.newest.marking for one in standings if one.newest.marking}
    return roll_up([banner_to_portion(one) for one in sorted(banners) if not check(one, kind="banner")])


def as_csv(out: TableOut) -> str:
    """The table as CSV (RFC 4180) with a header row; no cell is a formula to a spreadsheet."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(out.header)
    lines.writerows([inert(row[name]) for name in out.header] for row in out.rows)
    return text.getvalue()


def as_json(out: TableOut) -> str:
    """The table as JSON: `{"table", "day", "marking", "left_out", "note" where there is one, "rows": [{...}]}`."""
    document = {
        "table": out.name,
        "day": out.day,
        "marking": out.marking,
        "left_out": out.left_out,
        **({"note": out.note} if out.note else {}),
        "rows": [dict(row) for row in out.rows],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _portfolio(of: Portfolio) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    return _made(of.standings, _line)


def _line(one: Standing) -> Row:
    packet = one.newest
    return {
        **_named(one),
        "state": one.state,
        "because": one.sentence,
        "tiers": "; ".join(one.tiers),
        "next clock": one.clock.title,
        "clause": one.clock.clause,
        "due": one.clock.due,
        "days left": "" if one.clock.left is None else str(one.clock.left),
        "answered": str(packet.answered) if packet.verified else "",
        "items due": str(packet.due) if packet.verified else "",
        "open findings": str(packet.open_findings) if packet.verified else "",
        "signed by": "; ".join(f"{role}: {name}" for role, name in packet.signed.items()) if packet.verified else "",
        **_source(one),
    }


def _noncompliance(of: Portfolio) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    return _made(noncompliance(of).listed, _short)


def _short(one: Standing) -> Row:
    return {
        **_named(one),
        "group (4(d)(2))": group(one),
        "state": one.state,
        "meaning": STATES[one.state],
        "because": one.sentence,
        "due": one.clock.due,
        "days left": "" if one.clock.left is None else str(one.clock.left),
        **_source(one),
    }


def _inventory(of: Portfolio) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    return _made(of.standings, _use_case)


def _use_case(one: Standing) -> Row:
    """One line of the use case inventory: what verified packets say; what they don't is empty, never guessed."""
    packet = one.newest
    known, words = packet.verified, packet.determinations if packet.verified else {}
    return {
        **_named(one),
        "purpose": packet.purpose if known else "",
        "owner": packet.owner if known else "",
        "stage": packet.stage if known else "",
        "in use": packet.in_use if known else "",
        "in use since": packet.in_use_since if known else "",
        "existing or new (4(b), 4(c))": words.get("timing", ""),
        "AI system (2(1))": words.get("ai-system", ""),
        "covered use (4(a))": words.get("covered-use", ""),
        "high-impact (M-25-21)": words.get("m-25-21", ""),
        "rights or safety (M-24-10, rescinded)": words.get("m-24-10", ""),
        "national security system": words.get("nss", ""),
        "human-like features (3(b)(7))": words.get("human-like", ""),
        "evaluation": one.state,
        "tested by probes": str(len({measure.probe for measure in packet.measures})) if known else "",
        **_source(one),
    }


def _omb_inventory(of: Portfolio) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    return omb_inventory.header(), tuple(omb_inventory.row(one) for one in of.standings)


def _coverage(of: Portfolio) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    rows = tuple(
        {
            "figure": one.title,
            "count": str(one.count),
            "of": str(one.of),
            "share": one.share,
            "what is counted": one.says,
        }
        for one in figures(of)
    )
    return ("figure", "count", "of", "share", "what is counted"), rows


def _trend(of: Portfolio) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    header = (
        "marking", "deployment", "case", "probe", "measure", "part of the data", "unit", "packet of", "version",
        "estimate", "low", "high", "against the one before", "SHA-256 of the packet",
    )  # fmt: skip
    rows = [
        {
            "marking": _portion(point.packet.marking),
            "deployment": standing.newest.name,
            "case": standing.case_id,
            "probe": trend.probe,
            "measure": trend.name,
            "part of the data": trend.about,
            "unit": trend.unit,
            "packet of": point.packet.created,
            "version": point.packet.version,
            "estimate": _number(point.measure.estimate),
            "low": _number(point.measure.low),
            "high": _number(point.measure.high),
            "against the one before": point.apart,
            "SHA-256 of the packet": point.packet.sha256,
        }
        for standing in of.standings
        for trend in trends(standing)
        for point in trend.points
    ]
    return header, tuple(rows)


def _made(standings: Sequence[Standing], line: Callable[[Standing], Row]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    rows = tuple(line(one) for one in standings)
    return tuple(rows[0]) if rows else ("deployment",), rows


def _named(one: Standing) -> dict[str, str]:
    packet = one.newest
    marking = _portion(packet.marking) if packet.verified else "not verified"
    return {
        "marking": marking,
        "agency": packet.agency,
        "deployment": packet.name or packet.file_name,
        "version": packet.version,
    }


def _source(one: Standing) -> dict[str, str]:
    packet = one.newest
    return {
        "guideline pack": packet.pack if packet.verified else "",
        "packet made": packet.created if packet.verified else "",
        "verified": "yes" if packet.verified else "no",
        "packets": str(len(one.history)),
        "case": one.case_id,
        "SHA-256 of the packet": packet.sha256,
    }


@cache
def _portion(banner: str) -> str:
    return banner_to_portion(banner)


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


_ROWS: Mapping[str, Callable[[Portfolio], tuple[tuple[str, ...], tuple[Row, ...]]]] = {
    PORTFOLIO: _portfolio,
    NONCOMPLIANCE: _noncompliance,
    INVENTORY: _inventory,
    OMB_INVENTORY: _omb_inventory,
    COVERAGE: _coverage,
    TREND: _trend,
}
