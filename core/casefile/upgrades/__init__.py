"""Bringing an older case file to the schema of today: forward only, on a copy, one step a version.

`STEPS[n]` takes an open transaction on a file of version n and makes it one of version n + 1. It issues plain SQL, so
that it goes on doing what it did when the tables have moved on; a test holds that the outcome has the schema of a new
file. The first version has nothing before it.

From 1 to 2 the tables stay as they are. The log may then hold rows that a program of form 1 would pass over without a
word (plans of action, what was undone), so that it has to refuse the file; rows of form 1 are read as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, text

from core.casefile import schema
from core.casefile.check import check_within
from core.casefile.connection import Database
from core.errors import CaseFileError

Step = Callable[[Connection], None]


def _to_plans_of_action(_: Connection) -> None:
    """Nothing to do: only the number of the form says that newer rows may follow."""


STEPS: Mapping[int, Step] = {1: _to_plans_of_action}


def demand_readable(version: int, name: str, form: schema.Form = schema.CASE) -> None:
    """Raises CaseFileError unless a file of this version can be used, or upgraded, by this program."""
    if version < 1:
        raise CaseFileError(f"{name} is not {form.name}.", f"Choose {form.name} that Touchstone made.")
    if version > form.version:
        raise CaseFileError(
            f"{name} was made by a newer version of Touchstone (form {version}; this one knows {form.version}).",
            "Open it with that version.",
        )


def upgrade(
    path: Path, passphrase: str, *, steps: Mapping[int, Step] = STEPS, version: int = schema.VERSION
) -> Path | None:
    """Upgrades the case file at `path` to `version` and gives back where the old one is kept; None if it is current.

    The steps run on a copy, which takes the file's place only when its check is as good as before. The caller holds the
    lock. Raises CaseFileError when a step is missing or the copy does not pass its check; `path` is then as it was.
    """
    database = Database(path, passphrase, mode="write")
    try:
        with database.reading() as connection:
            old = schema.version_of(connection)
        if old >= version:
            return None
        copy, kept = path.with_name(f"{path.name}.upgrading"), path.with_name(f"{path.name}.version-{old}")
        copy.unlink(missing_ok=True)
        if kept.exists():
            raise CaseFileError(f"There already is a file {kept.name}.", "Move it away, then open the case again.")
        copy.touch(mode=0o600)
        quoted = str(copy.absolute()).replace("'", "''")
        database.run(f"VACUUM INTO '{quoted}'")
    finally:
        database.close()
    try:
        _run(copy, passphrase, old, steps, version)
        path.rename(kept)
        copy.replace(path)
    except OSError as error:
        raise CaseFileError(
            f"{path.name} was upgraded, but could not be put in place: {error.strerror or error}.",
            f"Close the other windows on it. If {path.name} is gone, the case is in {kept.name}.",
        ) from error
    finally:
        copy.unlink(missing_ok=True)
    return kept


def _run(copy: Path, passphrase: str, old: int, steps: Mapping[int, Step], version: int) -> None:
    database = Database(copy, passphrase, mode="write")
    try:
        with database.writing() as connection:
            for number in range(old, version):
                if number not in steps:
                    raise CaseFileError(f"This program has no way from form {number} of a case file to the next.")
                steps[number](connection)
                connection.execute(text(f"PRAGMA user_version = {number + 1}"))
            result = check_within(connection)
            if not result.ok:
                raise CaseFileError(f"The case file could not be upgraded. {result.sentence}", "Run a check on it.")
    finally:
        database.close()
