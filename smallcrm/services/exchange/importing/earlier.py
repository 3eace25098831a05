"""The imports of this data file: when they were, what they brought, whether they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T, Text
from smallcrm.models import Action
from smallcrm.services.contacts.touched import touched_by
from smallcrm.services.exchange.drafts import CONTACTS
from smallcrm.services.exchange.importing.report import ImportReport, added_words, completed_words

_LONG = 24  # letters of the name of a file


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
        has_contacts: Whether contacts came with it, or were changed, as far as that stands.
    """

    action: int
    file: str
    when: datetime
    holds: str = CONTACTS
    added: int | None = None
    completed: int | None = None
    is_taken_back: bool = False
    has_contacts: bool = False

    @property
    def words(self) -> str:
        """A sentence or two on what it brought; empty where nobody knows."""
        sentences = []
        if self.added:
            sentences.append(added_words(self.holds, self.added))
        if self.completed:
            sentences.append(completed_words(self.holds, self.completed))
        return " ".join(map(str, sentences))

    @property
    def title(self) -> Text:
        """What a list of its contacts is called; the middle of a long name is left out."""
        is_long = len(self.file) > _LONG
        file = f"{self.file[: _LONG // 2]}…{self.file[-_LONG // 3 :]}" if is_long else self.file
        day = formats.list_day(clock.local(self.when).date(), clock.today())
        return T("Import of {day}: {file}", day=day, file=file)


def label_of(file: str, **noted: str | int) -> Text:
    """What the history calls the import of *file*; what is *noted* beside that is not shown."""
    return T("Import {file}", file=file, **noted)


def label_of_changes(file: str) -> Text:
    """What the history calls it when *file*, an edited list of ours, came back."""
    return T("Bring the changes of {file} back", file=file)


def note_counts(session: Session, action: int, report: ImportReport) -> None:
    """Note beside the label of *action*, which goes on in *session*, what it brought."""
    holds, added, completed = report.facts.holds, report.created, report.completed
    label = label_of(report.file, holds=holds, added=added, completed=completed)
    session.get_one(Action, action).label = label.dump()


def list_earlier(session: Session, limit: int) -> list[EarlierImport]:
    """The newest *limit* imports of the data file, the newest first."""
    query = _imports(label_of).order_by(Action.id.desc()).limit(limit)
    return [_import(session, row) for row in session.execute(query)]


def get_import(session: Session, action: int) -> EarlierImport:
    """The import, or the return of an edited list, that has the number *action* in the history.

    Raises:
        NotFound: there is none.
    """
    query = _imports(label_of, label_of_changes).where(Action.id == action)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(
            T("There is no import {number}.", number=action),
            hint=T("Nothing was listed. The history has the numbers of imports."),
        )
    return _import(session, row)


def _imports(*labels: Callable[[str], Text]) -> Select[int, str, datetime, int | None]:
    """Number, label, time and undoing of the actions that have one of *labels*."""
    beginnings = [label("").dump().partition(",")[0] for label in labels]  # in every language
    query = select(Action.id, Action.label, Action.at, Action.undone_by)
    alike = [Action.label.startswith(each, autoescape=True) for each in beginnings]
    return query.where(or_(*alike), Action.undoes.is_(None))


def _import(session: Session, row: Row[int, str, datetime, int | None]) -> EarlierImport:
    action, label, when, undone_by = row
    some = session.scalar(touched_by(action).limit(1))
    values: dict[str, Any] = dict(Text.load(label).values)
    return EarlierImport(
        action,
        when=when,
        is_taken_back=undone_by is not None,
        has_contacts=some is not None,
        **values,
    )
