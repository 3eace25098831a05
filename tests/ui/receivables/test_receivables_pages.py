"""What customers owe, in the window."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.ui.receivables import periods


@pytest.fixture
def owing(database, people):
    """Ann owes 100.00 euro and 7.00 dollars, Bob 60.00 euro."""
    with database.write(T("Test"), can_undo=False) as session:
        business = {"name": "Anthos", "country": "GR", "tax_id": "123456783", "currency": "EUR"}
        settings.change(session, business)
        bills = (
            ("Ann Archer", "100", "EUR"),
            ("Ann Archer", "7", "USD"),
            ("Bob Bell", "60", "EUR"),
        )
        for name, price, currency in bills:
            line = LineDraft("Work", price=Decimal(price), tax_category="Z")
            draft = DocumentDraft(
                customer_id=people[name], lines=(line,), due_days=10, currency=currency
            )
            documents.issue(session, documents.create_draft(session, draft))
    return people


def cells(page, column=0):
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def test_unpaid_by_age_leads_to_the_statement(qtbot, window, owing):
    window.open("crm://unpaid")
    page = window.host.page
    qtbot.waitUntil(lambda: cells(page) == ["Ann Archer", "Bell Ltd, Bob Bell", "Ann Archer"])
    assert cells(page, 1) == ["€100.00", "€60.00", "US$7.00"]
    assert len(page._strips) == 2  # euro and dollars are never one sum
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.page.headline() == "Statement, Ann Archer")


def test_nothing_is_unpaid(qtbot, window):
    window.open("crm://unpaid")
    frame = window.host.page.frame
    qtbot.waitUntil(frame.nothing.isVisible)


def test_ctrl_p_prints_the_statement(qtbot, window, owing, printed, opened):
    window.open(f"crm://statement/{owing['Ann Archer']}")
    page = window.host.page
    qtbot.waitUntil(lambda: page.headline() == "Statement, Ann Archer")
    qtbot.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = opened()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(printed) == 1)
    [(pdf, job)] = printed
    assert job.printer == "Laser"
    assert pdf.startswith(b"%PDF")


def test_currencies_of_a_statement_are_chosen(qtbot, window, owing):
    window.open(f"crm://statement/{owing['Ann Archer']}")
    page = window.host.page
    qtbot.waitUntil(lambda: cells(page, 5)[-1:] == ["€100.00"])
    assert page.currency.isVisible()
    page.currency.set_value("USD")
    page.currency.committed.emit("USD")
    qtbot.waitUntil(lambda: cells(page, 5)[-1:] == ["US$7.00"])


def test_statement_of_nobody_says_so(qtbot, window):
    window.open("crm://statement/999")
    qtbot.waitUntil(window.host.page.frame.banner.isVisible)


def test_days_in_the_wrong_order_are_said_beside_their_field(qtbot, window, owing):
    window.open(f"crm://statement/{owing['Ann Archer']}")
    page = window.host.page
    page.chips.click(periods.OWN)
    page.first.setText("31/12/2027")
    page.first.commit()
    qtbot.waitUntil(lambda: "after its last day" in page._field_first.error)
    page.first.setText("01/01/2026")
    page.first.commit()
    qtbot.waitUntil(lambda: page._field_first.error == "")


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        (periods.THIS_MONTH, "2026-03-01", "2026-03-15"),
        (periods.LAST_MONTH, "2026-02-01", "2026-02-28"),
        (periods.QUARTER, "2026-01-01", "2026-03-15"),
        (periods.YEAR, "2026-01-01", "2026-03-15"),
        (periods.LAST_YEAR, "2025-01-01", "2025-12-31"),
    ],
)
def test_periods(key, first, last):
    found = periods.period(key, dt.date(2026, 3, 15))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
