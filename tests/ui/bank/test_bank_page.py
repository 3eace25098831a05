"""The statement of a bank in the window: brought in, taken over with a key, taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from smallcrm.core.text import T
from smallcrm.services import documents, settings
from smallcrm.services.documents import DocumentDraft, LineDraft

STATEMENT = (
    "Date,Name,Purpose,Amount,Currency\n"
    "2026-03-31,Ann Archer,2026-0001,100.00,EUR\n"
    "2026-03-31,Somebody,Thanks,50.00,EUR\n"
    "2026-03-31,Bank,Fee,-7.50,EUR\n"
)


@pytest.fixture
def invoices(database, people):
    """Two of 100.00 and 60.00, of Ann and of Bob."""
    business = {"name": "Anthos", "country": "GR", "tax_id": "123456783", "currency": "EUR"}
    with database.write(T("Test"), can_undo=False) as session:
        settings.change(session, business)
        made = []
        for name, price in (("Ann Archer", "100.00"), ("Bob Bell", "60.00")):
            line = LineDraft("Work", price=Decimal(price), tax_category="Z")
            draft = DocumentDraft(customer_id=people[name], lines=(line,), due_days=3000)
            made.append(documents.create_draft(session, draft))
            documents.issue(session, made[-1])
    return made


@pytest.fixture
def page(qtbot, window, invoices, tmp_path):
    """The page with the statement brought in."""
    window.open("crm://bank")
    page = window.host.page
    path = tmp_path / "statement.csv"
    path.write_text(STATEMENT, encoding="utf-8")
    page.open_file(path)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    return page


CAMT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
 <BookgDt><Dt>2026-03-31</Dt></BookgDt><NtryDtls>
 <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls></TxDtls>
 <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">19.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def test_batch_that_does_not_add_up_is_told_above_the_lines(qtbot, page, tmp_path):
    path = tmp_path / "statement.xml"
    path.write_text(CAMT, encoding="utf-16")
    page.open_file(path)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    qtbot.waitUntil(page.banner.isVisible)
    assert "30.00 EUR: The parts of this booking do not add up" in page.banner.accessibleName()


def test_rows_that_cannot_be_read_are_told_also_where_nothing_else_is_new(qtbot, page, tmp_path):
    path = tmp_path / "odd.csv"
    rows = "".join(f"2026-03-{day},Ann,Thanks,many {day},EUR\n" for day in range(10, 15))
    path.write_text(STATEMENT + rows, encoding="utf-8")
    page.open_file(path)
    qtbot.waitUntil(page.banner.isVisible)
    said = page.banner.accessibleName()
    assert said.startswith("All lines of this statement were brought in before.")
    assert "2026-03-12 many 12: The day or the amount" in said
    assert said.endswith("2 more rows like these.")


def choose(page, purpose):
    (row,) = [
        n for n in range(page.model.rowCount()) if page.model.row_at(n).row.purpose == purpose
    ]
    page.view.setCurrentIndex(page.model.index(row, 0))


@pytest.fixture
def status(database):
    def of(document_id):
        with database.read() as session:
            return documents.get_row(session, document_id).status

    return of


def test_sure_line_is_noted_with_one_key_and_taken_back_with_another(
    qtbot, window, page, invoices, status
):
    choose(page, "2026-0001")
    assert (
        page._said.text() == "€100.00 came from Ann Archer, probably for 2026-0001 of Ann Archer."
    )
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: status(invoices[0]) == "paid")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert status(invoices[0]) == "issued"


def test_all_sure_ones_are_noted_at_once(qtbot, page, invoices, status):
    assert page.all_sure.text() == "Note 1 sure payment"
    qtbot.mouseClick(page.all_sure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: status(invoices[0]) == "paid")
    qtbot.waitUntil(page.all_sure.isHidden)


def test_owner_says_which_invoice_an_unclear_line_paid(qtbot, page, invoices, status):
    choose(page, "Thanks")
    assert page.accept.isHidden()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    qtbot.waitUntil(page.chooser.search.hasFocus)
    qtbot.keyClicks(page.chooser.search, "bell")
    qtbot.waitUntil(lambda: page.chooser.model.ids == [invoices[1]])
    page.chooser.view.setFocus()
    qtbot.keyClick(page.chooser.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: status(invoices[1]) == "part_paid")
    assert page.view.hasFocus()


def test_line_is_put_aside_and_looked_at_again(qtbot, page):
    choose(page, "Fee")
    assert page.other.isHidden()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.chips.choose("ignored")
    page._on_state("ignored")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_same_statement_dropped_again_says_that_it_was_there(qtbot, page, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "statement.csv"))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), actions, data, buttons, keys))
    qtbot.waitUntil(lambda: "brought in before" in page.banner.accessibleName())
    assert page.model.rowCount() == 3


def test_statement_without_a_line_is_not_said_to_be_known(qtbot, page, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text(STATEMENT.splitlines()[0] + "\n,Nobody,No day,,\n", encoding="utf-8")
    page.open_file(path)
    qtbot.waitUntil(page.banner.isVisible)
    assert "no booked line" in page.banner.accessibleName()


def test_file_that_is_no_statement_says_why(qtbot, page, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("name,phone\nAnna,1\n", encoding="utf-8")
    page.open_file(path)
    qtbot.waitUntil(page.banner.isVisible)
    assert "day and the amount" in page.banner.accessibleName()
    assert page.model.rowCount() == 3
