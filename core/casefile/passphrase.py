"""The rule for passphrases, and how one becomes the text that SQLCipher derives the key from."""

from __future__ import annotations

import unicodedata

from core.errors import InputError

# Length is what resists guessing; rules on kinds of characters do not (NIST SP 800-63B-4, 3.1.1.2). Each guess at a
# stolen file costs 256,000 rounds of HMAC-SHA-512. An agency that asks for more sets it here.
MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 256


def as_typed_anywhere(passphrase: str) -> str:
    """`passphrase` in Unicode's composed form, so that every keyboard and system gives the same key."""
    return unicodedata.normalize("NFC", passphrase)


def passphrase_problems(passphrase: str) -> tuple[str, ...]:
    """Why `passphrase` can't protect a case file, one sentence each; empty when it can."""
    text = as_typed_anywhere(passphrase)
    problems = []
    if len(text) < MINIMUM_LENGTH:
        problems.append(f"The passphrase has {len(text)} characters; it needs at least {MINIMUM_LENGTH}.")
    if len(text) > MAXIMUM_LENGTH:
        problems.append(f"The passphrase has {len(text)} characters; at most {MAXIMUM_LENGTH} are allowed.")
    if any(unicodedata.category(character) == "Cc" for character in text):
        problems.append("The passphrase holds a control character, such as a tab or a line end.")
    if len(set(text)) < 5 <= len(text):
        problems.append("The passphrase repeats fewer than five different characters.")
    if text[:2].lower() == "x'":
        problems.append("The passphrase may not begin with x' because that announces a raw key.")
    return tuple(problems)


def demand_good(passphrase: str) -> None:
    """Raises InputError with the first problem of `passphrase`."""
    problems = passphrase_problems(passphrase)
    if problems:
        raise InputError(problems[0], "Use a sentence of several words that you can remember.")


def quoted(passphrase: str) -> str:
    """`passphrase` as an SQL text literal. PRAGMA takes no bound values, so quotes are doubled here.

    Raises InputError for a NUL character, at which SQLite would stop reading.
    """
    text = as_typed_anywhere(passphrase)
    if "\0" in text:
        raise InputError("The passphrase holds a NUL character.")
    return "'" + text.replace("'", "''") + "'"
