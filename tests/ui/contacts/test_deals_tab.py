"""The tab Deals: a deal is added and changed where its contact is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui.contacts.deal_dialog import DealDialog

KEY = Qt.Key


@pytest.fixture
def deals(database, anna):
    """The deals of the contact as the file has them."""

    def read():
        with database.read() as session:
            ids = pipeline.list_deal_ids(session, contact_id=anna)
            return list(pipeline.list_deal_drafts(session, ids).values())

    return read


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(DealDialog) is not None)
    dialog = window.findChild(DealDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def save(qtbot, dialog):
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_first_deal_is_added_from_the_empty_tab_and_undone(qtbot, window, profile, deals, database):
    profile.card.choose("deals")
    tab = profile.card.deals
    qtbot.waitUntil(tab._nothing.isVisible)
    button = next(one for one in tab.findChildren(QPushButton) if one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.title, "Wedding in June")
    qtbot.keyClicks(dialog.amount, "2400,50")
    dialog.stage.set_value("Negotiation")
    qtbot.keyClicks(dialog.close_on, "2027-06-01")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(deals()) == 1)
    (found,) = deals()
    assert (found.title, found.amount, found.currency) == (
        "Wedding in June",
        Decimal("2400.50"),
        "EUR",
    )
    assert (found.stage, found.expected_close) == ("Negotiation", date(2027, 6, 1))
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert tab.model.index(0, 2).data() == formats.short_day(date(2027, 6, 1))
    assert tab.add_button.isVisible()
    database.undo()
    assert deals() == []


def test_enter_on_a_deal_opens_its_page(qtbot, window, profile, database, anna):
    with database.write(T("Add deal")) as session:
        deal = pipeline.create_deal(session, DealDraft("Roof", anna, Decimal(100)))
    profile.card.choose("deals")
    table = profile.card.deals.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.host.page.headline() == "Roof")
    assert window.host.page._deal_id == deal


def test_deal_without_a_title_says_so_beside_the_field(qtbot, window, profile, deals):
    profile.do("contact.deal")
    dialog = dialog_of(qtbot, window)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(dialog.fields["title"].error))
    assert "needs a title" in dialog.fields["title"].error
    assert deals() == []
    dialog.reject()


def test_titles_keep_their_room_when_deals_are_read_again(qtbot, window, profile, database, anna):
    with database.write(T("Add deal")) as session:
        draft = DealDraft("Roof", anna, Decimal(120_000), expected_close=date(2027, 6, 1))
        pipeline.create_deal(session, draft)
    window.context.theme.set_text_size(150)
    window.resize(1024, 700)
    profile.card.choose("deals")
    tab = profile.card.deals
    qtbot.waitUntil(lambda: tab.table.isColumnHidden(2))
    with qtbot.waitSignal(tab.model.modelReset):
        tab.show_contact(anna)
    assert tab.table.isColumnHidden(2)
    assert tab.table.columnWidth(0) >= tab.table.sizeHintForColumn(0)
