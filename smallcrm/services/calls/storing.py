"""Bring a list of calls in as one action of the data file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from smallcrm.core.progress import Progress
from smallcrm.db.database import Database
from smallcrm.services import history
from smallcrm.services.calls.bringing_in import bring_in
from smallcrm.services.calls.drafts import BroughtIn, WhoElse
from smallcrm.services.calls.telling import label_of
from smallcrm.services.exchange.calls.lines import CallLine


class Wishes(NamedTuple):
    """How a list is to come in.

    Attributes:
        file: Its name, for the history.
        country: Where numbers without a prefix are at home; of the business where it is empty.
        said: Whose an extension or a name of the list is.
    """

    file: str
    country: str
    said: WhoElse


class Stored(NamedTuple):
    """What was brought in, and the number of the action for taking it back."""

    done: BroughtIn
    action: int | None


def store(
    database: Database, lines: Sequence[CallLine], wishes: Wishes, progress: Progress
) -> Stored:
    """Note the calls that are new; see ``bring_in``.

    Raises:
        Cancelled: *progress* was stopped; nothing was changed.
        StorageError: the disk is full or the file locked; nothing was changed.
    """
    with database.write(label_of(wishes.file)) as session:
        done = bring_in(session, lines, wishes.country, wishes.said, progress)
        return Stored(done, history.current_action(session))
