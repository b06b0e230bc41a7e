"""What a reviewer brings to a verification: roots to trust, expected signers, a folder with the files beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import pem, x509

from core.errors import InputError, UsageError
from core.manifest import ROLES

FINGERPRINT_CHARACTERS = 64


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the reviewer brings: roots to trust, expected fingerprints by role, a folder with the files beside."""

    roots: Sequence[x509.Certificate]
    signers: Mapping[str, str] | None
    beside: Path | None


def read_roots(pems: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    """The certificates in the PEM (or DER) files. Raises InputError when one holds none."""
    roots: list[x509.Certificate] = []
    for number, data in enumerate(pems, start=1):
        try:
            parts = list(pem.unarmor(data, multiple=True)) if pem.detect(data) else [("CERTIFICATE", {}, data)]
            found = [x509.Certificate.load(der, strict=True) for kind, _headers, der in parts if kind == "CERTIFICATE"]
            for certificate in found:
                certificate.native  # noqa: B018 - reads the whole certificate, which load alone does not
        except (ValueError, TypeError) as error:
            raise InputError(f"Root certificate {number} can't be read.", "Give a certificate in PEM form.") from error
        if not found:
            raise InputError(f"The file for root {number} holds no certificate.", "Give a certificate in PEM form.")
        roots += found
    return tuple(roots)


def read_expected(signers: Mapping[str, str]) -> dict[str, str]:
    """Expected fingerprints by role in plain form. Raises UsageError for an unknown role or what is no fingerprint."""
    expected = {}
    for role, fingerprint in signers.items():
        if role not in ROLES:
            raise UsageError(f"There is no role {role!r}.", f"The roles are {', '.join(ROLES)}.")
        plain = fingerprint.lower().replace(":", "").replace(" ", "")
        if len(plain) != FINGERPRINT_CHARACTERS or not set(plain) <= set("0123456789abcdef"):
            raise UsageError(
                f"The fingerprint given for {role} is not a SHA-256 digest.",
                "Give the 64 hexadecimal digits that verify shows for the signer.",
            )
        expected[role] = plain
    return expected
