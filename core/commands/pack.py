"""`touchstone pack check|sources|diff|sign|import|list|rebase|propose`: guideline packs."""

from __future__ import annotations

import argparse
from pathlib import Path

from core import clock
from core.commands import pack_case, pack_propose
from core.commands.given import Subparsers


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "pack", help="guideline packs: check, compare, sign, import, rebase answers, propose"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="load a pack and say what is in it, or what is wrong with it")
    check.add_argument("pack", type=Path, nargs="?", metavar="PACK", help="default: the pack that comes along")
    check.set_defaults(run=run_check)
    sources = actions.add_parser("sources", help="the annotated register of sources (section 3(a)(2)(B))")
    sources.add_argument("pack", type=Path, nargs="?", metavar="PACK")
    sources.add_argument("--format", choices=("csv", "json", "html"), default="csv")
    sources.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    sources.set_defaults(run=run_sources)
    diff = actions.add_parser("diff", help="what differs between two packs, item by item")
    diff.add_argument("old", type=Path, metavar="OLD", help="a pack file, or 'builtin'")
    diff.add_argument("new", type=Path, metavar="NEW", help="a pack file, or 'builtin'")
    diff.add_argument("--format", choices=("text", "json", "html"), default="text")
    diff.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    diff.set_defaults(run=run_diff)
    pack_case.add_actions(actions)
    pack_propose.add_actions(actions)


def run_check(options: argparse.Namespace) -> int:
    from core.catalog.load import builtin_pack, load_pack
    from core.catalog.validity import review, standing_on

    pack = load_pack(options.pack) if options.pack else builtin_pack()
    cells = {item.cell for item in pack.items}
    print(f"{pack.id} {pack.version} ({pack.status}, {pack.date}): {pack.title}")
    print(f"  {len(pack.items)} items in {len(cells)} cells, {sum(item.core for item in pack.items)} of them core")
    print(f"  {len(pack.sources)} sources; SHA-256 {pack.sha256}")
    today = clock.now().date()
    print(f"  {standing_on(pack, today)}. {review(pack, today).sentence}")
    return 0


def run_diff(options: argparse.Namespace) -> int:
    from core.catalog import compare_report
    from core.catalog.compare import compare
    from core.catalog.load import builtin_pack, load_pack

    old, new = (builtin_pack() if str(path) == "builtin" else load_pack(path) for path in (options.old, options.new))
    forms = {"text": compare_report.as_text, "json": compare_report.as_json, "html": compare_report.as_html}
    text = forms[options.format](compare(old, new))
    if options.out:
        options.out.write_text(text, encoding="utf-8", newline="")
        print(options.out)
    else:
        print(text, end="")
    return 0


def run_sources(options: argparse.Namespace) -> int:
    from core.catalog import sources
    from core.catalog.load import builtin_pack, load_pack

    pack = load_pack(options.pack) if options.pack else builtin_pack()
    forms = {"csv": sources.sources_as_csv, "json": sources.sources_as_json, "html": sources.sources_as_html}
    text = forms[options.format](pack)
    if options.out:
        options.out.write_text(text, encoding="utf-8", newline="")
        print(f"{len(pack.sources)} sources in {options.out}")
    else:
        print(text, end="")
    return 0
