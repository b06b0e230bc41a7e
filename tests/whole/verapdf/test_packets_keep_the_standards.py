"""Packets keep PDF/UA-1 and PDF/A-3a, as real veraPDF sees it. Where it can't run, CI fails."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from core.agency.congress import congress_report
from core.agency.portfolio import portfolio
from core.agency.records import AgencyDates
from core.agency.summary import detail_of, taken_in
from core.evaluation.stated import StatedPoint
from core.outputs.as_pdf import as_pdf
from core.outputs.documents import make
from core.packet.build import build
from core.snapshot import Snapshot
from tests.core.agency.samples import AGENCY, found, stated
from tests.core.outputs.planted import accepted
from tests.core.packet.sample_case import AWKWARD, awkward_snapshot, small_snapshot, snapshot
from tests.whole.verapdf import runner


@pytest.fixture(autouse=True)
def _verapdf_is_there() -> None:
    lacking = runner.missing()
    if not lacking:
        return
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(lacking)
    pytest.skip(lacking)


CASES: dict[str, Callable[[], Snapshot]] = {
    "incomplete": snapshot,
    "complete": lambda: snapshot(complete=True, good=True, reading_count=0),
    "awkward": awkward_snapshot,
}


# The default run leaves these out; they run with -m slow, in CI too.
@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", CASES)
def test_verapdf_finds_no_fault_in_a_packet(name: str, tmp_path: Path) -> None:
    packet = tmp_path / f"{name}.pdf"
    packet.write_bytes(build(CASES[name]()).pdf)
    verdict = runner.check([packet], work=tmp_path)
    assert verdict.compliant, verdict.said
    assert verdict.said.count("PASS") == 2


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_verapdf_finds_no_fault_in_the_other_documents(tmp_path: Path) -> None:
    cases = {
        "label": accepted(small_snapshot(complete=True, good=True)),
        "public-summary": snapshot(),
        "noncompliance": snapshot(),
    }
    files = [tmp_path / f"{name}.pdf" for name in cases]
    for (name, case), file in zip(cases.items(), files, strict=True):
        file.write_bytes(make(case, name, "pdf").content)
    verdict = runner.check(files, work=tmp_path)
    assert verdict.compliant, verdict.said
    assert verdict.said.count("PASS") == 2 * len(files)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_verapdf_finds_no_fault_in_the_report_to_congress(tmp_path: Path) -> None:
    """Both documents, with what is held back, what is not verified, and what people type that they should not."""
    long = StatedPoint(clause="4(d)(2)(B)(iii)", text=AWKWARD, marking="(S//NF)")
    packets = [
        found("a", name="Open system", says=stated("incomplete")),
        found("b", name="GLASS HARBOR", says=stated("does not meet", points=(long,)), marking="SECRET//NOFORN"),
        found("c", name="Price watch", says=stated("does not meet"), marking="CUI"),
        found("d", name="Forged thing", says=stated("meets"), failed=("genuine",)),
        found("e", name=AWKWARD[:200], says=stated("incomplete", points=(replace(long, marking="(U)"),))),
        found("f", name="Fine system", says=stated("meets")),
    ]
    made = congress_report(
        portfolio([taken_in(one) for one in packets], (), date(2026, 11, 23)),
        {one["verification"]["sha256"]: detail_of(one) for one in packets}.get,
        agency=AGENCY,
        dates=AgencyDates(enacted="2025-03-01", released="2026-01-15"),
        made_at="2026-11-23T10:00:00Z",
    )
    assert made.appendix is not None
    files = [tmp_path / "report.pdf", tmp_path / "appendix.pdf"]
    for paper, file in zip((made.report, made.appendix), files, strict=True):
        file.write_bytes(as_pdf(paper))
    verdict = runner.check(files, work=tmp_path)
    assert verdict.compliant, verdict.said
    assert verdict.said.count("PASS") == 2 * len(files)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_verapdf_finds_a_fault_that_was_planted(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(build(small_snapshot()).pdf)
    with pikepdf.open(broken, allow_overwriting_input=True) as pdf:
        del pdf.Root.MarkInfo
        del pdf.Root.OutputIntents
        pdf.save(broken)
    verdict = runner.check([broken], work=tmp_path)
    assert not verdict.compliant
    assert "ua1 FAIL" in verdict.said
    assert "3a FAIL" in verdict.said
