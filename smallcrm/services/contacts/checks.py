"""What a contact must have before it is stored; trims what people type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from smallcrm.core import blanks, clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact
from smallcrm.services.contacts.drafts import (
    COMPANY,
    GIVEN,
    PERSON,
    REFUSED,
    AddressDraft,
    ContactDraft,
    Labelled,
    fallback_name,
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_BIRTHDAY = re.compile("(?:([0-9]{4})|-)-([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2000  # somebody may be born on 29 February of a year that nobody told
_INVISIBLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def checked(draft: ContactDraft) -> ContactDraft:
    """Return *draft* with blanks trimmed and empty parts gone.

    Raises:
        UserError: nothing names the contact, or a part that a person typed is not right.
    """
    clean = draft._replace(
        name=_line(draft.name),
        kind=COMPANY if draft.kind == COMPANY else PERSON,
        given_name=_line(draft.given_name),
        family_name=_line(draft.family_name),
        company=_line(draft.company),
        role=_line(draft.role),
        emails=_labelled(draft.emails),
        phones=_labelled(draft.phones),
        urls=_labelled(draft.urls),
        addresses=tuple(filter(None, map(_address, draft.addresses))),
        tags=tuple(dict.fromkeys(tag for name in draft.tags if (tag := _line(name)))),
        tax_id=_line(draft.tax_id),
        birthday=_line(draft.birthday),
        note=visible(draft.note),
        owner=_line(draft.owner),
        consent_source=_line(draft.consent_source),
        custom=_pairs(draft.custom),
        external=_pairs(draft.external),
    )
    if not clean.name:
        clean = clean._replace(name=fallback_name(clean))
    _refuse_wrong(clean)
    return clean


def dated(before: ContactDraft, after: ContactDraft) -> ContactDraft:
    """*after* with a day for its consent: today where the consent changed and the day did not."""
    if after.consent == before.consent or after.consent_on != before.consent_on:
        return after
    return after._replace(consent_on=clock.today() if after.consent else None)


def existing(session: Session, contact_id: int) -> Contact:
    """The contact, which may be in the bin; raises NotFound when there is none."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound(T("This contact no longer exists."))
    return contact


def visible(text: str) -> str:
    """*text* without what nobody can see or type, such as a stray NUL from a file."""
    return _INVISIBLE.sub("", text).strip()


def _refuse_wrong(draft: ContactDraft) -> None:
    if not draft.name:
        raise UserError(
            T("A contact needs a name, a company, an email or a phone number."),
            hint=T("Nothing was saved. Fill in one of them."),
            field="name",
        )
    for email in draft.emails:
        if not _EMAIL.fullmatch(email.value):
            raise UserError(
                T("{email} is not an email address.", email=email.value),
                hint=T("Nothing was saved. An address looks like anna@shop.example."),
                field="emails",
            )
    if draft.consent not in {"", GIVEN, REFUSED}:
        raise UserError(
            T("Consent is given, refused or not known."),
            hint=T("Nothing was saved. Write given, refused, or nothing."),
            field="consent",
        )
    if draft.birthday and not _is_birthday(draft.birthday):
        raise UserError(
            T("{birthday} is not a birthday.", birthday=draft.birthday),
            hint=T("Nothing was saved. Write it as 1980-06-05, or --06-05 without the year."),
            field="birthday",
        )


def _is_birthday(text: str) -> bool:
    """``1980-06-05``, or ``--06-05``; a day that the calendar has."""
    known = _BIRTHDAY.fullmatch(text)
    if known is None:
        return False
    year = int(known[1]) if known[1] else _LEAP_YEAR
    try:
        date(year, int(known[2]), int(known[3]))
    except ValueError:
        return False
    return True


def _line(text: str) -> str:
    return blanks.one_line(visible(text))


def _pairs(values: Mapping[str, str]) -> dict[str, str]:
    trimmed = {_line(name): visible(value) for name, value in values.items()}
    return {name: value for name, value in trimmed.items() if name and value}


def _labelled(values: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    kept: dict[str, Labelled] = {}
    for item in values:
        if value := _line(item.value):
            kept.setdefault(value, Labelled(value, _line(item.label)))
    return tuple(kept.values())


def _address(address: AddressDraft) -> AddressDraft:
    return address._replace(
        street=blanks.lines(visible(address.street)),
        city=_line(address.city),
        postcode=_line(address.postcode),
        region=_line(address.region),
        country=_line(address.country),
        label=_line(address.label),
    )
