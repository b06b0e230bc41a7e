"""What a packet holds, and that the same snapshot gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.casefile.custody import Custody
from core.errors import CaseFileError, InputError, RefusedError
from core.manifest import NAME, PLAN_NAME, POAM_NAME, READINGS_NAME, RESULTS_NAME, ROLES, SSP_NAME, manifest_from_json
from core.marking.authority import Authority
from core.marking.compilation import Compilation
from core.marking.training import TRAINING
from core.packet.build import BuiltPacket, build
from core.packet.export import export
from core.packet.marks import check_marks
from tests.core.packet.reading_pdf import attached, opened
from tests.core.packet.sample_case import FILES, answer, deployment, small_snapshot, snapshot

AUTHORITY = Authority(classified_by="Ana Ruiz", derived_from="Guide 7", declassify_on="20491231", origin="2026-11-22")
BUILD_AND_HASH = """
import hashlib
from core.packet.build import build
from tests.core.packet.sample_case import small_snapshot
print(hashlib.sha256(build(small_snapshot()).pdf).hexdigest())
"""


def test_the_same_snapshot_gives_the_same_bytes_in_another_process() -> None:
    root = Path(__file__).parents[3]
    code = f"import sys; sys.path.insert(0, {str(root)!r})\n{BUILD_AND_HASH}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, timeout=240
    )
    assert done.stdout.strip() == hashlib.sha256(build(small_snapshot()).pdf).hexdigest()


def test_another_head_of_the_log_gives_another_packet_id() -> None:
    case = small_snapshot()
    other = replace(case, chain_head="f" * 64)
    assert build(case).manifest.packet_id != build(other).manifest.packet_id


def test_the_manifest_inside_is_the_one_given_back(incomplete: BuiltPacket) -> None:
    inside = attached(incomplete)
    assert manifest_from_json(inside[NAME]).to_json() == incomplete.manifest.to_json()
    assert incomplete.manifest.status["complete"] is False
    assert incomplete.manifest.status["missing"]


def test_every_listed_file_is_inside_with_its_digest_and_nothing_else_is(incomplete: BuiltPacket) -> None:
    inside = attached(incomplete)
    listed = {file.name: file for file in incomplete.manifest.files if not file.beside}
    assert set(inside) == {NAME, *listed}
    for name, file in listed.items():
        assert hashlib.sha256(inside[name]).hexdigest() == file.sha256
        assert len(inside[name]) == file.size_bytes


def test_readings_and_oscal_documents_are_inside(incomplete: BuiltPacket) -> None:
    inside = attached(incomplete)
    readings = json.loads(inside[READINGS_NAME])["readings"]
    assert [one["probe"] for one in readings][:2] == ["perf-ci", "calibration"]
    assert readings[0]["id"] == snapshot().readings[0].id
    assert "assessment-results" in json.loads(inside[RESULTS_NAME])
    assert "assessment-plan" in json.loads(inside[PLAN_NAME])
    assert "system-security-plan" in json.loads(inside[SSP_NAME])
    plan = json.loads(inside[POAM_NAME])["plan-of-action-and-milestones"]
    assert len(plan["poam-items"]) == len(snapshot().findings)


def test_a_packet_without_a_finding_has_no_plan_of_action(complete: BuiltPacket) -> None:
    assert POAM_NAME not in attached(complete)


def test_withheld_evidence_is_named_and_not_included(incomplete: BuiltPacket) -> None:
    contract = FILES["Vendor contract"][2]
    digest = hashlib.sha256(contract).hexdigest()
    assert [one["sha256"] for one in incomplete.manifest.withheld] == [digest]
    assert contract not in attached(incomplete).values()


def test_every_role_has_its_empty_field_with_a_tooltip(incomplete: BuiltPacket) -> None:
    with opened(incomplete) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == list(incomplete.manifest.signature_fields.values())
        assert [str(field.T) for field in fields] == [f"Signature-{role}" for role in ROLES]
        for field in fields:
            assert str(field.FT) == "/Sig"
            assert "/V" not in field
            assert str(field.TU).startswith("Signature of the ")
            assert field.StructParent is not None


def test_files_over_the_limit_lie_beside_the_packet(tmp_path: Path) -> None:
    packet = export(small_snapshot(), tmp_path / "packet.pdf", include_limit_bytes=1300)
    beside = {file.name: file for file in packet.manifest.files if file.beside}
    assert {name for name, _ in packet.beside} == set(beside)
    assert beside
    assert {path.name for path in tmp_path.iterdir()} == {"packet.pdf", *beside}
    for name, file in beside.items():
        assert name.startswith(file.sha256)
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == file.sha256


def test_evidence_that_is_not_what_its_digest_says_stops_the_packet() -> None:
    case = small_snapshot()
    with pytest.raises(CaseFileError, match="is not what its digest says"):
        build(replace(case, content=lambda _: iter([b"something else"])))


@pytest.mark.parametrize(
    ("marking", "error", "words"),
    [("(XYZ)", InputError, "the answer to"), ("(S)", RefusedError, "above the banner")],
)
def test_a_wrong_or_too_high_portion_mark_stops_the_packet(marking: str, error: type[Exception], words: str) -> None:
    case = small_snapshot(answers=(answer("MOD-VAL-1", "yes", marking=marking),))
    with pytest.raises(error, match=words):
        build(case)


def test_a_wrong_banner_stops_the_packet() -> None:
    with pytest.raises(InputError, match="of the case is not valid"):
        build(small_snapshot(deployment=deployment(marking="TOP CONFIDENTIAL")))


def test_a_banner_above_its_portions_stops_the_packet_until_somebody_decided_so() -> None:
    case = small_snapshot(deployment=deployment(marking="SECRET"))
    with pytest.raises(RefusedError, match=r"SECRET lies above its portions.*UNCLASSIFIED") as refused:
        build(case)
    assert "touchstone marking compile" in refused.value.hint
    decided = Compilation(banner="SECRET", rolled_up="UNCLASSIFIED", reason="Together they show the schedule.")
    with pytest.raises(RefusedError):  # it was decided on another banner
        build(replace(case, custody=Custody(compilation=replace(decided, banner="CONFIDENTIAL"))))
    check_marks(replace(case, custody=Custody(compilation=decided, authority=AUTHORITY)))


def test_a_classified_packet_needs_a_whole_authority_block_except_where_it_is_for_learning() -> None:
    decided = Compilation(banner="SECRET", rolled_up="UNCLASSIFIED", reason="Together they show the schedule.")
    case = small_snapshot(deployment=deployment(marking="SECRET"), custody=Custody(compilation=decided))
    with pytest.raises(RefusedError, match=r"none is stated \(32 CFR 2001\.21\)") as refused:
        check_marks(case)
    assert "touchstone marking authority" in refused.value.hint
    half = replace(AUTHORITY, declassify_on="OADR")
    with pytest.raises(RefusedError, match="is not right: 'OADR' is retired"):
        check_marks(replace(case, custody=Custody(compilation=decided, authority=half)))
    check_marks(replace(case, title=f"{TRAINING}: a case to learn on"))
    check_marks(small_snapshot(custody=Custody(authority=AUTHORITY)))  # lowered since: the block is left over


def test_further_files_are_attached_but_may_not_take_a_name_in_use() -> None:
    packet = build(small_snapshot(), extra={"ml-bom.json": b"{}"})
    assert attached(packet)["ml-bom.json"] == b"{}"
    for name in (NAME, READINGS_NAME, "evidence-x.txt"):
        with pytest.raises(InputError, match="can't be named"):
            build(small_snapshot(), extra={name: b""})


def test_export_writes_a_whole_file_and_nothing_half_done(tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "packet.pdf"
    packet = export(small_snapshot(), target)
    assert target.read_bytes() == packet.pdf
    assert [path.name for path in target.parent.iterdir()] == ["packet.pdf"]


def test_export_says_where_it_can_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="can't be written"):
        export(small_snapshot(), tmp_path / "file" / "packet.pdf")
