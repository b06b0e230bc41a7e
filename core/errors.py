"""Errors that a person can act on.

A `TouchstoneError` carries one plain sentence and a hint. Every other exception is a bug: the window
shows it as a report, the command line lets it end the program with its traceback in the log.
"""

from __future__ import annotations


class TouchstoneError(Exception):
    """Something that the person in front of the program can understand and act on.

    `message` is one sentence that says what is wrong; `hint` says what to do about it and may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TouchstoneError):
    """A command was called with arguments that make no sense (exit status 64)."""


class InputError(TouchstoneError):
    """A file or a value that the person gave can't be used: a plan, a table, a model, a pack, a marking."""


class NotApplicableError(InputError):
    """A probe finds, once it sees the data, that it does not apply to them: its reading is skipped, not failed."""


class RefusedError(TouchstoneError):
    """Something that the program will not do, because it is unsafe or against a rule it keeps."""


class WrongPassphraseError(TouchstoneError):
    """The passphrase does not open the case file or the key."""


class CaseFileError(TouchstoneError):
    """The case file is damaged, is of a newer version, or can't be read or written."""


class PassphraseChangedError(CaseFileError):
    """The case was given another passphrase by whoever has it open for writing; the old one opens it no longer."""


class ReadOnlyError(TouchstoneError):
    """The case was opened read-only and can't be changed from here."""


class PacketError(TouchstoneError):
    """A file can't be read as a packet at all (exit status 2 of `verify`)."""


class SigningError(TouchstoneError):
    """A key can't be used, or a packet can't be signed with it."""


class JobError(TouchstoneError):
    """A job in a worker process ended without a result; `detail` holds what a developer would want."""

    def __init__(self, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message, hint)
        self.detail = detail
