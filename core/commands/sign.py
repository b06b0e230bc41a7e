"""`touchstone sign PACKET --key KEY.p12 --role ROLE`: sign a packet in one role."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from core.commands.given import Subparsers, opened, secret
from core.manifest import ROLES


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("sign", help="sign a packet in one role")
    parser.add_argument("packet", type=Path, metavar="PACKET")
    parser.add_argument("--key", type=Path, required=True, metavar="P12", help="PKCS#12 file with key and certificate")
    parser.add_argument("--key-passphrase-file", type=Path, metavar="FILE")
    parser.add_argument("--role", choices=tuple(ROLES), required=True)
    parser.add_argument("--reason", default="", help="shown in the signature")
    parser.add_argument("--out", type=Path, metavar="PDF", help="the signed file (default: the packet itself)")
    parser.add_argument("--case", type=Path, metavar="CASE", help="also record the signed packet in this case's log")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="the passphrase of the case")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.signing.keys import open_p12
    from core.signing.sign import sign_packet

    passphrase = secret(
        options.key_passphrase_file, f"Passphrase of {options.key.name}", option="--key-passphrase-file"
    )
    key = open_p12(options.key, passphrase)
    target = options.out or options.packet
    with ExitStack() as open_things:
        store = open_things.enter_context(opened(options, to_write=True)) if options.case else None
        if store is not None:
            store.demand_released()  # a packet of before the rule, or of another state of the case
        signed = sign_packet(options.packet, target, key=key, role=options.role, reason=options.reason)
        if store is not None:
            store.record_packet(sha256=signed.sha256, file_name=target.name, roles=(options.role,), by=signed.signer)
    print(f"{target}: signed as {ROLES[options.role]} by {signed.signer}")
    print(f"  certificate SHA-256 {signed.fingerprint}")
    print(f"  file SHA-256        {signed.sha256}")
    return 0
