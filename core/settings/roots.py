"""A look at certificate files before any of them is trusted: whose it is, its fingerprint, how long it is valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core import clock
from core.errors import InputError
from core.settings.kept import KeptRoot

if TYPE_CHECKING:
    from cryptography import x509

LARGEST_BYTES = 1 << 20
PEM_START = b"-----BEGIN CERTIFICATE-----"
_FORMS = "Give a certificate in PEM or DER form (.pem, .der, .cer or .crt)."
# NIST SP 800-131A: keys below 112 bits of strength are not accepted.
SMALLEST_RSA_BITS = 2048


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """What a certificate says of itself. `worries` are sentences against trusting it; `root` is what would be kept."""

    root: KeptRoot
    subject: str
    issuer: str
    valid_from: str
    valid_until: str
    key: str
    worries: tuple[str, ...]


def look(path: Path) -> tuple[LookedAt, ...]:
    """Every certificate in the file. Raises InputError naming the file when it holds none or a private key."""
    from cryptography import x509

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(f"{path.name} is too large to be a certificate.", _FORMS)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} can't be read: {error.strerror or error}.", "Check the file.") from error
    if b"PRIVATE KEY-----" in data:
        raise InputError(
            f"{path.name} holds a private key.", "Give the certificate alone: a private key belongs to its owner."
        )
    try:
        pem = PEM_START in data
        found = x509.load_pem_x509_certificates(data) if pem else [x509.load_der_x509_certificate(data)]
    except ValueError as error:
        raise InputError(f"{path.name} holds no certificate that can be read.", _FORMS) from error
    return tuple(_looked_at(one, path.name) for one in found)


def looked_at(root: KeptRoot) -> LookedAt:
    """The same of a root that is kept. Raises InputError when what is kept is no certificate any more."""
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(root.pem.encode())
    except ValueError as error:
        raise InputError(f"The kept root {root.name} can't be read any more.", "Remove it and add it again.") from error
    return _looked_at(certificate, root.name)


def _looked_at(certificate: x509.Certificate, name: str) -> LookedAt:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = certificate.public_bytes(Encoding.PEM).decode()
    return LookedAt(
        root=KeptRoot(name=name, sha256=certificate.fingerprint(SHA256()).hex(), pem=pem),
        subject=_plain(certificate.subject.rfc4514_string()) or "(no name)",
        issuer=_plain(certificate.issuer.rfc4514_string()) or "(no name)",
        valid_from=clock.stamp(certificate.not_valid_before_utc),
        valid_until=clock.stamp(certificate.not_valid_after_utc),
        key=_key(certificate),
        worries=tuple(_worries(certificate, clock.now())),
    )


def _plain(text: str) -> str:
    """Without characters that could break a line or turn its direction."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)[:400]


def _key(certificate: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    return f"ECDSA {key.curve.name}" if isinstance(key, ec.EllipticCurvePublicKey) else type(key).__name__


def _worries(certificate: x509.Certificate, now: datetime) -> list[str]:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import rsa

    said = []
    if now > certificate.not_valid_after_utc:
        said.append("It is no longer valid.")
    if now < certificate.not_valid_before_utc:
        said.append("It is not valid yet.")
    try:
        issues = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        issues = False
    if not issues:
        said.append("It is no root: it says that it may not issue certificates to others.")
    if certificate.issuer != certificate.subject:
        said.append("It was issued by another certificate; usually that one is the root.")
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < SMALLEST_RSA_BITS:
        said.append(f"Its key is too weak ({key.key_size} bits): packets signed under it are not accepted.")
    return said
