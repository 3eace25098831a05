"""Where letters to contacts go: the lines of an address as the post wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.progress import Progress
from smallcrm.services import settings
from smallcrm.services.documents import DocumentDraft, PartyDraft, parties
from smallcrm.services.documents.pdf.parties import address
from smallcrm.services.documents.pdf.words import words

_EVERY = 50  # contacts between two reports


class Places(NamedTuple):
    """Lines for each contact that has an address, and how many have none."""

    addresses: list[tuple[str, ...]]
    missing: int
    sender: tuple[str, ...]


def read(session: Session, ids: Sequence[int], progress: Progress) -> Places:
    """The addresses of the contacts *ids*, in their order, and that of the business.

    The country stands last, in capitals and in the language of the business, where a letter
    crosses a border: the post of the sender is the one that has to read it.
    """
    business = settings.get_business(session)
    found: list[tuple[str, ...]] = []
    for number, contact_id in enumerate(ids):
        if number % _EVERY == 0:
            progress.report(number, len(ids))
        party = parties.buyer(session, DocumentDraft(customer_id=contact_id))
        if party.city or party.street:
            found.append(tuple(_lines(party, business)))
    seller = parties.seller(business)
    sender = (seller.name, *address(seller, words(business.language, ""), is_foreign=False))
    return Places(found, len(ids) - len(found), tuple(filter(None, sender)))


def _lines(party: PartyDraft, business: settings.Business) -> Iterator[str]:
    is_foreign = party.country.upper() not in ("", business.country.upper())
    street, town, country = address(party, words(business.language, ""), is_foreign=is_foreign)
    for line in (party.name, party.contact_person, *street.splitlines(), town, country.upper()):
        if line.strip():
            yield line.strip()
