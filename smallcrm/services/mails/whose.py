"""Whose an e-mail is: by the addresses of contacts, and by those of the business itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import Contact, Email
from smallcrm.services import staff
from smallcrm.services.contact_values.keys import email_key
from smallcrm.services.contacts.activities import INCOMING, OUTGOING
from smallcrm.services.exchange.mails.eml import NOBODY
from smallcrm.services.exchange.mails.letters import Letter, Party
from smallcrm.services.settings import get_business

_MOST = 200  # addresses of one e-mail that are looked up


class Found(NamedTuple):
    """What the addresses of an e-mail tell; see ``Mail``."""

    direction: str
    other: Party
    also: tuple[Party, ...]
    contact_id: int | None
    is_theirs: bool
    staff_id: int | None


class Addresses:
    """The addresses of the business, read once for all e-mails of a look."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._staff = {email_key(row.email): row.id for row in staff.list_staff(session)}
        self._own = {email_key(get_business(session).email), *self._staff} - {""}

    def find(self, letter: Letter, contact_id: int | None = None) -> Found:
        """Whose *letter* is, or what it is to *contact_id*, on whose page it was put.

        It went out when the business wrote it. Where no address of the business is in it (it may
        have another one, which the file does not know), it went out when its sender is unknown and
        somebody known got it. Among several who are known,
        the sender comes first, then those who got it, in their order; with an address that two
        contacts have, a person before a company.
        """
        got = (*letter.to, *letter.cc)
        others = self._others((letter.sender, *got))
        known = self._known([key for key, _ in others])
        sender = email_key(letter.sender.address)
        is_named = any(email_key(each.address) in self._own for each in (letter.sender, *got))
        is_out = sender in self._own or (not is_named and sender not in known and bool(known))
        if is_out:
            others = [(key, party) for key, party in others if key != sender]
        chosen = contact_id
        theirs = next((key for key, _ in others if key in known), "")
        if chosen is None:
            chosen = known[theirs][0] if theirs else None
        else:
            theirs = next((key for key, _ in others if chosen in known.get(key, ())), "")
        other = next((party for key, party in others if key == theirs or not theirs), NOBODY)
        also = tuple(
            party
            for key, party in others
            if party != other and key != sender and chosen not in known.get(key, ())
        )
        return Found(
            OUTGOING if is_out else INCOMING,
            other,
            also,
            chosen,
            bool(theirs) or not others,
            self._colleague(sender, got, is_out=is_out),
        )

    def _others(self, parties: Iterable[Party]) -> list[tuple[str, Party]]:
        """Everybody but the business, each once."""
        found: dict[str, Party] = {}
        for party in parties:
            key = email_key(party.address)
            if key and key not in self._own and len(found) < _MOST:
                found.setdefault(key, party)
        return list(found.items())

    def _known(self, keys: Sequence[str]) -> dict[str, list[int]]:
        """The contacts that have these addresses, persons first."""
        query = (
            select(Email.folded, Contact.id)
            .join(Contact, Contact.id == Email.contact_id)
            .where(Email.folded.in_(keys), Contact.deleted_at.is_(None))
            .order_by(Contact.kind.desc(), Contact.id)
        )
        found: dict[str, list[int]] = {}
        for key, contact_id in self._session.execute(query):
            found.setdefault(key, []).append(contact_id)
        return found

    def _colleague(self, sender: str, got: Sequence[Party], *, is_out: bool) -> int | None:
        keys = [sender] if is_out else [email_key(party.address) for party in got]
        return next((self._staff[key] for key in keys if key and key in self._staff), None)
