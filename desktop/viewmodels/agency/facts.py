"""One deployment of the portfolio in words: its facts, its clock, its packets, what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from core.clock import shown

if TYPE_CHECKING:
    from core.agency.portfolio import NextClock, Standing
    from core.agency.records import TakenIn
    from core.agency.trend import Point, Trend

Kind = Literal["good", "bad", "warn", "info", "none"]


def clock_words(clock: NextClock) -> str:
    """The day of the clock, with the days left or passed."""
    if clock.left is None:
        return clock.word.capitalize()
    when = (
        "today" if clock.left == 0 else f"{-clock.left:,} days ago" if clock.left < 0 else f"{clock.left:,} days left"
    )
    return f"{clock.due} ({when})"


def facts_of(one: Standing) -> tuple[tuple[str, str], ...]:
    """What stands beside the deployment; what is empty is left out by whoever shows it."""
    packet = one.newest
    if not packet.verified:
        return (
            ("File", packet.file_name),
            ("Says that it is about", packet.name),
            ("SHA-256", _grouped(packet.sha256)),
        )
    signed = ", ".join(f"{name} ({role})" for role, name in packet.signed.items())
    return (
        ("Agency", packet.agency),
        ("Version", packet.version),
        ("Purpose", packet.purpose),
        ("Owner", packet.owner),
        ("Marking", packet.marking),
        ("Tiers", ", ".join(one.tiers)),
        ("Next clock", " ".join(part for part in (one.clock.clause, one.clock.title, clock_words(one.clock)) if part)),
        ("Answered", f"{packet.answered} of {packet.due} items due, {packet.open_findings} open findings"),
        ("Evaluated with", f"{packet.pack}, {packet.profile} profile"),
        ("Signed by", signed),
        ("SHA-256", _grouped(packet.sha256)),
    )


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def past_of(packet: TakenIn) -> tuple[str, Kind]:
    """One packet of the history: a sentence, and whether it counts."""
    made = shown(packet.created) if packet.created else "no date"
    version = f", version {packet.version}" if packet.version else ""
    if not packet.verified:
        return f"{made}{version}: not verified. {packet.why} Taken in {shown(packet.at)} by {packet.by}.", "bad"
    return f"{made}{version}: {packet.word}. Taken in {shown(packet.at)} by {packet.by}.", "good"


def trend_words(trend: Trend) -> str:
    """One measure, before and now."""
    words = {"apart": "; the intervals lie apart", "overlap": "; the intervals overlap", "": ""}
    last = trend.points[-1]
    before = f"{_number(trend.points[-2])} → " if len(trend.points) > 1 else ""
    about = f", {trend.about}" if trend.about and trend.about != "all rows" else ""
    return f"{trend.name}{about} ({trend.probe}): {before}{_number(last)}{words[last.apart]}."


def _number(point: Point) -> str:
    one = point.measure
    if one.estimate is None:
        return "–"
    around = f" [{one.low:.3g}, {one.high:.3g}]" if one.low is not None and one.high is not None else ""
    return f"{one.estimate:.3g}{around}"
