"""`touchstone grade import`: take recorded outputs into a case, shuffled, with the key put aside."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.commands.given import Subparsers, add_case, fields_of, opened, said, said_on_terminal

_SHOWN, _CUT = 3, 70


def add_import(actions: Subparsers) -> None:
    """The action `import`."""
    parser = actions.add_parser(
        "import",
        help="take in a CSV, XLSX or JSON Lines file of outputs that were recorded elsewhere",
        epilog="Columns: prompt, output, system, version, id, group, disclosed. Those of usual names are found; say"
        " others as --column output=reply. --preview shows what would be taken and changes nothing.",
    )
    add_case(parser, writes=True)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--title", default="", help="what the outputs are (default: the file's name)")
    parser.add_argument("--origin", type=said, required=True, help="where they come from, and how they were drawn")
    parser.add_argument("--column", action="append", default=[], metavar="PART=NAME", help="may be repeated")
    parser.add_argument("--grader", action="append", default=[], metavar="NAME", help="who grades; may be repeated")
    parser.add_argument("--rubric", type=Path, metavar="FILE", help="a rubric of your own (default: the one shipped)")
    parser.add_argument("--seed", type=int, default=1, help="of the shuffled order (default: 1)")
    parser.add_argument("--marking", default="(U)", help="portion mark of the outputs")
    parser.add_argument("--include", action="store_true", help="put the outputs into packets, too")
    parser.add_argument("--preview", action="store_true", help="show the columns and some rows, and import nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.evaluation.grading.columns import proposed
    from core.evaluation.grading.imported import Import, outputs_in, table_job
    from core.evaluation.grading.rubric import rubric_from_file, shipped_rubric
    from core.jobs import run_to_end

    rubric = rubric_from_file(options.rubric) if options.rubric else shipped_rubric()
    told = said_on_terminal()
    table = run_to_end(table_job(options.file), lambda one: told(one.done, one.total, one.text))
    columns = {**proposed(table["header"]), **fields_of(options.column, "touchstone grade import --help")}
    if options.preview:
        _preview(table, columns)
        outputs_in(table, columns)
        return 0
    recorded = outputs_in(table, columns)
    about = Import(
        title=options.title or options.file.stem,
        origin=options.origin,
        marking=options.marking,
        include=options.include,
        rubric=rubric,
        seed=options.seed,
        graders=tuple(options.grader),
        columns={part: name for part, name in columns.items() if name},
        file_name=options.file.name,
        file_sha256=table["sha256"],
    )
    with opened(options, to_write=True) as store:
        made = store.import_outputs(recorded, about, by=options.by)
    print(f"{made.id[:12]}  {made.title}: {made.count:,} outputs of {len(made.systems) or 1} systems, shuffled.")
    print(f"  Graders: {', '.join(made.graders) or 'none; close it to have the outputs counted'}.")
    return 0


def _preview(table: Mapping[str, Any], columns: Mapping[str, str]) -> None:
    from core.evaluation.grading.columns import PARTS

    print(f"{len(table['rows']):,} rows; columns: {', '.join(table['header'])}")
    for part, title in PARTS.items():
        name = columns.get(part, "")
        print(f"  {part:<10} {title}: {name or '(none)'}")
        if name in table["header"]:
            at = table["header"].index(name)
            for row in table["rows"][:_SHOWN]:
                flat = " ".join(row[at].split())
                print(f"             {flat if len(flat) <= _CUT else flat[: _CUT - 1] + '…'}")
