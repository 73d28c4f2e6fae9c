"""Every error of ours: one base class with a code, an exit code and a way out."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process ends with."""

    DONE = 0
    BUG = 1
    USAGE = 2
    SOME_PROBLEMS = 3
    NOTHING_READ = 4
    CONFIGURATION = 5
    INCOMPATIBLE_STORE = 6
    CANNOT_WRITE = 7
    DOES_NOT_HOLD = 8


class AuditkitError(Exception):
    """The base of all our errors.

    Example:
        >>> error = UnsupportedFormatError("a.xyz: not a document", hint="Save it as PDF.")
        >>> error.code, int(error.exit_code), error.hint
        ('AK301', 4, 'Save it as PDF.')
    """

    code: ClassVar[str] = "AK000"
    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AuditkitError):
    """Wrong usage: a path that does not exist, an unknown id."""

    code = "AK200"
    exit_code = ExitCode.USAGE


class SettingsError(AuditkitError):
    """A setting is unknown or has a wrong value."""

    code = "AK501"
    exit_code = ExitCode.CONFIGURATION


class PackError(AuditkitError):
    """A language pack is missing or invalid."""

    code = "AK502"
    exit_code = ExitCode.CONFIGURATION


class ModelError(AuditkitError):
    """A trained model is missing, damaged or of another version."""

    code = "AK503"
    exit_code = ExitCode.CONFIGURATION


class SchemaError(AuditkitError):
    """A store was written by an incompatible version."""

    code = "AK600"
    exit_code = ExitCode.INCOMPATIBLE_STORE


class OutputError(AuditkitError):
    """An output cannot be written, or would overwrite what must not be."""

    code = "AK700"
    exit_code = ExitCode.CANNOT_WRITE


class ReadError(AuditkitError):
    """One document cannot be read. In a run it becomes a ``Problem``."""

    code = "AK300"
    exit_code = ExitCode.NOTHING_READ


class UnsupportedFormatError(ReadError):
    """The file is of no format that is read."""

    code = "AK301"


class EncryptedDocumentError(ReadError):
    """The document needs a password."""

    code = "AK302"


class DamagedDocumentError(ReadError):
    """The file is truncated or broken."""

    code = "AK303"


class NoTextError(ReadError):
    """The document holds no text: it is empty, or a scan."""

    code = "AK304"


class TooLargeError(ReadError):
    """The document is larger than the limits allow."""

    code = "AK305"


class TimedOutError(ReadError):
    """Reading the document took too long."""

    code = "AK306"


class UnexpectedReadError(ReadError):
    """Reading the document failed in a way that nobody foresaw: a fault of ours."""

    code = "AK900"
