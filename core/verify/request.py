"""Ask for a verification in a worker process: packets are untrusted files and are opened nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from asn1crypto import pem

from core.errors import InputError, PacketError
from core.jobs import Job, Limits
from core.verify.asked import read_expected, read_roots

LARGEST_PEM_BYTES = 1 << 20
LIMITS = Limits(memory_bytes=8 << 30, time_s=900.0)


def verification_job(
    path: Path,
    trust_paths: Sequence[Path] = (),
    signers: Mapping[str, str] | None = None,
    *,
    trust_texts: Sequence[str] = (),
    beside: Path | None = None,
) -> Job:
    """The job that verifies the packet `path`; its result is the form of `Verification.as_dict`.

    `trust_paths` are PEM or DER files of root certificates, `trust_texts` PEM texts of further ones, `signers` expected
    fingerprints by role, `beside` the folder with the files that belong beside the packet. Raises PacketError when
    there is no such file, InputError when a root is no certificate, and UsageError for an unknown role or what is no
    fingerprint.
    """
    if not path.is_file():
        raise PacketError(f"There is no file {path}.", "Check the name of the packet.")
    # The reviewer's own files: refused before a worker starts.
    roots = [*trust_texts, *(_root(trusted) for trusted in trust_paths)]
    task = {
        "path": str(path.resolve()),
        "trust": roots,
        "signers": read_expected(signers or {}),
        "beside": None if beside is None else str(beside.resolve()),
    }
    return Job("core.worker.read_packet.work", task, limits=LIMITS)


def comparison_job(before: Path, after: Path) -> Job:
    """The job that compares two packets; its result is the form of `Comparison.as_dict` with the `files` compared.

    Raises PacketError when one of them is not there.
    """
    for path in (before, after):
        if not path.is_file():
            raise PacketError(f"There is no file {path}.", "Check the name of the packet.")
    task = {"before": str(before.resolve()), "after": str(after.resolve())}
    return Job("core.worker.compare_packets.work", task, limits=LIMITS)


def _root(path: Path) -> str:
    """The PEM text of a file that holds a root. Raises InputError naming the file."""
    text = _pem(path)
    try:
        read_roots([text.encode()])
    except InputError as error:
        raise InputError(f"{path.name} holds no certificate that can be read.", error.hint) from error
    return text


def _pem(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_PEM_BYTES:
            raise InputError(f"{path.name} is too large to be a certificate.", "Give a certificate in PEM form.")
        data = path.read_bytes()
        return (data if pem.detect(data) else pem.armor("CERTIFICATE", data)).decode("ascii")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not a certificate in PEM form.", "Convert it to PEM first.") from error
    except OSError as error:
        raise InputError(f"The root {path} can't be read: {error.strerror}.", "Check the name of the file.") from error
