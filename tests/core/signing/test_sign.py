"""Signing fills the field of a role and changes nothing else; what should not be signed is refused."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms, tsp
from pyhanko.pdf_utils.reader import PdfFileReader

from core import clock
from core.errors import InputError, PacketError, SigningError
from core.hashing import file_sha256
from core.signing.demo import DemoKeys, make_demo_keys
from core.signing.keys import SigningKey, open_p12
from core.signing.sign import sign_packet
from core.verify.verify import verify_packet
from tests.core.signing.key_files import PASSPHRASE, p12, rsa_key
from tests.core.verify.packet_sample import a_packet

MOMENT = clock.now()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> DemoKeys:
    return make_demo_keys(tmp_path_factory.mktemp("keys"), passphrase="demo")


@pytest.fixture(scope="module")
def evaluator(keys: DemoKeys) -> SigningKey:
    return open_p12(keys.evaluator_p12, "demo")


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    path = tmp_path / "packet.pdf"
    path.write_bytes(a_packet())
    return path


def attributes(data: bytes, number: int = -1) -> tuple[cms.SignerInfo, dict[str, cms.CMSAttribute]]:
    embedded = PdfFileReader(io.BytesIO(data)).embedded_signatures[number]
    signer = cms.ContentInfo.load(embedded.pkcs7_content)["content"]["signer_infos"][0]
    return signer, {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}


def test_a_signature_is_pades_and_binds_the_certificate(packet: Path, tmp_path: Path, evaluator: SigningKey) -> None:
    target = tmp_path / "signed.pdf"
    sign_packet(packet, target, key=evaluator, role="evaluator", moment=MOMENT)
    embedded = PdfFileReader(io.BytesIO(target.read_bytes())).embedded_signatures[0]
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    signer, signed = attributes(target.read_bytes())
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= set(signed)
    assert "signing_time" not in signed, "PAdES keeps the time in the signature dictionary"
    bound: tsp.SigningCertificateV2 = signed["signing_certificate_v2"][0]
    assert bound["certs"][0]["cert_hash"].native.hex() == evaluator.fingerprint
    assert signer["unsigned_attrs"].native is None
    assert embedded.self_reported_timestamp == MOMENT


def test_the_digest_suits_the_key(packet: Path, tmp_path: Path, keys: DemoKeys) -> None:
    for role, digest in (("evaluator", "sha256"), ("caio", "sha384")):
        sign_packet(packet, packet, key=open_p12(keys.of_role(role), "demo"), role=role)
        signer, _signed = attributes(packet.read_bytes())
        assert signer["digest_algorithm"]["algorithm"].native == digest


def test_the_first_signature_certifies_and_later_ones_do_not(packet: Path, keys: DemoKeys) -> None:
    for role in ("evaluator", "owner"):
        sign_packet(packet, packet, key=open_p12(keys.of_role(role), "demo"), role=role)
    reader = PdfFileReader(io.BytesIO(packet.read_bytes()))
    first, second = reader.embedded_signatures
    assert first.sig_object["/Reference"][0]["/TransformParams"]["/P"] == 2
    assert "/Reference" not in second.sig_object
    assert reader.root["/Perms"]["/DocMDP"].raw_get("/Contents") == first.sig_object.raw_get("/Contents")


def test_signing_only_adds_to_the_file_and_leaves_title_and_metadata(packet: Path, evaluator: SigningKey) -> None:
    before = packet.read_bytes()
    sign_packet(packet, packet, key=evaluator, role="evaluator")
    after = packet.read_bytes()
    assert after.startswith(before)
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        assert old.Root.Metadata.read_bytes() == new.Root.Metadata.read_bytes()
        assert old.trailer.Info == new.trailer.Info
        assert "/Version" not in new.Root


def test_the_signature_is_shown_in_its_field_with_an_embedded_font(packet: Path, evaluator: SigningKey) -> None:
    sign_packet(packet, packet, key=evaluator, role="evaluator", reason="Évaluation faite")
    with pikepdf.open(packet) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        inner = next(iter(field.AP.N.Resources.XObject.values()))
        fonts = list(inner.Resources.Font.values())
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert "PublicSans" in str(fonts[0].BaseFont)


def test_the_result_says_who_signed_what(packet: Path, tmp_path: Path, evaluator: SigningKey) -> None:
    target = tmp_path / "out.pdf"
    signed = sign_packet(packet, target, key=evaluator, role="evaluator", moment=MOMENT)
    assert signed.sha256 == file_sha256(target)
    assert (signed.signer, signed.fingerprint, signed.at) == (
        "DEMONSTRATION Evaluator",
        evaluator.fingerprint,
        clock.stamp(MOMENT),
    )


def test_an_rsa_key_signs_a_packet_that_verifies(packet: Path, tmp_path: Path) -> None:
    path = p12(tmp_path / "rsa.p12", rsa_key(3072))
    sign_packet(packet, packet, key=open_p12(path, PASSPHRASE), role="evaluator")
    found = verify_packet(packet, trust=[path.with_suffix(".pem").read_bytes()])
    assert (found.exit_status, found.signatures[0].algorithm) == (0, "RSA 3072 with SHA-256")


def test_a_role_signs_once(packet: Path, evaluator: SigningKey) -> None:
    sign_packet(packet, packet, key=evaluator, role="evaluator")
    before = packet.read_bytes()
    with pytest.raises(SigningError, match="has signed this packet as Evaluator already"):
        sign_packet(packet, packet, key=evaluator, role="evaluator")
    assert packet.read_bytes() == before


def test_an_unknown_role_is_refused(packet: Path, evaluator: SigningKey) -> None:
    with pytest.raises(SigningError, match="no role 'boss'"):
        sign_packet(packet, packet, key=evaluator, role="boss")


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n"])
def test_what_is_no_packet_is_not_signed(tmp_path: Path, evaluator: SigningKey, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(PacketError, match="not a packet"):
        sign_packet(path, tmp_path / "out.pdf", key=evaluator, role="evaluator")
    with pytest.raises(PacketError, match="can't be read"):
        sign_packet(tmp_path / "none.pdf", tmp_path / "out.pdf", key=evaluator, role="evaluator")


def test_a_damaged_packet_is_not_signed(packet: Path, evaluator: SigningKey) -> None:
    packet.write_bytes(packet.read_bytes() + b"junk")
    with pytest.raises(SigningError, match="not as it was made"):
        sign_packet(packet, packet, key=evaluator, role="evaluator")


def test_a_key_that_was_not_valid_at_the_moment_does_not_sign(packet: Path, evaluator: SigningKey) -> None:
    with pytest.raises(SigningError, match="expired"):
        sign_packet(packet, packet, key=evaluator, role="evaluator", moment=clock.parse("2040-01-01T00:00:00Z"))


def test_a_target_that_cannot_be_written_leaves_nothing_behind(
    packet: Path, tmp_path: Path, evaluator: SigningKey
) -> None:
    with pytest.raises(SigningError, match="can't be written"):
        sign_packet(packet, tmp_path / "no folder" / "out.pdf", key=evaluator, role="evaluator")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(InputError, match="can't be written"):
        sign_packet(packet, tmp_path / "folder.pdf", key=evaluator, role="evaluator")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.pdf", "packet.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_signed_file_may_be_read_by_whoever_could_read_the_packet(packet: Path, evaluator: SigningKey) -> None:
    packet.chmod(0o640)
    sign_packet(packet, packet, key=evaluator, role="evaluator")
    assert stat.S_IMODE(packet.stat().st_mode) == 0o640
