"""For the pictures: invoices that are late, and a rent that recurs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from PySide6.QtTest import QTest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import documents, dunning, payments, recurring
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.payments import PaymentDraft
from smallcrm.services.recurring import RecurringDraft, Rule
from smallcrm.ui.main_window import MainWindow

_TURN, _TURNS = 100, 100  # milliseconds
_DUE = ((1, 19, "480.00"), (2, 18, "1290.50"), (2, 16, "75.00"), (3, 12, "312.40"), (1, 8, "99.90"))


def fill(window: MainWindow) -> None:
    """Give three contacts invoices of several ages, payments, and two recurring documents."""
    page = window.host.page
    if page is None:
        return
    done: list[object] = []
    ops = page.context.ops
    ops.write(window, T("Sample data"), _fill, done.append, can_undo=False)
    for _turn in range(_TURNS):
        QTest.qWait(_TURN)
        if done:
            break
    page.reload()
    QTest.qWait(_TURN * 5)


def _fill(session: Any) -> None:
    if recurring.list_ids(session):
        return
    today = clock.today()
    for contact_id, days, price in _DUE:
        line = LineDraft("Flowers for the lobby", price=Decimal(price), tax_rate=Decimal(24))
        draft = DocumentDraft(customer_id=contact_id, lines=(line,), due_days=0)
        made = documents.create_draft(session, draft)
        documents.issue(session, made, today - dt.timedelta(days=days))
    payments.add(session, PaymentDraft(Decimal("100.00"), 1, "EUR", method="transfer"))
    dunning.change(session, {"dunning.levels": "-3,1,10,35"})
    rent = DocumentDraft(
        customer_id=2,
        lines=(LineDraft("Rent {{month}}", price=Decimal("500.00"), tax_rate=Decimal(24)),),
    )
    start = today.replace(day=1) - dt.timedelta(days=62)
    recurring.create(session, RecurringDraft(2, rent, Rule(start), "Rent", issues_itself=True))
    recurring.create(session, RecurringDraft(3, rent, Rule(today, 2, "week"), "Plants"))
