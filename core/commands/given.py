"""What several commands are given in the same way: a case and its passphrase, the person, secrets."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import CaseFileError, ReadOnlyError, UsageError
from core.plan.nodes import nearest

if TYPE_CHECKING:
    from core.casefile.store import Store

Subparsers = Any  # argparse names its sub-parsers' type only privately


def add_case(parser: argparse.ArgumentParser, *, writes: bool = False) -> None:
    """Arguments of a command on a case file; `writes` also asks who does it."""
    parser.add_argument("case", type=Path, metavar="CASE", help="the case file")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file, not from a prompt"
    )
    if writes:
        add_by(parser)


def add_by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by", type=said, required=True, metavar="NAME", help="who does this: it goes into the case's log"
    )


def said(text: str) -> str:
    """The type of an argument that may not be blank."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it must not be empty")
    return text


def fields_of(given: Sequence[str], listed_by: str) -> dict[str, str]:
    """FIELD=VALUE arguments as a mapping. Raises UsageError for one without "="; `listed_by` lists the fields."""
    wrong = [text for text in given if "=" not in text]
    if wrong:
        raise UsageError(f"'{wrong[0]}' is no FIELD=VALUE.", f"{listed_by} lists the fields.")
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in given)}


def items_of(names: Sequence[str], store: Store) -> tuple[str, ...]:
    """The ids of the items that were named, as the pack in use writes them. Raises UsageError for one not there."""
    known, wanted = store.pack_in_use().by_id, tuple(name.strip().upper() for name in names)
    for item in wanted:
        if item not in known:
            raise UsageError(f"There is no item {item}.", nearest(item, known) or "Items look like MOD-VAL-1.")
    return wanted


def components_of(text: str) -> tuple[str, ...]:
    """The components named in "MOD,DAT"; all of the pack for "". It is the type of an argument."""
    from core.catalog.load import builtin_pack

    known = tuple(component.id for component in builtin_pack().components)
    chosen = tuple(part.strip().upper() for part in text.split(",") if part.strip()) or known
    unknown = [component for component in chosen if component not in known]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no component {unknown[0]}; they are {', '.join(known)}")
    return tuple(component for component in known if component in chosen)


def demand_banner(banner: str) -> None:
    """Raises UsageError with the rule that a marking breaks, and how it is written."""
    from core.marking import check

    faults = check(banner, kind="banner")
    if faults:
        fix = f"Write: {faults[0].fix}" if faults[0].fix else ""
        raise UsageError(f"The marking {banner!r} is wrong: {faults[0].message} ({faults[0].rule}).", fix)


def secret(file: Path | None, prompt: str, *, option: str = "--passphrase-file") -> str:
    """A passphrase, PIN or words from the first line of `file`, or asked for without echo.

    `option` names the file on the command line. Raises UsageError where neither is possible.
    """
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise UsageError(f"There is no terminal to ask on: {prompt}.", f"Give a file: {option} FILE.")
    return getpass.getpass(f"{prompt}: ")


def _first_line(file: Path) -> str:
    """The first line of a file as editors write it, without a mark at its start and without its line end."""
    try:
        line = file.read_text(encoding="utf-8-sig").partition("\n")[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UsageError(f"The file {file} is no UTF-8 text.", "Its first line must be what is asked for.") from error
    except OSError as error:
        raise UsageError(f"The file {file} can't be read: {error.strerror or error}.") from error
    if not line:
        raise UsageError(f"The first line of the file {file} is empty.", "It must be what is asked for.")
    return line


@contextmanager
def opened(options: argparse.Namespace, *, to_write: bool = False) -> Iterator[Store]:
    """The case that the options name, open, and closed at the end.

    Raises ReadOnlyError where `to_write` and the case is open elsewhere.
    """
    from core.casefile.store import Store

    if not options.case.exists():
        raise CaseFileError(f"There is no case file {options.case}.", "Make one with: touchstone new CASE")
    passphrase = secret(options.passphrase_file, f"Passphrase of {options.case.name}")
    store = Store.open(options.case, passphrase, read_only=not to_write)
    try:
        if to_write and store.read_only:
            raise ReadOnlyError(store.read_only_reason, "Close it there, then do this again.")
        if store.journal_note:
            print(store.journal_note, file=sys.stderr)
        yield store
    finally:
        store.close()


def said_on_terminal() -> Callable[[int, int, str], None]:
    """Tells how far long work is, on one line of the terminal; nothing where errors go into a file or a pipe."""
    last = ""

    def told(done: int, total: int, text: str) -> None:
        nonlocal last
        line = f"{text} {100 * done // total} %" if total else text
        if line != last and sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r\x1b[K{line}", end=end, file=sys.stderr, flush=True)
        last = line

    return told
