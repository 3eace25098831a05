"""What a new data file starts with: numbers, taxes, a pipeline."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.languages import LANGUAGES, translations
from smallcrm.core.text import T, Text
from smallcrm.db.database import Database
from smallcrm.models import LostReason, Pipeline, Series, Stage
from smallcrm.services.settings import business, taxes
from smallcrm.services.settings.usual import REASONS, STAGES

_SERIES = {
    "quote": "Q-{year}-{counter:4}",
    "order": "SO-{year}-{counter:4}",
    "invoice": "{year}-{counter:4}",
    "credit_note": "CN-{year}-{counter:4}",
}
_SALES = T("Sales")


def create_file(path: Path, *, country: str, currency: str, language: str) -> Database:
    """Make a new data file at *path* and open it; an existing file is never replaced.

    Args:
        path: Where; its folder is made when it is not there.
        country: ISO 3166 code; decides which tax rates the file starts with.
        currency: ISO 4217 code.
        language: Of the names it starts with and of the documents.

    Raises:
        UserError: a code is wrong, the name is taken, or the folder cannot be written to.
    """

    def fill(session: Session) -> None:
        values = {"country": country, "currency": currency, "language": language}
        business.change(session, values, is_guess=True)
        _start(session, country, language)

    return Database.create(path, fill)


def rename(session: Session, language: str) -> None:
    """Put the names that a file starts with into *language*; those that somebody wrote stay."""
    catalogue = translations(language)
    names: dict[str, Text] = {}
    for message in (_SALES, *(name for name, *_more in STAGES), *REASONS):
        names |= {message.render(translations(each)): message for each in LANGUAGES}
    named: list[Pipeline | Stage | LostReason] = [
        *session.scalars(select(Pipeline)),
        *session.scalars(select(Stage)),
        *session.scalars(select(LostReason)),
    ]
    for row in named:
        if row.name in names:
            row.name = names[row.name].render(catalogue)


def _start(session: Session, country: str, language: str) -> None:
    catalogue = translations(language)

    def word(message: Text) -> str:
        return message.render(catalogue)

    for kind, pattern in _SERIES.items():
        session.add(Series(kind=kind, pattern=pattern))
    taxes.take_tax_set(session, country)
    pipeline = Pipeline(name=word(_SALES))
    session.add(pipeline)
    session.flush()
    for position, (name, kind, probability) in enumerate(STAGES):
        session.add(
            Stage(
                pipeline_id=pipeline.id,
                name=word(name),
                kind=kind,
                probability=probability,
                position=position,
            )
        )
    last = len(REASONS) - 1
    for position, name in enumerate(REASONS):
        session.add(LostReason(name=word(name), needs_note=position == last, position=position))
