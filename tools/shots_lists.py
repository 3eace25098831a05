"""What is done before pictures of the wide lists are taken."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from smallcrm.services.segments import Condition, Rules
from smallcrm.ui.contact_lists.page import ListsPage
from smallcrm.ui.main_window import MainWindow

_WAIT = 0.6  # seconds for threads to answer


def choose(window: MainWindow) -> None:
    """Choose some contacts, and begin to give them a tag."""
    page = _page(window)
    page.whole.table.selectRow(1)
    page.whole.choose_all()
    page.whole.bar.ask_field()
    _settle()


def filter_rows(window: MainWindow) -> None:
    """Open the filter panel with three conditions."""
    page = _page(window)
    page.whole.open_filter()
    conditions = (
        Condition("city", "is", "Athens"),
        Condition("unpaid", "more", "100", "EUR"),
        Condition("birthday", "month", "3"),
    )
    page.whole.panel.show_rules(Rules(conditions, "any"), "Regulars")
    _settle()


def _page(window: MainWindow) -> ListsPage:
    page = window.host.page
    assert isinstance(page, ListsPage)  # noqa: S101 - tells mypy
    _settle()
    return page


def _settle() -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        QApplication.processEvents()
