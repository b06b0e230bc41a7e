"""A signature that lies beside a file (CMS, RFC 5652, usually called FILE.p7s): whether it is genuine, and whose.

Guideline packs and other files that agencies pass around are signed so. Roots are only those that the person gives;
nothing is fetched. The strength that is asked for is that of packets (`core.verify.trust`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import cms, pem, x509
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from core import clock
from core.errors import InputError, RefusedError
from core.hashing import sha256
from core.verify.trust import GOOD_CURVES, GOOD_DIGESTS, GOOD_SIGNATURES, PROBLEMS, SMALLEST_RSA_BITS

LIMIT_BYTES = 1 << 20
_CLOCK_LEEWAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signed a file: the name and fingerprint (SHA-256) of the certificate, and the moment that is claimed."""

    name: str
    fingerprint: str
    at: str


def verify_detached(data: bytes, signature: bytes, roots: Sequence[x509.Certificate], *, name: str) -> Signer:
    """Who signed `data`, the file called `name`. `signature` is DER or PEM.

    Raises InputError when the signature can't be read, and RefusedError when it is of another file or a changed one,
    too weak, or leads to none of `roots`.
    """
    if not roots:
        raise InputError("No root certificate is given to trust.", "Choose the root of whoever issues the file.")
    signed = _signed_data(signature, name)
    certificate, moment = _signer(signed, name)
    _demand_strong(signed, certificate, name)
    status = _validated(data, signed, roots, moment, name)
    if not (status.intact and status.valid):
        raise RefusedError(f"{name} is not the file that was signed: it was changed, or the signature is another's.")
    who = str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly)
    if not status.trusted:
        indication = status.trust_problem_indic
        why = PROBLEMS.get(indication, "is not trusted") if indication is not None else "is not trusted"
        raise RefusedError(
            f"The certificate of {who}, who signed {name}, {why}.", "Ask for the right root certificate."
        )
    if moment > clock.now() + _CLOCK_LEEWAY:
        raise RefusedError(f"{name} claims to have been signed in the future, on {clock.stamp(moment)}.")
    return Signer(name=who, fingerprint=sha256(certificate.dump()), at=clock.stamp(moment))


def _signed_data(signature: bytes, name: str) -> cms.SignedData:
    if len(signature) > LIMIT_BYTES:
        raise InputError(f"The signature of {name} is too large to be one.")
    try:
        der = pem.unarmor(signature)[2] if pem.detect(signature) else signature
        content = cms.ContentInfo.load(der, strict=True)
        content.native  # noqa: B018 - reads all of it, which load alone does not
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"The signature of {name} can't be read.", "It is a CMS file that ends in .p7s.") from error
    signed = content["content"]
    if not isinstance(signed, cms.SignedData):
        raise InputError(f"The signature of {name} is no signature.", "It is a CMS file that ends in .p7s.")
    if len(signed["signer_infos"]) != 1:
        raise InputError(f"{name} has {len(signed['signer_infos'])} signatures in one file; one is expected.")
    return signed


def _signer(signed: cms.SignedData, name: str) -> tuple[x509.Certificate, datetime]:
    """The certificate that the signature names, and the time it claims."""
    info = signed["signer_infos"][0]
    certificates = [one.chosen for one in signed["certificates"] if one.name == "certificate"]
    by_issuer = info["sid"].name == "issuer_and_serial_number"
    named = info["sid"].chosen
    for one in certificates:
        if by_issuer and (one.issuer == named["issuer"] and one.serial_number == named["serial_number"].native):
            break
        if not by_issuer and one.key_identifier == named.native:
            break
    else:
        raise InputError(f"The signature of {name} comes without its certificate.")
    times = [
        value.native
        for attr in info["signed_attrs"]
        if attr["type"].native == "signing_time"
        for value in attr["values"]
    ]
    return one, times[0] if times else clock.now()


def _demand_strong(signed: cms.SignedData, certificate: x509.Certificate, name: str) -> None:
    info = signed["signer_infos"][0]
    mechanism = info["signature_algorithm"]
    key = certificate.public_key
    strong_key = key.bit_size >= SMALLEST_RSA_BITS if key.algorithm != "ec" else key.curve[1] in GOOD_CURVES
    if (
        info["digest_algorithm"]["algorithm"].native not in GOOD_DIGESTS
        or mechanism.signature_algo not in GOOD_SIGNATURES
        or not strong_key
    ):
        raise RefusedError(f"The signature of {name} rests on an algorithm or key that is too weak.")


def _validated(
    data: bytes, signed: cms.SignedData, roots: Sequence[x509.Certificate], moment: datetime, name: str
) -> StandardCMSSignatureStatus:
    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=[one.chosen for one in signed["certificates"] if one.name == "certificate"],
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    usage = KeyUsageConstraints(key_usage={"non_repudiation"})
    try:
        return asyncio.run(
            async_validate_detached_cms(data, signed, signer_validation_context=context, key_usage_settings=usage)
        )
    # Whatever the parsers of untrusted certificates raise, the signature is not to be relied on.
    except Exception as error:
        raise RefusedError(f"The signature of {name} can't be checked ({type(error).__name__}).") from error
