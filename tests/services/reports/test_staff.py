"""What each of the staff did: calls, meetings, tasks, first answers, deals and money."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from smallcrm.core.errors import UserError
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.models import Activity, DealDocument
from smallcrm.services import contacts, documents, leads, payments, pipeline, reports, staff, tasks
from smallcrm.services import settings as settings_of
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.services.payments import PaymentDraft
from smallcrm.services.reports.staff_tasks import Tasks
from smallcrm.services.reports.staff_waits import Waits
from smallcrm.services.tasks import TaskDraft

MINUTE, HOUR = 60, 3600
ATHENS = "Europe/Athens"


def at(month, day, hour=12, minute=0):
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001 - as the file has instants


def note(shop, kind, when, *more):
    """An entry; *more* are its direction, who it was, its seconds and its outcome."""
    direction, owner, seconds, outcome = (*more, *("", None, None, "")[len(more) :])
    draft = ActivityDraft(
        kind,
        "Words",
        direction=direction,
        owner_id=owner,
        seconds=seconds,
        outcome=outcome,
        at=when,
    )
    return shop.do(contacts.add_activity, shop.anna, draft)


def lines(shop, scope=None):
    """The lines by name; nobody's is ""."""
    return {line.name: line for line in shop.ask(reports.staff_work, scope or shop.scope)}


def test_calls_are_counted_by_who_it_was_and_which_way_they_went(shop):
    maria, peter = shop.maria, shop.peter
    note(shop, "call", at(3, 2), "out", maria, 5 * MINUTE)
    note(shop, "call", at(3, 2), "out", maria, 20, "no_answer")
    note(shop, "call", at(3, 3), "in", maria, 90, "reached")
    note(shop, "call", at(3, 3), "in", maria, None, "no_answer")
    note(shop, "call", at(3, 4), "in", maria, 30, "voicemail")
    note(shop, "call", at(3, 4), "", maria, 60)
    note(shop, "meeting", at(3, 5), "", maria, HOUR)
    note(shop, "visit", at(3, 5), "", peter)
    note(shop, "call", at(3, 6), "in", None, None, "no_answer")
    gone = note(shop, "call", at(3, 6), "out", peter, 999)
    shop.do(contacts.remove_activity, gone)
    note(shop, "call", at(4, 1), "out", peter, 999)
    found = lines(shop)
    assert list(found) == ["Maria", "Peter", ""]
    assert found["Maria"].talks == (6, 2, 1, 2, 5 * MINUTE + 90 + 60, 1)
    assert found["Peter"].talks == (0, 0, 0, 0, 0, 1)
    assert found[""].talks == (1, 0, 0, 1, 0, 0)


def test_days_begin_and_end_at_midnight_on_the_wall_where_the_clocks_changed_between(shop):
    """In Athens March began at 22:00 UTC of the day before, and ended at 21:00: summer had come."""
    for moment in (at(2, 28, 21, 59), at(2, 28, 22), at(3, 31, 20, 59), at(3, 31, 21)):
        note(shop, "call", moment, "out", shop.maria, moment.minute + 1)
    with time_machine.travel(datetime(2026, 4, 10, 12, tzinfo=ZoneInfo(ATHENS)), tick=False):
        found = lines(shop)["Maria"].talks
    assert (found.calls, found.seconds) == (2, 1 + 60)


def test_tasks_are_late_after_their_time_or_when_their_day_is_over(shop):
    def task(title, due, owner=shop.maria, **more):
        return shop.do(tasks.add_task, TaskDraft(title, due, ATHENS, owner_id=owner, **more))

    def done(task_id, moment):
        shop.moment.move_to(moment.replace(tzinfo=UTC))
        shop.do(tasks.finish_task, task_id)

    shop.day(3, 1)
    # 29 March has 23 hours in Athens: it begins at 22:00 UTC and is over at 21:00.
    done(task("In time", "2026-03-10 12:00"), at(3, 10, 9, 59))
    done(task("Late", "2026-03-10 12:00"), at(3, 10, 10, 1))
    done(task("In its day", "2026-03-29"), at(3, 29, 20, 59))
    done(task("After its day", "2026-03-29"), at(3, 29, 21))
    done(task("Without a day", ""), at(3, 30))
    task("Open and over", "2026-03-31")
    task("Of another month", "2026-04-02")
    binned = task("In the bin", "2026-03-11")
    shop.do(tasks.remove_tasks, [binned])
    task("Open, nobody's", "2026-03-11 09:00", None)
    shop.moment.move_to(at(3, 31, 20, 59).replace(tzinfo=UTC))
    found = lines(shop)
    assert found["Maria"].tasks == Tasks(done=5, done_late=2, overdue=0)
    assert found[""].tasks == Tasks(overdue=1)
    shop.moment.move_to(at(3, 31, 21).replace(tzinfo=UTC))
    assert lines(shop)["Maria"].tasks == Tasks(done=5, done_late=2, overdue=1)
    assert lines(shop)["Maria"].tasks.late == 3
    shop.day(5, 1)
    assert lines(shop)["Maria"].tasks == Tasks(done=5, done_late=2, overdue=1)


def test_each_time_that_a_repeating_task_was_done_counts_and_what_was_undone_does_not(shop):
    shop.day(3, 1)
    weekly = TaskDraft("Order", "2026-03-02 09:00", "UTC", rule="FREQ=WEEKLY", owner_id=shop.peter)
    task_id = shop.do(tasks.add_task, weekly)
    shop.day(3, 2, 8)
    shop.do(tasks.finish_task, task_id)  # before its time
    shop.day(3, 9, 10)
    shop.do(tasks.finish_task, task_id)  # an hour late
    assert lines(shop)["Peter"].tasks == Tasks(done=2, done_late=1)
    shop.database.undo()
    assert lines(shop)["Peter"].tasks == Tasks(done=1, overdue=1)
    shop.database.redo()
    assert lines(shop)["Peter"].tasks == Tasks(done=2, done_late=1)
    shop.day(3, 30)  # 16, 23 and 30 March were not done: it is one task that is late
    assert lines(shop)["Peter"].tasks == Tasks(done=2, done_late=1, overdue=1)
    shop.do(tasks.finish_task, task_id)  # all of them together
    assert lines(shop)["Peter"].tasks == Tasks(done=3, done_late=2)
    other = replace(weekly, due="2026-03-31 09:00", zone="Europe/Athens", title="Order more")
    shop.do(tasks.change_task, task_id, other)
    assert lines(shop)["Peter"].tasks == Tasks(done=3, done_late=2)
    last = replace(weekly, rule="FREQ=WEEKLY;COUNT=1", due="2026-03-31 09:00")
    shop.do(tasks.change_task, task_id, last)
    shop.day(3, 31, 9)
    shop.do(tasks.finish_task, task_id)  # for good
    assert lines(shop)["Peter"].tasks == Tasks(done=4, done_late=3)


def listed(shop, row, at):
    """The lists behind the figure in a column, as sets of what tells them apart."""
    listing = row.listings[at]
    if listing.figure in reports.TASK_FIGURES:
        found = shop.ask(reports.list_tasks, shop.scope, listing)
        return [(each.task.title, each.time.at) for each in found]
    ids = shop.ask(reports.list_entry_ids, shop.scope, listing)
    rows = shop.ask(reports.list_entries, ids)
    return [(rows[each].kind, rows[each].at) for each in ids]


def test_every_figure_of_calls_and_tasks_lists_as_many_as_it_says(shop):
    shop.day(3, 1)
    for day, (kind, direction, owner, outcome) in enumerate(
        (
            ("call", "out", shop.maria, "no_answer"),
            ("call", "in", shop.maria, "reached"),
            ("call", "in", None, "voicemail"),
            ("call", "", shop.peter, ""),
            ("meeting", "", shop.peter, ""),
            ("visit", "", None, ""),
            ("email", "in", shop.maria, ""),
        ),
        start=2,
    ):
        note(shop, kind, at(3, day), direction, owner, None, outcome)
    note(shop, "call", at(4, 1), "out", shop.maria)
    weekly = TaskDraft("Order", "2026-03-02 09:00", "UTC", rule="FREQ=WEEKLY", owner_id=shop.peter)
    task_id = shop.do(tasks.add_task, weekly)
    for day in (2, 9, 16):
        shop.day(3, day, 10)
        shop.do(tasks.finish_task, task_id)
    shop.do(tasks.add_task, TaskDraft("Open", "2026-03-10", owner_id=shop.maria))
    shop.day(3, 31)
    rows = shop.ask(reports.staff_report, shop.scope).rows
    assert [row.cells[0] for row in rows] == ["Maria", "Peter", "Nobody", "Total"]
    for row in rows:
        for column in (1, 2, 3, 4, 6, 7, 8):
            figure = row.cells[column]
            assert (column in row.listings) == bool(figure)
            if figure:
                assert len(listed(shop, row, column)) == figure
    assert listed(shop, rows[-1], 1) == [("call", at(3, day)) for day in (5, 4, 3, 2)]
    assert listed(shop, rows[1], 7) == [("Order", at(3, day, 10)) for day in (16, 9, 2)]
    assert listed(shop, rows[0], 8) == [("Open", None)]


def test_a_wait_ends_with_the_first_answer_and_falls_to_who_gave_it(shop):
    maria, peter = shop.maria, shop.peter
    note(shop, "call", at(3, 2, 9), "in", maria, None, "no_answer")
    note(shop, "message", at(3, 2, 9, 10), "in")  # of the same wait
    note(shop, "note", at(3, 2, 9, 20), "", maria)  # answers nobody
    note(shop, "call", at(3, 2, 9, 30), "out", peter, None, "no_answer")
    note(shop, "email", at(3, 3, 9), "in", maria)
    note(shop, "visit", at(3, 3, 11), "", maria)
    note(shop, "email", at(3, 4, 9), "in", maria)
    note(shop, "call", at(3, 4, 9, 1), "in", peter, 60)  # called again, and was answered
    note(shop, "email", at(3, 31, 12), "in", maria)
    note(shop, "email", at(4, 2, 12), "out", maria)  # after the days, and still the answer
    found = lines(shop)
    assert found["Peter"].waits == Waits([30 * MINUTE, MINUTE])
    assert found["Maria"].waits == Waits([2 * HOUR, 48 * HOUR])
    note(shop, "message", at(3, 31, 15), "in", maria)  # in a row with the e-mail at noon
    assert lines(shop)["Maria"].waits == Waits([2 * HOUR, 48 * HOUR])
    note(shop, "call", at(4, 3), "in", maria, None, "no_answer")
    april = replace(shop.scope, first=date(2026, 4, 1), last=date(2026, 4, 30))
    assert lines(shop, april)["Maria"].waits == Waits([], 1)


def test_leads_are_answered_on_themselves_or_on_the_timeline_of_what_they_became(shop):
    def lead(name, moment, owner=None):
        draft = LeadDraft(name, email=f"{name}@a.example", received_at=moment)
        lead_id = shop.do(leads.add, draft)
        shop.do(leads.assign, [lead_id], owner)
        return lead_id

    shop.day(3, 2)
    noted = lead("Noted", at(3, 2, 11), shop.maria)
    shop.do(leads.answer, noted)
    lead("Waiting", at(3, 2, 11), shop.maria)
    lead("Unowned", at(3, 2, 11))
    spam = lead("Spam", at(3, 2, 11), shop.maria)
    shop.do(leads.dismiss, [spam])
    gone = lead("Gone", at(3, 2, 11), shop.maria)
    shop.do(leads.archive, [gone])
    lead("Other month", at(2, 27), shop.maria)
    became = lead("Became", at(3, 2, 11), shop.maria)
    contact_id = shop.do(leads.convert, became).contact_id
    draft = ActivityDraft("email", direction="out", owner_id=shop.peter, at=at(3, 2, 15))
    shop.do(contacts.add_activity, contact_id, draft)
    found = lines(shop)
    assert found["Maria"].waits == Waits([HOUR], 1)
    assert found["Peter"].waits == Waits([4 * HOUR])
    assert found[""].waits == Waits([], 1)


@pytest.mark.parametrize(
    ("seconds", "middle", "most"),
    [([], None, None), ([7], 7, 7), ([4, 1, 3, 2], 2, 4), (list(range(100, 0, -1)), 50, 90)],
)
def test_half_and_nine_of_ten_are_ranks_of_what_was_measured(seconds, middle, most):
    assert (Waits(seconds).middle, Waits(seconds).most) == (middle, most)


@pytest.fixture
def selling(shop):
    """Maria's deal of 1000 is won and invoiced; an invoice of 50 dollars belongs to no deal."""
    shop.day(3, 2)
    business = {"name": "Anthos", "country": "GR", "tax_id": "123456783", "currency": "EUR"}
    shop.do(settings_of.change, business)
    shop.deal = shop.add("Garden", "1000", owner=shop.maria)
    shop.add("Peter's", "70", owner=shop.peter)
    shop.invoice = invoice(shop, "1000", deal=shop.deal)
    shop.loose = invoice(shop, "50", currency="USD")
    invoice(shop, "9999", issue=False)
    shop.do(pipeline.win_deal, shop.deal)
    return shop


def invoice(shop, price, currency="EUR", deal=None, *, issue=True):
    line = LineDraft("Work", price=Decimal(price), tax_category="Z")
    draft = DocumentDraft(customer_id=shop.anna, lines=(line,), due_days=10, currency=currency)
    with shop.database.write(T("Test"), can_undo=False) as session:
        document_id = documents.create_draft(session, draft)
        if issue:
            documents.issue(session, document_id)
        if deal is not None:
            session.add(DealDocument(deal_id=deal, document_id=document_id))
    return document_id


def money(line):
    earned = line.earned
    return tuple(
        {each.currency: each.minor for each in reports.sums(some)}
        for some in (earned.won_sums, earned.invoiced, earned.paid)
    )


def test_money_belongs_to_the_owner_of_the_deal_and_the_rest_to_nobody(selling):
    shop = selling
    shop.do(payments.add_for, PaymentDraft(Decimal(400), contact_id=shop.anna), [shop.invoice])
    dollars = PaymentDraft(Decimal(80), contact_id=shop.anna, currency="USD")
    shop.do(payments.add_for, dollars, [shop.loose])  # 30 stay on the account
    found = lines(shop)
    assert money(found["Maria"]) == ({"EUR": 100000}, {"EUR": 100000}, {"EUR": 40000})
    assert found["Maria"].earned.deals == (shop.deal,)
    assert money(found["Peter"]) == ({}, {}, {})
    assert money(found[""]) == ({}, {"USD": 5000}, {"USD": 8000})
    april = replace(shop.scope, first=date(2026, 4, 1), last=date(2026, 4, 30))
    assert money(reports.staff_total(shop.ask(reports.staff_work, april))) == ({}, {}, {})


def test_credit_notes_and_refunds_are_taken_off_where_the_invoice_was_counted(selling):
    shop = selling
    shop.do(payments.add_for, PaymentDraft(Decimal(400), contact_id=shop.anna), [shop.invoice])
    with shop.database.write(T("Test"), can_undo=False) as session:
        documents.void(session, shop.invoice)
    shop.do(payments.refund, PaymentDraft(Decimal(250), contact_id=shop.anna))
    found = lines(shop)
    # What was paid is on the customer's account again, and went back from there.
    assert money(found["Maria"]) == ({"EUR": 100000}, {"EUR": 0}, {})
    assert money(found[""]) == ({}, {"USD": 5000}, {"EUR": 15000})


def test_a_refund_from_a_credit_note_over_a_paid_invoice_is_taken_off_the_person(selling):
    shop = selling
    shop.do(payments.add_for, PaymentDraft(Decimal(1000), contact_id=shop.anna), [shop.invoice])
    shop.day(4, 2)
    with shop.database.write(T("Test"), can_undo=False) as session:
        documents.issue(session, documents.credit(session, shop.invoice))
    shop.do(payments.refund, PaymentDraft(Decimal(250), contact_id=shop.anna))
    april = replace(shop.scope, first=date(2026, 4, 1), last=date(2026, 4, 30))
    assert money(lines(shop)["Maria"]) == ({"EUR": 100000}, {"EUR": 100000}, {"EUR": 100000})
    assert money(lines(shop, april)["Maria"]) == ({}, {"EUR": -100000}, {"EUR": -25000})
    assert money(lines(shop, april)[""]) == ({}, {}, {})


def test_who_left_is_there_while_he_has_a_part_in_the_days_and_an_owner_stands_alone(selling):
    shop = selling
    shop.do(staff.remove, shop.maria)
    left = lines(shop)
    assert list(left) == ["Peter", "Maria", ""]
    assert not left["Maria"].works_here
    assert list(lines(shop, replace(shop.scope, last=date(2026, 3, 1)))) == ["Peter", ""]
    only = replace(shop.scope, owner_id=shop.peter)
    assert list(lines(shop, only)) == ["Peter"]
    rows = shop.ask(reports.staff_report, only).rows
    assert [row.cells[0] for row in rows] == ["Peter"]
    rows = shop.ask(reports.staff_report, shop.scope).rows
    assert [row.cells[0] for row in rows] == [
        *("Peter", "Maria (left)", "Nobody", "Total", "Total, USD"),
    ]


def test_sums_stand_in_a_line_for_each_currency_and_counts_in_the_first_of_them(selling):
    note(selling, "call", at(3, 2), "out", selling.maria, 61)
    found = selling.ask(reports.staff_report, selling.scope)
    total, second = found.rows[-2:]
    assert total.cells[:6] == ("Total", 1, 1, 0, 0, 61)
    assert total.cells[-4:] == (1, Money(100000), Money(100000), None)
    assert second.cells[:6] == ("Total, USD", None, None, None, None, None)
    assert second.cells[-3:] == (None, Money(5000, "USD"), None)
    assert [chart.title for chart in found.charts] == ["Calls", "EUR", "USD"]


def test_paper_has_two_tables_so_that_every_figure_finds_its_place(selling):
    note(selling, "call", at(3, 2), "out", selling.maria, 61)
    found = selling.ask(reports.staff_report, selling.scope)
    paper = selling.ask(reports.paper_of)
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(reports.print_report(found, paper))).pages
    )
    for column in found.columns[1:]:
        assert column.heading in text
    assert "Employee Calls" in text
    assert "Employee First answers" in text
    assert "0:01:01" in text
    assert "$50.00" in text


def test_without_any_staff_nobody_has_it_all_and_the_report_says_how_to_add_them(shop):
    for one in (shop.maria, shop.peter):
        shop.do(staff.remove, one)
    note(shop, "call", at(3, 2), "out")
    found = shop.ask(reports.staff_report, shop.scope)
    assert [row.cells[:2] for row in found.rows] == [("Nobody", 1)]
    assert "Add who works here in the settings" in found.about


def test_days_in_the_wrong_order_are_refused(shop):
    with pytest.raises(UserError, match="before the first"):
        lines(shop, replace(shop.scope, last=date(2026, 2, 1)))


ENTRY = st.tuples(
    st.sampled_from(["call", "email", "message", "meeting", "visit", "note"]),
    st.sampled_from(["in", "out", ""]),
    st.sampled_from(["", "no_answer", "reached", "voicemail"]),
    st.sampled_from([None, 0, 1]),
    st.none() | st.integers(0, 900),
    st.integers(0, 60 * 24),  # hours since 20 February
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(ENTRY, max_size=25))
def test_people_together_are_all_and_days_together_are_the_month(shop, entries):
    """As counted here, entry by entry."""
    people = (shop.maria, shop.peter)
    begins = at(2, 20, 0)

    def rewrite(session):
        session.query(Activity).delete()
        for kind, direction, outcome, owner, seconds, hours in entries:
            session.add(
                Activity(
                    contact_id=shop.anna,
                    kind=kind,
                    direction=direction,
                    outcome=outcome,
                    owner_id=None if owner is None else people[owner],
                    seconds=seconds,
                    at=begins + timedelta(hours=hours),
                )
            )

    shop.do(rewrite)
    said = [_Said(*entry[:-1], begins + timedelta(hours=entry[-1])) for entry in entries]
    inside = [one for one in said if one.at.month == 3]
    calls = [one for one in inside if one.kind == "call"]
    found = shop.ask(reports.staff_work, shop.scope)
    whole = reports.staff_total(found)
    assert whole.talks.calls == len(calls)
    assert whole.talks.seconds == sum(one.seconds or 0 for one in calls if one.is_taken)
    assert whole.talks.meetings == sum(one.kind in ("meeting", "visit") for one in inside)
    halves = [
        reports.staff_total(shop.ask(reports.staff_work, replace(shop.scope, **half))).talks
        for half in ({"last": date(2026, 3, 15)}, {"first": date(2026, 3, 16)})
    ]
    assert halves[0].plus(halves[1]) == whole.talks
    # One entry an hour: what came at the same instant has no order that people could tell.
    if len({one.at for one in said}) == len(said):
        expected = {None: Waits(), 0: Waits(), 1: Waits()}
        for who, seconds in _waits(sorted(said, key=lambda one: one.at)):
            expected[who].waiting += seconds is None
            expected[who].seconds += [] if seconds is None else [seconds]
        for line, who in zip(found, (0, 1, None), strict=True):
            assert sorted(line.waits.seconds) == sorted(expected[who].seconds)
            assert line.waits.waiting == expected[who].waiting


class _Said(NamedTuple):
    kind: str
    direction: str
    outcome: str
    owner: int | None
    seconds: int | None
    at: datetime

    @property
    def is_taken(self):
        return self.outcome in ("", "reached")

    @property
    def asks(self):
        written = self.kind in ("email", "message")
        return self.direction == "in" and (written or (self.kind == "call" and not self.is_taken))

    @property
    def answers(self):
        if self.kind in ("meeting", "visit") or self.kind == "note":
            return self.kind != "note"
        is_taken = self.kind == "call" and self.direction == "in" and self.is_taken
        return self.direction == "out" or is_taken


def _waits(said):
    """Who it falls to and how long it took; None where nobody answered. One contact's entries."""
    waiting = None
    for one in said:
        if one.asks and one.at.month == 3:
            waiting = waiting or one
        elif one.answers and waiting is not None:
            yield one.owner, int((one.at - waiting.at).total_seconds())
            waiting = None
    if waiting is not None:
        yield waiting.owner, None
