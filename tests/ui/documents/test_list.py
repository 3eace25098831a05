"""The list of documents: filters, figures, states in words; it follows what happens."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from smallcrm.core import clock, languages
from smallcrm.core.text import T
from smallcrm.services import documents
from smallcrm.services.documents import STATUS_NAMES
from smallcrm.ui.documents import printing
from smallcrm.ui.print_dialog import PrintDialog
from tests.ui.documents.conftest import CONTROL


@pytest.fixture
def some(desk):
    """An overdue and an open invoice, a quote, a draft of an order; their ids."""
    today = clock.today()
    return {
        "overdue": desk.issue(desk.store(date=today - timedelta(days=20))),
        "open": desk.issue(desk.store(date=today, customer_id=desk.people["Bob Bell"])),
        "quote": desk.issue(desk.store(kind="quote", date=today)),
        "draft": desk.store(kind="order"),
    }


@pytest.fixture
def shown(desk, some):
    desk.open("crm://documents")
    desk.until(lambda: desk.page.list.model.rowCount() == 4)
    return desk.page.list


def rows(shown):
    model = shown.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_rows_say_number_date_customer_total_and_state_in_words(desk, shown):
    found = rows(shown)
    assert [row[0] for row in found] == [
        "Order",
        "Quote Q-2026-0001",
        "Invoice 2026-0002",
        "Invoice 2026-0001",
    ]
    assert [row[2] for row in found][2:] == ["Bob Bell", "Maria Papadopoulou"]
    assert {row[3] for row in found} == {"€251.10"}
    assert [row[5] for row in found] == ["Draft", "Issued", "Issued", "Overdue 6 days"]
    assert shown._count.text() == "4"


@pytest.mark.parametrize(
    ("chip", "names"),
    [
        ("quote", {"quote"}),
        ("order", {"draft"}),
        ("invoice", {"overdue", "open"}),
        ("draft", {"draft"}),
        ("unpaid", {"overdue", "open"}),
        ("", {"overdue", "open", "quote", "draft"}),
    ],
)
def test_chips_are_filters(desk, shown, some, chip, names):
    shown.chips._buttons[chip].click()
    desk.until(lambda: set(shown.model.ids) == {some[name] for name in names})
    assert shown._count.text() == str(len(names))


def test_russian_states_suit_documents_of_any_gender():
    languages.use("ru")
    said = {str(name) for key, name in STATUS_NAMES.items() if key != "draft"}  # a noun
    assert {word.split()[-1][-1] for word in said} == {"о"}  # neuter: Предложение, Заказ, Счёт


def test_unpaid_ones_are_added_up_at_the_foot_by_currency(desk, shown, some):
    desk.issue(desk.store(date=clock.today(), currency="USD"))
    desk.until(lambda: shown.model.rowCount() == 5)
    assert not shown.foot.isVisible()
    desk.qtbot.mouseClick(shown.chips._buttons["unpaid"], Qt.MouseButton.LeftButton)
    desk.until(shown.foot.isVisible)
    assert shown.foot.count.text() == "3 unpaid invoices"
    assert shown.foot.sums.text().splitlines() == [
        "Total €502.20, still open €502.20",
        "Total US$251.10, still open US$251.10",
    ]
    assert not shown.foot.paid.isVisible()
    desk.qtbot.mouseClick(shown.chips._buttons["draft"], Qt.MouseButton.LeftButton)
    desk.until(lambda: not shown.foot.isVisible())


def test_words_find_documents_by_number_customer_and_item(desk, shown, some):
    shown.start()
    desk.press(Qt.Key.Key_F, CONTROL)
    assert desk.window.focusWidget() is shown.search
    desk.type("bob")
    desk.until(lambda: shown.model.ids == [some["open"]])
    desk.enter()
    assert desk.window.focusWidget() is shown.view
    desk.enter()
    assert desk.window.host.address == f"crm://document/{some['open']}"


def test_nothing_found_offers_to_show_all(desk, shown):
    shown.search.setText("zzz")
    desk.until(lambda: shown.model.rowCount() == 0)
    assert shown._nothing.isVisible()
    shown.show_all()
    desk.until(lambda: shown.model.rowCount() == 4)


def test_empty_file_says_what_belongs_here(desk):
    desk.open("crm://documents")
    desk.until(desk.page.list._nothing.isVisible)
    assert desk.page.list._nothing._title.text() == "No documents yet"


def test_list_follows_what_happens_and_keeps_the_choice(desk, shown, some):
    shown.view.go_to(some["quote"])
    with desk.database.write(T("Elsewhere"), can_undo=False) as session:
        documents.accept(session, some["quote"])
        documents.create_draft(session, documents.new_draft(session))
    desk.until(lambda: shown.model.rowCount() == 5)
    assert shown.view.current_id() == some["quote"]
    assert rows(shown)[shown.model.row_of(some["quote"])][5] == "Accepted"


def test_delete_takes_drafts_only_and_undo_brings_them_back(desk, shown, some):
    shown.view.selectAll()
    shown.start()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: shown.model.rowCount() == 3)
    assert some["draft"] not in shown.model.ids
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: shown.model.rowCount() == 4)
    shown.view.go_to(some["open"])
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert len(desk.ids()) == 4


def test_rows_are_copied_for_a_spreadsheet(desk, shown, some):
    shown.view.go_to(some["open"])
    shown.start()
    desk.press(Qt.Key.Key_C, CONTROL)
    assert "Invoice 2026-0002\t" in QGuiApplication.clipboard().text()


def test_check_says_that_all_is_in_order(desk, shown):
    shown.check()
    desk.until(lambda: "Everything is in order" in shown.banner.accessibleName())


def test_check_names_what_is_not(desk, shown, some):
    found = documents.Check(False, ["2026-0002"], ["2026-0005"], [])
    shown.checked.emit(found)
    said = shown.banner.accessibleName()
    assert "These numbers are missing: 2026-0002." in said
    assert "given twice: 2026-0005" in said


def test_ctrl_enter_begins_an_invoice_and_print_opens_the_chosen_one(desk, shown, some):
    shown.view.go_to(some["open"])
    shown.start()
    desk.press(Qt.Key.Key_P, CONTROL)
    desk.until(desk.issued.panel.isVisible)
    desk.open("crm://documents")
    shown.start()
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert desk.window.host.address == "crm://document/new/invoice"


def test_five_thousand_documents_are_listed_by_the_page(desk, some):
    ids = list(range(1, 5001))
    asked = []
    desk.open("crm://documents")
    model = desk.page.list.model
    desk.until(lambda: model.rowCount() == 4)
    row = model.row_at(0)
    model._fetch = lambda page: asked.append(len(page)) or dict.fromkeys(page, row)
    desk.page.list.view.refill(ids)
    desk.qtbot.wait(50)
    assert asked
    assert max(asked) <= 128
    assert sum(asked) <= 512


def test_customers_have_room_in_a_narrow_window_with_large_text(qtbot, desk, shown, theme):
    desk.window.resize(1024, 700)
    theme.set_text_size(150)
    words = shown.view.fontMetrics().horizontalAdvance("Maria Papadopoulou")
    qtbot.waitUntil(lambda: shown.view.columnWidth(2) > words + 2 * theme.m.s3)
    assert shown.view.horizontalScrollBar().maximum() == 0


def test_the_list_is_printed_with_what_it_is_filtered_by(desk, monkeypatch):
    jobs = []
    monkeypatch.setattr(printing, "printers", lambda: ["Laser"])
    monkeypatch.setattr(printing, "send", lambda pdf, job, progress: jobs.append(pdf))
    desk.issue(desk.store())
    desk.open("crm://documents")
    page = desk.page.list
    desk.until(lambda: page.model.rowCount() == 1)
    page.chips.click("invoice")
    desk.until(lambda: page.model.rowCount() == 1)
    page.print_list()
    desk.until(lambda: desk.window.findChildren(PrintDialog))
    [dialog] = desk.window.findChildren(PrintDialog)
    desk.until(dialog.go.isEnabled)
    dialog.go.click()
    desk.until(lambda: jobs)
    text = PdfReader(io.BytesIO(jobs[0])).pages[0].extract_text()
    assert text.startswith("Documents")
    assert "Invoices" in text
    assert "2026-0001" in text
