"""`touchstone marking state|authority|cui|compile CASE`, and `config`: what stands behind the banner of a case."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.commands.given import Subparsers, add_case, opened, said


def add_actions(actions: Subparsers) -> None:
    """Add the actions to `touchstone marking`."""
    state = actions.add_parser("state", help="banner, roll-up, blocks and decisions of a case; 1 where they disagree")
    add_case(state)
    state.set_defaults(run=run_state)
    authority = actions.add_parser("authority", help="state the classification authority block of a case")
    add_case(authority, writes=True)
    authority.add_argument("--classified-by", default="", metavar="PERSON")
    authority.add_argument("--derived-from", default="", metavar="SOURCE", help="or 'Multiple Sources'")
    authority.add_argument("--reason", default="", help="of an original decision: 1.4(c)")
    authority.add_argument("--declassify-on", default="", metavar="DATE", help="20491231, 25X1 ..., 50X1-HUM")
    authority.add_argument("--downgrade", default="", metavar="WHEN")
    authority.add_argument("--origin", default="", metavar="DATE", help="date of origin: 2026-11-22")
    authority.add_argument("--source", action="append", default=[], help="one of several sources; may be repeated")
    authority.set_defaults(run=run_authority)
    cui = actions.add_parser("cui", help="state the CUI designation indicator of a case")
    add_case(cui, writes=True)
    for name in ("controlled-by", "office", "categories", "dissemination", "contact"):
        cui.add_argument(f"--{name}", default="")
    cui.set_defaults(run=run_cui)
    decide = actions.add_parser("compile", help="record that the whole is classified higher than its parts, and why")
    add_case(decide, writes=True)
    decide.add_argument("--reason", type=said, required=True)
    decide.set_defaults(run=run_compile)
    config = actions.add_parser("config", help="check the folder with the local marking words, and say what is in use")
    config.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="default: the one that is set")
    config.set_defaults(run=run_config)


def run_state(options: argparse.Namespace) -> int:
    from core.marking.authority import authority_lines, authority_problems, cui_lines, cui_problems
    from core.marking.compilation import UNDECIDED_HINT, undecided

    with opened(options) as store:
        banner, portions = store.banner(), store.portions()
        rolled, decided = store.rolled_up(), store.compilation()
        authority, cui, holds_cui = store.authority(), store.cui_block(), store.holds_cui()
    print(f"Banner: {banner}. Portions: {' '.join(portions) or 'none'}. Roll-up: {rolled}.")
    problems = [*authority_problems(authority, banner), *cui_problems(cui, banner, holds_cui=holds_cui)]
    if decided:
        print(f"Compilation, decided by {decided.by} on {decided.at[:10]}: {decided.reason}")
    elif above := undecided(banner, portions, decided):
        problems.append(f"{above} No packet is made until then. {UNDECIDED_HINT}")
    for label, text in (*authority_lines(authority), *cui_lines(cui)):
        print(f"  {label}: {text}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def run_authority(options: argparse.Namespace) -> int:
    from core.marking.authority import Authority, authority_lines

    block = Authority(
        classified_by=options.classified_by,
        derived_from=options.derived_from,
        reason=options.reason,
        declassify_on=options.declassify_on,
        downgrade=options.downgrade,
        origin=options.origin,
        sources=tuple(options.source),
    )
    with opened(options, to_write=True) as store:
        store.state_authority(block, by=options.by)
    for label, text in authority_lines(block):
        print(f"{label}: {text}")
    return 0


def run_cui(options: argparse.Namespace) -> int:
    from core.marking.authority import CuiBlock, cui_lines

    names = ("controlled_by", "office", "categories", "dissemination", "contact")
    block = CuiBlock(**{name: getattr(options, name) for name in names})
    with opened(options, to_write=True) as store:
        store.state_cui(block, by=options.by)
    for label, text in cui_lines(block):
        print(f"{label}: {text}")
    return 0


def run_compile(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        decided = store.decide_compilation(store.banner(), options.reason, by=options.by)
    print(f"Recorded: the whole is {decided.banner}, its parts roll up to {decided.rolled_up}.")
    return 0


def run_config(options: argparse.Namespace) -> int:
    from core.marking.local import VARIABLE, local_folder, with_local
    from core.marking.words import own_words

    folder = options.folder or local_folder()
    used = with_local(own_words(), folder)
    print(f"{folder}: in order." if folder else f"No local folder is set ({VARIABLE}).")
    print(f"  edition {used.edition}; profile {used.default_profile} of {', '.join(used.profiles)}")
    print(f"  {len(used.codes)} codes; taken apart: {', '.join(sorted(used.tetragraphs))}; SCI: {', '.join(used.sci)}")
    return 0
