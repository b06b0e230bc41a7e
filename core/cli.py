"""`touchstone`: every job of the window without the window.

Exit status: 0 done; 1 it could not be done, or a check failed; 2 and 3 as `verify` says; 64 wrong usage;
70 a fault in the program itself; 130 stopped by the person.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from core import __version__
from core.errors import TouchstoneError, UsageError

EXIT_FAILED = 1
EXIT_USAGE = 64
EXIT_FAULT = 70
EXIT_STOPPED = 130

Register = Callable[[Any], None]  # adds one command to the sub-parsers, whose type argparse keeps to itself


class Parser(argparse.ArgumentParser):
    """argparse with the exit status of sysexits.h for wrong usage, and hints instead of a wall of usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"{self.prog}: {message}\n  See: {self.prog} --help\n")


NO_MORE: Mapping[str, Register] = {}


def main(arguments: Sequence[str] | None = None, *, more: Mapping[str, Register] = NO_MORE) -> int:
    """Run one command. Returns the exit status; raises SystemExit only for --help, --version and wrong usage.

    `more` adds the commands of whoever starts the engine: those of the window, of which nothing here knows.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can load onnxruntime
    _write_utf8()
    options = parser(more, word=given[0] if given else "").parse_args(given)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return EXIT_STOPPED
    except Exception as error:  # noqa: BLE001  a person must never meet a traceback
        return _ended(error)


def parser(more: Mapping[str, Register] = NO_MORE, *, word: str = "") -> Parser:
    """The command line: one sub-command a file in core/commands, and then those of `more`, by their words.

    Where `word` is one of them, only that one is loaded and known.
    """
    from core import commands

    top = Parser(
        prog="touchstone",
        description="Evaluate AI systems where there is no network: checklist, probes, evidence, signed packets.",
        epilog="Passphrases and PINs come by prompt or from a file, never as arguments.",
    )
    top.add_argument("--version", action="version", version=f"Touchstone {__version__}")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    if word in more:
        more[word](subparsers)
    elif not commands.register_one(subparsers, word):
        commands.register_all(subparsers)
        for register in more.values():
            register(subparsers)
    return top


def _write_utf8() -> None:
    """On Windows a file or a pipe would get the code page, which has no minus sign; a console takes everything."""
    for stream in (sys.stdout, sys.stderr):
        if os.name == "nt" and isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _ended(error: Exception) -> int:
    """Say what went wrong in one sentence, and give the exit status that goes with it."""
    match error:
        case TouchstoneError():
            return _say(error, EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED)
        case BrokenPipeError():  # the reader of our output has gone, as `| head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_FAILED
        case OSError():
            where = f" ({error.filename})" if error.filename else ""
            sentence = f"{error.strerror or error}{where}."
            return _say(TouchstoneError(sentence, "Check the path, its rights and the room on the disk."), EXIT_FAILED)
        case _:
            return _fault(error)


def _say(error: TouchstoneError, status: int) -> int:
    print(error.message, file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)
    return status


def _fault(error: Exception) -> int:
    """A bug: one sentence for the person; the traceback only where a developer asks for it."""
    if os.environ.get("TOUCHSTONE_DEBUG"):
        raise error
    print(f"Touchstone itself has failed: {type(error).__name__}: {error}", file=sys.stderr)
    print("  Set TOUCHSTONE_DEBUG=1 and run it again to see where, and report that.", file=sys.stderr)
    return EXIT_FAULT


if __name__ == "__main__":
    raise SystemExit(main())
