"""`touchstone data`: data sets with their sheet, their profile, and the lineage from source to model."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, fields_of, opened, said, said_on_terminal
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.deployment_record import Part

EXIT_DIFFERS = 1


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "data",
        help="data sets: sheet, profile, lineage, digests",
        description="Data sets and steps are recorded with: touchstone component add CASE data-set|data-step ...",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add_lineage(actions)
    sheet = actions.add_parser("sheet", help="show the data sheet of a data set, or write fields of it")
    _add_set(sheet)
    sheet.add_argument("fields", nargs="*", metavar="FIELD=TEXT", help="as listed by: touchstone data fields")
    sheet.set_defaults(run=run_sheet)
    profile = actions.add_parser(
        "profile", help="profile a file and record it with its digest, or show what is recorded"
    )
    _add_set(profile)
    profile.add_argument("file", nargs="?", type=Path, metavar="FILE", help="CSV, Parquet, NPZ, or a folder of files")
    profile.set_defaults(run=run_profile)
    compare = actions.add_parser(
        "compare", help="whether a file is the one that is recorded; exit status 1 where it is not"
    )
    _add_set(compare, writes=False)
    compare.add_argument("file", type=Path, metavar="FILE")
    compare.set_defaults(run=run_compare)
    named = actions.add_parser(
        "name-digests", help="let a step or a model name the digests that its data sets have now"
    )
    add_case(named, writes=True)
    named.add_argument("part", metavar="NAME", help="the name of a data step or of a model")
    named.set_defaults(run=run_name_digests)
    fields = actions.add_parser("fields", help="the fields of a data sheet, and where they come from")
    fields.set_defaults(run=run_fields)


def _add_lineage(actions: Subparsers) -> None:
    parser = actions.add_parser(
        "lineage",
        help="what comes from what, from source to model, and whether the digests hold; exit status 1 if not",
    )
    add_case(parser)
    parser.add_argument(
        "--svg", type=Path, metavar="FILE", help="also write the picture, to a file that is not there yet"
    )
    parser.set_defaults(run=run_lineage)


def _add_set(parser: argparse.ArgumentParser, *, writes: bool = True) -> None:
    add_case(parser)
    parser.add_argument("name", metavar="NAME", help="the name of the data set")
    if writes:
        parser.add_argument("--by", type=said, metavar="NAME", help="who writes: it goes into the case's log")


def run_lineage(options: argparse.Namespace) -> int:
    from core.evaluation.lineage import lineage
    from core.evaluation.lineage_faults import chain_standing
    from core.evaluation.lineage_picture import lineage_graph

    with opened(options) as store:
        graph = lineage(store.deployment_record().parts, store.readings())
        deployment = store.deployment()
    standing, drawn = chain_standing(graph), lineage_graph(graph)
    print(f"{standing.word}: {standing.sentence}")
    for row in drawn.rows:
        told = [f"{title.lower()} {value}" for title, value in zip(drawn.header[2:], row[2:], strict=True) if value]
        print(f"  {row[0]} ({row[1]}); {'; '.join(told)}")
    for fault in standing.faults:
        print(f"{'!' if fault.breaks else '?'} {fault.sentence}")
    if options.svg is not None:
        from core.outputs.lineage_file import lineage_svg
        from core.paths import write_new

        write_new(options.svg, lineage_svg(graph, foot=f"{deployment.marking}." if deployment else "").encode())
    return EXIT_DIFFERS if standing.word == "broken" else 0


def run_sheet(options: argparse.Namespace) -> int:
    from core.evaluation.data_sets import DataSheet, data_sheets, sheet_with

    def read(store: Store) -> DataSheet:
        parts = store.deployment_record().parts
        held = _data_set(parts, options.name)
        return next(one for one in data_sheets(parts) if one.data_set.id == held.id)

    given = fields_of(options.fields, "touchstone data fields")
    with opened(options, to_write=bool(given)) as store:
        if given:
            made, by = sheet_with(read(store), given), _demand_by(options)
            (store.change_part if made.id else store.add_part)(made, by=by)
        sheet = read(store)
    print(f"{sheet.data_set.marking} {sheet.data_set.title}: {sheet.words}")
    for part in sheet.parts:
        print(f"\n{part.title}")
        for key, title, _, words in part.rows:
            print(f"  {title} ({key}): {words or 'not said'}")
    return 0


def run_profile(options: argparse.Namespace) -> int:
    from core.evaluation.data_profiles import HEADER, profiles

    with opened(options, to_write=options.file is not None) as store:
        held = _data_set(store.deployment_record().parts, options.name)
        if options.file is not None:
            by, found = _demand_by(options), _profiled(options.file, digest_only=False)
            store.record_profile(held.id, found, by=by)
        profile = profiles(store.deployment_record().parts).get(held.id)
    if profile is None:
        raise UsageError(f"No file of {held.title} was profiled yet.", "Name its file after the data set.")
    print(f"{held.marking} {held.title}: {profile.sentence}")
    print(f"{profile.part.title}, SHA-256 {profile.part.fields['sha256']}")
    for column in profile.columns:
        told = [f"{title.lower()} {value}" for title, value in zip(HEADER[1:], column.row[1:], strict=True) if value]
        print(f"  {column.name}: {'; '.join(told)}")
    return 0


def run_compare(options: argparse.Namespace) -> int:
    with opened(options) as store:
        held = _data_set(store.deployment_record().parts, options.name)
    recorded, now = held.fields.get("sha256", ""), str(_profiled(options.file, digest_only=True)["sha256"])
    if recorded == now:
        print(f"{options.file.name} is the file of {held.title}: {now}")
        return 0
    print(f"{options.file.name} is not the file of {held.title}, or it changed.")
    print(f"  recorded {recorded or 'no digest'}\n  the file {now}")
    return EXIT_DIFFERS


def run_name_digests(options: argparse.Namespace) -> int:
    from core.evaluation.lineage import with_digests
    from core.evaluation.parts import of_kind

    with opened(options, to_write=True) as store:
        parts = store.deployment_record().parts
        part = _one((*of_kind(parts, "data-step"), *of_kind(parts, "model")), options.part, "data step or model")
        store.change_part(with_digests(part, parts), by=options.by)
    print(f"{part.title} names the digests that its data sets have now.")
    return 0


def run_fields(_: argparse.Namespace) -> int:
    from core.catalog.datasheet import sheet_form

    form = sheet_form()
    for section in form.sections:
        print(section.title)
        for one in section.fields:
            people = " (data on people)" if one.people else ""
            print(f"  {one.id:<15} {one.title}: {one.ask}{people}")
    print(f"After {form.source}.")
    return 0


def _data_set(parts: tuple[Part, ...], name: str) -> Part:
    from core.evaluation.data_sets import KIND
    from core.evaluation.parts import of_kind

    return _one(of_kind(parts, KIND), name, "data set")


def _one(parts: tuple[Part, ...], name: str, what: str) -> Part:
    """The part of this name. Raises UsageError where there is none."""
    from core.evaluation.parts import same_name
    from core.plan.nodes import nearest

    found = next((one for one in parts if same_name(one.title) == same_name(name)), None)
    if found is None:
        hint = nearest(name, [one.title for one in parts]) or "Record it with: touchstone component add"
        raise UsageError(f"There is no {what} “{name}” in the case.", hint)
    return found


def _profiled(path: Path, *, digest_only: bool) -> dict[str, object]:
    from core.jobs import run_to_end
    from core.runs import profile_data

    told = said_on_terminal()
    return run_to_end(profile_data(path, digest_only=digest_only), lambda one: told(one.done, one.total, one.text))


def _demand_by(options: argparse.Namespace) -> str:
    if not options.by:
        raise UsageError("It is not said who writes.", "Give your name with --by.")
    return str(options.by)
