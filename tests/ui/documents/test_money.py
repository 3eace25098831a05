"""Payments on an issued invoice, credit notes and the list, by keys and clicks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMenu

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import documents, payments, settings
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.documents import credit_panel
from tests.ui.documents.conftest import CONTROL, SHIFT, line

MARIA = "Maria Papadopoulou"


def said(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def buttons(widget, words):
    found = widget.findChildren(QAbstractButton)
    return [one for one in found if one.isVisible() and one.text() == words]


def button(widget, words):
    """The button with these words, on screen."""
    [one] = buttons(widget, words)
    return one


def menu_line(widget, words):
    """Choose a line of one of the menus in *widget*."""
    for menu in widget.findChildren(QMenu):
        for action in menu.actions():
            if action.text() == words:
                action.trigger()
                return
    raise AssertionError(words)


@pytest.fixture
def invoice(desk):
    """An issued invoice of 251.10, on screen."""
    made = desk.issue(desk.store())
    desk.open(f"crm://document/{made}")
    desk.until(desk.issued.isVisible)
    return made


@pytest.fixture
def state(desk):
    def of(document_id):
        row = desk.read(documents.get_row, document_id)
        return row.status, str(row.open)

    return of


def pay(desk, amount, invoice_id=None):
    draft = PaymentDraft(Decimal(amount), desk.people[MARIA], "EUR", invoice_id=invoice_id)
    with desk.database.write(T("Test")) as session:
        return payments.add(session, draft)


def test_one_click_marks_an_invoice_paid_and_undo_opens_it_again(desk, invoice, state):
    button(desk.issued._aside, "Mark paid").click()
    desk.until(lambda: desk.issued._state.text() == "Paid")
    assert state(invoice) == ("paid", "0.00")
    (paid,) = desk.read(payments.list_settlements, invoice)
    assert (paid.date, paid.amount) == (clock.today(), Decimal("251.10"))
    assert "Nothing is open" in said(desk.issued._aside)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: desk.issued._state.text() == "Issued")
    desk.press(Qt.Key.Key_M, CONTROL)
    desk.until(lambda: desk.issued._state.text() == "Paid")


def test_part_payment_is_typed_as_a_sum_with_day_method_and_reference(desk, invoice, state):
    desk.press(Qt.Key.Key_M, CONTROL | SHIFT)
    panel = desk.issued.payment
    assert QApplication.focusWidget() is panel.amount
    assert panel.amount.text() == "251.10"
    desk.type("3*12,50")
    desk.tab()
    desk.until(lambda: panel.amount.text() == "37.50")
    desk.type("2026-03-04")
    desk.tab(2)
    desk.type("INV 1")
    panel.method.set_value("card")
    desk.enter()
    desk.until(lambda: not panel.isVisible())
    assert state(invoice) == ("part_paid", "213.60")
    row = desk.read(payments.get_row, 1)
    assert (row.date, row.method, row.reference) == (dt.date(2026, 3, 4), "card", "INV 1")
    assert "€213.60" in said(desk.issued._aside)
    assert "Card" in said(desk.issued._aside)


def test_keyboard_is_at_the_document_again_when_a_panel_closes(desk, invoice):
    desk.press(Qt.Key.Key_M, CONTROL | SHIFT)
    desk.enter()
    desk.until(lambda: not desk.issued.payment.isVisible())
    assert desk.window.focusWidget() is desk.issued.page


def test_more_than_is_open_stays_on_the_account_and_can_go_back(desk, invoice, state):
    desk.press(Qt.Key.Key_M, CONTROL | SHIFT)
    desk.type("300")
    desk.enter()
    desk.until(lambda: "€48.90 are on the account" in said(desk.issued._aside))
    button(desk.issued._aside, "Give money back…").click()
    assert desk.issued.payment.amount.text() == "48.90"
    desk.type("50")
    desk.enter()
    desk.until(lambda: "There are €48.90" in said(desk.issued.payment))
    desk.issued.payment.amount.setFocus()
    desk.issued.payment.amount.selectAll()
    desk.type("48.90")
    desk.enter()
    desk.until(lambda: not desk.issued.payment.isVisible())
    assert desk.read(payments.on_account, [desk.people[MARIA]]) == {}


def test_amount_that_is_none_is_refused_beside_its_field(desk, invoice):
    desk.press(Qt.Key.Key_M, CONTROL | SHIFT)
    panel = desk.issued.payment
    desk.type("0")
    desk.enter()
    desk.until(lambda: "more than nothing" in panel._fields["amount"].error)
    assert desk.read(payments.list_ids) == []
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: not panel.isVisible())
    assert desk.issued._aside.isVisible()


def test_money_on_account_is_used_and_put_back(desk, invoice, state):
    desk.issue(desk.store(lines=(line("Rose", 1, 10),)))
    (paid,) = [pay(desk, "20.00", 2)]
    desk.until(lambda: "are on the account" in said(desk.issued._aside))
    use = "Use €7.60 of it"
    button(desk.issued._aside, use).click()
    desk.until(lambda: "€243.50" in said(desk.issued._aside))
    menu_line(desk.issued._aside, "Put back on the account")
    desk.until(lambda: buttons(desk.issued._aside, use))
    assert state(invoice) == ("issued", "251.10")
    button(desk.issued._aside, use).click()
    desk.until(lambda: "€243.50" in said(desk.issued._aside))
    menu_line(desk.issued._aside, "Remove the payment")
    desk.until(lambda: desk.read(payments.list_ids) == [])
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: desk.read(payments.list_ids) == [paid])


def test_payment_from_elsewhere_is_shown_at_once(desk, invoice):
    pay(desk, "100.00", invoice)
    desk.until(lambda: "€151.10" in said(desk.issued._aside))


def test_quote_gets_a_deposit(desk):
    quote = desk.issue(desk.store(kind="quote"))
    desk.open(f"crm://document/{quote}")
    desk.press(Qt.Key.Key_M, CONTROL | SHIFT)
    desk.type("50")
    desk.enter()
    desk.until(lambda: "€50.00 are on the account" in said(desk.issued._aside))
    assert desk.read(payments.list_ids) == [1]


@pytest.fixture
def credit(desk, invoice):
    """The panel of a credit note, open."""
    button(desk.issued._aside, "Credit note…").click()
    panel = desk.issued.credit
    desk.until(panel.isVisible)
    return panel


def test_credit_note_says_number_and_sum_and_the_safe_button_has_the_keyboard(desk, credit):
    assert "Credits €251.10, of which €48.60 are tax." in said(credit)
    assert button(credit, "Issue credit note CN-2026-0001").isVisible()
    assert QApplication.focusWidget().text() == "Leave it as it is"
    desk.enter()
    assert not credit.isVisible()
    assert len(desk.ids()) == 1


def test_all_of_an_invoice_is_credited(desk, invoice, credit, state):
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.issued._state.text() == "Credited")
    assert state(invoice) == ("credited", "0.00")
    assert "CN-2026-0001" in said(desk.issued._aside)
    assert not desk.issued._aside._credit.isVisible()
    menu_line(desk.issued._aside, "Open the credit note")
    desk.until(lambda: desk.page.headline().startswith("Credit note CN-2026-0001"))


def choose_some(credit):
    """The second way by a click; the fields for the quantities."""
    credit._buttons[credit_panel.SOME].click()
    return list(credit._edits.values())


def test_some_lines_are_credited_and_the_rest_is_offered_next_time(desk, invoice, credit, state):
    roses, vase = choose_some(credit)
    assert (roses.text(), vase.text()) == ("0", "0")
    button(credit, "Take all lines").click()
    assert (roses.text(), vase.text()) == ("2", "1")
    assert "Credits €251.10" in said(credit)
    roses.setFocus()
    roses.selectAll()
    desk.type("1")
    assert "Credits €133.30" in said(credit)  # before the field is left
    vase.setFocus()
    vase.selectAll()
    desk.type("0")
    assert "Credits €117.80" in said(credit)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: state(invoice) == ("issued", "133.30"))
    desk.until(lambda: not credit.isVisible())
    button(desk.issued._aside, "Credit note…").click()
    choose_some(credit)
    button(credit, "Take all lines").click()
    assert [edit.text() for edit in credit._edits.values()] == ["1", "1"]


def test_tab_leads_from_some_lines_through_their_quantities_to_the_buttons(desk, credit):
    edits = choose_some(credit)
    credit._buttons[credit_panel.SOME].setFocus()
    met = []
    for _each in range(len(edits) + 2):
        desk.tab()
        met.append(desk.window.focusWidget())
    assert met == [*edits, credit._all, credit._go]


def test_nothing_is_credited_while_no_line_is_chosen(desk, invoice, credit, state):
    roses, _vase = choose_some(credit)
    assert "Nothing is chosen yet: €0.00" in said(credit)
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert "No line is chosen" in said(credit)
    assert desk.window.focusWidget() is roses
    assert state(invoice) == ("issued", "251.10")
    desk.type("2")
    assert "No line is chosen" not in said(credit)
    assert "Credits €235.60" in said(credit)


def test_more_than_is_left_cannot_be_credited(desk, credit):
    roses = choose_some(credit)[0]
    roses.setFocus()
    roses.selectAll()
    desk.type("3")
    desk.tab()
    desk.until(lambda: "2 are left to credit" in said(credit))
    assert not button(credit, "Issue credit note CN-2026-0001").isEnabled()


def test_credit_with_a_new_draft_opens_the_draft(desk, invoice, credit, state):
    credit._buttons[credit_panel.AGAIN].click()
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.editor.isVisible)
    assert desk.lines(desk.editor.document_id) == desk.lines(invoice)
    assert state(invoice) == ("credited", "0.00")


def test_credit_note_may_wait_as_a_draft(desk, credit):
    button(credit, "Only make a draft").click()
    desk.until(lambda: desk.editor.isVisible() and desk.editor.kind == "credit_note")
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: len(desk.ids()) == 1)


def test_cancelling_says_what_becomes_of_the_money(desk, invoice, state):
    pay(desk, "100.00", invoice)
    desk.until(lambda: "€151.10" in said(desk.issued._aside))
    desk.issued._ask_void()
    words = said(desk.issued.panel)
    for part in ("CN-2026-0001", "Back on the account", "€100.00", "becomes void"):
        assert part in words
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.issued._state.text() == "Void")
    desk.until(lambda: "€100.00 are on the account" in said(desk.issued._aside))


def test_issue_panel_says_what_the_account_will_pay(desk):
    pay(desk, "51.10")
    desk.open(f"crm://document/{desk.store()}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    words = said(desk.editor.panel)
    for part in ("Paid from the account", "€51.10", "Left to pay", "€200.00"):
        assert part in words
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: desk.issued.isVisible() and desk.issued._state.text() == "Part paid")


def test_draft_of_another_year_asks_which_date_and_takes_todays(desk):
    last_year = dt.date(clock.today().year - 1, 12, 31)
    draft = desk.store(date=last_year)
    desk.open(f"crm://document/{draft}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    panel = desk.editor.panel
    choice = panel._day._choice
    assert choice.isVisible()
    assert [choice.itemText(at).split("number ")[1] for at in range(choice.count())] == [
        f"{clock.today().year}-0001",
        f"{last_year.year}-0001",
    ]
    choice.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.until(lambda: f"{last_year.year}-0001" in panel._title.text())
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    row = desk.read(documents.get_row, draft)
    assert (row.date, row.number) == (clock.today(), f"{clock.today().year}-0001")


def test_date_before_the_last_number_is_warned_of_where_the_settings_allow_it(desk):
    with desk.database.write(T("Test")) as session:
        settings.change(session, {"back_dating": True})
    today = clock.today()
    desk.issue(desk.store(date=today))
    earlier = today.replace(day=1, month=1)
    draft = desk.store(date=earlier)
    desk.open(f"crm://document/{draft}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert "would be dated before it" in said(desk.editor.panel)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    row = desk.read(documents.get_row, draft)
    assert (row.date, row.number) == (earlier, f"{today.year}-0002")


@pytest.fixture
def listed(desk):
    """Two open invoices and a quote in the list; the list."""
    for more in ({}, {"currency": "USD"}, {"kind": "quote"}):
        desk.issue(desk.store(**more))
    desk.open("crm://documents")
    desk.until(lambda: desk.page.list.model.rowCount() == 3)
    desk.page.list.start()
    return desk.page.list


def cells(shown, column):
    model = shown.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_several_are_marked_paid_in_one_step(desk, listed):
    assert cells(listed, 4) == ["", "US$251.10", "€251.10"]
    desk.press(Qt.Key.Key_A, CONTROL)
    desk.until(listed.foot.isVisible)
    desk.until(lambda: "still open US$251.10" in listed.foot.sums.text())
    assert listed.foot.sums.text().splitlines() == [
        "Total €502.20, still open €251.10",
        "Total US$251.10, still open US$251.10",
    ]
    listed.foot.paid.click()
    desk.until(lambda: cells(listed, 4) == ["", "", ""])
    assert cells(listed, 5) == ["Issued", "Paid", "Paid"]
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: cells(listed, 4) == ["", "US$251.10", "€251.10"])


def test_list_follows_a_payment_from_elsewhere(desk, listed):
    pay(desk, "51.10", 1)
    desk.until(lambda: cells(listed, 4)[2] == "€200.00")
    assert cells(listed, 5)[2] == "Part paid"
    listed.chips._buttons["credit_note"].click()
    desk.until(listed._nothing.isVisible)


def test_receipt_for_a_payment_is_offered_as_a_file(desk, invoice, tmp_path):
    pay(desk, "100.00", invoice)
    desk.until(lambda: "€151.10" in said(desk.issued._aside))
    menu_line(desk.issued._aside, "Receipt as PDF…")
    desk.until(lambda: desk.window.findChildren(QFileDialog))
    [dialog] = desk.window.findChildren(QFileDialog)
    target = tmp_path / "receipt.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    desk.until(target.exists)
    assert target.read_bytes().startswith(b"%PDF")
