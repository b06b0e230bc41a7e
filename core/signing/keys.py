"""The key that a person signs with, opened from a PKCS#12 file and looked at before it is used.

A `SigningKey` says who it belongs to and holds pyHanko's signer. A key on a smart card is the same record with
another signer behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core import clock
from core.errors import SigningError, WrongPassphraseError
from core.hashing import sha256

DEMONSTRATION = "Touchstone DEMONSTRATION (no real identity)"  # the organization of keys that prove nothing
LARGEST_KEY_FILE_BYTES = 1 << 20
SMALLEST_RSA_BITS = 2048
# A digest as strong as the curve it is signed with (FIPS 186-5, section 6.1.1).
CURVE_DIGESTS = {"secp256r1": "sha256", "secp384r1": "sha384", "secp521r1": "sha512"}
CURVE_NAMES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
BROKEN_DIGESTS = ("md5", "sha1")


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A private key with its certificate, ready to sign.

    `fingerprint` is the SHA-256 of the certificate (DER, lower-case hexadecimal), `digest` the digest that suits the
    key (sha256, sha384, sha512), `not_before` and `not_after` are stored stamps.
    """

    subject: str  # common name of the certificate
    fingerprint: str
    not_before: str
    not_after: str
    key_type: str  # "ECDSA P-256", "RSA 3072"
    digest: str
    signer: Signer = field(repr=False)

    @property
    def demonstration(self) -> bool:
        """Whether its certificate says that it stands for nobody."""
        certificate = self.signer.signing_cert
        return certificate is not None and certificate.subject.native.get("organization_name") == DEMONSTRATION

    def refuse_outside_validity(self, moment: datetime) -> None:
        """Raise SigningError when the certificate is not valid at `moment`."""
        if moment < clock.parse(self.not_before):
            raise SigningError(
                f"The certificate of {self.subject} is valid only from {self.not_before}.",
                "Check the date of this machine, or sign with another key.",
            )
        if moment > clock.parse(self.not_after):
            raise SigningError(
                f"The certificate of {self.subject} expired on {self.not_after}.",
                "Sign with a key that is valid today.",
            )


def open_p12(path: Path, passphrase: str, *, moment: datetime | None = None) -> SigningKey:
    """The key in the PKCS#12 file `path` (.p12, .pfx), valid at `moment` (default: now).

    Raises WrongPassphraseError, and SigningError for a file that is none, holds no private key, or whose key or
    certificate can't sign a packet: expired, too weak, or not meant for signatures.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(_read(path), passphrase.encode())
    except ValueError as error:
        if "password" in str(error).lower():
            raise WrongPassphraseError(
                f"The passphrase does not open {path.name}.", "Type it again; capital letters matter."
            ) from error
        raise SigningError(
            f"{path.name} is not a PKCS#12 key file that can be read.", "Choose a file that ends in .p12 or .pfx."
        ) from error
    if key is None or certificate is None:
        raise SigningError(
            f"{path.name} holds no private key with its certificate.",
            "Export the key together with its certificate, as a .p12 or .pfx file.",
        )
    opened = _signing_key(key, certificate, others)
    opened.refuse_outside_validity(clock.now() if moment is None else moment)
    return opened


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_KEY_FILE_BYTES:
            raise SigningError(
                f"{path.name} is too large to be a key file.", "Choose a file that ends in .p12 or .pfx."
            )
        return path.read_bytes()
    except OSError as error:
        raise SigningError(
            f"The key file {path} can't be read: {error.strerror}.", "Check the name and who may read it."
        ) from error


def _signing_key(key: PrivateKeyTypes, certificate: x509.Certificate, others: Sequence[x509.Certificate]) -> SigningKey:
    key_type, digest = _strength(key)
    _refuse_unfit(certificate)
    der = certificate.public_bytes(Encoding.DER)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()
    for other in others:
        store.register(asn1_x509.Certificate.load(other.public_bytes(Encoding.DER)))
    return SigningKey(
        subject=name_of_subject(certificate),
        fingerprint=sha256(der),
        not_before=clock.stamp(certificate.not_valid_before_utc),
        not_after=clock.stamp(certificate.not_valid_after_utc),
        key_type=key_type,
        digest=digest,
        signer=SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(der),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=store,
            # The reviewer brings the root; a root inside the packet would prove nothing.
            embed_roots=False,
        ),
    )


def _strength(key: PrivateKeyTypes) -> tuple[str, str]:
    """What the key is called and the digest that suits it. Raises SigningError for a weak or unusual key."""
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in CURVE_DIGESTS:
        return f"ECDSA {CURVE_NAMES[key.curve.name]}", CURVE_DIGESTS[key.curve.name]
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA_BITS:
        return f"RSA {key.key_size}", "sha256"
    if isinstance(key, rsa.RSAPrivateKey):
        raise SigningError(
            f"The key is too weak: RSA with {key.key_size} bits.",
            f"Use RSA with at least {SMALLEST_RSA_BITS} bits, or a P-256, P-384 or P-521 key.",
        )
    raise SigningError("The key is of a kind that packets are not signed with.", "Use an RSA or a NIST curve key.")


def _refuse_unfit(certificate: x509.Certificate) -> None:
    """Raise SigningError when a reviewer would refuse what this certificate signs."""
    weak = certificate.signature_hash_algorithm
    if weak is not None and weak.name in BROKEN_DIGESTS:
        raise SigningError(
            f"The certificate was issued with {weak.name.upper()}, which is broken.",
            "Ask for a certificate that is signed with SHA-256 or better.",
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        usage = None
    if usage is None or not usage.content_commitment:
        raise SigningError(
            "The certificate is not meant for signing documents: its key usage lacks non-repudiation.",
            "Choose the signature certificate; a card often holds one for logging in as well.",
        )


def name_of_subject(certificate: x509.Certificate) -> str:
    """The common name of the certificate's subject, or its whole subject when it has none."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
