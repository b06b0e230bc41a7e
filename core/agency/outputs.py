"""Writing what goes out of an agency file: tables, and the report to Congress with its appendix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core import clock
from core.agency.congress import APPENDIX, REPORT, CongressReport, congress_report, demand_open
from core.agency.portfolio import Portfolio
from core.agency.records import Detail, Reported
from core.agency.store import AgencyStore
from core.agency.tables import NAMES, as_csv, as_json, table
from core.errors import InputError
from core.hashing import sha256
from core.marking.file_name import marked_file_name
from core.outputs.paper import Paper

Told = Callable[[int, int, str], None]  # done, total, what is being done; may raise to stop
_READ, _LAID_OUT = 10, 95  # of 100: reading what the packets say, laying out the two documents


def silent(_done: int, _total: int, _text: str) -> None:
    """Nobody wants to hear how far it is."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file that was written. `left_out`: deployments that a public table does not show."""

    path: Path
    marking: str
    left_out: int = 0


def write_tables(
    store: AgencyStore, folder: Path, *, names: Sequence[str] = NAMES, public: bool = False
) -> tuple[Written, ...]:
    """Each table as CSV and JSON, its marking in the file's name. Raises InputError where nothing can be written."""
    portfolio, out = store.portfolio(), []
    for name in names:
        made = table(portfolio, name, public=public)
        for ending, text in (("csv", as_csv(made)), ("json", as_json(made))):
            path = folder / marked_file_name(f"{name}-{made.day}.{ending}", made.marking)
            _write(path, text.encode("utf-8-sig" if ending == "csv" else "utf-8"))
            out.append(Written(path=path, marking=made.marking, left_out=made.left_out))
    return tuple(out)


def write_report(
    store: AgencyStore, folder: Path, *, by: str, reviewed: str = "", on_progress: Told = silent
) -> tuple[CongressReport, tuple[Written, ...]]:
    """The report and, where something is held back, its appendix, as PDF; the log keeps that they were made.

    `reviewed` is the digest of the draft that was reviewed for release. `on_progress` may raise to stop: nothing is
    written or kept then. Raises InputError where nothing can be written and ReadOnlyError where the file is open for
    reading only.
    """
    portfolio, moment = store.portfolio(), clock.stamp()
    made = _report(store, portfolio, moment, reviewed, on_progress)
    demand_open(made, portfolio)
    papers = {name: paper for name, paper in ((REPORT, made.report), (APPENDIX, made.appendix)) if paper is not None}
    laid_out = _laid_out(papers, on_progress)
    on_progress(_LAID_OUT, 100, "Writing the files")
    day, written = portfolio.day.isoformat(), []
    for name, paper in papers.items():
        path = folder / marked_file_name(f"{name}-{day}{'-draft' if paper.draft else ''}.pdf", paper.marking)
        _write(path, laid_out[name])
        written.append(Written(path=path, marking=paper.marking))
    store.record_report(
        Reported(
            title=f"{made.report.title}{' (draft)' if made.report.draft else ''}",
            day=day,
            packets=made.packets,
            report_sha256=sha256(laid_out[REPORT]),
            appendix_sha256=sha256(laid_out[APPENDIX]) if APPENDIX in laid_out else "",
            by=by,
            at=moment,
        )
    )
    return made, tuple(written)


def _report(store: AgencyStore, portfolio: Portfolio, moment: str, reviewed: str, on_progress: Told) -> CongressReport:
    read, total = 0, max(1, len(portfolio.standings))

    def detail(sha256: str) -> Detail | None:
        nonlocal read
        read += 1
        on_progress(_READ * min(read, total) // total, 100, f"Reading what packet {read:,} says")
        return store.detail(sha256)

    return congress_report(
        portfolio, detail, agency=store.agency, dates=store.dates(), made_at=moment, reviewed=reviewed
    )


def _laid_out(papers: Mapping[str, Paper], on_progress: Told) -> Mapping[str, bytes]:
    """Each paper as PDF. The blocks tell about how long each takes."""
    from core.outputs.as_pdf import as_pdf  # the layout is slow to load, and only this needs it

    weights = {name: len(paper.blocks) for name, paper in papers.items()}
    whole, before, found = sum(weights.values()), 0, {}
    for name, paper in papers.items():

        def told(share: float, text: str = paper.title, begun: int = before, weight: int = weights[name]) -> None:
            done = _READ + (_LAID_OUT - _READ) * (begun + share * weight) / whole
            on_progress(int(done), 100, f"Laying out: {text}")

        found[name] = as_pdf(paper, on_share=told)
        before += weights[name]
    return found


def _write(path: Path, data: bytes) -> None:
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise InputError(
            f"{path.name} can't be written: {error.strerror or error}.", "Choose another folder, or make room."
        ) from error
