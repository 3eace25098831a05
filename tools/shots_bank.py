"""For the pictures: a bank statement with lines of every sort."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smallcrm.core.text import T
from smallcrm.services import bank, payments
from smallcrm.services.exchange.statements.lines import StatementLine
from smallcrm.ui.bank.page import BankPage
from smallcrm.ui.main_window import MainWindow


def bring_in(window: MainWindow) -> None:
    """Lines for what is open, one that nobody knows, and a fee."""
    page = _page(window)
    ops = page.context.ops
    lines = [
        StatementLine(
            "2026-11-27", str(row.open), row.currency, row.customer, "", row.number, str(row.id), ""
        )
        for row in ops.read(payments.list_open)[:3]
    ]
    lines += [
        StatementLine("2026-11-28", "48.00", "EUR", "M. Schmidt", "", "Danke!", "a", ""),
        StatementLine("2026-11-28", "-7.50", "EUR", "Bank", "", "Account fee", "b", ""),
    ]
    ops.write(window, T("Sample data"), lambda session: bank.bring_in(session, lines))
    for _turn in range(100):
        QTest.qWait(20)
        if page.model.rowCount():
            break


def choose(window: MainWindow) -> None:
    """The list of open invoices below the lines."""
    bring_in(window)
    page = _page(window)
    page.view.setCurrentIndex(page.model.index(1, 0))
    QTest.keyClick(page.view, Qt.Key.Key_F2)


def _page(window: MainWindow) -> BankPage:
    page = window.host.page
    if not isinstance(page, BankPage):
        raise TypeError("the page of bank statements is not shown")
    return page
