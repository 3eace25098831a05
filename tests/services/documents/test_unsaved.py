"""What the live page shows of a draft is what paper will show of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft, PartyDraft, unsaved


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
        office.read(unsaved.customer, office.sample(customer=None, customer_id=999))
    assert refused.value.field == "customer"


def test_draft_is_stored_once_and_then_kept_up_to_date(office):
    document_id = office.do(unsaved.store, None, office.sample(note="first"))
    assert office.do(unsaved.store, document_id, office.sample(note="second")) == document_id
    assert office.read(documents.get_draft, document_id).note == "second"
    assert office.read(documents.list_ids) == [document_id]


def test_issuing_completes_the_business_or_changes_nothing(database):
    with database.write(T("Test")) as session:
        assert unsaved.missing_of_business(session) == ["name", "tax_id"]
    draft = DocumentDraft(
        customer=PartyDraft(name="Anna"),
        lines=(LineDraft("Roses", price=Decimal(10), tax_rate=Decimal(24)),),
    )
    business = {"name": "Anthos", "tax_id": "123456783"}
    with pytest.raises(UserError), database.write(T("Test"), can_undo=False) as session:
        unsaved.issue(session, None, draft, {**business, "country": "Greece"})
    with database.read() as session:
        assert settings.get_business(session).name == ""
        assert documents.list_ids(session) == []
    with database.write(T("Test"), can_undo=False) as session:
        issued = unsaved.issue(session, None, draft, business)
    with database.read() as session:
        assert unsaved.missing_of_business(session) == []
        assert documents.get_row(session, issued.document_id).number == issued.number


def test_customer_is_named_on_one_line(office):
    assert office.read(unsaved.customer, office.sample()) == "Ελένη Παπαδοπούλου"
    company = PartyDraft(name="Anthos Events", contact_person="Maria")
    assert office.read(unsaved.customer, office.sample(customer=company)) == "Anthos Events, Maria"
    assert office.read(unsaved.customer, office.sample(customer=None)) == ""


def test_drafts_are_deleted_together_or_not_at_all(office):
    drafts = [office.draft(), office.draft()]
    issued = office.issued()
    with pytest.raises(UserError):
        office.do(unsaved.delete, [*drafts, issued])
    assert len(office.read(documents.list_ids)) == 3
    assert office.do(unsaved.delete, drafts) == 2
    assert office.read(documents.list_ids) == [issued]
