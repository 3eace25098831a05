"""A business that is invoiced without its tax number: said in time, refused never."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smallcrm.core.text import T
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import AddressDraft, ContactDraft
from tests.ui.documents.conftest import CONTROL


def contact(desk, name, **more):
    with desk.database.write(T("Test")) as session:
        return contacts.create(session, ContactDraft(name, **more))


def live_in(desk, country):
    with desk.database.write(T("Test")) as session:
        settings.change(session, {"country": country})


def said(desk):
    return desk.editor.banner.accessibleName() if desk.editor.banner.isVisible() else ""


@pytest.mark.parametrize(("country", "number"), [("GR", "ΑΦΜ"), ("RU", "ИНН")])
def test_business_without_a_number_is_told_when_it_is_chosen(desk, country, number):
    live_in(desk, country)
    contact(desk, "Bell Trading", kind="company")
    desk.open("crm://document/new/invoice")
    desk.choose_customer("Bell Tr")
    desk.until(lambda: f"Bell Trading is a business without a tax number ({number})" in said(desk))


@pytest.mark.parametrize(
    "more",
    [
        {},  # a person
        {"kind": "company", "tax_id": "801234567"},
        {"kind": "company", "addresses": (AddressDraft(city="Köln", country="DE"),)},
    ],
)
def test_nobody_else_is_asked_for_a_number(desk, more):
    contact(desk, "Bell Trading", **more)
    desk.open("crm://document/new/invoice")
    desk.choose_customer("Bell Tr")
    assert said(desk) == ""


def test_quotes_are_not_asked_for_a_number(desk):
    contact(desk, "Bell Trading", kind="company")
    desk.open("crm://document/new/quote")
    desk.choose_customer("Bell Tr")
    assert said(desk) == ""


def test_banner_leads_to_the_contact_and_is_gone_with_the_number(desk):
    bell = contact(desk, "Bob", company="Bell Ltd")
    draft = desk.store(customer_id=bell)
    desk.open(f"crm://document/{draft}")
    assert "Bell Ltd is a business" in said(desk)
    buttons = desk.editor.banner.findChildren(QPushButton)
    [way] = [one for one in buttons if one.text() == "Open the contact" and one.isVisible()]
    desk.qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert desk.window.host.address == f"crm://contact/{bell}/details"
    with desk.database.write(T("Test")) as session:
        contacts.change(session, bell, ContactDraft("Bob", company="Bell Ltd", tax_id="801234567"))
    desk.open(f"crm://document/{draft}")
    desk.until(lambda: said(desk) == "")


def test_panel_says_it_once_more_and_the_invoice_is_issued_all_the_same(desk):
    draft = desk.store(customer_id=contact(desk, "Bell Trading", kind="company"))
    desk.open(f"crm://document/{draft}")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert "without a tax number" in desk.editor.panel._remark.text()
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.until(desk.issued.isVisible)
    assert desk.read(documents.get_row, draft).number
