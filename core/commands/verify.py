"""`touchstone verify PACKET --trust ROOT.pem`: check a packet from the file alone."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from core.commands.given import Subparsers
from core.errors import InputError, JobError, PacketError, UsageError
from core.manifest import ROLES

EXIT_UNREADABLE = 2


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "verify",
        help="check a packet from the file alone",
        description="Numbered checks on a packet. Exit status: 0 every required check is ok; 1 one failed; "
        "2 it could not be read as a packet; 3 a required check could not be made; 64 wrong usage.",
    )
    parser.add_argument("packet", type=Path, metavar="PACKET")
    parser.add_argument("--trust", type=Path, action="append", default=[], metavar="ROOT.pem", help="may be repeated")
    parser.add_argument("--trusted", action="store_true", help="trust the roots in the settings of this machine too")
    parser.add_argument(
        "--signer", action="append", default=[], metavar="ROLE=SHA256", help="the certificate that must have signed"
    )
    parser.add_argument("--beside", type=Path, metavar="DIR", help="where files beside it lie (default: with it)")
    parser.add_argument("--json", action="store_true", help="the whole result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.jobs import run_to_end
    from core.verify.report import text
    from core.verify.request import verification_job

    signers = _signers(options.signer)
    try:
        job = verification_job(
            options.packet,
            trust_paths=options.trust,
            trust_texts=_kept_roots() if options.trusted else (),
            signers=signers,
            beside=options.beside or options.packet.parent,
        )
        result = run_to_end(job)
    except InputError as error:  # of the roots: the packet is not to blame for them
        raise UsageError(error.message, error.hint) from error
    except (PacketError, JobError) as error:
        if options.json:
            from core.verify.verify import not_opened

            print(json.dumps(not_opened(options.packet.name, error.message).as_dict(), indent=2, ensure_ascii=False))
        else:
            print(f"{options.packet}: {error.message}\n  {error.hint}".rstrip())
        return EXIT_UNREADABLE
    print(json.dumps(result, indent=2, ensure_ascii=False) if options.json else text(result))
    return int(result["exit_status"])


def _kept_roots() -> tuple[str, ...]:
    """The PEM texts of the roots in the settings. Raises InputError when there are none: they were asked for."""
    from core.settings import SettingsFile

    file = SettingsFile()
    if not file.settings.roots:
        raise InputError(
            f"The settings in {file.path} hold no trusted root. {file.problem}".strip(),
            "Add one: touchstone settings trust ROOT.pem",
        )
    return tuple(root.pem for root in file.settings.roots)


def _signers(given: Sequence[str]) -> dict[str, str]:
    signers: dict[str, str] = {}
    for role, digest in map(_signer, given):
        if signers.setdefault(role, digest) != digest:
            raise UsageError(f"Two different signers are expected as {role}.", "One person signs in a role.")
    return signers


def _signer(given: str) -> tuple[str, str]:
    role, _, digest = given.partition("=")
    digest = digest.replace(":", "").replace(" ", "").lower()
    if role not in ROLES:
        raise UsageError(f"There is no role {role!r}.", f"The roles are {', '.join(ROLES)}.")
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise UsageError("A signer is given as ROLE=SHA256, with the 64 digits of the certificate's fingerprint.")
    return role, digest
