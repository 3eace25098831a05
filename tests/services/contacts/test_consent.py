"""Consent: a state, the day of it, and where it was said."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import GIVEN, REFUSED, ContactDraft
from smallcrm.services.contacts.editing import edited


def changed(database, contact_id, *pairs):
    with database.write(T("Change")) as session:
        draft = edited(contacts.get_draft(session, contact_id), pairs)
        contacts.change(session, contact_id, draft)
        return contacts.get_draft(session, contact_id)


@time_machine.travel(datetime.fromisoformat("2026-11-22 12:00"), tick=False)
def test_change_of_consent_has_its_day(database, anna):
    draft = changed(database, anna, "consent=given", "consent_source=Fair")
    assert (draft.consent, draft.consent_on, draft.consent_source) == (
        GIVEN,
        date(2026, 11, 22),
        "Fair",
    )
    assert changed(database, anna, "consent_on=2026-10-01").consent_on == date(2026, 10, 1)
    assert changed(database, anna, "name=Ann").consent_on == date(2026, 10, 1)
    assert changed(database, anna, "consent=refused").consent_on == date(2026, 11, 22)
    assert changed(database, anna, "consent=").consent_on is None


def test_consent_that_came_with_a_day_keeps_it(database):
    draft = ContactDraft(
        "Anna", consent=REFUSED, consent_on=date(2025, 5, 1), consent_source="Call", owner="Dimitra"
    )
    with database.write(T("Add")) as session:
        contact_id = contacts.create(session, draft)
        assert contacts.get_draft(session, contact_id) == draft
        contacts.change(session, contact_id, draft._replace(note="x"))
        assert contacts.get_draft(session, contact_id) == draft._replace(note="x")


@pytest.mark.parametrize("pair", ["consent=maybe", "consent_on=yesterday"])
def test_other_words_are_refused(database, anna, pair):
    with pytest.raises(UserError):
        changed(database, anna, pair)
