"""Writing what goes out of an agency file: tables, and the report to Congress with its appendix."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core import clock
from core.agency.congress import APPENDIX, REPORT, CongressReport, congress_report, demand_open
from core.agency.records import Reported
from core.agency.store import AgencyStore
from core.agency.tables import NAMES, as_csv, as_json, table
from core.errors import InputError
from core.hashing import sha256
from core.marking.file_name import marked_file_name


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
    store: AgencyStore, folder: Path, *, by: str, reviewed: str = ""
) -> tuple[CongressReport, tuple[Written, ...]]:
    """The report and, where something is held back, its appendix, as PDF; the log keeps that they were made.

    `reviewed` is the digest of the draft that was reviewed for release. Raises InputError where nothing can be written
    and ReadOnlyError where the file is open for reading only.
    """
    from core.outputs.as_pdf import as_pdf  # the layout is slow to load, and only this needs it

    portfolio, moment = store.portfolio(), clock.stamp()
    made = congress_report(
        portfolio, store.detail, agency=store.agency, dates=store.dates(), made_at=moment, reviewed=reviewed
    )
    demand_open(made, portfolio)
    day, written, digests = portfolio.day.isoformat(), [], []
    for name, paper in ((REPORT, made.report), (APPENDIX, made.appendix)):
        if paper is None:
            digests.append("")
            continue
        data = as_pdf(paper)
        path = folder / marked_file_name(f"{name}-{day}{'-draft' if paper.draft else ''}.pdf", paper.marking)
        _write(path, data)
        digests.append(sha256(data))
        written.append(Written(path=path, marking=paper.marking))
    store.record_report(
        Reported(
            title=f"{made.report.title}{' (draft)' if made.report.draft else ''}",
            day=day,
            packets=made.packets,
            report_sha256=digests[0],
            appendix_sha256=digests[1],
            by=by,
            at=moment,
        )
    )
    return made, tuple(written)


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
