"""Make a contact, a company and a deal of a lead: once, whoever asks for it and how often."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Activity, Contact, Deal, Lead, Relation
from smallcrm.services import contacts, pipeline, staff
from smallcrm.services.contacts import (
    COMPANY,
    PERSON,
    ActivityDraft,
    ContactDraft,
    Labelled,
    Similar,
)
from smallcrm.services.contacts.completing import completed
from smallcrm.services.leads.commands import existing
from smallcrm.services.leads.queries import title_of
from smallcrm.services.leads.sharing import find_call, restore_call
from smallcrm.services.pipeline import DealDraft

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_SURE = ("email", "phone")  # what tells that two are one; the name of a person may be another's


class Converted(NamedTuple):
    """What a lead became.

    Attributes:
        company_id: Of the contact; None where it has none, or is a company itself.
        is_new: Whether it was made now, and not before.
    """

    contact_id: int
    company_id: int | None
    deal_id: int
    is_new: bool


def propose(session: Session, lead_id: int) -> list[Similar]:
    """Contacts that the lead may be already, the surest first; raises NotFound when it is gone."""
    lead = existing(session, lead_id)
    return contacts.find_similar(session, _draft(session, lead))


def convert(
    session: Session, lead_id: int, contact_id: int | None = None, *, is_new: bool = False
) -> Converted:
    """Make a deal of a lead, and a contact with its company where *contact_id* names none.

    A second time, also by another process at the same moment, changes nothing.

    Args:
        session: The session of one action.
        lead_id: The lead.
        contact_id: Who it is, when he is there already; he learns what only the lead knows.
        is_new: Make a contact although somebody with the same e-mail or telephone is there.

    Raises:
        NotFound: the lead or the contact is gone.
        UserError: nothing says who it is; or he may be there already, and nobody said which.
    """
    lead = existing(session, lead_id)
    if lead.contact_id is not None and lead.deal_id is not None:
        company_id = _company(session, lead.contact_id)
        return Converted(lead.contact_id, company_id, lead.deal_id, is_new=False)
    draft = _draft(session, lead)
    if contact_id is None:
        if not is_new:
            _refuse_double(session, draft)
        contact_id = contacts.create(session, draft)
    else:
        old = contacts.get_draft(session, contact_id)
        contacts.change(session, contact_id, completed(old, draft))
    company_id = _company(session, contact_id)
    deal_id = _add_deal(session, lead, contact_id, draft.owner, company_id)
    _add_note(session, lead, contact_id, deal_id)
    restore_call(session, lead, lead.dismissed_at)
    if (call := find_call(session, lead)) is not None:
        call.contact_id, call.deal_id = contact_id, deal_id
    lead.contact_id, lead.deal_id = contact_id, deal_id
    lead.converted_at, lead.dismissed_at = clock.now(), None
    session.flush()
    return Converted(contact_id, company_id, deal_id, is_new=True)


def _draft(session: Session, lead: Lead) -> ContactDraft:
    """The lead as a contact; an e-mail that is none goes to its note."""
    is_company = not lead.name and bool(lead.company)
    email = lead.email if _EMAIL.fullmatch(lead.email) else ""
    people = {row.id: row.name for row in staff.list_staff(session)}
    return ContactDraft(
        lead.company if is_company else lead.name,
        COMPANY if is_company else PERSON,
        company="" if is_company else lead.company,
        emails=(Labelled(email),) if email else (),
        phones=(Labelled(lead.phone),) if lead.phone else (),
        source=lead.source,
        note="" if email else lead.email,
        owner=people.get(lead.owner_id or 0, ""),
    )


def _refuse_double(session: Session, draft: ContactDraft) -> None:
    sure = (*_SURE, "name") if draft.kind == COMPANY else _SURE
    found = next((one for one in contacts.find_similar(session, draft) if one.key in sure), None)
    if found is not None:
        raise UserError(
            T("{name} may be the same: contact {id}.", name=found.name, id=found.contact_id),
            hint=T("Nothing was changed. Say whether it is this one or a new one."),
            field="contact",
        )


def _company(session: Session, contact_id: int) -> int | None:
    query = (
        select(Relation.company_id)
        .join(Contact, Contact.id == Relation.company_id)
        .where(Relation.contact_id == contact_id, Relation.position == 0)
    )
    return session.scalar(query)


def _add_deal(
    session: Session, lead: Lead, contact_id: int, owner: str, company_id: int | None
) -> int:
    title = str(T("Inquiry: {name}", name=title_of(lead)))
    draft = DealDraft(title, contact_id, source=lead.source, owner=owner)
    deal_id = pipeline.create_deal(session, draft)
    deal = session.get_one(Deal, deal_id)
    deal.owner_id = lead.owner_id or deal.owner_id
    deal.campaign_id, deal.company_id = lead.campaign_id, company_id
    session.flush()
    return deal_id


def _add_note(session: Session, lead: Lead, contact_id: int, deal_id: int) -> None:
    """What was written is the first thing on the timeline."""
    if lead.message:
        draft = ActivityDraft(body=lead.message, at=lead.received_at)
        entry_id = contacts.add_activity(session, contact_id, draft)
        session.get_one(Activity, entry_id).deal_id = deal_id
        session.flush()
