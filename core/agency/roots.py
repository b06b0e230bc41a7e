"""Root certificates out of the files that people give."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem

from core.agency.records import Root
from core.errors import InputError
from core.verify.asked import read_roots
from core.verify.limits import shown

LARGEST_BYTES = 1 << 20


def roots_in(path: Path) -> tuple[Root, ...]:
    """Every certificate in the PEM file `path`. Raises InputError naming the file."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(f"{path.name} is too large to be a certificate.", "Give a certificate in PEM form.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"The root {path} can't be read: {error.strerror}.", "Check the name of the file.") from error
    try:
        certificates = read_roots([data])
    except InputError as error:
        raise InputError(f"{path.name} holds no certificate that can be read.", error.hint) from error
    return tuple(
        Root(
            fingerprint=one.sha256.hex(),
            name=shown(one.subject.native.get("common_name") or one.subject.human_friendly),
            pem=pem.armor("CERTIFICATE", one.dump()).decode("ascii"),
            by="",
            at="",
        )
        for one in certificates
    )
