"""What a window shows before a credit note is what the credit note is then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.services import documents
from smallcrm.services.documents import LineDraft, credit_lines


@pytest.fixture
def invoice(office):
    line = LineDraft("Boots", Decimal(2), "pair", Decimal("21.53"), tax_rate=Decimal(21))
    return office.issued(lines=(line,), prices_include_tax=True)


def credited(office, invoice_id, *more, **how):
    with office.write(can_undo=False) as session:
        return credit_lines.credit_now(session, invoice_id, *more, **how)


def test_lines_say_what_is_left_of_them(office, invoice):
    (line,) = office.read(credit_lines.list_creditable, invoice)
    assert (line.description, line.unit, line.issued, line.left) == ("Boots", "pair", 2, 2)
    credited(office, invoice, {0: Decimal(1)})
    (line,) = office.read(credit_lines.list_creditable, invoice)
    assert (line.issued, line.left) == (2, 1)


def test_sums_are_those_of_the_credit_note_also_for_the_remainder(office, invoice):
    for tax in ("3.74", "3.73"):
        foreseen = office.read(credit_lines.preview, invoice, {0: Decimal(1)})
        made = credited(office, invoice, {0: Decimal(1)})
        assert office.read(documents.get_totals, made.credit_id) == foreseen
        assert str(foreseen.tax_total) == tax
    with pytest.raises(UserError, match="credited in full"):
        office.read(credit_lines.preview, invoice)


def test_new_draft_says_what_the_invoice_said(office, invoice):
    made = credited(office, invoice, copies=True)
    assert made.number == "CN-2026-0001"
    assert office.row(made.copy_id).status == "draft"
    lines = [office.read(documents.get_draft, one).lines for one in (invoice, made.copy_id)]
    assert lines[0] == lines[1]


def test_refused_credit_note_leaves_nothing_behind(office, invoice):
    with pytest.raises(UserError, match="2 are left"):
        credited(office, invoice, {0: Decimal(3)}, copies=True)
    assert office.read(documents.list_ids) == [invoice]
