"""Whether a signature is genuine and whom it is from: cryptography and certificate chains, by pyHanko.

Roots are only those that the reviewer gives: no root of the operating system, nothing fetched, no name looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from core import clock
from core.verify.limits import shown
from core.verify.signatures import Seal
from core.verify.verification import Fault

# NIST SP 800-131A: what may sign, and digests that are no weaker than 112 bits.
GOOD_DIGESTS = frozenset({"sha256", "sha384", "sha512"})
GOOD_SIGNATURES = frozenset({"ecdsa", "rsassa_pkcs1v15", "rsassa_pss"})
GOOD_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
SMALLEST_RSA_BITS = 2048
CLOCK_LEEWAY = timedelta(days=1)

PROBLEMS: dict[AdESSubIndic, str] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "leads to none of the roots that were given",
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: "does not lead to a root in a valid way",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "was not valid at the time of signing",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "was not valid at the time of signing",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "is not meant for signing documents, or breaks a rule of its issuer",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "relies on an algorithm that is too weak",
    AdESIndeterminate.REVOKED_NO_POE: "was revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "was issued under a certificate that was revoked",
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One signature: genuine or not, and what stands against trusting it ("" when nothing does)."""

    intact: bool
    problem: str


def judge(seal: Seal, roots: Sequence[x509.Certificate]) -> Judged:
    """Check the cryptography of `seal` and its chain to one of `roots` at the time it claims. Never raises."""
    moment = seal.claimed_at or clock.now()
    try:
        status = _validate(seal, roots, moment)
    # Whatever the parsers of untrusted certificates raise, the signature is not to be relied on.
    except Exception as error:  # noqa: BLE001
        return Judged(intact=False, problem=f"can't be checked ({shown(error) or type(error).__name__})")
    if not (status.intact and status.valid):
        return Judged(intact=False, problem="belongs to a signature that is not genuine")
    if status.trusted:
        return Judged(intact=True, problem=_time_problem(seal))
    indication = status.trust_problem_indic
    words = PROBLEMS.get(indication, "is not trusted") if indication is not None else "is not trusted"
    return Judged(intact=True, problem=words)


def _validate(seal: Seal, roots: Sequence[x509.Certificate], moment: datetime) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=list(roots),  # an empty list means no root; None would load the system's
        other_certs=list(seal.embedded.other_embedded_certs),
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    usage = KeyUsageConstraints(key_usage={"non_repudiation"})
    return validate_pdf_signature(seal.embedded, context, key_usage_settings=usage, skip_diff=True)


def _time_problem(seal: Seal) -> str:
    if seal.claimed_at is None:
        return "has no time of signing to be valid at"
    if seal.claimed_at > clock.now() + CLOCK_LEEWAY:
        return "was used at a time that lies in the future"
    return ""


def check_times(seals: Sequence[Seal]) -> None:
    """Nobody claims to have signed long before the signature that theirs came after. Raises Fault."""
    for earlier, later in pairwise(seals):
        if earlier.claimed_at and later.claimed_at and later.claimed_at < earlier.claimed_at - CLOCK_LEEWAY:
            raise Fault(f"{later.name} claims to have signed before {earlier.name}, whose signature is the older one.")


def algorithm(seal: Seal) -> str:
    """The signature's algorithm as a person knows it: `ECDSA P-384 with SHA-384`."""
    key = seal.certificate.public_key
    size = GOOD_CURVES.get(key.curve[1], shown(key.curve[1])) if key.algorithm == "ec" else key.bit_size
    kind = {"ec": "ECDSA", "rsa": "RSA", "rsassa_pss": "RSA"}.get(key.algorithm, key.algorithm)
    return f"{kind} {size} with {seal.embedded.md_algorithm.upper().replace('SHA', 'SHA-')}"


def check_algorithms(seal: Seal) -> None:
    """The signature and the certificates that come with it rest on strong algorithms only. Raises Fault."""
    signer = seal.embedded.signer_info
    where = f"The signature in {seal.field}"
    if signer["digest_algorithm"]["algorithm"].native not in GOOD_DIGESTS:
        raise Fault(f"{where} uses a digest that is too weak.")
    mechanism = signer["signature_algorithm"]
    if mechanism.signature_algo not in GOOD_SIGNATURES or mechanism.hash_algo not in GOOD_DIGESTS:
        raise Fault(f"{where} uses an algorithm that is not accepted.")
    for certificate in (seal.certificate, *seal.embedded.other_embedded_certs):
        _check_certificate(certificate, where)


def _check_certificate(certificate: x509.Certificate, where: str) -> None:
    key = certificate.public_key
    weak_rsa = key.algorithm in {"rsa", "rsassa_pss"} and key.bit_size < SMALLEST_RSA_BITS
    weak_curve = key.algorithm == "ec" and key.curve[1] not in GOOD_CURVES
    if weak_rsa or weak_curve or key.algorithm not in {"rsa", "rsassa_pss", "ec"}:
        raise Fault(f"{where} was made under a key that is too weak or of a kind that is not accepted.")
    # A root's signature of itself proves nothing and is not relied on.
    if certificate.hash_algo not in GOOD_DIGESTS and certificate.self_signed == "no":
        raise Fault(f"{where} was made under a certificate with a digest that is too weak.")
