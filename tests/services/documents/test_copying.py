"""A copy says the same, and begins a life of its own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound
from smallcrm.services import documents
from smallcrm.services.documents import copying


def test_copy_of_an_issued_invoice_is_a_draft_with_the_same_sums(office):
    invoice_id = office.issued(note="Thank you", prepaid=Decimal(5), due_days=7)
    copy_id = office.do(copying.copy, invoice_id)
    draft = office.read(documents.get_draft, copy_id)
    assert (draft.date, draft.prepaid, draft.due_days, draft.note) == (None, 0, 7, "Thank you")
    assert draft.lines == office.sample().lines
    assert office.row(copy_id).status == "draft"
    assert office.read(documents.get_totals, copy_id).total == office.row(invoice_id).total


def test_copy_of_a_quote_is_valid_anew(office):
    quote_id = office.issued(kind="quote", valid_until=dt.date(2026, 3, 9))
    draft = office.read(documents.get_draft, office.do(copying.copy, quote_id))
    assert draft.kind == "quote"
    assert draft.valid_until > dt.date(2026, 3, 9)


def test_copy_of_a_credit_note_is_an_invoice(office):
    invoice_id = office.issued()
    with office.write(can_undo=False) as session:
        credit_id = documents.void(session, invoice_id)
    draft = office.read(documents.get_draft, office.do(copying.copy, credit_id))
    assert (draft.kind, draft.preceding, draft.due_days) == ("invoice", (), 14)


def test_what_is_not_there_is_not_copied(office):
    with pytest.raises(NotFound):
        office.do(copying.copy, 999)
