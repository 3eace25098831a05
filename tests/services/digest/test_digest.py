"""What came while nobody looked: one list, in order, each item handled once, also after a crash."""

from __future__ import annotations

import datetime as dt
import os
import signal
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts, digest, documents, pipeline, recurring, settings, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.pipeline.stages import StageDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from smallcrm.services.tasks import TaskDraft

FRIDAY, TUESDAY = "2026-03-27 18:00", "2026-03-31 10:00"
LINE = LineDraft("Rent", price=Decimal(100), tax_category="Z")


def instant(wall):
    """The instant of a time on the wall of this computer."""
    moment = dt.datetime.fromisoformat(wall).astimezone(dt.UTC)
    return moment.replace(tzinfo=None)


def at(wall):
    return time_machine.travel(instant(wall).replace(tzinfo=dt.UTC), tick=False)


def fill(session):
    """Two reminders, an invoice, a recurring document and a birthday between the two days."""
    settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    anna = contacts.create(session, ContactDraft("Anna", birthday="1980-03-29"))
    contacts.create(session, ContactDraft("Boris", birthday="--03-27"))
    tasks.add_task(session, TaskDraft("Call", "2026-03-28 10:00", contact_id=anna))
    tasks.add_task(session, TaskDraft("Report", "2026-03-30 09:00", rule="FREQ=DAILY"))
    tasks.add_task(session, TaskDraft("Later", "2026-03-31 12:00"))
    for days in (13, 14, 30):  # due on 27, 28 March and in April
        draft = DocumentDraft(customer_id=anna, lines=(LINE,), due_days=days)
        made = documents.create_draft(session, draft)
        documents.issue(session, made, dt.date(2026, 3, 14))
    rule = Rule(dt.date(2026, 3, 30), 1, "month")
    recurring.create(
        session, RecurringDraft(anna, DocumentDraft(customer_id=anna, lines=(LINE,)), rule, "Rent")
    )


WANTED = [
    ("invoice", "2026-0001", "2026-03-28 00:00"),
    ("task", "Call", "2026-03-28 10:00"),
    ("birthday", "Anna", "2026-03-29 00:00"),
    ("invoice", "2026-0002", "2026-03-29 00:00"),
    ("recurring", "Rent", "2026-03-30 00:00"),
    ("task", "Report", "2026-03-30 09:00"),
]


@pytest.fixture
def filled(data_file):
    """A data file that was used last on Friday evening."""
    with at(FRIDAY):
        database = Database(data_file)
        with database.write(T("Fill"), can_undo=False) as session:
            fill(session)
        database.close()
    return data_file


def shown(database):
    """What a window that opens the file shows; from then on it holds on to it."""
    with database.read() as session:
        since, found = digest.last_seen(session), digest.collect(session, clock.now())
    with database.write(T("Show"), can_undo=False) as session:
        digest.hold(session, since)
    return found


def left(path):
    database = Database(path)
    try:
        with database.read() as session:
            return digest.collect(session, clock.now())
    finally:
        database.close()


def handle(session, item):
    """What the window does with an item when it is dealt with."""
    if item.source == digest.TASK:
        tasks.finish_task(session, item.id)
    else:
        digest.mark_seen(session, item.source, item.key)


def told(items):
    return [(item.source, item.title, item.at) for item in items]


def test_what_came_is_in_order_of_its_time(filled):
    with at(TUESDAY):
        found = left(filled)
        assert told(found) == [(source, title, instant(when)) for source, title, when in WANTED]
        assert found[1].task.missed
        assert found[0].contact == "Anna"
        assert "100" in found[0].amount


def test_each_item_is_handled_once(filled):
    with at(TUESDAY):
        database = Database(filled)
        shown(database)
        for rest in range(len(WANTED) - 1, -1, -1):
            with database.read() as session:
                first = digest.collect(session, clock.now())[0]
            with database.write(T("Handle")) as session:
                handle(session, first)
            with database.read() as session:
                assert len(digest.collect(session, clock.now())) == rest
        database.undo()  # the last one comes back
        with database.read() as session:
            assert len(digest.collect(session, clock.now())) == 1
        database.close()


def test_all_are_seen_at_once_but_tasks(filled):
    with at(TUESDAY):
        database = Database(filled)
        shown(database)
        with database.write(T("Seen")) as session:
            digest.mark_seen(session, "birthday", "1 2026")
            digest.mark_seen(session, "birthday", "1 2026")
            digest.mark_all(session, clock.now())
        database.close()
        assert [item.title for item in left(filled)] == ["Call", "Report"]
    with at("2026-04-14 10:00"):
        assert "2026-0003" in [item.title for item in left(filled)]


def test_invoice_that_is_void_meanwhile_is_not_told(filled):
    with at(TUESDAY):
        database = Database(filled)
        first = shown(database)[0]
        with database.write(T("Void"), can_undo=False) as session:
            documents.void(session, first.id)
        database.close()
        assert [item.title for item in left(filled) if item.source == "invoice"] == ["2026-0002"]


def test_deal_that_is_left_alone_is_told_when_its_days_are_over(do, ask):
    with at("2026-03-01 10:00"):
        anna = do(contacts.create, ContactDraft("Anna"))
        stage = ask(pipeline.list_stages, 1)[0]
        do(pipeline.change_stage, stage.id, StageDraft(stage.name, stale_days=5))
        quiet = do(pipeline.create_deal, DealDraft("Wedding", anna))
        planned = do(pipeline.create_deal, DealDraft("Funeral", anna))
        do(tasks.add_task, TaskDraft("Call", "2026-03-13 10:00", deal_id=planned))
        since = clock.now()

    def deals(when):
        with at(when):
            found = ask(digest.collect, clock.now(), since)
            return [(item.id, item.at) for item in found if item.source == digest.DEAL]

    assert deals("2026-03-06 12:00") == []
    assert deals("2026-03-07 12:00") == [(quiet, instant("2026-03-07 00:00"))]
    assert deals("2026-03-13 09:59") == [(quiet, instant("2026-03-07 00:00"))]
    assert deals("2026-03-13 10:00")[1] == (planned, instant("2026-03-13 10:00"))


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by signal")
@pytest.mark.parametrize("step", range(2 * len(WANTED)))
def test_crash_in_the_middle_repeats_nothing_and_loses_nothing(filled, step):
    place, is_before = divmod(step, 2)
    with at(TUESDAY):
        before = told(left(filled))
        child = os.fork()
        if child == 0:
            die_at(filled, place, before_commit=not is_before)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert told(left(filled)) == before[place + is_before :]


def die_at(path, place, *, before_commit):
    """Handle one item after the other; be killed at item *place*, inside or after its action."""
    database = Database(path)
    for number, item in enumerate(shown(database)):
        with database.write(T("Handle")) as session:
            handle(session, item)
            if number == place and before_commit:
                os.kill(os.getpid(), signal.SIGKILL)
        if number == place:
            os.kill(os.getpid(), signal.SIGKILL)
