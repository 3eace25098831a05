"""Writers that issue invoices and note payments in a loop and are killed at random moments.

By hand, for as long as you like:

    python tests/services/payments/crash_harness.py NEW_FILE --kills 500 --writers 3

Each round of a writer issues an invoice, notes a payment for a part of it, one for more than is
left, credits a part, and takes a payment out now and then. It says a number into a pipe after
each commit returned. In the end no number is missing or doubled, the chain is whole, nothing is
settled beyond what it is, and open invoices less money on account are what was invoiced less what
came. One JSON object goes to standard output.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from contextlib import suppress
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import text

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, payments
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.payments import PaymentDraft
from tests.services.documents import crash_harness as issuing

CUSTOMER = 1
LINE = LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24))  # 45.94
_PAUSE = 0.01  # seconds between two actions: SQLite's lock has no queue, others need a gap
# No payment and no credit note gives more than it is, no invoice and no refund takes more.
_EXCEEDED = """
SELECT count(*) FROM (
  SELECT p.amount AS whole, sum(a.amount) AS part FROM payment p
    JOIN allocation a ON p.id IN (a.payment_id, a.refund_id) GROUP BY p.id
  UNION ALL
  SELECT d.due, sum(a.amount) FROM document d
    JOIN allocation a ON d.id IN (a.invoice_id, a.credit_id) GROUP BY d.id
) WHERE part > whole
"""


def work_for_ever(path: Path, pipe: Connection, count: int | None = None) -> None:
    """Do rounds (*count* of them), and say each number that was given once it is safe."""
    database = Database(path)
    choice = random.Random()  # noqa: S311 - each writer goes its own way
    done = 0
    while count is None or done < count:
        with suppress(StorageError):  # others kept the file too long: SQLite's lock has no queue
            _round(database, pipe, choice)
        done += 1
    database.close()


def _round(database: Database, pipe: Connection, choice: random.Random) -> None:
    with database.write(T("Issue"), can_undo=False) as session:
        draft = DocumentDraft(customer_id=CUSTOMER, lines=(LINE,))
        invoice = documents.create_draft(session, draft)
        number = documents.issue(session, invoice)
    pipe.send(number)
    time.sleep(_PAUSE)
    paid = [_pay(database, amount, invoice) for amount in ("20.00", "40.00")]
    if choice.random() < 0.5:
        with database.write(T("Credit"), can_undo=False) as session:
            credit = documents.credit(session, invoice, {0: Decimal(1)})
            number = documents.issue(session, credit)
        pipe.send(number)
    if choice.random() < 0.3:
        with database.write(T("Remove payment")) as session:
            payments.remove(session, choice.choice(paid))
    time.sleep(_PAUSE)


def _pay(database: Database, amount: str, invoice: int) -> int:
    with database.write(T("Add payment")) as session:
        draft = PaymentDraft(Decimal(amount), CUSTOMER, invoice_id=invoice)
        payment_id = payments.add(session, draft)
    time.sleep(_PAUSE)
    return payment_id


def make(path: Path) -> None:
    """A new data file of a business that may issue, with one customer."""
    issuing.make(path)
    database = Database(path)
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Ελένη"))
    database.close()


def result(path: Path, heard: list[str]) -> dict[str, object]:
    """What the file says, against what the writers said."""
    found = issuing.result(path, heard)
    database = Database(path)
    with database.read() as session:
        view = contacts.get_view(session, CUSTOMER)
        still_open = sum(row.open for row in payments.list_open(session, CUSTOMER))
        account = payments.on_account(session, [CUSTOMER]).get(CUSTOMER, {})
        found["payments"] = len(payments.list_ids(session))
        found["exceeded"] = session.execute(text(_EXCEEDED)).scalar_one()
    database.close()
    left = still_open - account.get("EUR", Decimal(0))
    found["adds_up"] = left == view.balance.get("EUR", Decimal(0))
    return found


def main() -> None:
    """Make the file, kill, check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--writers", type=int, default=2)
    options = parser.parse_args()
    make(options.file)
    choice = random.Random(2)  # noqa: S311 - repeatable moments, no secret
    writers = issuing.Writers(options.file, options.writers, work=work_for_ever)
    for _ in range(options.kills):
        writers.kill_one(choice)
    writers.finish(kill=True)
    print(json.dumps(result(options.file, writers.heard)))  # noqa: T201


if __name__ == "__main__":
    main()
