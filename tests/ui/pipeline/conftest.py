"""A window on the page of one deal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import deals, pipeline
from smallcrm.services.pipeline import DealDraft


@pytest.fixture
def window(qtbot, window):
    """The whole window, in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def deal(database, people):
    """A deal with Bob Bell of Bell Ltd; its id."""
    with database.write(T("Add deal")) as session:
        return pipeline.create_deal(session, DealDraft("Kitchen", people["Bob Bell"], Decimal(500)))


@pytest.fixture
def page(qtbot, window, deal):
    """Its page, on screen."""
    window.open(f"crm://deal/{deal}")
    qtbot.waitUntil(lambda: window.host.page.headline() == "Kitchen")
    return window.host.page


@pytest.fixture
def stored(database, deal):
    """Reads the deal as the file has it."""

    def read():
        with database.read() as session:
            return deals.get_view(session, deal)

    return read
