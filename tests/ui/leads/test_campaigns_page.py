"""Campaigns and sources in the window."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import campaigns, leads
from smallcrm.services.campaigns import CampaignDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.ui.leads.campaign_dialog import CampaignDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, window, database):
    with database.write(T("Test")) as session:
        campaigns.add(session, CampaignDraft("Leaflets", "Paper", Decimal(100), "EUR"))
        for name in ("Anna", "Bob"):
            leads.add(session, LeadDraft(name, campaign="Leaflets"))
        leads.add(session, LeadDraft("Cleo", source="Site"))
    window.open("crm://campaigns")
    page = window.host.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.view.setFocus()
    return page


def cells(page, row=0):
    model = page.model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def dialog(qtbot):
    def found():
        shown = QApplication.topLevelWidgets()
        return [each for each in shown if isinstance(each, CampaignDialog) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def back_to(qtbot, window, page):
    """Without a screen a dialog that closed keeps the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.view.setFocus()


def test_campaign_says_what_it_cost_and_whom_it_brought(page):
    assert cells(page) == ["Leaflets", "Paper", "€100.00", "", "2", "0", "0", ""]
    assert page._said.text() == "Leaflets cost €100.00. A lead cost €50.00."


def test_sources_are_listed_too(qtbot, page):
    page.chips.click("sources")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert [cells(page, row)[:2] for row in range(2)] == [["Paper", "2"], ["Site", "1"]]
    page.chips.click("campaigns")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_campaign_is_typed_changed_and_taken_away_by_keys(qtbot, window, page, database):
    qtbot.keyClick(page.view, Qt.Key.Key_N, CTRL)
    box = dialog(qtbot)
    qtbot.keyClick(box.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.fields["name"].error.startswith("A campaign needs"))
    qtbot.keyClicks(box.name, "Fair")
    qtbot.keyClicks(box.cost, "800,50")
    qtbot.keyClick(box.cost, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert cells(page)[:3] == ["Fair", "", "€800.50"]

    back_to(qtbot, window, page)
    page.view.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    box = dialog(qtbot)
    qtbot.keyClicks(box.source, "Hall 3")
    qtbot.keyClick(box.source, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(page)[1] == "Hall 3")

    back_to(qtbot, window, page)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
