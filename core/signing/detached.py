"""Sign a file with a signature beside it (CMS, detached): what guideline packs travel with."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from core import clock
from core.errors import InputError, SigningError
from core.signing.keys import SigningKey

SUFFIX = ".p7s"


def signature_path(path: Path) -> Path:
    """Where the signature of a file lies: beside it, with `.p7s` behind its name."""
    return path.with_name(path.name + SUFFIX)


def sign_detached(path: Path, *, key: SigningKey, moment: datetime | None = None) -> Path:
    """Signs the file at `path` and writes the signature beside it; gives the signature's path.

    Raises SigningError when the certificate is not valid at `moment` (default: now) or the signature can't be written
    or is there already; InputError when the file can't be read.
    """
    moment = clock.now() if moment is None else moment
    key.refuse_outside_validity(moment)
    target = signature_path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}.") from error
    said = PdfCMSSignedAttributes(signing_time=moment)
    made = asyncio.run(key.signer.async_sign_general_data(data, key.digest, detached=True, signed_attr_settings=said))
    try:
        with target.open("xb") as file:
            file.write(made.dump())
    except FileExistsError as error:
        raise SigningError(f"There already is a file {target.name}.", "Move it away, then sign again.") from error
    except OSError as error:
        raise SigningError(f"{target} can't be written: {error.strerror or error}.") from error
    return target
