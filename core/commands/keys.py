"""`touchstone demo-keys DIR`: a demonstration root and a key for each role."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, secret


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "demo-keys",
        help="make demonstration keys",
        description="Make a demonstration root certificate and one PKCS#12 key for each role. "
        "Good for learning and testing only: anyone can make the same names.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--key-passphrase-file", type=Path, metavar="FILE")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.signing.demo import make_demo_keys

    passphrase = secret(options.key_passphrase_file, "Passphrase for the new keys", option="--key-passphrase-file")
    options.folder.mkdir(parents=True, exist_ok=True)
    keys = make_demo_keys(options.folder, passphrase=passphrase)
    print(f"Root to trust: {keys.root_pem}")
    for path in (keys.evaluator_p12, keys.reviewer_p12, keys.owner_p12, keys.caio_p12):
        print(f"  {path}")
    return 0
