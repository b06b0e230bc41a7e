"""A key is looked at before it signs: what can't sign a packet is refused with a sentence and a hint."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from core import clock
from core.errors import SigningError, WrongPassphraseError
from core.hashing import sha256
from core.signing import demo
from core.signing.demo import demo_keys_in, make_demo_keys
from core.signing.keys import open_p12
from tests.core.signing.key_files import PASSPHRASE, certificate, ecdsa, p12, rsa_key, usage


@pytest.mark.parametrize(
    ("key", "key_type", "digest"),
    [
        (ecdsa(), "ECDSA P-256", "sha256"),
        (ecdsa(ec.SECP384R1()), "ECDSA P-384", "sha384"),
        (ecdsa(ec.SECP521R1()), "ECDSA P-521", "sha512"),
        (rsa_key(2048), "RSA 2048", "sha256"),
    ],
)
def test_a_good_key_says_whose_it_is(tmp_path: Path, key: object, key_type: str, digest: str) -> None:
    path = p12(tmp_path / "key.p12", key)
    opened = open_p12(path, PASSPHRASE)
    assert (opened.subject, opened.key_type, opened.digest) == ("RIVERA.DANA.1234567890", key_type, digest)
    pem = x509.load_pem_x509_certificate(path.with_suffix(".pem").read_bytes())
    assert opened.fingerprint == pem.fingerprint(pem.signature_hash_algorithm).hex()
    assert clock.parse(opened.not_before) < clock.now() < clock.parse(opened.not_after)
    assert "signer=" not in repr(opened), "the private key is not shown in a log"


def test_a_wrong_passphrase_is_told_as_such(tmp_path: Path) -> None:
    path = p12(tmp_path / "key.p12", ecdsa())
    with pytest.raises(WrongPassphraseError, match=r"does not open key\.p12") as told:
        open_p12(path, "close sesame")
    assert told.value.hint


@pytest.mark.parametrize("content", [b"", b"hello", b"0\x82\x01\x00", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.p12"
    path.write_bytes(content)
    with pytest.raises(SigningError, match="not a PKCS#12"):
        open_p12(path, PASSPHRASE)


def test_a_missing_and_an_oversized_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="can't be read"):
        open_p12(tmp_path / "none.p12", PASSPHRASE)
    (tmp_path / "large.p12").write_bytes(bytes(2 << 20))
    with pytest.raises(SigningError, match="too large"):
        open_p12(tmp_path / "large.p12", PASSPHRASE)


def test_a_file_without_a_private_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.p12"
    alone = pkcs12.serialize_key_and_certificates(b"x", None, certificate(ecdsa()), None, NoEncryption())
    path.write_bytes(alone)
    with pytest.raises(SigningError, match="no private key"):
        open_p12(path, "")


@pytest.mark.parametrize(
    ("key", "told", "sentence"),
    [
        (rsa_key(1024), {}, "too weak: RSA with 1024 bits"),
        (ecdsa(ec.SECP256K1()), {}, "not signed with"),
        (ed25519.Ed25519PrivateKey.generate(), {}, "not signed with"),
        (ecdsa(), {"key_usage": usage(digital_signature=True)}, "non-repudiation"),
        (ecdsa(), {"key_usage": None}, "non-repudiation"),
        (ecdsa(), {"days": (-400, -35)}, "expired on"),
        (ecdsa(), {"days": (10, 20)}, "valid only from"),
    ],
)
def test_an_unfit_key_is_refused(tmp_path: Path, key: object, told: dict[str, object], sentence: str) -> None:
    path = p12(tmp_path / "key.p12", key, **told)
    with pytest.raises(SigningError, match=sentence) as error:
        open_p12(path, PASSPHRASE)
    assert error.value.hint


def test_demonstration_keys_say_what_they_are(tmp_path: Path) -> None:
    made = make_demo_keys(tmp_path / "keys", passphrase="demo")
    assert made == demo_keys_in(tmp_path / "keys")
    root = x509.load_pem_x509_certificate(made.root_pem.read_bytes())
    assert "DEMONSTRATION" in root.subject.rfc4514_string()
    fingerprints = set()
    for path in (made.evaluator_p12, made.reviewer_p12, made.owner_p12, made.caio_p12):
        opened = open_p12(path, "demo")
        assert opened.subject.startswith("DEMONSTRATION")
        fingerprints.add(opened.fingerprint)
    assert len(fingerprints) == 4


def test_demonstration_certificates_are_issued_by_the_root_for_signing_alone(tmp_path: Path) -> None:
    made = make_demo_keys(tmp_path, passphrase="demo")
    root = x509.load_pem_x509_certificate(made.root_pem.read_bytes())
    _key, leaf, others = pkcs12.load_key_and_certificates(made.caio_p12.read_bytes(), b"demo")
    assert leaf is not None
    leaf.verify_directly_issued_by(root)
    assert others == [root]
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    key_usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (key_usage.digital_signature, key_usage.content_commitment, key_usage.key_cert_sign) == (True, True, False)
    named = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    assert named == root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_demonstration_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    made = make_demo_keys(tmp_path, passphrase="demo")
    assert stat.S_IMODE(made.owner_p12.stat().st_mode) == 0o600


def test_demonstration_keys_are_never_overwritten(tmp_path: Path) -> None:
    made = make_demo_keys(tmp_path, passphrase="demo")
    before = sha256(made.evaluator_p12.read_bytes())
    with pytest.raises(SigningError, match="never overwritten"):
        make_demo_keys(tmp_path, passphrase="demo")
    assert sha256(made.evaluator_p12.read_bytes()) == before


def test_demonstration_keys_are_valid_from_the_moment_that_is_asked_for(tmp_path: Path) -> None:
    made = make_demo_keys(tmp_path, passphrase="demo", moment=clock.parse("2020-05-05T00:00:00Z"))
    opened = open_p12(made.owner_p12, "demo", moment=clock.parse("2020-05-05T00:00:00Z"))
    assert opened.not_before == "2020-05-04T00:00:00Z"
    with pytest.raises(SigningError, match="expired"):
        open_p12(made.owner_p12, "demo")


def test_demonstration_keys_that_can_not_all_be_written_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo-caio.p12").write_bytes(b"another's key")
    real, written = demo.os.fdopen, []

    def fills_up(handle: int, mode: str) -> object:
        written.append(handle)
        if len(written) == 3:
            demo.os.close(handle)
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, mode)

    monkeypatch.setattr(demo.os, "fdopen", fills_up)
    with pytest.raises(SigningError, match="No space left"):
        make_demo_keys(tmp_path, passphrase="demo")
    assert [path.name for path in tmp_path.iterdir()] == ["demo-caio.p12"]
