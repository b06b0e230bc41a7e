"""`touchstone pack sign|import|list|rebase`: packs that are signed, taken into a case, and rebased onto."""

from __future__ import annotations

import argparse
from pathlib import Path

from core import clock
from core.commands.given import Subparsers, add_case, opened, secret


def add_actions(actions: Subparsers) -> None:
    """Add the actions to `touchstone pack`."""
    sign = actions.add_parser("sign", help="sign a pack; the signature is written beside it (PACK.p7s)")
    sign.add_argument("pack", type=Path, metavar="PACK")
    sign.add_argument("--key", type=Path, required=True, metavar="P12")
    sign.add_argument("--key-passphrase-file", type=Path, metavar="FILE")
    sign.set_defaults(run=run_sign)
    take = actions.add_parser("import", help="take a signed pack into a case; what is unsigned is refused")
    add_case(take, writes=True)
    take.add_argument("pack", type=Path, metavar="PACK")
    take.add_argument("--trust", type=Path, action="append", required=True, metavar="ROOT.pem", help="may be repeated")
    take.add_argument("--signature", type=Path, metavar="P7S", help="default: PACK.p7s beside the pack")
    take.set_defaults(run=run_import)
    listed = actions.add_parser("list", help="the packs of a case, with their standing and review clock")
    add_case(listed)
    listed.set_defaults(run=run_list)
    rebase = actions.add_parser(
        "rebase",
        help="begin a pass with another pack; unchanged items keep their answers, changed ones are asked again",
    )
    add_case(rebase, writes=True)
    rebase.add_argument("--to", required=True, metavar="NAME", help="as listed: 'tbd-ai 2027.1', or builtin")
    rebase.add_argument("--add-on", action="append", default=[], metavar="NAME", help="an agency's own items")
    rebase.add_argument("--title", default="", help="of the new pass")
    rebase.add_argument("--try", action="store_true", dest="only_try", help="say what would change, and change nothing")
    rebase.set_defaults(run=run_rebase)


def run_sign(options: argparse.Namespace) -> int:
    from core.catalog.load import load_pack
    from core.signing.detached import sign_detached
    from core.signing.keys import open_p12

    pack = load_pack(options.pack)
    passphrase = secret(
        options.key_passphrase_file, f"Passphrase of {options.key.name}", option="--key-passphrase-file"
    )
    key = open_p12(options.key, passphrase)
    target = sign_detached(options.pack, key=key)
    print(f"{target}: {pack.id} {pack.version} signed by {key.subject}")
    return 0


def run_import(options: argparse.Namespace) -> int:
    from core.exchange.pack_import import import_pack

    with opened(options, to_write=True) as store:
        record = import_pack(store, options.pack, trust=options.trust, signature=options.signature, by=options.by)
    print(f"{record.name}: imported, signed by {record.signer} at {record.signed_at}")
    print(f"  certificate SHA-256 {record.fingerprint}")
    return 0


def run_list(options: argparse.Namespace) -> int:
    from core.catalog.load import builtin_pack
    from core.catalog.validity import review, standing_on

    today = clock.now().date()
    with opened(options) as store:
        used = store.pack_in_use()
        found = [(builtin_pack(), "comes with the program")]
        found += [(store.pack_as_imported(one.sha256), f"signed by {one.signer}") for one in store.packs()]
    for pack, origin in found:
        kind = f", add-on {pack.namespace} to {pack.extends}" if pack.extends else ""
        print(f"{pack.id} {pack.version}: {standing_on(pack, today)}{kind}; {origin}. {review(pack, today).sentence}")
    print(f"In use: {used.id} {used.version}, {len(used.items)} items.")
    return 0


def run_rebase(options: argparse.Namespace) -> int:
    with opened(options, to_write=not options.only_try) as store:
        new = store.pack_named(options.to, options.add_on)
        diff = store.rebase_would(new)
        print(diff.sentence)
        if options.only_try:
            return 0
        before = store.evaluation()
        title = options.title or f"{before.title if before else 'Evaluation'}, with {new.id} {new.version}"
        done = store.rebase(new, title=title, by=options.by)
    print(f"{title}: {len(done['kept'])} of the answers stand.")
    for name, what in (("ask_again", "asked again"), ("moved", "moved (now drafts)"), ("dropped", "no longer asked")):
        if done[name]:
            print(f"  {what}: {', '.join(done[name])}")
    return 0
