"""Taking a signed guideline pack into a case: first the signature, then the content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.casefile.packs import PackRecord, SignedBy
from core.catalog.load import LIMIT_BYTES
from core.errors import InputError, RefusedError

if TYPE_CHECKING:
    from core.casefile.store import Store

SIGNATURE_SUFFIX = ".p7s"


def import_pack(
    store: Store,
    path: Path,
    *,
    trust: Sequence[Path],
    by: str,
    trust_texts: Sequence[str] = (),
    signature: Path | None = None,
) -> PackRecord:
    """Imports the pack at `path`, whose signature lies beside it (`PACK.yaml.p7s`) or at `signature`.

    Raises RefusedError for a pack that is unsigned, changed after it was signed, or signed by nobody that `trust`
    (files with root certificates) or `trust_texts` (such certificates themselves, PEM) vouches for; InputError for one
    that can't be read or is no pack. Nothing is kept then.
    """
    from core.verify.asked import read_roots  # pyHanko takes 0.7 s to load
    from core.verify.detached import verify_detached

    data = _bytes(path, LIMIT_BYTES)
    beside = signature or path.with_name(path.name + SIGNATURE_SUFFIX)
    if not beside.exists():
        raise RefusedError(
            f"{path.name} is not signed: there is no {beside.name} beside it.",
            "Ask for the pack with its signature. What is not signed is not imported.",
        )
    signed = _bytes(beside, LIMIT_BYTES)
    pems = [*(_bytes(root, LIMIT_BYTES) for root in trust), *(one.encode() for one in trust_texts)]
    signer = verify_detached(data, signed, read_roots(pems), name=path.name)
    who = SignedBy(name=signer.name, fingerprint=signer.fingerprint, at=signer.at, signature=signed)
    return store.keep_pack(data, file_name=path.name, signed=who, by=by)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        if path.stat().st_size > limit:
            raise InputError(f"{path.name} is larger than {limit:,} bytes, which no such file is.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}.") from error
