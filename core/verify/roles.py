"""Who signed as what: policy, kept apart from cryptography.

Under an agency's root anyone with a card would do, so a reviewer can name the certificate expected in each role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.manifest import ROLES, Manifest
from core.verify.signatures import Seal
from core.verify.verification import Fault, NotChecked


def role_of(seal: Seal, manifest: Manifest) -> str | None:
    """The role whose prepared field `seal` fills."""
    return next((role for role, field in manifest.signature_fields.items() if field == seal.field), None)


def check_fields(manifest: Manifest, names: Sequence[str], seals: Sequence[Seal]) -> str:
    """The form has one field for each role and no other, and every signature is in one. Returns a sentence."""
    if set(manifest.signature_fields) - set(ROLES):
        raise Fault("The manifest names a role that is not known.")
    if sorted(manifest.signature_fields.values()) != sorted(names):
        raise Fault("The signature fields of the document are not those in the manifest.")
    if not seals:
        raise NotChecked("There is no signature to check.")
    signed = [role_of(seal, manifest) for seal in seals]
    missing = [title for role, title in ROLES.items() if role not in signed]
    by_whom = ", ".join(f"{ROLES[role]}: {seal.name}" for role, seal in zip(signed, seals, strict=True) if role)
    open_roles = f" Not signed as: {', '.join(missing)}." if missing else " Every role has signed."
    return f"Signed as {by_whom}.{open_roles}"


def check_expected(manifest: Manifest, seals: Sequence[Seal], expected: Mapping[str, str]) -> str:
    """Each expected certificate signed in its role. Returns a sentence; raises Fault naming the first that did not."""
    signed = {role_of(seal, manifest): seal for seal in seals}
    for role, fingerprint in expected.items():
        seal = signed.get(role)
        if seal is None:
            raise Fault(f"{ROLES[role]} was expected to have signed and has not.")
        if seal.fingerprint != fingerprint:
            raise Fault(
                f"{ROLES[role]} signed with another certificate than expected: {seal.name}, {seal.fingerprint}."
            )
    return f"The expected certificates signed: {', '.join(ROLES[role] for role in expected)}."
