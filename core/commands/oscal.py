"""`touchstone oscal DOCUMENT`: a pack or a case in OSCAL, each document checked against NIST's schema first."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.commands.given import Subparsers, add_case, components_of, opened

OF_A_PACK = {
    "catalog": "the items of a pack as controls",
    "profile": "the items that an evaluation asks",
    "crosswalk": "which items bear on which subcategory of the AI RMF",
}
OF_A_CASE = {
    "results": "the newest evaluation as assessment results",
    "plan": "the assessment plan that the results refer to",
    "ssp": "the system that the plan refers to",
}


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("oscal", help="write a pack or a case as OSCAL documents")
    documents = parser.add_subparsers(title="documents", metavar="DOCUMENT", required=True)
    for name, words in OF_A_PACK.items():
        of_pack = documents.add_parser(name, help=words)
        of_pack.add_argument("--pack", type=Path, metavar="FILE", help="default: the pack that comes along")
        if name == "profile":
            of_pack.add_argument("--profile", choices=("full", "quick"), default="full")
            of_pack.add_argument("--components", type=components_of, default=(), metavar="IDS", help="as MOD,DAT,HW")
        of_pack.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
        of_pack.set_defaults(run=run_pack, document=name)
    for name, words in OF_A_CASE.items():
        of_case = documents.add_parser(name, help=words)
        add_case(of_case)
        of_case.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
        of_case.set_defaults(run=run_case, document=name)


def run_pack(options: argparse.Namespace) -> int:
    from core.catalog.load import builtin_pack, load_pack
    from core.exchange.oscal import catalog

    pack = load_pack(options.pack) if options.pack else builtin_pack()
    match options.document:
        case "catalog":
            document = catalog.catalog(pack)
        case "profile":
            document = catalog.profile(pack, options.profile, options.components)
        case _:
            document = catalog.crosswalk(pack)
    return _write(document, options.out)


def run_case(options: argparse.Namespace) -> int:
    from core.exchange import oscal
    from core.snapshot import take

    make = {
        "results": oscal.assessment_results,
        "plan": oscal.assessment_plan,
        "ssp": oscal.system_security_plan,
    }[options.document]
    with opened(options) as store:
        document = make(take(store, store.pack_in_use(), by=""))
    return _write(document, options.out)


def _write(document: Mapping[str, Any], out: Path | None) -> int:
    from core.exchange.schema import check

    check(document, next(iter(document)))
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    if out:
        out.write_text(text, encoding="utf-8", newline="")
        print(f"{next(iter(document))} in {out}")
    else:
        print(text, end="")
    return 0
