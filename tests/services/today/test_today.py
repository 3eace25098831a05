"""What waits today: tasks in their order, money that is to come in, what slips away."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import update

from smallcrm.core import clock
from smallcrm.models import Deal, Staff, Stage
from smallcrm.services import contacts, documents, leads, payments, pipeline, settings, tasks, today
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.contacts.activities import ActivityDraft, add_activity, add_note
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.services.payments import PaymentDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft

DAY = dt.date(2026, 11, 25)  # a Wednesday


def instant(wall):
    return dt.datetime.fromisoformat(wall).astimezone(dt.UTC).replace(tzinfo=None)


def at(wall):
    return time_machine.travel(instant(wall).replace(tzinfo=dt.UTC), tick=False)


def ago(days):
    return DAY - dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def noon():
    with at("2026-11-25 12:00"):
        yield


@pytest.fixture
def look(ask):
    return lambda owner_id=None: ask(today.look, clock.now(), owner_id)


@pytest.fixture
def business(do):
    do(settings.change, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})


def task(do, title, due="", **more):
    return do(tasks.add_task, TaskDraft(title, due, **more))


def paper(do, customer, date, price="100", **more):
    """An issued document; its id."""
    line = LineDraft("Rent", price=Decimal(price), tax_category="Z")
    more = {"due_days": 10} | more
    draft = DocumentDraft(customer_id=customer, lines=(line,), **more)
    made = do(documents.create_draft, draft)
    do(documents.issue, made, date)
    return made


def titles(rows):
    return [row.title for row in rows]


def test_late_tasks_come_first_then_those_of_today_by_time_then_tomorrow(do, look):
    task(do, "evening", "2026-11-25 18:00")
    task(do, "this morning", "2026-11-25 09:00")
    task(do, "all day", "2026-11-25")
    task(do, "last week", "2026-11-18")
    task(do, "tomorrow", "2026-11-26 08:00", reminders=(60 * 24,))
    task(do, "next week", "2026-12-02", reminders=(60 * 24 * 30,))
    task(do, "whenever")
    done = task(do, "done", "2026-11-24")
    do(tasks.finish_task, done)
    todo = look().todo
    assert titles(todo.overdue) == ["last week", "this morning"]
    assert titles(todo.today) == ["all day", "evening"]
    assert titles(todo.tomorrow) == ["tomorrow"]
    assert todo.next is None


def test_task_that_was_put_off_waits_where_it_calls_again(do, look):
    late = task(do, "late", "2026-11-20")
    do(tasks.snooze_tasks, [late], instant("2026-11-26 09:00"))
    todo = look().todo
    assert (todo.overdue_count, titles(todo.tomorrow)) == (0, ["late"])
    with at("2026-11-26 09:30"):
        assert titles(look().todo.overdue) == ["late"]


def test_next_task_is_told_where_nothing_is_due(do, look):
    task(do, "Call Boris", "2026-12-04 10:00")
    task(do, "Call Anna", "2026-12-03 10:00")
    found = look()
    assert found.todo.is_empty
    assert found.todo.next.title == "Call Anna"
    assert found.is_empty


def test_many_late_tasks_are_counted_and_the_oldest_shown(do, look):
    for days in range(30):
        task(do, f"{days} days", ago(days + 1).isoformat())
    todo = look().todo
    assert todo.overdue_count == 30
    assert len(todo.overdue) == 20
    assert todo.overdue[0].title == "29 days"


def test_unpaid_is_summed_by_currency_and_the_late_ones_listed(do, look, anna, business):
    paid = paper(do, anna, ago(50), "500")
    paper(do, anna, ago(40), "70", currency="USD")
    old = paper(do, anna, ago(30), "80")
    paper(do, anna, ago(12), "20.50")
    paper(do, anna, ago(1), "9.50")
    pay = PaymentDraft(Decimal(500), anna, "EUR", invoice_id=paid, date=ago(5))
    do(payments.add, pay)
    dues = look().dues
    assert dues.unpaid == {"EUR": Decimal("110.00"), "USD": Decimal("70.00")}
    assert dues.late == {"EUR": Decimal("100.50"), "USD": Decimal("70.00")}
    assert [(row.days_late, row.open) for row in dues.overdue] == [
        (30, Decimal("70.00")),
        (20, Decimal("80.00")),
        (2, Decimal("20.50")),
    ]
    assert dues.overdue[1].id == old
    assert dues.overdue[1].customer == "Anna"


def test_five_late_invoices_are_listed_and_all_counted(do, look, anna, business):
    for days in range(7):
        paper(do, anna, ago(40 - days))
    dues = look().dues
    assert (dues.overdue_count, len(dues.overdue)) == (7, 5)


def test_quote_waits_after_a_week_until_it_is_answered_or_becomes_something(
    do, look, anna, business
):
    def quote(days):
        with at(f"{ago(days)} 12:00"):
            return paper(do, anna, ago(days), kind="quote")

    used, refused, taken, waiting, _fresh = (quote(days) for days in (12, 11, 10, 9, 7))
    do(documents.accept, taken)
    do(documents.decline, refused)
    do(documents.convert, used, "invoice")
    dues = look().dues
    assert [(row.id, row.days) for row in dues.quotes] == [(waiting, 9)]
    do(documents.mark_sent, waiting)  # once more, today
    assert look().dues.quote_count == 0


def deal(do, contact_id, title, days=0, owner_id=None):
    def make(session):
        made = pipeline.create_deal(session, DealDraft(title, contact_id))
        session.get(Deal, made).owner_id = owner_id
        return made

    with at(f"{ago(days)} 12:00"):
        return do(make)


def test_deals_without_a_next_step_and_stale_ones_slip(do, ask, look, anna):
    do(lambda session: session.execute(update(Stage).values(stale_days=5)))
    bare = deal(do, anna, "bare", 1)
    planned = deal(do, anna, "planned", 90)
    stale = deal(do, anna, "stale", 80)
    fresh = deal(do, anna, "fresh", 0)
    won = deal(do, anna, "won", 3)
    task(do, "soon", "2026-12-01", deal_id=planned)
    for each in (stale, fresh):
        task(do, "late", "2026-11-20", deal_id=each)
    do(pipeline.win_deal, won)
    found = look().slipping
    cards = ask(pipeline.list_cards, [bare, planned, stale, fresh])
    assert cards[stale].is_stale
    assert not cards[fresh].is_stale
    assert [card.id for card in found.deals] == [stale, bare]


def test_customer_is_silent_after_sixty_days_without_a_word(do, look, anna, business):
    boris = do(contacts.create, ContactDraft("Boris"))
    clara = do(contacts.create, ContactDraft("Clara"))
    do(contacts.create, ContactDraft("Nobody's customer"))
    deal(do, anna, "old", 100)
    for customer, days in ((clara, 400), (boris, 80)):
        with at(f"{ago(days)} 12:00"):
            paper(do, customer, ago(days))
    found = look().slipping
    assert [(row.name, row.days) for row in found.quiet] == [("Anna", 100), ("Boris", 80)]
    do(add_note, anna, "Thought of her")
    do(add_activity, boris, ActivityDraft("call", "Rang him up"))
    assert [row.name for row in look().slipping.quiet] == ["Anna"]


def test_birthdays_of_the_week_are_told_in_their_order(do, look):
    for name, day in (
        ("Today", "1980-11-25"),
        ("Soon", "--12-01"),
        ("Late", "--12-02"),
        ("Gone", "--11-24"),
    ):
        do(contacts.create, ContactDraft(name, birthday=day))
    bin_ = do(contacts.create, ContactDraft("In the bin", birthday="--11-26"))
    do(contacts.archive, [bin_])
    found = look().slipping.birthdays
    assert [(row.name, row.day) for row in found] == [
        ("Today", DAY),
        ("Soon", dt.date(2026, 12, 1)),
    ]


def test_one_person_sees_his_own_tasks_deals_and_leads(do, look, anna):
    def hire(session, name):
        person = Staff(name=name)
        session.add(person)
        session.flush()
        return person.id

    mine, other = do(hire, "Nina"), do(hire, "Otto")
    for owner, words in ((mine, "mine"), (other, "his"), (None, "nobody's")):
        task(do, words, "2026-11-25", owner_id=owner)
        deal(do, anna, words, owner_id=owner)
        do(leads.assign, [do(leads.add, LeadDraft(words))], owner)
    found = look(mine)
    assert titles(found.todo.today) == ["mine"]
    assert titles(found.slipping.deals) == ["mine"]
    assert found.slipping.new_leads == 1
    assert look().slipping.new_leads == 3


def test_missed_calls_are_to_do_until_somebody_answers(do, look, anna):
    draft = ActivityDraft("call", direction="in", outcome="no_answer")
    do(add_activity, anna, draft)
    todo = look().todo
    assert [(call.contact_id, call.name) for call in todo.calls] == [(anna, "Anna")]
    assert (todo.call_count, todo.is_empty) == (1, False)
    do(add_activity, anna, ActivityDraft("call", direction="out", outcome="reached"))
    assert look().todo.is_empty
