"""Words of a facility: a folder that the local security officer keeps, checked before anything of it is used.

The environment variable TOUCHSTONE_MARKINGS names the folder. It may hold `markings.yaml` (edition, default profile,
profiles, SCI systems, other marks, organisations that may be taken apart) and `country-codes.csv` (columns code and
name), which replaces the list that comes along. Levels, order and rules are not local.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from core.errors import InputError
from core.yaml_table import Note, Table

if TYPE_CHECKING:
    from core.marking.words import Profile, Words

VARIABLE = "TOUCHSTONE_MARKINGS"
_FIELDS = ("edition", "default_profile", "profiles", "sci", "nonic", "tetragraphs")
_CODE = re.compile(r"[A-Z]{3}|[A-Z0-9]{4}")
_SYSTEM = re.compile(r"[A-Z0-9]{2,12}")
_MARK = re.compile(r"[A-Z0-9]+([ -][A-Z0-9]+)*")


def local_folder() -> Path | None:
    """The folder that is set for this machine; None where none is."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named) if named else None


def with_local(own: Words, folder: Path | None) -> Words:
    """`own` with what the folder says. Raises InputError with every mistake that it holds, the first in the message."""
    if folder is None:
        return own
    problems: list[str] = []
    made = _with_marks(own, folder / "markings.yaml", problems)
    codes = dict(_codes(folder / "country-codes.csv", problems))
    made = replace(made, codes=codes) if codes else made
    if not problems and not any((folder / name).exists() for name in ("markings.yaml", "country-codes.csv")):
        problems.append(f"{folder} holds neither markings.yaml nor country-codes.csv.")
    if not problems:
        problems += [
            f"markings.yaml or country-codes.csv: '{one}' of {code} is not in the list of codes."
            for code, members in made.tetragraphs.items()
            for one in sorted({code, *members} - made.codes.keys() - {"USA"})
        ]
    if problems:
        raise InputError(f"The local marking words are wrong: {problems[0]}", " ".join(problems[1:6]))
    return made


def _with_marks(own: Words, path: Path, problems: list[str]) -> Words:
    if not path.exists():
        return own
    root = _root(path, problems)
    if root is None:
        return own

    def note(line: int, where: str, what: str) -> None:
        problems.append(f"{path.name}, line {line}, {where}: {what}")

    table = Table(root, "markings", note)
    table.only(*_FIELDS)
    profiles = {**own.profiles, **_profiles(table, note)}
    default = table.text("default_profile", required=False) or own.default_profile
    if default not in profiles:
        table.problem(table.line_of("default_profile"), f"the profile '{default}' is none of {', '.join(profiles)}.")
    return replace(
        own,
        edition=table.text("edition", required=False) or own.edition,
        default_profile=default,
        profiles=profiles,
        sci=tuple(sorted({*own.sci, *_words(table, "sci", _SYSTEM)})),
        nonic=(*own.nonic, *(mark for mark in _words(table, "nonic", _MARK) if mark not in own.nonic)),
        tetragraphs={**own.tetragraphs, **_organisations(table)},
    )


def _root(path: Path, problems: list[str]) -> yaml.Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(f"{path.name}, line {line}: this is no whole YAML text ({error.problem}).")
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        problems.append(f"{path.name} can't be read: {error}.")
    return None


def _words(table: Table, name: str, form: re.Pattern[str]) -> tuple[str, ...]:
    found = table.texts(name, required=False)
    for word in found:
        if not form.fullmatch(word):
            table.problem(table.line_of(name), f"'{word}' in '{name}' is not in capital letters as marks are written.")
    return found


def _profiles(table: Table, note: Note) -> Mapping[str, Profile]:
    from core.marking.words import Profile  # which reads this module's outcome

    named = table.table("profiles", "profiles") if table.has("profiles") else None
    found = {}
    for name, node in named.nodes_by_name() if named else ():
        one = Table(node, f"profile {name}", note)
        one.only("title", "cui_alone")
        found[name] = Profile(title=one.text("title"), cui_alone=one.flag("cui_alone"))
    return found


def _organisations(table: Table) -> Mapping[str, frozenset[str]]:
    named = table.table("tetragraphs", "tetragraphs") if table.has("tetragraphs") else None
    return {code: frozenset(named.texts(code)) for code, _ in named.nodes_by_name()} if named else {}


def _codes(path: Path, problems: list[str]) -> Iterator[tuple[str, str]]:
    if not path.exists():
        return
    seen: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if list(rows.fieldnames or ()) != ["code", "name"]:
                problems.append(f"{path.name}, line 1: the columns are code and name.")
                return
            for row in rows:
                code, name = (row["code"] or "").strip(), (row["name"] or "").strip()
                if not _CODE.fullmatch(code):
                    problems.append(f"{path.name}, line {rows.line_num}: '{code}' is no code of three or four letters.")
                elif code in seen:
                    problems.append(f"{path.name}, line {rows.line_num}: the code {code} is there twice.")
                elif not name:
                    problems.append(f"{path.name}, line {rows.line_num}: {code} has no name.")
                seen.add(code)
                yield code, name
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(f"{path.name} can't be read: {error}.")
