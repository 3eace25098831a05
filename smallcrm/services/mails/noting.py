"""Note e-mails on the timelines of contacts, with the files that came along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.models import Activity
from smallcrm.services import arriving, contacts, files, leads
from smallcrm.services.contacts import ActivityDraft, ContactDraft, Labelled
from smallcrm.services.contacts.activities import EMAIL, OUTGOING
from smallcrm.services.exchange.mails.letters import Party
from smallcrm.services.mails.mail import Mail

GIVE, NEW, LEAD, ADD_ADDRESS, LEAVE = "give", "new", "lead", "add_address", "leave"
_NAMED_AT_ONCE = 10  # whom a line of an entry names; the file that is kept has all


class Answer(NamedTuple):
    """What becomes of the e-mails of somebody who is not known.

    Attributes:
        deed: ``GIVE`` to the contact *contact_id*, or where None to the one whose page it was;
            ``ADD_ADDRESS``: the same, and the address becomes one of his; ``NEW``: a contact is
            made; ``LEAD``: it becomes a lead; ``LEAVE``: nothing.
    """

    deed: str
    contact_id: int | None = None


class Entry(NamedTuple):
    """An e-mail that was noted."""

    mail: Mail
    id: int
    contact_id: int


class Noted(NamedTuple):
    """What became of e-mails.

    Attributes:
        entries: Those that were noted.
        known: Those that were there already.
        leads: The ids of the leads made of them.
        left: Those with which nothing was done.
    """

    entries: tuple[Entry, ...]
    known: tuple[Mail, ...]
    leads: tuple[int, ...]
    left: tuple[Mail, ...]


_NONE: Mapping[str, Answer] = MappingProxyType({})


def note(session: Session, mails: Iterable[Mail], answers: Mapping[str, Answer] = _NONE) -> Noted:
    """Note *mails* on the contacts whose they are; none comes in twice.

    One that was removed from a timeline comes in again.

    Args:
        session: In a transaction: all that is done is one step of undo.
        mails: As ``open_mails`` has them, with the bytes kept.
        answers: By ``Mail.stranger``: what becomes of those that are open. Without an answer one
            is the contact's on whose page it was put, else nothing is done with it.

    Raises:
        NotFound: a contact is gone.
        UserError: a contact cannot be made of a name and an address.
    """
    noting = _Noting(session, answers)
    for mail in mails:
        noting.take(mail)
    return Noted(
        tuple(noting.entries), tuple(noting.known), tuple(noting.leads), tuple(noting.left)
    )


class _Noting:
    """Remembers what was done, and whom it made."""

    def __init__(self, session: Session, answers: Mapping[str, Answer]) -> None:
        self._session = session
        self._answers = answers
        self._made: dict[str, int] = {}
        self.entries: list[Entry] = []
        self.known: list[Mail] = []
        self.leads: list[int] = []
        self.left: list[Mail] = []

    def take(self, mail: Mail) -> None:
        """Do with *mail* what is to be done."""
        answer = self._answer(mail)
        if mail.is_known or self._is_there(mail):
            self.known.append(mail)
        elif answer.deed == LEAD:
            self._make_lead(mail)
        elif (contact_id := self._contact(mail, answer)) is None:
            self.left.append(mail)
        else:
            is_theirs = mail.is_theirs or answer.deed in {NEW, ADD_ADDRESS}
            entry_id = self._add(mail._replace(is_theirs=is_theirs), contact_id)
            self.entries.append(Entry(mail, entry_id, contact_id))

    def _answer(self, mail: Mail) -> Answer:
        if not mail.is_open:
            return Answer(GIVE)
        return self._answers.get(mail.stranger, Answer(GIVE if mail.contact_id else LEAVE))

    def _contact(self, mail: Mail, answer: Answer) -> int | None:
        if answer.deed == LEAVE:
            return None
        if answer.deed == NEW:
            return self._made.get(mail.stranger) or self._make_contact(mail)
        contact_id = mail.contact_id if answer.contact_id is None else answer.contact_id
        if answer.deed == ADD_ADDRESS and contact_id is not None:
            self._add_address(contact_id, mail.other.address)
        return contact_id

    def _make_contact(self, mail: Mail) -> int:
        name, address = mail.other
        draft = ContactDraft(name or address, emails=(Labelled(address),) if address else ())
        made = self._made[mail.stranger] = contacts.create(self._session, draft)
        return made

    def _add_address(self, contact_id: int, address: str) -> None:
        draft = contacts.get_draft(self._session, contact_id)
        if address.casefold() not in {each.value.casefold() for each in draft.emails}:
            more = draft._replace(emails=(*draft.emails, Labelled(address)))
            contacts.change(self._session, contact_id, more)

    def _make_lead(self, mail: Mail) -> None:
        letter = mail.letter
        lead = arriving.lead_of_mail(
            mail.other, (letter.subject, letter.text), mail.lead_key, letter.sent
        )
        done = leads.bring_in(self._session, [lead])
        self.leads += done.added
        self.known += [mail] * done.known
        self.left += [mail] * done.empty

    def _add(self, mail: Mail, contact_id: int) -> int:
        """Add the entry; one that was removed gives its place to it."""
        removed = update(Activity).where(Activity.origin_key == mail.key)
        self._session.execute(removed.values(origin_key=None))
        draft = ActivityDraft(
            EMAIL,
            _body(mail),
            mail.letter.subject,
            mail.direction,
            at=_moment(mail.letter.sent),
            owner_id=mail.staff_id,
            origin_key=mail.key,
        )
        entry_id = contacts.add_activity(self._session, contact_id, draft)
        for name, stored in mail.files:
            if stored is None:
                raise ValueError(mail.path)
            files.attach(self._session, contact_id, name, stored, activity_id=entry_id)
        return entry_id

    def _is_there(self, mail: Mail) -> bool:
        entry = select(Activity.id).where(
            Activity.origin_key == mail.key, Activity.deleted_at.is_(None)
        )
        return self._session.scalar(entry) is not None


def _body(mail: Mail) -> str:
    """The text; above it who wrote, where that is not the contact, and who else got it."""
    sender, lines = mail.letter.sender, []
    is_out, also = mail.direction == OUTGOING, mail.also
    if is_out and not mail.is_theirs:
        lines.append(T("To: {names}", names=_whole(mail.other)))
    elif not is_out and any(sender) and not (mail.is_theirs and sender == mail.other):
        lines.append(T("From: {names}", names=_whole(sender)))
    if also:
        words = ", ".join(name or address for name, address in also[:_NAMED_AT_ONCE])
        rest = " …" if len(also) > _NAMED_AT_ONCE else ""
        lines.append(T("Also to: {names}", names=f"{words}{rest}"))
    found = "\n\n".join(filter(None, ("\n".join(map(str, lines)), mail.letter.text)))
    # Nobody is named by an e-mail: what looks like our own way of naming people is words.
    return found.replace("<crm:", "< crm:")


def _whole(party: Party) -> str:
    name, address = party
    return f"{name} <{address}>" if name and address else name or address


def _moment(sent: str) -> datetime | None:
    """When it was, never later than now; None where nobody says."""
    return min(datetime.fromisoformat(sent), clock.now()) if sent else None
