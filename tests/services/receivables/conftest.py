"""The business of the documents' tests, with customers who pay, or do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest

from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, payments
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import LineDraft
from smallcrm.services.payments import PaymentDraft
from tests.services.documents.conftest import Office


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class Books(Office):
    """An office with shorthand for what moves the account of a customer."""

    def customer(self, name: str = "Anna", **more) -> int:
        return self.do(contacts.create, ContactDraft(name, **more))

    def bill(self, customer: int, total: str, on: str, **more) -> int:
        line = LineDraft("Work", price=Decimal(total), tax_category="Z")
        return self.issued(on, customer=None, customer_id=customer, lines=(line,), **more)

    def credit(self, invoice: int, share: str, on: str) -> int:
        note = self.do(documents.credit, invoice, {0: Decimal(share)})
        self.issue(note, on)
        return note

    def pay(self, customer: int, amount: str, on: str, invoice: int | None = None, **more) -> int:
        draft = PaymentDraft(Decimal(amount), customer, "EUR", day(on), invoice_id=invoice, **more)
        return self.do(payments.add, draft)

    def refund(self, customer: int, amount: str, on: str) -> int:
        return self.do(payments.refund, PaymentDraft(Decimal(amount), customer, "EUR", day(on)))


@pytest.fixture
def books(database: Database) -> Books:
    return Books(database)


@pytest.fixture
def new_books(empty_file: Path, tmp_path: Path) -> Iterator[object]:
    """Makes a business with a file of its own, again for each example."""
    made: list[Database] = []

    def make() -> Books:
        path = tmp_path / f"{len(made)}.smallcrm"
        copy(empty_file, path)
        made.append(Database(path))
        return Books(made[-1])

    yield make
    for database in made:
        database.close()
