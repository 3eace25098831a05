"""The imports of this data file: when they were, what they brought, whether they stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.text import T, Text
from smallcrm.models import Action
from smallcrm.services.exchange.drafts import CONTACTS
from smallcrm.services.exchange.importing.report import ImportReport, added_words, completed_words


class EarlierImport(NamedTuple):
    """An import that changed something.

    Attributes:
        action: Its number in the history.
        file: The name of the file, without its folder.
        when: In UTC.
        holds: ``contacts``, ``deals`` or ``products``.
        added: How many of these; *completed*: how many that were there. None where the version
            that did it did not note them.
        is_taken_back: Whether it was undone, as far as nobody had changed it since.
    """

    action: int
    file: str
    when: datetime
    holds: str = CONTACTS
    added: int | None = None
    completed: int | None = None
    is_taken_back: bool = False

    @property
    def words(self) -> str:
        """A sentence or two on what it brought; empty where nobody knows."""
        sentences = []
        if self.added:
            sentences.append(added_words(self.holds, self.added))
        if self.completed:
            sentences.append(completed_words(self.holds, self.completed))
        return " ".join(map(str, sentences))


def label_of(file: str, **noted: str | int) -> Text:
    """What the history calls the import of *file*; what is *noted* beside that is not shown."""
    return T("Import {file}", file=file, **noted)


def note_counts(session: Session, action: int, report: ImportReport) -> None:
    """Note beside the label of *action*, which goes on in *session*, what it brought."""
    holds, added, completed = report.facts.holds, report.created, report.completed
    label = label_of(report.file, holds=holds, added=added, completed=completed)
    session.get_one(Action, action).label = label.dump()


def list_earlier(session: Session, limit: int) -> list[EarlierImport]:
    """The newest *limit* imports of the data file, the newest first."""
    beginning = label_of("").dump().partition(",")[0]  # the same in every language
    query = (
        select(Action.id, Action.label, Action.at, Action.undone_by)
        .where(Action.label.startswith(beginning, autoescape=True), Action.undoes.is_(None))
        .order_by(Action.id.desc())
        .limit(limit)
    )
    found = []
    for action, label, when, undone_by in session.execute(query):
        values: dict[str, Any] = dict(Text.load(label).values)
        is_taken_back = undone_by is not None
        found.append(EarlierImport(action, when=when, is_taken_back=is_taken_back, **values))
    return found
