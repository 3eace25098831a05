"""One document for each period, however often somebody presses, starts or pulls the plug."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile
from hypothesis import strategies as some
from sqlalchemy import select

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import RecurringRun
from smallcrm.services import contacts, documents, doubles, erasing, recurring
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from tests.services.receivables.conftest import day

RENT = DocumentDraft(
    lines=(LineDraft("Rent {{month}}", price=Decimal("500.00"), tax_category="Z"),), due_days=14
)
MONTHLY = Rule(day("2026-01-31"))


@pytest.fixture
def anna(books):
    return books.customer()


@pytest.fixture
def rent(books, anna):
    def make(rule=MONTHLY, **more):
        return books.do(recurring.create, RecurringDraft(anna, RENT, rule, **more))

    return make


def waiting(books, on):
    return [str(item.period) for item in books.read(recurring.list_waiting, day(on))]


def make_all(books, on):
    with books.write(can_undo=False) as session:
        return recurring.make_all(session, day(on))


def dated(books):
    """The dates of all documents, the oldest first."""
    ids = books.read(documents.list_ids)
    rows = books.read(documents.list_rows, ids)
    return [str(rows[key].date) for key in sorted(ids)]


def test_missed_ones_are_proposed_once_in_order(books, rent):
    """Scenario 25."""
    rent(issues_itself=True)
    assert waiting(books, "2026-01-30") == []
    assert waiting(books, "2026-04-05") == ["2026-01-31", "2026-02-28", "2026-03-31"]
    run = make_all(books, "2026-04-05")
    assert [(str(made.period), made.number) for made in run.made] == [
        *(("2026-01-31", "2026-0001"), ("2026-02-28", "2026-0002"), ("2026-03-31", "2026-0003"))
    ]
    assert dated(books) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert make_all(books, "2026-04-05") == recurring.Run((), ())
    assert waiting(books, "2026-05-01") == ["2026-04-30"]


def test_document_says_which_month_it_is_for(books, rent):
    key = rent()
    made = books.do(recurring.make, key, day("2026-01-31"))
    assert made.number == ""
    draft = books.read(documents.get_draft, made.document_id)
    assert draft.lines[0].description == "Rent January 2026"
    assert (str(draft.date), draft.due_days) == ("2026-01-31", 14)


def test_pressed_twice_it_is_one_document(books, rent):
    key = rent()
    first = books.do(recurring.make, key, day("2026-01-31"))
    assert books.do(recurring.make, key, day("2026-01-31")) == first
    assert len(books.read(documents.list_ids)) == 1


def test_undo_makes_it_wait_again(books, rent):
    rent()
    books.do(recurring.make_all, day("2026-03-01"))
    books.database.undo()
    assert books.read(documents.list_ids) == []
    assert waiting(books, "2026-03-01") == ["2026-01-31", "2026-02-28"]


def test_draft_that_was_thrown_away_does_not_come_back(books, rent):
    key = rent()
    made = books.do(recurring.make, key, day("2026-01-31"))
    books.do(documents.delete_draft, made.document_id)
    assert waiting(books, "2026-02-01") == []


def test_late_one_gets_a_day_that_its_series_still_takes(books, rent):
    rent(issues_itself=True)
    books.issued("2026-03-10")
    run = make_all(books, "2026-03-12")
    rows = [books.row(made.document_id) for made in run.made]
    assert [str(row.date) for row in rows] == ["2026-03-12", "2026-03-12"]
    view = books.read(documents.get_view, rows[0].id)
    assert str(view.draft.delivery_date) == "2026-01-31"
    assert books.read(documents.check).ok


def test_one_after_the_other(books, rent):
    key = rent()
    for period in ("2026-02-28", "2026-02-27"):
        with pytest.raises(UserError):
            books.do(recurring.make, key, day(period))
    books.do(recurring.skip, key, day("2026-01-31"))
    books.do(recurring.skip, key, day("2026-01-31"))  # twice is once
    with pytest.raises(UserError):
        books.do(recurring.make, key, day("2026-01-31"))
    assert waiting(books, "2026-03-01") == ["2026-02-28"]


def test_pause_and_end_and_removal(books, rent):
    key = rent(replace_until(MONTHLY, "2026-03-31"))
    books.do(recurring.pause, key)
    assert waiting(books, "2026-06-01") == []
    books.do(recurring.resume, key)
    assert len(waiting(books, "2026-06-01")) == 3
    make_all(books, "2026-06-01")
    assert books.read(recurring.list_rows, [key])[key].next is None
    books.do(recurring.remove, key)
    assert books.read(recurring.list_ids) == []
    assert len(books.read(documents.list_ids)) == 3
    with pytest.raises(NotFound):
        books.read(recurring.get, key)


def replace_until(rule, until):
    return rule._replace(until=day(until))


def test_changed_rule_does_not_bring_back_what_is_done(books, anna, rent):
    key = rent()
    books.do(recurring.make_all, day("2026-03-01"))
    draft = books.read(recurring.get, key)
    changed = replace(draft, rule=Rule(day("2026-01-15")), issues_itself=True)
    books.do(recurring.change, key, changed)
    assert waiting(books, "2026-04-01") == ["2026-03-15"]


def test_issued_document_of_the_first_day_counts(books, anna):
    invoice = books.bill(anna, "500.00", "2026-01-31", due_days=14)
    draft = books.read(recurring.draft_of, invoice, MONTHLY)
    key = books.do(recurring.create, draft, invoice)
    assert waiting(books, "2026-03-31") == ["2026-02-28", "2026-03-31"]
    row = books.read(recurring.list_rows, [key])[key]
    assert (row.customer, row.name, str(row.total)) == ("Anna", "Anna: Work", "500.00")


def test_draft_that_it_was_made_of_does_not_count(books, anna):
    draft_id = books.draft(customer=None, customer_id=anna, date=day("2026-01-31"))
    draft = books.read(recurring.draft_of, draft_id, MONTHLY)
    books.do(recurring.create, draft, draft_id)
    assert len(waiting(books, "2026-04-05")) == 3


def test_one_that_fails_does_not_keep_the_others(books, rent):
    broken = books.customer("Boris")
    books.do(recurring.create, RecurringDraft(broken, RENT, MONTHLY))
    rent()
    books.do(contacts.archive, [broken])
    run = make_all(books, "2026-03-01")
    assert len(run.made) == 2
    assert [str(failed.period) for failed in run.failed] == ["2026-01-31"]
    assert "Boris" in str(run.failed[0].reason)
    assert waiting(books, "2026-03-01") == ["2026-01-31", "2026-02-28"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": Rule(day("2026-01-31"), 0)},
        {"rule": Rule(day("2026-01-31"), 1, "moon")},
        {"rule": Rule(day("2026-01-31"), 1, "month", day("2026-01-30"))},
        {"draft": replace(RENT, kind="credit_note")},
        {"draft": replace(RENT, lines=())},
        {"contact_id": 99},
    ],
)
def test_what_makes_no_sense_is_refused(books, anna, wrong):
    draft = replace(RecurringDraft(anna, RENT, MONTHLY), **wrong)
    with pytest.raises(UserError):
        books.do(recurring.create, draft)


def test_document_for_nobody_does_not_recur(books):
    with pytest.raises(UserError):
        books.read(recurring.draft_of, books.draft(), MONTHLY)


def test_two_customers_become_one_and_it_goes_on(books, anna, rent):
    other = books.customer("Anna A.")
    key = books.do(recurring.create, RecurringDraft(other, RENT, MONTHLY))
    books.do(doubles.merge, anna, [other])
    assert books.read(recurring.get, key).contact_id == anna


def test_erased_customer_leaves_nothing_in_it(books, anna, rent):
    key = rent(name="Rent of Anna")
    erasing.erase_contact(books.database, anna)
    assert books.read(recurring.list_ids) == []
    names = books.read(
        lambda session: (
            session.connection()
            .exec_driver_sql("SELECT name || draft FROM recurring WHERE id = ?", (key,))
            .scalar_one()
        )
    )
    assert "Anna" not in names
    assert "Rent" not in names


_PULLED = """
import os, sys, datetime as dt
from pathlib import Path
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, recurring
from smallcrm.services.recurring import commands

issue, count = documents.issue, [0]
def pulled(*arguments):
    count[0] += 1
    if count[0] == 2:
        os._exit(9)
    return issue(*arguments)
commands.documents.issue = pulled
database = Database(Path(sys.argv[1]))
with database.write(T("Run"), can_undo=False) as session:
    recurring.make_all(session, dt.date(2026, 4, 5))
"""


def test_plug_pulled_in_the_middle_makes_nothing_twice(books, rent):
    rent(issues_itself=True)
    path = books.database.path
    ended = subprocess.run([sys.executable, "-c", _PULLED, str(path)], check=False)
    assert ended.returncode == 9
    assert dated(books) == []
    assert len(make_all(books, "2026-04-05").made) == 3
    assert dated(books) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert books.read(documents.check).ok


def _make_one(books, key, on):
    for item in books.read(recurring.list_waiting, on, key)[:1]:
        books.do(recurring.make, key, item.period)
        books.do(recurring.make, key, item.period)


def _leave_one_out(books, key, on):
    for item in books.read(recurring.list_waiting, on, key)[:1]:
        books.do(recurring.skip, key, item.period)


def _shift(books, key, on):
    draft = books.read(recurring.get, key)
    books.do(recurring.change, key, replace(draft, rule=draft.rule._replace(anchor=on)))


def _write_into_one(books, key, on):
    customer = books.read(recurring.get, key).contact_id
    for document_id in books.read(documents.list_ids, customer_id=customer)[:1]:
        draft = books.read(documents.get_draft, document_id)
        books.do(documents.save_draft, document_id, replace(draft, note=str(on)))


DOES = {
    "make": _make_one,
    "make all": lambda books, key, on: books.do(recurring.make_all, on, key),
    "skip": _leave_one_out,
    "pause": lambda books, key, on: books.do(recurring.pause, key),
    "resume": lambda books, key, on: books.do(recurring.resume, key),
    "shift": _shift,
    "write": _write_into_one,
    "undo": lambda books, key, on: books.database.undo(),
    "undo earlier": lambda books, key, on: books.database.undo(last_action(books) - on.day % 3),
}
DEEDS = some.lists(
    some.tuples(
        some.sampled_from(sorted(DOES)),
        some.integers(0, 120).map(lambda n: day("2026-01-01") + dt.timedelta(days=n)),
    ),
    min_size=1,
    max_size=14,
)


@profile(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS)
def test_recurring_never_doubles(books, deeds):
    customer = books.customer()
    rule = Rule(day("2026-01-31"), 1, "week")
    with books.database.write(T("New"), can_undo=False) as session:
        key = recurring.create(session, RecurringDraft(customer, RENT, rule))
    for kind, on in deeds:
        with suppress(UserError):  # nothing to undo, or it is final
            DOES[kind](books, key, on)
    with books.database.read() as session:
        runs = session.scalars(select(RecurringRun).where(RecurringRun.recurring_id == key)).all()
    made = [run.document_id for run in runs if run.document_id is not None]
    assert len({run.period for run in runs}) == len(runs)
    assert sorted(made) == sorted(books.read(documents.list_ids, customer_id=customer))
    waits = [item.period for item in books.read(recurring.list_waiting, day("2026-12-31"), key)]
    assert not set(waits) & {run.period for run in runs}


def test_document_that_was_issued_since_is_not_made_again_after_undo(books, rent):
    key = rent()
    made = books.do(recurring.make, key, day("2026-01-31"))
    action = last_action(books)
    books.issue(made.document_id, "2026-01-31")
    books.database.undo(action)
    assert len(books.read(documents.list_ids)) == 1
    assert waiting(books, "2026-02-01") == []


def test_draft_that_was_changed_since_is_not_made_again_after_undo(books, rent):
    key = rent()
    made = books.do(recurring.make, key, day("2026-01-31"))
    action = last_action(books)
    draft = books.read(documents.get_draft, made.document_id)
    books.do(documents.save_draft, made.document_id, replace(draft, note="Thank you"))
    books.database.undo(action)
    assert len(books.read(documents.list_ids)) == 1
    assert waiting(books, "2026-02-01") == []


def last_action(books):
    with books.database.read() as session:
        run = session.connection().exec_driver_sql
        return run("SELECT max(id) FROM action").scalar_one()


def test_undo_of_what_was_made_of_an_issued_document_leaves_nothing(books, anna):
    invoice = books.bill(anna, "500.00", "2026-01-31", due_days=14)
    books.do(recurring.create, books.read(recurring.draft_of, invoice, MONTHLY), invoice)
    books.database.undo()
    assert books.read(recurring.list_ids) == []
    assert waiting(books, "2026-06-01") == []
    books.database.redo()
    assert waiting(books, "2026-03-01") == ["2026-02-28"]
