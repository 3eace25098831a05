"""The three kinds of failure: the user's, the machine's and ours.

``UserError``      the user can understand it and put it right; shown as is.
``StorageError``   the disk is full, the file is locked or damaged; shown as is.
anything else      a bug; goes to the log and the crash dialog, never into a message box.
"""

from __future__ import annotations

from smallcrm.core.text import Text


class UserError(Exception):
    """A failure that the user can understand and put right.

    Attributes:
        message: One sentence that says what is wrong and what it means for the data.
        hint: What to do about it, when that is not obvious.
        field: The form field to point at, when there is one.
    """

    def __init__(
        self, message: Text, *, hint: Text | None = None, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else str(self.message)


class NotFound(UserError):
    """The record is gone; most often because another window deleted it."""


class ImportProblem(UserError):
    """A file that cannot be brought in; nothing has been changed."""


class StorageError(UserError):
    """The file that holds the data cannot be read or written."""


class Cancelled(Exception):
    """The user stopped a running job; the transaction rolls back."""
