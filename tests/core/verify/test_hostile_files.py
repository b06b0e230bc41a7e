"""Files made to harm: each ends in a sentence, within limits, and never in a traceback."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.verify.limits import SHOWN_CHARACTERS, shown
from core.verify.verify import verify_packet
from tests.core.verify.packet_sample import a_manifest, a_packet, files
from tests.core.verify.signed_sample import Signed, check, failed

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(st.binary(max_size=2000))
def test_garbage_is_no_packet(data: bytes) -> None:
    for garbage in (data, b"%PDF-1.7\n" + data, b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF\n"):
        found = verify_packet(garbage)
        assert (found.exit_status, found.intact, found.signatures) == (2, False, ())
        assert found.checks[0].outcome == "failed"
        assert found.checks[0].sentence.endswith(".")
        assert {made.outcome for made in found.checks[2:]} == {"not checked"}


@QUIET
@given(data=st.data())
def test_a_packet_with_a_stretch_overwritten_never_passes(signed: Signed, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(signed.once) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=60))
    forged = signed.once[:start] + junk + signed.once[start + len(junk) :]
    if forged != signed.once:
        found = signed.verify(forged)
        assert not found.intact
        assert found.exit_status in (1, 2)


@QUIET
@given(data=st.data())
def test_a_packet_with_bytes_taken_out_or_put_in_never_passes(signed: Signed, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(signed.once)))
    end = data.draw(st.integers(start, min(start + 200, len(signed.once))))
    put = data.draw(st.binary(max_size=20))
    forged = signed.once[:start] + put + signed.once[end:]
    if forged != signed.once:
        assert not signed.verify(forged).intact


def test_an_empty_file_is_no_packet() -> None:
    assert verify_packet(b"").exit_status == 2


def test_another_pdf_is_no_packet() -> None:
    out = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out)
    found = verify_packet(out.getvalue())
    assert found.exit_status == 2
    assert found.checks[0].outcome == "ok"
    assert "no files attached" in found.checks[1].sentence


def test_an_encrypted_packet_is_refused(signed: Signed) -> None:
    for owner, user in (("secret", ""), ("secret", "user")):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(signed.unsigned)) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
        found = verify_packet(out.getvalue())
        assert found.exit_status == 2
        assert "encrypted" in found.checks[0].sentence


def test_a_manifest_of_another_version_is_refused(signed: Signed) -> None:
    content = files()
    found = signed.verify(a_packet(content, a_manifest(content, version=99)))
    assert found.exit_status == 2
    assert "version 99" in check(found, "packet").sentence


@pytest.mark.parametrize(
    "changed",
    [
        {"status": {}},
        {"status": "done"},
        {"signature_fields": {"evaluator": 3}},
        {"files": ()},
        {"marking": None},
        {"deployment": []},
        {
            "status": {
                "complete": "yes",
                "meets_guidelines": 1,
                "due": "x",
                "answered": 0,
                "open_findings": 0,
                "missing": [],
            }
        },
    ],
)
def test_a_manifest_with_values_of_the_wrong_kind_is_found(signed: Signed, changed: dict[str, object]) -> None:
    content = files()
    found = signed.verify(a_packet(content, a_manifest(content, **changed)))
    assert found.exit_status in (1, 2)
    assert failed(found) & {"packet", "files"}


def _deep(pdf: pikepdf.Pdf) -> None:
    value = pikepdf.Array()
    for _ in range(200):
        value = pikepdf.Array([value])
    pdf.Root.PieceInfo = pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.URI), Deep=value)


def test_nesting_deeper_than_a_packets_is_found(signed: Signed) -> None:
    found = signed.verify(a_packet(change=_deep))
    assert "passive" in failed(found)


def test_nesting_without_end_is_no_packet(signed: Signed) -> None:
    body = b"1 0 obj\n" + b"[" * 300_000 + b"\nendobj\n"
    data = b"%PDF-1.7\n" + body + b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    data += b"trailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n" + str(9 + len(body)).encode() + b"\n%%EOF\n"
    assert verify_packet(data).exit_status == 2


def _object_stream_pdf(packed: bytes, dictionary: bytes = b"") -> bytes:
    """A PDF whose catalog lies in an object stream with the packed bytes `packed`."""
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d %s>>\nstream\n" % (
        len(packed),
        dictionary,
    )
    stream += packed + b"\nendstream\nendobj\n"
    at = len(head) + len(stream)
    rows = [(0, 0, 65535), (1, len(head), 0), (2, 1, 0), (1, at, 0)]
    table = b"".join(kind.to_bytes(1) + place.to_bytes(4) + index.to_bytes(2) for kind, place, index in rows)
    xref = b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 2] /Root 2 0 R /Length %d >>\nstream\n" % len(table)
    xref += table + b"\nendstream\nendobj\n"
    return head + stream + xref + b"startxref\n%d\n%%%%EOF\n" % at


def test_an_object_stream_that_unpacks_without_end_is_stopped() -> None:
    small = zlib.compress(b"2 0 << /Type /Catalog >>")
    assert "unable to find page tree" in verify_packet(_object_stream_pdf(small)).checks[0].sentence
    packer = zlib.compressobj(9)
    bomb = packer.compress(b"2 0 << /Type /Catalog >>")
    for _ in range(100):
        bomb += packer.compress(b" " * (1 << 20))
    bomb += packer.flush()
    found = verify_packet(_object_stream_pdf(bomb))
    assert found.exit_status == 2
    assert "unpacks to far more" in found.checks[0].sentence


def test_a_table_that_claims_endless_objects_is_no_packet() -> None:
    data = _object_stream_pdf(zlib.compress(b"2 0 << /Type /Catalog >>")).replace(b"/Size 4", b"/Size 4000000000")
    assert verify_packet(data).exit_status == 2


def test_tables_that_point_at_each_other_are_no_packet() -> None:
    data = _object_stream_pdf(zlib.compress(b"2 0 << /Type /Catalog >>"))
    at = re.search(rb"startxref\n(\d+)", data)
    assert at is not None
    looped = data.replace(b"/W [1 4 2]", b"/W [1 4 2] /Prev " + at.group(1))
    assert verify_packet(looped).exit_status == 2


def test_pages_that_contain_themselves_end_in_a_sentence(signed: Signed) -> None:
    def loop(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    found = signed.verify(a_packet(change=loop))
    assert found.exit_status in (1, 2)


def test_text_from_a_packet_is_shown_on_one_short_line() -> None:
    assert shown("a\x1b[31m\u202eb\nc\0") == "a[31mb c"
    assert len(shown("x" * 10_000)) == SHOWN_CHARACTERS


def test_a_verification_runs_in_a_worker_and_comes_back_as_json(signed: Signed, tmp_path: Path) -> None:
    from core.jobs import run_to_end
    from core.verify.request import verification_job

    packet, root = tmp_path / "packet.pdf", tmp_path / "root.pem"
    packet.write_bytes(signed.thrice)
    root.write_bytes(signed.root)
    told: list[str] = []
    job = verification_job(packet, [root], {"owner": signed.key("owner").fingerprint})
    body = run_to_end(job, lambda progress: told.append(progress.text))
    assert (body["exit_status"], body["file_name"]) == (0, "packet.pdf")
    assert body["sha256"] == signed.verify(signed.thrice).sha256
    assert told


def test_a_wrong_request_is_refused_before_a_worker_starts(signed: Signed, tmp_path: Path) -> None:
    from core.errors import InputError, PacketError, UsageError
    from core.verify.request import verification_job

    packet, wrong = tmp_path / "packet.pdf", tmp_path / "wrong.pem"
    packet.write_bytes(signed.once)
    wrong.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(InputError, match="no certificate that can be read"):
        verification_job(packet, [wrong])
    with pytest.raises(InputError, match="can't be read"):
        verification_job(packet, [tmp_path / "none.pem"])
    with pytest.raises(UsageError, match="no role"):
        verification_job(packet, signers={"boss": "0" * 64})
    with pytest.raises(PacketError, match="no file"):
        verification_job(tmp_path / "none.pdf")


def test_a_garbage_file_comes_back_from_the_worker_as_a_verification(tmp_path: Path) -> None:
    from core.jobs import run_to_end
    from core.verify.request import verification_job

    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert run_to_end(verification_job(tmp_path / "x.pdf"))["exit_status"] == 2
