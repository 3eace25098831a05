"""A spring of deals, hand-made, and what is counted of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from smallcrm.core.text import T
from smallcrm.models import Deal, Staff
from smallcrm.services import contacts, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.reports import Scope


class Shop:
    """Deals that move on days of 2026 (at noon); *scope* is March, in the only pipeline."""

    def __init__(self, database):
        self.database = database
        self.day(1, 2)
        with database.write(T("Test")) as session:
            self.anna = contacts.create(session, ContactDraft("Anna"))
            self.first = pipeline.find_pipeline(session, "")
            self.stages = {row.name: row.id for row in pipeline.list_stages(session, self.first)}
            self.reasons = {row.name: row.id for row in pipeline.list_reasons(session)}
            people = [Staff(name="Maria"), Staff(name="Peter", position=1)]
            session.add_all(people)
            session.flush()
            self.maria, self.peter = (one.id for one in people)

    @property
    def scope(self):
        return Scope(date(2026, 3, 1), date(2026, 3, 31), self.first)

    def day(self, month, day, hour=12):
        """It is noon of that day from now on."""
        self.moment.move_to(datetime(2026, month, day, hour, tzinfo=UTC))

    def add(self, title, amount="100", *, stage="New", owner=None, **more):
        with self.database.write(T("Test")) as session:
            worth = None if amount is None else Decimal(amount)
            draft = DealDraft(title, self.anna, worth, stage=stage, **more)
            [deal_id] = pipeline.create_deals(session, [draft])
            session.get(Deal, deal_id).owner_id = owner
        return deal_id

    def do(self, action, *args, **more):
        with self.database.write(T("Test")) as session:
            return action(session, *args, **more)

    def move(self, deal_id, stage):
        self.do(pipeline.move_deal, deal_id, self.stages[stage])

    def lose(self, deal_id, reason, note=""):
        self.do(pipeline.lose_deal, deal_id, self.reasons[reason], note)

    def ask(self, query, *args):
        with self.database.read() as session:
            return query(session, *args)


@pytest.fixture
def shop(database):
    with time_machine.travel(datetime(2026, 1, 1, 12, tzinfo=UTC), tick=False) as moment:
        Shop.moment = moment
        yield Shop(database)
