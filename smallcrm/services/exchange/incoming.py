"""The rows of a file that are contacts, in the order in which they come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.services.contacts.drafts import COMPANY, ContactDraft
from smallcrm.services.exchange.drafts import Preview
from smallcrm.services.settings import get_business


class Incoming(NamedTuple):
    """A row of the file that is a contact; *row* is its number in the file.

    Attributes:
        lost: Positions of telephones that say nothing about who it is (see ``Record.lost``).
    """

    row: int
    draft: ContactDraft
    lost: tuple[int, ...] = ()


def contacts_of(preview: Preview) -> Iterator[Incoming]:
    """The contacts of *preview*: companies first, so that people find them wherever they stand."""
    for is_company in (True, False):
        for record in preview.records():
            if not record.outcome and (record.kind == COMPANY) is is_company:
                yield Incoming(record.row, record.draft, record.lost)


def country_of(session: Session, preview: Preview) -> str:
    """Where telephone numbers of *preview* without a prefix are at home (ISO 3166)."""
    return preview.facts.country or get_business(session).country
