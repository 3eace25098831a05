"""Drafts, conversions, and how a document lives on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, history, settings
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import Adjustment, DocumentDraft, LineDraft, PartyDraft

ANNA = ContactDraft(
    "Άννα Ιωάννου",
    emails=(Labelled("anna@shop.example"),),
    phones=(Labelled("+30 2421 012345"),),
    addresses=(AddressDraft("Odos 5", "Volos", "38221", "", "GR"),),
    tax_id="EL123456783",
    language="el",
)
FULL = DocumentDraft(
    kind="quote",
    customer=PartyDraft(name="Иван", country="RU"),
    date=dt.date(2026, 3, 1),
    tax_date=dt.date(2026, 2, 28),
    valid_until=dt.date(2026, 4, 1),
    due_days=10,
    currency="EUR",
    language="de",
    prices_include_tax=True,
    lines=(
        LineDraft(
            "Книга",
            Decimal("2.5"),
            "pcs",
            Decimal("4.123456"),
            Decimal(10),
            Decimal("12.5"),
            (Adjustment(percent=Decimal(1), reason="Loyal"),),
            (Adjustment(amount=Decimal("0.5")),),
            tax_rate=Decimal("5.5"),
            item_code="0042",
        ),
        LineDraft("Book", price=Decimal(10), tax_category="E", exemption_reason="Art. 132"),
    ),
    discounts=(Adjustment(percent=Decimal(5), reason="Spring"),),
    charges=(Adjustment(amount=Decimal(7), tax_category="S", tax_rate=Decimal(20)),),
    prepaid=Decimal("1.50"),
    payable_rounding=Decimal("-0.01"),
    note="Спасибо",
    terms="30 days",
    exemption_reason="Exempt",
    delivery_date=dt.date(2026, 3, 2),
    delivery_country="RU",
    exchange_rate=Decimal("1.084512"),
    tax_currency="USD",
    buyer_reference="B-1",
    order_reference="O-1",
    preceding=(),
    type_code="380",
)


@pytest.fixture
def anna(office):
    return office.do(contacts.create, ANNA)


def test_draft_comes_back_as_it_was_stored(office):
    document_id = office.do(documents.create_draft, FULL)
    assert office.read(documents.get_draft, document_id) == FULL
    assert office.read(documents.get_totals, document_id) == documents.compute(FULL)


def test_saved_draft_replaces_all_of_the_old_one(office):
    document_id = office.do(documents.create_draft, FULL)
    office.do(documents.save_draft, document_id, office.sample(date=dt.date(2026, 5, 5)))
    assert office.read(documents.get_draft, document_id) == office.sample(date=dt.date(2026, 5, 5))


def test_issued_document_says_what_the_draft_said(office):
    document_id = office.do(documents.create_draft, FULL)
    office.issue(document_id)
    assert office.read(documents.get_draft, document_id) == FULL
    assert office.read(documents.get_totals, document_id) == documents.compute(FULL)


def test_impossible_draft_is_not_stored(office):
    with pytest.raises(UserError, match="tax category"):
        office.draft(lines=(LineDraft(tax_category="X"),))
    assert office.read(documents.list_ids) == []


def test_document_for_a_contact_that_is_not_there_is_refused(office, anna):
    with pytest.raises(NotFound) as refused:
        office.draft(customer=None, customer_id=999)
    assert refused.value.field == "customer"
    draft_id = office.draft(customer=None, customer_id=anna)
    office.do(contacts.archive, [anna])
    with pytest.raises(NotFound, match="in the bin"):
        office.draft(customer=None, customer_id=anna)
    office.do(documents.save_draft, draft_id, office.sample(customer=None, customer_id=anna))


def test_buyer_is_taken_from_the_contact(office, anna):
    document_id = office.issued(customer=None, customer_id=anna)
    view = office.read(documents.get_view, document_id)
    assert view.buyer == PartyDraft(
        name="Άννα Ιωάννου",
        street="Odos 5",
        city="Volos",
        postcode="38221",
        country="GR",
        vat_id="EL123456783",
        email="anna@shop.example",
        phone="+30 2421 012345",
    )
    assert view.language == "el"
    assert view.seller.name == "Anthos Flowers"


def test_typed_customer_goes_before_the_contact(office, anna):
    typed = PartyDraft(name="Anna's brother")
    document_id = office.issued(customer=typed, customer_id=anna)
    assert office.read(documents.get_view, document_id).buyer == typed
    assert office.read(documents.get_draft, document_id).customer_id == anna


def test_new_draft_starts_with_the_settings_and_the_customers_wishes(office, anna):
    office.do(settings.change, {"due_days": 21, "note": "Thanks", "prices_include_tax": True})
    draft = office.read(documents.new_draft, "invoice", anna)
    assert (draft.due_days, draft.note, draft.language) == (21, "Thanks", "el")
    assert draft.prices_include_tax
    assert office.read(documents.new_draft, "quote").valid_until is not None


def test_deleted_draft_is_gone_and_undo_brings_it_back(office):
    document_id = office.draft()
    office.do(documents.delete_draft, document_id)
    with pytest.raises(NotFound):
        office.read(documents.get_view, document_id)
    assert office.read(documents.list_ids) == []
    office.database.undo()
    assert office.read(documents.list_ids) == [document_id]


@pytest.mark.parametrize("command", [documents.delete_draft, documents.issue])
def test_issued_document_is_neither_deleted_nor_issued_again(office, command):
    document_id = office.issued()
    with pytest.raises(UserError, match="2026-0001 was issued"):
        office.do(command, document_id)


def test_issued_document_is_not_saved_as_a_draft(office):
    document_id = office.issued()
    with pytest.raises(UserError, match="was issued"):
        office.do(documents.save_draft, document_id, office.sample())


def test_undo_of_what_came_before_leaves_an_issued_document_alone(office):
    document_id = office.do(documents.create_draft, FULL)
    office.do(documents.save_draft, document_id, replace(FULL, lines=FULL.lines[:1]))
    office.issue(document_id, "2026-03-01")
    before = office.read(documents.get_view, document_id)
    with pytest.raises(UserError, match="cannot be undone"):
        office.database.undo()
    _issued, *earlier = [row.action for row in office.read(history.list_actions, limit=3)]
    for action in earlier:
        undone = office.database.undo(action)
        assert ("document", document_id) in {(kept.table, kept.id) for kept in undone.kept}
    assert office.read(documents.get_view, document_id) == before
    assert office.read(documents.check).ok


def test_conversions_keep_lines_notes_and_totals(office):
    quote = office.do(documents.create_draft, FULL)
    office.issue(quote, "2026-03-01")
    order = office.do(documents.convert, quote, "order")
    invoice = office.do(documents.convert, order, "invoice")
    office.issue(invoice, "2026-03-05")
    wanted = office.read(documents.get_totals, quote)
    for document_id, kind in ((order, "order"), (invoice, "invoice")):
        draft = office.read(documents.get_draft, document_id)
        assert draft.kind == kind
        assert (draft.lines, draft.discounts, draft.charges) == (
            FULL.lines,
            FULL.discounts,
            FULL.charges,
        )
        assert (draft.note, draft.terms, draft.customer) == (FULL.note, FULL.terms, FULL.customer)
        assert office.read(documents.get_totals, document_id) == wanted
    assert office.read(documents.get_view, invoice).references == (("Angebot", "Q-2026-0001"),)


def test_conversion_happens_once_however_often_it_is_asked_for(office):
    quote = office.draft(kind="quote")
    order = office.do(documents.convert, quote, "order")
    invoice = office.do(documents.convert, order, "invoice")
    assert office.do(documents.convert, quote, "order") == order
    assert office.do(documents.convert, order, "invoice") == invoice
    assert office.do(documents.convert, quote, "invoice") == invoice
    assert len(office.read(documents.list_ids)) == 3
    links = office.read(documents.list_links, order)
    assert [(link.id, link.kind, link.relation) for link in links] == [
        (quote, "quote", "converted_from"),
        (invoice, "invoice", "converted_to"),
    ]


def test_conversion_may_be_done_again_when_its_draft_was_deleted(office):
    quote = office.draft(kind="quote")
    first = office.do(documents.convert, quote, "invoice")
    office.do(documents.delete_draft, first)
    assert office.do(documents.convert, quote, "invoice") != first


@pytest.mark.parametrize(
    ("kind", "to"), [("invoice", "order"), ("order", "order"), ("quote", "quote")]
)
def test_documents_do_not_turn_back(office, kind, to):
    with pytest.raises(UserError):
        office.do(documents.convert, office.draft(kind=kind), to)


def test_nothing_comes_of_a_void_quote(office):
    quote = office.issued(kind="quote")
    assert office.do(documents.void, quote) is None
    with pytest.raises(UserError, match="is void"):
        office.do(documents.convert, quote, "invoice")


def test_void_invoice_keeps_its_number_and_gets_a_credit_note(office):
    document_id = office.issued("2026-03-01")
    with time_machine.travel(dt.datetime(2026, 3, 9, tzinfo=dt.UTC)):
        credit = office.do(documents.void, document_id)
    assert (office.row(document_id).number, office.row(document_id).status) == ("2026-0001", "void")
    assert office.row(document_id).open == 0
    row = office.row(credit)
    assert (row.number, row.total, row.date) == (
        "CN-2026-0001",
        office.row(document_id).total,
        dt.date(2026, 3, 9),
    )
    view = office.read(documents.get_view, credit)
    assert view.references == (("Invoice", "2026-0001"),)
    assert view.draft.preceding == (document_id,)
    other = office.issued("2026-03-10")
    assert office.row(other).number == "2026-0002"
    assert office.read(documents.check) == (True, [], [], [])


def test_after_a_void_invoice_nobody_owes_anything(office):
    customer = office.do(contacts.create, ContactDraft("Petros"))
    kept, voided = [office.issued(customer=None, customer_id=customer) for _ in range(2)]
    office.do(documents.void, voided)
    view = office.read(contacts.get_view, customer)
    assert view.balance == {"EUR": office.row(kept).total}
    assert view.invoiced == view.balance


def test_void_is_for_issued_documents_and_happens_once(office):
    with pytest.raises(UserError, match="still a draft"):
        office.do(documents.void, office.draft())
    document_id = office.issued()
    credit = office.do(documents.void, document_id)
    with pytest.raises(UserError, match="stays void"):
        office.do(documents.void, document_id)
    with pytest.raises(UserError, match="credit note"):
        office.do(documents.void, credit)


def test_status_follows_from_dates_and_what_was_noted(office):
    day = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    with time_machine.travel(day):
        invoice = office.issued("2026-03-01", due_days=10)
        paid = office.issued("2026-03-01", prepaid=Decimal("45.94"), due_days=10)
        quote = office.issued(kind="quote")
        draft = office.draft()
        assert office.row(draft).status == "draft"
        assert (office.row(invoice).status, office.row(invoice).open) == (
            "issued",
            Decimal("45.94"),
        )
        assert (office.row(paid).status, office.row(paid).open) == ("paid", 0)
        office.do(documents.mark_sent, invoice)
        office.do(documents.mark_sent, quote)
        assert office.row(invoice).status == office.row(quote).status == "sent"
        office.do(documents.accept, quote)
        assert office.row(quote).status == "accepted"
        office.do(documents.decline, quote)
        assert office.row(quote).status == "declined"
        with pytest.raises(UserError):
            office.do(documents.accept, invoice)
    with time_machine.travel(day + dt.timedelta(days=10)):
        assert office.row(invoice).status == "overdue"
        assert office.read(documents.list_ids, status="overdue") == [invoice]
        assert office.read(documents.list_ids, status="paid") == [paid]


def test_list_is_filtered_by_kind_and_searched_by_number_customer_and_lines(office, anna):
    invoice = office.issued("2026-03-01")
    quote = office.issued("2026-03-02", kind="quote", customer=None, customer_id=anna)
    assert office.read(documents.list_ids) == [quote, invoice]
    assert office.read(documents.list_ids, kind="quote") == [quote]
    assert office.read(documents.list_ids, search="ιωαννου") == [quote]
    assert office.read(documents.list_ids, search="2026-0001 roses") == [quote, invoice]
    assert office.read(documents.list_ids, search="Q-2026") == [quote]
    assert office.read(documents.list_ids, search="!") == []


def test_list_shows_a_drafts_customer_under_todays_name(office, anna):
    draft = office.draft(customer=None, customer_id=anna)
    issued = office.issued(customer=None, customer_id=anna)
    office.do(contacts.change, anna, ANNA._replace(name="Anna Smith"))
    assert office.row(draft).customer == "Anna Smith"
    assert office.row(issued).customer == "Άννα Ιωάννου"


@pytest.mark.parametrize(
    ("change", "word"),
    [({"name": ""}, "name"), ({"country": ""}, "country"), ({"tax_id": ""}, "tax number")],
)
def test_issuing_needs_to_know_who_sells(office, change, word):
    document_id = office.draft()
    office.do(settings.change, change)
    with pytest.raises(UserError, match=word):
        office.issue(document_id)
    assert office.row(document_id).status == "draft"


def test_untaxed_document_needs_no_tax_number(office):
    office.do(settings.change, {"tax_id": ""})
    line = LineDraft("Lesson", price=Decimal(10), tax_category="E", exemption_reason="Education")
    assert office.issued(lines=(line,))


def test_document_without_lines_is_not_issued(office):
    with pytest.raises(UserError, match="no lines"):
        office.issue(office.draft(lines=()))


def test_pdf_of_a_draft_is_printed_and_of_an_issued_one_read_from_the_store(office):
    draft = office.draft()
    assert office.read(documents.get_pdf, draft).startswith(b"%PDF")
    office.issue(draft)
    stored = office.read(documents.get_pdf, draft)
    assert office.read(documents.get_pdf, draft) == stored
    assert office.read(documents.get_pdf, draft, "ru") != stored
    assert office.read(documents.get_pdf, draft, "en") == stored


def test_unpaid_are_those_of_which_something_is_owed(office):
    office.draft()
    office.issued(kind="quote")
    void_id = office.issued()
    with office.write(can_undo=False) as session:
        documents.void(session, void_id)
    owed = office.issued(due_days=14)
    assert office.read(documents.list_ids, unpaid=True) == [owed]
    assert office.row(owed).due_date == dt.date(2026, 3, 15)


def test_a_person_buys_for_the_company_they_belong_to(database):
    with database.write(T("Add")) as session:
        person = contacts.create(
            session,
            ContactDraft(
                "Maria Papadopoulou",
                company="Anthos Events",
                addresses=(AddressDraft("Ermou 41", "Athens", "10563"),),
                tax_id="EL 094215776",
            ),
        )
        document = documents.create_draft(session, DocumentDraft(customer_id=person))
    with database.read() as session:
        buyer = documents.get_view(session, document).buyer
    assert (buyer.name, buyer.contact_person) == ("Anthos Events", "Maria Papadopoulou")
    assert (buyer.street, buyer.vat_id) == ("Ermou 41", "EL094215776")
