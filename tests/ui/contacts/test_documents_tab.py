"""The documents of a contact: numbers and amounts are whole at every width."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft


@pytest.fixture
def tab(qtbot, window, database, people):
    ann = people["Ann Archer"]
    with database.write(T("Test"), can_undo=False) as session:
        settings.change(session, {"name": "Anthos Flowers", "tax_id": "801234567"})
        line = LineDraft("Roses", Decimal(99), "pcs", Decimal("1295.50"))
        for kind in ("quote", "invoice"):
            draft = DocumentDraft(kind=kind, customer_id=ann, lines=(line,), due_days=14)
            documents.issue(session, documents.create_draft(session, draft))
    window.open(f"crm://contact/{ann}/documents")
    page = window.host.page
    qtbot.waitUntil(lambda: page._detail.card.documents.model.rowCount() == 2)
    return page._detail.card.documents


@pytest.mark.parametrize(
    "look",
    [
        ("en", (1366, 860), 100),
        ("el", (1366, 860), 100),
        ("el", (1024, 700), 100),
        ("en", (1024, 700), 150),
        ("el", (1024, 700), 150),
        ("ru", (1024, 700), 150),
    ],
)
def test_numbers_and_amounts_are_whole(qtbot, window, theme, tab, look):
    language, size, text_size = look
    languages.use(language)
    try:
        theme.set_text_size(text_size)
        window.resize(*size)
        qtbot.wait(20)
        qtbot.waitUntil(lambda: cut_short(tab) == [])
        assert not tab.table.isColumnHidden(0)
        assert not tab.table.isColumnHidden(2)
    finally:
        languages.use("en")


def cut_short(tab):
    """The texts for which the columns that are shown have no room, or the table none for them."""
    table, model = tab.table, tab.model
    shown = table.itemDelegate().shown
    cells = [
        (model.index(row, column), table.columnWidth(column))
        for column in range(1, model.columnCount())
        for row in range(model.rowCount())
        if not table.isColumnHidden(column)
    ]
    found = [cell.data() for cell, width in cells if shown(cell, width) != cell.data()]
    for row in range(model.rowCount()):
        title = shown(model.index(row, 0), table.columnWidth(0))
        if not title.endswith(f" {model.row_at(row).number}"):  # the kind may be cut, no number
            found.append(title)
    return [*found, "the whole row"] if table.horizontalScrollBar().maximum() else found


def test_columns_come_back_when_there_is_room_again(qtbot, window, tab):
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: tab.table.isColumnHidden(3))
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: not any(map(tab.table.isColumnHidden, range(5))))


def test_first_quote_is_begun_where_there_are_no_documents(qtbot, window, people):
    window.open(f"crm://contact/{people['Bob Bell']}/documents")
    empty = window.host.page._detail.card.documents._nothing
    qtbot.waitUntil(empty.isVisible)
    (button,) = empty.findChildren(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.host.address == f"crm://document/new/quote/{people['Bob Bell']}"
