"""Keys for the demonstration: a root of its own and one certificate for each role. They prove nothing about anyone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from core import clock
from core.errors import SigningError
from core.signing.keys import DEMONSTRATION

ROOT_NAME = "DEMONSTRATION Root, not for real use"
# A little of both curves, so that the demonstration shows both digests.
HOLDERS: dict[str, tuple[str, ec.EllipticCurve]] = {
    "evaluator": ("DEMONSTRATION Evaluator", ec.SECP256R1()),
    "second-reviewer": ("DEMONSTRATION Second Reviewer", ec.SECP384R1()),
    "owner": ("DEMONSTRATION System Owner", ec.SECP256R1()),
    "caio": ("DEMONSTRATION Chief AI Officer", ec.SECP384R1()),
}
ROOT_DAYS = 3650
HOLDER_DAYS = 1095
CLOCK_LEEWAY = timedelta(days=1)  # a reviewer's clock may be behind


@dataclass(frozen=True, kw_only=True)
class DemoKeys:
    """Where the demonstration's files are: the root to trust, and a PKCS#12 key for each role."""

    root_pem: Path
    evaluator_p12: Path
    reviewer_p12: Path
    owner_p12: Path
    caio_p12: Path

    def of_role(self, role: str) -> Path:
        """The key file of `role`, one of core.manifest.ROLES."""
        by_role = {
            "evaluator": self.evaluator_p12,
            "second-reviewer": self.reviewer_p12,
            "owner": self.owner_p12,
            "caio": self.caio_p12,
        }
        return by_role[role]


def demo_keys_in(folder: Path) -> DemoKeys:
    """The names that `make_demo_keys` gives its files in `folder`; they need not be there yet."""
    return DemoKeys(
        root_pem=folder / "demo-root.pem",
        evaluator_p12=folder / "demo-evaluator.p12",
        reviewer_p12=folder / "demo-second-reviewer.p12",
        owner_p12=folder / "demo-owner.p12",
        caio_p12=folder / "demo-caio.p12",
    )


def make_demo_keys(folder: Path, *, passphrase: str, moment: datetime | None = None) -> DemoKeys:
    """Make a demonstration root and a key for each role in `folder`, valid from a day before `moment` (default: now).

    The root's own key is thrown away, so nothing else can ever be issued under it. The key files are readable by
    their owner only. Raises SigningError when one of the files is there already or can't be written.
    """
    start = (clock.now() if moment is None else moment) - CLOCK_LEEWAY
    made = demo_keys_in(folder)
    root_key = ec.generate_private_key(ec.SECP384R1())
    root = _certificate(ROOT_NAME, root_key.public_key(), issuer=None, issuer_key=root_key, start=start)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written.append(_write_new(made.root_pem, root.public_bytes(Encoding.PEM), mode=0o644))
        for role, (name, curve) in HOLDERS.items():
            key = ec.generate_private_key(curve)
            certificate = _certificate(name, key.public_key(), issuer=root, issuer_key=root_key, start=start)
            locked = pkcs12.serialize_key_and_certificates(
                role.encode(), key, certificate, [root], BestAvailableEncryption(passphrase.encode())
            )
            written.append(_write_new(made.of_role(role), locked, mode=0o600))
    except FileExistsError as error:
        raise SigningError(
            f"{error.filename} is there already; demonstration keys are never overwritten.",
            "Use the keys that are there, or choose another folder.",
        ) from error
    except OSError as error:
        for path in written:  # a part of a set of keys would only stand in the way
            path.unlink(missing_ok=True)
        raise SigningError(
            f"The demonstration keys can't be written: {error.strerror}.", "Choose another folder."
        ) from error
    return made


def _certificate(
    name: str,
    public_key: ec.EllipticCurvePublicKey,
    *,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    start: datetime,
) -> x509.Certificate:
    """A certificate for `name`: a root when `issuer` is None, else one that signs documents and nothing else."""
    is_root = issuer is None
    days = ROOT_DAYS if is_root else HOLDER_DAYS
    builder = (
        x509.CertificateBuilder()
        .subject_name(_subject(name))
        .issuer_name(_subject(name) if issuer is None else issuer.subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(is_root=is_root), critical=True)
    )
    return builder.sign(issuer_key, hashes.SHA384())


def _subject(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, DEMONSTRATION),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _write_new(path: Path, data: bytes, *, mode: int) -> Path:
    """Write a file that must not be there yet; what can't be written whole is removed.

    The mode is set as it is made: a key is never readable by others.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
