"""Credit notes add up to their invoice to the cent, and never to more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as some

from smallcrm.core.errors import UserError
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import Adjustment, LineDraft, copying
from smallcrm.services.documents import credited as credited_


def rose(quantity="2", price="21.53", rate="21", **more) -> LineDraft:
    return LineDraft(
        "Rose", Decimal(quantity), price=Decimal(price), tax_rate=Decimal(rate), **more
    )


def credited(office, invoice, quantities=None):
    """Issue a credit note and return its sums."""
    note = office.do(documents.credit, invoice, quantities)
    office.issue(note, "2026-03-05")
    return office.read(documents.get_totals, note)


def test_last_credit_takes_the_remainder_of_the_tax(office):
    """Scenario 23."""
    invoice = office.issued(prices_include_tax=True, lines=(rose(),))
    first, second = (credited(office, invoice, {0: Decimal(1)}) for _each in range(2))
    assert (first.tax_total, second.tax_total) == (Decimal("3.74"), Decimal("3.73"))
    assert (first.total, second.total) == (Decimal("21.53"), Decimal("21.53"))
    whole = office.read(documents.get_totals, invoice)
    assert first.tax_total + second.tax_total == whole.tax_total == Decimal("7.47")
    assert first.sum_lines + second.sum_lines == whole.sum_lines
    with pytest.raises(UserError, match="credited in full"):
        credited(office, invoice)
    with pytest.raises(UserError, match="are left to credit"):
        credited(office, invoice, {0: Decimal(1)})


def test_form_of_a_draft_knows_what_is_left(office):
    invoice = office.issued(prices_include_tax=True, lines=(rose(),))
    credited(office, invoice, {0: Decimal(1)})
    note = office.do(documents.credit, invoice)
    draft = office.read(documents.get_draft, note)
    assert documents.compute(draft).tax_total == Decimal("3.73")
    assert draft.lines[0].credits == 0
    assert draft.preceding == (invoice,)


def test_two_drafts_cannot_both_be_issued_over_the_same_line(office):
    invoice = office.issued(lines=(rose(),))
    one, other = (office.do(documents.credit, invoice) for _each in range(2))
    office.issue(one, "2026-03-05")
    with pytest.raises(UserError, match="are left to credit"):
        office.issue(other, "2026-03-05")


def test_credit_of_more_money_than_the_invoice_is_refused(office):
    invoice = office.issued(lines=(rose(),))
    draft = office.read(documents.get_draft, office.do(documents.credit, invoice))
    line = LineDraft("Sorry", price=Decimal(1000), tax_rate=Decimal(21))
    note = office.draft(kind="credit_note", lines=(line,), preceding=draft.preceding)
    with pytest.raises(UserError, match="are left to credit"):
        office.issue(note, "2026-03-05")


def test_only_issued_invoices_are_credited(office):
    with pytest.raises(UserError, match="Only an issued invoice"):
        office.do(documents.credit, office.draft())


def test_credit_note_leads_to_its_invoice_and_prints_its_number(office):
    invoice = office.issued()
    note = office.do(documents.credit, invoice)
    assert [link.relation for link in office.read(documents.list_links, note)] == ["credits"]
    office.issue(note, "2026-03-05")
    view = office.read(documents.get_view, note)
    assert ("Invoice", office.row(invoice).number) in view.references


def test_void_after_a_part_credit_credits_the_rest(office):
    invoice = office.issued(lines=(rose("3"),))
    credited(office, invoice, {0: Decimal(1)})
    with office.write(can_undo=False) as session:
        note = documents.void(session, invoice)
    assert office.read(documents.get_draft, note).lines[0].quantity == 2
    assert office.row(invoice).status == "void"


def test_price_of_a_credit_note_may_be_lowered(office):
    """Money back for a damaged rose, and the rose stays with the customer."""
    invoice = office.issued(lines=(rose(),))
    note = office.do(documents.credit, invoice)
    draft = office.read(documents.get_draft, note)
    less = replace(draft, lines=(replace(draft.lines[0], price=Decimal(5)),))
    office.do(documents.save_draft, note, less)
    office.issue(note, "2026-03-05")
    sums = office.read(documents.get_totals, note)
    assert (sums.total_without_tax, sums.tax_total) == (Decimal(10), Decimal("2.10"))


def test_charge_taken_out_of_a_credit_note_stays_with_the_seller(office):
    invoice = office.issued(lines=(rose(),), charges=(Adjustment(amount=Decimal(8)),))
    note = office.do(documents.credit, invoice)
    draft = office.read(documents.get_draft, note)
    office.do(documents.save_draft, note, replace(draft, charges=()))
    office.issue(note, "2026-03-05")
    sums = office.read(documents.get_totals, note)
    assert (sums.charge_total, sums.total_without_tax) == (0, Decimal("43.06"))


@pytest.mark.parametrize("gross", [False, True])
def test_charge_in_a_tax_group_of_its_own_is_credited_to_the_last_cent(office, gross):
    charge = Adjustment(amount=Decimal(10), tax_category="S", tax_rate=Decimal(6))
    invoice = office.issued(prices_include_tax=gross, lines=(rose("3"),), charges=(charge,))
    notes = [credited(office, invoice, {0: Decimal(1)}) for _each in range(3)]
    whole = office.read(documents.get_totals, invoice)
    for name in ("charge_total", "total_without_tax", "tax_total", "total"):
        assert sum(getattr(one, name) for one in notes) == getattr(whole, name), name
    with office.write(can_undo=False) as session:
        assert documents.void(session, invoice) is None


def test_last_credit_takes_the_rounding_of_the_sum_to_pay(office):
    invoice = office.issued(lines=(rose("2", "10.01"),), payable_rounding=Decimal("-0.02"))
    notes = [credited(office, invoice, {0: Decimal(1)}) for _each in range(2)]
    assert sum(one.due for one in notes) == office.read(documents.get_totals, invoice).due


def test_credit_note_is_in_the_currency_of_its_invoice(office):
    invoice = office.issued()
    note = office.draft(kind="credit_note", currency="JPY", preceding=(invoice,))
    with pytest.raises(UserError, match="in EUR"):
        office.issue(note, "2026-03-05")


def test_credit_note_is_not_older_than_its_invoice(office):
    note = office.do(documents.credit, office.issued("2026-03-10"))
    with pytest.raises(UserError, match="older than its invoice"):
        office.issue(note, "2026-03-09")


def test_no_more_of_one_tax_is_credited_than_the_invoice_has(office):
    invoice = office.issued(lines=(rose("1", "10"), rose("1", "1000", "6")))
    for rate in ("21", "13"):
        line = rose("1", "500", rate)
        note = office.draft(kind="credit_note", lines=(line,), preceding=(invoice,))
        with pytest.raises(UserError, match="tax"):
            office.issue(note, "2026-03-05")


def test_invoice_of_a_contact_in_the_bin_is_still_corrected(office):
    anna = office.do(contacts.create, ContactDraft("Anna Berg"))
    invoice = office.issued(customer=None, customer_id=anna)
    office.do(contacts.archive, [anna])
    with office.write(can_undo=False) as session:
        note = documents.void(session, invoice)
    assert office.row(note).customer == "Anna Berg"
    assert office.read(documents.get_draft, note).customer_id == anna


def test_copy_of_a_credit_note_takes_nothing_back(office):
    note = office.do(documents.credit, office.issued())
    draft = office.read(documents.get_draft, office.do(copying.copy, note))
    assert (draft.kind, draft.lines[0].credits) == ("invoice", None)


LINES = some.lists(
    some.builds(
        rose,
        some.integers(1, 5).map(str),
        some.integers(200, 99999).map(lambda cents: str(Decimal(cents) / 100)),
        some.sampled_from(["24", "13", "6"]),
        discount_percent=some.sampled_from([Decimal(0), Decimal("12.5")]),
    ),
    min_size=1,
    max_size=4,
)
DISCOUNTS = some.lists(
    some.one_of(
        some.builds(Adjustment, percent=some.sampled_from([Decimal(5), Decimal("33.3")])),
        some.builds(
            Adjustment, amount=some.integers(1, 99).map(lambda cents: Decimal(cents) / 100)
        ),
    ),
    max_size=2,
).map(tuple)

CHARGES = some.lists(
    some.builds(
        Adjustment,
        amount=some.integers(100, 9999).map(lambda cents: Decimal(cents) / 100),
        tax_category=some.just("S"),
        tax_rate=some.sampled_from([Decimal(24), Decimal(10)]),
    ),
    max_size=1,
).map(tuple)


@pytest.mark.timeout(300)
@profile(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lines=LINES,
    reductions=some.tuples(DISCOUNTS, CHARGES),
    gross=some.booleans(),
    currency=some.sampled_from(["EUR", "TND"]),
    seed=some.integers(0, 999),
)
def test_credits_add_up_to_their_invoice(office, lines, reductions, gross, currency, seed):
    invoice = office.issued(
        "2026-03-05",
        prices_include_tax=gross,
        currency=currency,
        lines=tuple(lines),
        discounts=reductions[0],
        charges=reductions[1],
    )
    whole = office.read(documents.get_totals, invoice)
    chance = Random(seed)  # noqa: S311 - no secret
    left = {place: int(line.quantity) for place, line in enumerate(lines)}
    notes = []
    while any(left.values()):
        taken = {place: chance.randint(0, there) for place, there in left.items()}
        taken = {place: Decimal(number) for place, number in taken.items() if number}
        if not taken:
            continue
        notes.append(credited(office, invoice, taken))
        left = {place: there - int(taken.get(place, 0)) for place, there in left.items()}
    for name in ("sum_lines", "discount_total", "charge_total", "total_without_tax", "tax_total"):
        assert sum(getattr(one, name) for one in notes) == getattr(whole, name), name
    for group in whole.taxes:
        rows = [row for one in notes for row in one.taxes if row.rate == group.rate]
        assert (sum(row.base for row in rows), sum(row.tax for row in rows)) == (
            group.base,
            group.tax,
        )
    for note in notes:
        assert note.total_without_tax == note.sum_lines - note.discount_total + note.charge_total
        assert sum(row.base for row in note.taxes) == note.total_without_tax


@pytest.fixture
def over_both(office):
    """A credit note of so many pieces over two invoices of two roses each, 86.12 in all."""
    invoices = [office.issued(lines=(rose(),), prices_include_tax=True) for _each in range(2)]

    def make(quantity, **more):
        line = rose(quantity, **more)
        draft = office.sample(lines=(line,), prices_include_tax=True, kind="credit_note")
        return office.do(documents.create_draft, replace(draft, preceding=tuple(invoices)))

    make.invoices = invoices
    return make


def test_credit_note_over_several_invoices_settles_both(office, over_both):
    office.issue(over_both("3"), "2026-03-05")
    assert [office.row(one).open for one in over_both.invoices] == [0, Decimal("21.53")]


def test_credit_note_over_several_invoices_takes_back_no_more_than_they_have_left(
    office, over_both
):
    credited(office, over_both.invoices[0], {0: Decimal(1)})
    with pytest.raises(UserError, match=r"2026-0001, 2026-0002 €64\.59 are left"):
        office.issue(over_both("4"), "2026-03-05")
    office.issue(over_both("3"), "2026-03-05")
    with pytest.raises(UserError, match=r"€0\.00 are left"):
        office.issue(over_both("1"), "2026-03-05")
    assert [office.row(one).open for one in over_both.invoices] == [0, 0]


def test_credit_note_over_several_invoices_gives_back_their_tax_and_no_other(office, over_both):
    with pytest.raises(UserError, match="taxes with 24"):
        office.issue(over_both("1", rate="24"), "2026-03-05")
    with pytest.raises(UserError, match="cannot be older"):
        office.issue(over_both("1"), "2026-02-05")


def test_credit_note_over_several_counts_against_one_with_what_the_others_cannot_hold(
    office, over_both
):
    first, second = over_both.invoices
    office.issue(over_both("1"), "2026-03-05")  # may be all of the second
    assert credited(office, first).total == Decimal("43.06")
    with pytest.raises(UserError, match=r"Of 2026-0002 €21\.53 are left"):
        credited(office, second)
    note = office.do(documents.credit, second, {0: Decimal(1)})
    office.issue(note, "2026-03-05")
    assert [office.row(one).open for one in over_both.invoices] == [0, 0]
    with pytest.raises(UserError, match=r"€0\.00 are left"):
        office.issue(over_both("1"), "2026-03-05")


def test_lines_of_a_credit_note_over_several_invoices_are_not_lines_of_each(office, over_both):
    first, second = over_both.invoices
    draft = office.read(documents.get_draft, office.do(documents.credit, first))
    both = replace(draft, preceding=tuple(over_both.invoices))  # its line says: the first line
    office.issue(office.do(documents.create_draft, both), "2026-03-05")
    left = office.read(documents.get_draft, office.do(documents.credit, second)).lines
    assert [line.quantity for line in left] == [2]


def brute(notes, room):
    """The least that finds no room: over any set of notes, what their invoices cannot hold."""
    worst = 0
    for chosen in range(1 << len(notes)):
        these = [note for place, note in enumerate(notes) if chosen >> place & 1]
        reached = set().union(*(over for over, _ in these))
        there = sum(room[key] for key in reached & room.keys())
        worst = max(worst, sum(amount for _, amount in these) - there)
    return sum(amount for _, amount in notes) - worst


@given(
    some.lists(
        some.tuples(some.frozensets(some.integers(0, 4), min_size=1), some.integers(1, 20)),
        max_size=6,
    ),
    some.dictionaries(some.integers(1, 4), some.integers(0, 30)),
)
def test_as_much_of_credit_notes_finds_room_as_any_way_to_divide_them_gives(notes, room):
    assert credited_.most(notes, room) == brute(notes, room)
