"""Readers written in Rust: what they say of a damaged file, as one plain sentence.

Some of them panic on a damaged file. Python sees that as an exception that is no Exception, and would end the worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import InputError, TouchstoneError

_LONGEST_DETAIL = 200


@contextmanager
def said_plainly(sentence: str, hint: str) -> Iterator[None]:
    """Raises InputError of `sentence`, with the reader's reason for {reason}, when what is inside fails."""
    try:
        yield
    except (TouchstoneError, MemoryError):
        raise
    except Exception as error:
        raise InputError(sentence.format(reason=_reason(error)), hint) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(sentence.format(reason=_reason(error)), hint) from error


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines() or ["no reason was given"]
    return lines[0].replace("called `Result::unwrap()` on an `Err` value: ", "")[:_LONGEST_DETAIL].rstrip(". ")
