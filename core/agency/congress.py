"""The report to Congress of section 4(d)(3), and its appendix.

4(d)(3)(A): "submit to Congress a report of each deployment described in paragraph (2)". (B): "in unclassified form, but
may include a classified appendix, if necessary". What the report describes comes from verified packets that are marked
UNCLASSIFIED and nothing more, and from texts in them that are marked (U). Every other deployment is counted and listed
by a number alone, and described in the appendix, which is a file of its own with a marking of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import core
from core.agency.coverage import figures
from core.agency.noncompliance import POINTS, UNCLASSIFIED, Noncompliance, group, is_open, noncompliance
from core.agency.portfolio import STATES, Portfolio, Standing
from core.agency.records import AgencyDates, Detail
from core.agency.tables import rolled_up
from core.evaluation.calendar_days import parse_day, years_after
from core.marking import banner_to_portion
from core.outputs.paper import Block, Facts, Grid, Paper, Words, section

REPORT, APPENDIX = "congress-report", "congress-appendix"
TITLE, APPENDIX_TITLE = "Report to Congress", "Appendix to the report to Congress"
UNMARKED = "(U)"
DRAFT = (
    "It has not been reviewed for release as it reads now. Counts and the choice of deployments together can give away"
    " more than each of them: the reviewer has to say whether this may be released."
)
NOT_SAID = "The packet does not say."
_WHY_HELD = {
    "unverified": "its packet could not be verified, so that nobody vouches for its marking",
    "cui": "it is controlled unclassified information",
    "marked": "it is marked above UNCLASSIFIED, or has controls on its dissemination",
}
Details = Callable[[str], Detail | None]  # by the digest of the packet


@dataclass(frozen=True, kw_only=True)
class CongressReport:
    """The two documents; `appendix` is None where nothing is held back. `packets` are the digests they stand on."""

    report: Paper
    appendix: Paper | None
    packets: tuple[str, ...]


def congress_report(
    portfolio: Portfolio, details: Details, *, agency: str, dates: AgencyDates, made_at: str, reviewed: str = ""
) -> CongressReport:
    """The report on the day of the portfolio. `reviewed` is the digest of the draft that was reviewed for release: the
    report is a draft as long as it is another one.
    """
    found = noncompliance(portfolio)
    report = _paper(
        REPORT, TITLE, agency, UNCLASSIFIED, tuple(_report(portfolio, found, details, agency, dates)), made_at
    )
    if report.digest == reviewed:
        report = _paper(REPORT, TITLE, agency, UNCLASSIFIED, report.blocks, made_at, draft="")
    appendix = None
    if found.held_back:
        marking = rolled_up(found.held_back)
        appendix = _paper(
            APPENDIX, APPENDIX_TITLE, agency, marking, tuple(_appendix(found, details)), made_at, draft=""
        )
    return CongressReport(report=report, appendix=appendix, packets=tuple(one.newest.sha256 for one in found.listed))


def _paper(
    name: str, title: str, agency: str, marking: str, blocks: tuple[Block, ...], made_at: str, draft: str = DRAFT
) -> Paper:
    return Paper(
        id=name,
        title=title,
        about=f"Deployments that are not compliant or not evaluated (section 4(d)(3)): {agency}",
        marking=marking,
        blocks=blocks,
        made=f"Made on {made_at[:10]} with Touchstone {core.__version__}.",
        made_at=made_at,
        draft=draft,
    )


def _report(
    portfolio: Portfolio, found: Noncompliance, details: Details, agency: str, dates: AgencyDates
) -> Iterator[Block]:
    yield Words(
        text="Section 4(d)(3) of the Trustworthy By Design Artificial Intelligence Act asks the head of each Federal"
        " agency for a report of each deployment of an artificial intelligence system that is not compliant with the"
        " guidelines or is not evaluated. This report is unclassified."
    )
    yield Facts(rows=tuple(_head(portfolio, found, agency, dates)))
    yield from section("Summary", *_summary(portfolio, found))
    yield from section("Deployments reported here", _listed(found.open))
    for number, one in enumerate(found.open, 1):
        yield from _described(f"{number}. {one.newest.name}", one, details(one.newest.sha256), only=UNMARKED)
    yield from section("What is in the appendix", *_held_back(found))
    yield from section("What this report stands on", *_basis(portfolio))


def _head(portfolio: Portfolio, found: Noncompliance, agency: str, dates: AgencyDates) -> Iterator[tuple[str, str]]:
    released = parse_day(dates.released)
    yield "Agency", agency
    yield "As of", portfolio.day.isoformat()
    yield "Guidelines released", dates.released or "not set"
    yield "Report due", years_after(released, 3).isoformat() if released else "not known: the release is not set"
    yield "Deployments known", f"{len(portfolio.standings):,}"
    yield "Reported", f"{len(found.listed):,}: {len(found.open):,} here, {len(found.held_back):,} in the appendix"


def _summary(portfolio: Portfolio, found: Noncompliance) -> Iterator[Block]:
    counts = portfolio.by_state
    rows = tuple((state.capitalize(), f"{counts[state]:,}", meaning) for state, meaning in STATES.items())
    yield Grid(title="Deployments by state", header=("State", "Deployments", "Meaning"), rows=rows)
    yield Grid(
        title="Coverage",
        header=("Figure", "Count", "Share", "What is counted"),
        rows=tuple(
            (one.title, f"{one.count:,} of {one.of:,}", one.share or "–", one.says) for one in figures(portfolio)
        ),
    )
    if found.not_deployed:
        count = len(found.not_deployed)
        said = "1 more deployment is" if count == 1 else f"{count:,} more deployments are"
        yield Words(
            text=f"{said} not compliant or not evaluated, and not in use: section 4(c) asks that the guidelines are met"
            " before deployment."
        )


def _listed(standings: Sequence[Standing]) -> Block:
    if not standings:
        return Words(text="No deployment is described here.")
    rows = tuple(
        (str(number), one.newest.name, group(one), one.state, _clock_words(one))
        for number, one in enumerate(standings, 1)
    )
    return Grid(title="Deployments", header=("No.", "Deployment", "4(d)(2)", "State", "Next clock"), rows=rows)


def _clock_words(one: Standing) -> str:
    if one.clock.left is None:
        return "no day is known" if one.clock.word == "no date" else "none open"
    left = one.clock.left
    when = "today" if left == 0 else f"{-left:,} days ago" if left < 0 else f"in {left:,} days"
    return f"{one.clock.clause}: {one.clock.due} ({when})"


def _described(title: str, one: Standing, detail: Detail | None, *, only: str = "") -> Iterator[Block]:
    """One deployment with the four points. `only` keeps texts of that portion mark and counts the others."""
    packet = one.newest
    told = banner_to_portion(packet.marking) if packet.verified else ""
    before = "" if only or not told else f"{told} "
    rows = (
        ("Deployment", f"{before}{packet.name}{f', version {packet.version}' if packet.version else ''}"),
        ("Used by", f"{before}{packet.agency}"),
        ("Purpose", f"{before}{packet.purpose}" if packet.purpose else ""),
        ("Tiers", ", ".join(one.tiers)),
        ("Evaluated with", f"{packet.pack}, {packet.profile} profile"),
        ("Next clock", _clock_words(one)),
        ("Packet", f"made {packet.created[:10]}, SHA-256 {packet.sha256}"),
    )
    yield from section(title, Facts(rows=tuple(row for row in rows if row[1])))
    stated = detail.stated if detail else None
    points = [point for point in (stated.points if stated else ()) if not only or point.marking == only]
    said: list[tuple[str, str]] = []
    for clause, asked in POINTS.items():
        texts = [f"{point.marking} {point.text}" for point in points if point.clause == clause]
        said += [(f"{asked}, {clause}", text) for text in texts or [_silent(clause, one)]]
    yield Grid(title="What section 4(d)(2)(B) asks for", header=("Asked", "Said in the packet"), rows=tuple(said))
    left_out = (len(stated.points) if stated else 0) - len(points)
    if left_out:
        what = "1 text is" if left_out == 1 else f"{left_out} texts are"
        yield Words(text=f"{what} left out here because of the marking.", style="note")


def _silent(clause: str, one: Standing) -> str:
    return one.sentence if clause == next(iter(POINTS)) and one.sentence else NOT_SAID


def _held_back(found: Noncompliance) -> Iterator[Block]:
    if not found.held_back:
        yield Words(text="There is no appendix: every deployment that is reported is described here.")
        return
    yield Words(
        text="These deployments are reported in the appendix, a separate file with a marking of its own. Nothing that"
        " they are or do is said here."
    )
    rows = tuple((f"A-{number}", group(one), _WHY_HELD[_held(one)]) for number, one in enumerate(found.held_back, 1))
    yield Grid(title="Entries of the appendix", header=("Entry", "4(d)(2)", "Why it is there"), rows=rows)


def _held(one: Standing) -> str:
    if not one.newest.verified:
        return "unverified"
    return "cui" if one.newest.marking.startswith(("CUI", "CONTROLLED")) else "marked"


def _basis(portfolio: Portfolio) -> Iterator[Block]:
    checked = [one for one in portfolio.standings if one.newest.verified]
    yield Words(
        text=f"{sum(len(one.history) for one in portfolio.standings):,} packets of {len(portfolio.standings):,}"
        f" deployments were taken in; the newest verified packet of each counts, and {len(checked):,} have one. A"
        " packet is verified when it is as its signers left it, the signers' certificates lead to a root that this"
        " agency trusts, and every other required check was made and is ok. What could not be verified is never counted"
        " as compliant. A deployment of which no packet was taken in is not known here and not in this report."
    )
    if portfolio.unread:
        count = len(portfolio.unread)
        said = "1 file that was handed in is" if count == 1 else f"{count:,} files that were handed in are"
        yield Words(text=f"{said} not readable as a packet. What names no deployment is not counted.")


def _appendix(found: Noncompliance, details: Details) -> Iterator[Block]:
    yield Words(
        text="This appendix belongs to the report of section 4(d)(3). Its entries have the numbers that the report"
        " names. Every text that a person wrote stands behind its portion mark."
    )
    unknown = sum(not one.newest.marking for one in found.held_back)
    if unknown:
        said = "1 file shows" if unknown == 1 else f"{unknown} files show"
        yield Words(
            text=f"{said} no marking that could be read; the banner does not cover what they hold.", style="warning"
        )
    for number, one in enumerate(found.held_back, 1):
        if one.newest.verified:
            yield from _described(f"A-{number}. {_in_heading(one)}", one, details(one.newest.sha256))
        else:
            yield from _unverified(f"A-{number}. Not verified", one)


def _in_heading(one: Standing) -> str:
    return f"{banner_to_portion(one.newest.marking)} {one.newest.name}"


def _unverified(title: str, one: Standing) -> Iterator[Block]:
    packet = one.newest
    rows = (
        ("File", packet.file_name),
        ("Says that it is", f"{packet.name}, {packet.agency}" if packet.name else "nothing that can be read"),
        ("Says its marking is", packet.marking or "nothing that can be read"),
        ("Why not verified", packet.why),
        ("SHA-256", packet.sha256),
    )
    yield from section(title, Facts(rows=rows))
    yield Words(
        text="What it says counts for nothing until it is verified: the deployment is not evaluated.", style="note"
    )


def demand_open(report: CongressReport, portfolio: Portfolio) -> None:
    """Raises AssertionError where the unclassified report names a deployment that is held back: a fault of ours."""
    said = str(report.report.said())
    for one in portfolio.standings:
        if not is_open(one) and one.newest.sha256:
            assert one.newest.sha256 not in said, "a deployment that is held back stands in the unclassified report"
