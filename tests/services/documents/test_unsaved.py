"""What the live page shows of a draft is what paper will show of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from smallcrm.core import clock
from smallcrm.core.errors import NotFound
from smallcrm.services import documents
from smallcrm.services.documents import unsaved


def test_unsaved_draft_looks_as_the_stored_one(office):
    draft = office.sample(kind="quote", date=date(2026, 3, 1), language="el")
    quote_id = office.do(documents.create_draft, draft)
    office.issue(quote_id)
    invoice_id = office.do(documents.convert, quote_id, "invoice")
    stored = office.read(documents.get_view, invoice_id)
    shown = office.read(unsaved.view, stored.draft, invoice_id)
    assert shown == replace(stored, sha256="")
    assert [number for _heading, number in shown.references] == ["Q-2026-0001"]


def test_draft_without_customer_or_date_is_shown_as_of_today(office):
    draft = office.sample(customer=None, due_days=14)
    shown = office.read(unsaved.view, draft)
    assert shown.buyer.name == ""
    assert shown.date == clock.today()
    assert shown.due_date == clock.today() + timedelta(days=14)
    assert documents.queries.render(shown).startswith(b"%PDF")


def test_customer_who_is_gone_is_named(office):
    with pytest.raises(NotFound) as refused:
        office.read(unsaved.buyer, office.sample(customer=None, customer_id=999))
    assert refused.value.field == "customer"
