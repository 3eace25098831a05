"""What a file holds is chosen on its card, by keys, and the preview speaks of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smallcrm.services import pipeline, products

PATIENCE = 15_000
ROWS = 'Title,Client,Total\nRoof,Dora Day,"1,200.50"\nGarden,Ann Archer,(5.00)\n,Eve Eden,\n'
THINGS = "Name,Price\nNotebook,12.50\nPen,3\n"


@pytest.fixture
def choose(qtbot, page):
    """Opens the options of the file and presses a key on the choice of the kind."""

    def choose(key):
        card = page.preview.file_card
        if not card.what.isVisible():
            card._toggle.setFocus()
            qtbot.keyClick(card._toggle, Qt.Key.Key_Space)
        card.what.setFocus()
        assert QApplication.focusWidget() is card.what
        with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
            qtbot.keyClick(card.what, key)
        return page.preview

    return choose


def headings(pane):
    model = pane.records.model
    return [
        model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for at in range(2, 7)
    ]


def test_deals_of_another_program_come_in_when_the_file_is_said_to_hold_them(
    qtbot, preview, page, write, choose, database
):
    preview(write(ROWS))
    pane = choose(Qt.Key.Key_D)
    assert pane.accept_button.text() == "Import the 2 good rows now"
    assert headings(pane) == ["Deal", "Contact", "Amount", "Stage", "Expected closing date"]
    assert [pane.records.model.index(0, at).data() for at in (2, 3, 4)] == [
        "Roof",
        "Dora Day",
        "1,200.50",
    ]
    assert pane.doubles._new._label.text() == "New deals"
    qtbot.keyClick(pane.accept_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == "2 deals added. 1 row skipped."
    assert page.result._more.text() == "1 contact was made for them."
    with database.read() as session:
        rows = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session)).values()
        found = {row.title: (str(row.amount), row.contact) for row in rows}
    assert found == {"Roof": ("1200.50", "Dora Day"), "Garden": ("-5.00", "Ann Archer")}


def test_products_come_in_when_the_file_is_said_to_hold_them(
    qtbot, preview, page, write, choose, database
):
    preview(write(THINGS))
    pane = choose(Qt.Key.Key_P)
    assert pane.accept_button.text() == "Import 2 products"
    assert headings(pane) == ["Product or service", "Code", "Unit", "Price", "Tax rate"]
    assert pane.file_card._facts.text().startswith("Products · ")
    pane.resize(1000, 600)
    table = pane.records.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.isColumnHidden(1)  # no row has a state
    qtbot.keyClick(pane.accept_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == "2 products added."
    with database.read() as session:
        assert {"Notebook", "Pen"} <= {
            draft.name for draft in products.list_drafts(session).values()
        }


def test_the_columns_said_of_one_kind_do_not_follow_to_another(preview, page, write, choose):
    preview(write(ROWS))
    choose(Qt.Key.Key_D)
    with_deals = dict(page._looked.preview.facts.mapping)
    choose(Qt.Key.Key_Home)
    assert with_deals["Title"] == "deal.title"
    assert page._looked.preview.facts.mapping["Title"] != "deal.title"
    assert headings(page.preview)[0] == "Name"


def test_a_field_with_a_long_name_has_the_width_of_its_row(qtbot, window, preview, write, choose):
    window.resize(1366, 768)
    preview(write(ROWS))
    columns = choose(Qt.Key.Key_D).columns

    def height(row):
        return columns.visualRect(columns.model().index(row, 0)).height()

    field = columns.model().index(1, 0).data(Qt.ItemDataRole.EditRole)
    assert field == "account"  # Customer (person or company)
    qtbot.waitUntil(lambda: height(1) > height(0))
