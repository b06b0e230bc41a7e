"""The report to Congress: unclassified whatever the packets hold, and nothing is lost between it and its appendix."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from core.agency.congress import CongressReport, congress_report
from core.agency.outputs import write_report, write_tables
from core.agency.portfolio import portfolio
from core.agency.records import AgencyDates
from core.agency.store import AgencyStore
from core.agency.summary import detail_of, taken_in
from core.errors import InputError
from core.evaluation.stated import StatedPoint
from core.outputs.as_pdf import as_pdf
from tests.core.agency.samples import AGENCY, found, stated

DATES = AgencyDates(enacted="2025-03-01", released="2026-01-15")
SECRET = StatedPoint(clause="4(d)(2)(B)(iii)", text="Planted: the vendor of GLASS HARBOR is late.", marking="(S//NF)")
CUI = StatedPoint(clause="4(d)(2)(B)(iv)", text="Planted: contract price of the vendor.", marking="(CUI)")
PACKETS = (
    found("a", name="Open system", says=stated("incomplete", points=(*stated().points, SECRET, CUI))),
    found("b", name="GLASS HARBOR", says=stated("does not meet", points=(SECRET,)), marking="SECRET//NOFORN"),
    found("c", name="Price watch", says=stated("does not meet", points=(CUI,)), marking="CUI"),
    found("d", name="Forged thing", says=stated("meets"), failed=("genuine",)),
    found("e", name="Fine system", says=stated("meets")),
)


def made(*packets: dict, reviewed: str = "") -> CongressReport:
    details = {one["verification"]["sha256"]: detail_of(one) for one in packets}
    return congress_report(
        portfolio([taken_in(one) for one in packets], (), date(2026, 11, 23)),
        details.get,
        agency=AGENCY,
        dates=DATES,
        made_at="2026-11-23T10:00:00Z",
        reviewed=reviewed,
    )


def test_nothing_that_is_marked_stands_in_the_unclassified_report() -> None:
    report = made(*PACKETS)
    said = str(report.report.said())
    assert report.report.marking == "UNCLASSIFIED"
    for planted in ("GLASS", "HARBOR", "Price watch", "contract price", "Forged", "SECRET", "NOFORN", "(CUI)", "(S"):
        assert planted not in said, planted
    for one in PACKETS[1:4]:
        assert one["verification"]["sha256"] not in said
    assert "2 texts are left out here because of the marking." in said
    assert "Report due', '2029-01-15'" in said


def test_the_appendix_holds_what_is_held_back_behind_its_marks() -> None:
    report = made(*PACKETS)
    assert report.appendix is not None
    assert report.appendix.marking == "SECRET//NOFORN"
    said, open_part = str(report.appendix.said()), str(report.report.said())
    for entry, words in (("A-2", "(S//NF) GLASS HARBOR"), ("A-3", "(CUI) Price watch")):
        assert f"{entry}. {words}" in said
    assert "A-1. Not verified" in said
    assert "counts for nothing" in said
    assert all(f"'A-{number}'" in open_part for number in (1, 2, 3))
    assert "(S//NF) Planted" in said
    assert len(report.packets) == 4


def test_it_is_a_draft_until_what_is_read_was_reviewed() -> None:
    draft = made(*PACKETS)
    assert draft.report.draft
    assert not made(*PACKETS, reviewed=draft.report.digest).report.draft
    assert made(*PACKETS[:3], reviewed=draft.report.digest).report.draft  # it reads otherwise by now


def test_without_anything_held_back_there_is_no_appendix() -> None:
    report = made(PACKETS[0], PACKETS[4])
    assert report.appendix is None
    assert "There is no appendix" in str(report.report.said())
    assert "No deployment is described here." in str(made(PACKETS[4]).report.said())


def test_the_files_are_tagged_and_named_by_their_marking(tmp_path: Path) -> None:
    with AgencyStore.create(tmp_path / "a.agency", "correct horse battery", agency=AGENCY, by="C") as store:
        for one in PACKETS:
            store.take_in(one, roots=[], by="C")
        told: list[tuple[int, int, str]] = []

        def stop(done: int, *_: object) -> None:
            if done > 50:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            write_report(store, tmp_path / "stopped", by="Chris Officer", on_progress=stop)
        assert not (tmp_path / "stopped").exists()
        assert not store.reports(), "what was stopped is not kept as made"
        report, written = write_report(
            store, tmp_path / "out", by="Chris Officer", on_progress=lambda *said: told.append(said)
        )
        shares = [done for done, _, _ in told]
        assert shares == sorted(shares)
        assert {text.partition(":")[0] for _, _, text in told} >= {"Laying out", "Writing the files"}
        assert shares[-1] < 100
        assert [one.path.name.partition(") ")[0] for one in written] == ["(U", "(S--NF"]
        for one in written:
            with pikepdf.open(one.path) as pdf:
                assert bool(pdf.Root.MarkInfo.Marked)
                assert "StructTreeRoot" in str(pdf.Root.keys())
        (reported,) = store.reports()
        assert reported.packets == report.packets
        assert reported.by == "Chris Officer"
        tables = write_tables(store, tmp_path / "out")
        listed = {one.path.name for one in tables if "omb-inventory" in one.path.name}
        assert {name[:3] for name in listed} == {"(U)"}, "it is a public one, whatever the file holds"
        assert {one.path.name[:7] for one in tables if one.path.name not in listed} == {"(S--NF)"}
        blocked = tmp_path / "a file"
        blocked.write_text("no folder")
        with pytest.raises(InputError, match="can't be written"):
            write_tables(store, blocked)
    assert as_pdf(made(*PACKETS).report) == as_pdf(made(*PACKETS).report)
    assert pikepdf.open(io.BytesIO(as_pdf(made(PACKETS[4]).report))).pages
