"""Scenario 12: the form of a web site sends a message; the one with less to do calls the customer.

«Заявка с сайта» comes from the site, in the words of the shop, and goes to Мария (2 open) rather
than Пётр (5 open) with the task to call within a quarter of an hour; converted by a double click it
is one contact, one company and one deal.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.models import Deal
from smallcrm.services import contacts, leads, pipeline, staff, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.leads import LEAST_BUSY, ROUND_ROBIN, RuleDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from tests.scenarios.conftest import PATIENCE

OPEN = {"Пётр": 5, "Мария": 2}
FORMS = {
    "ru": (
        "Заявка с сайта",
        ("Имя: Анна Смирнова", "Телефон: +7 916 123-45-67", "Компания: ООО «Лён»",
         "Сообщение: Нужно 20 букетов"),
    ),
    "en": (
        "Website inquiry",
        ("Name: Анна Смирнова", "Phone: +7 916 123-45-67", "Company: ООО «Лён»",
         "Message: Twenty bouquets"),
    ),
    "el": (
        "Φόρμα επικοινωνίας",
        ("Όνομα: Анна Смирнова", "Τηλέφωνο: +7 916 123-45-67", "Εταιρεία: ООО «Лён»",
         "Μήνυμα: Είκοσι ανθοδέσμες"),
    ),
}  # fmt: skip
SITES = {"ru": "Сайт", "en": "Site", "el": "Ιστότοπος"}
CALLS = {
    "ru": "Позвонить в течение 15 мин: Анна Смирнова",
    "en": "Call within 15 minutes: Анна Смирнова",
    "el": "Κλήση μέσα σε 15 λεπτά: Анна Смирнова",
}


def staff_of_the_shop(session, way):
    """Two people with their open deals, and the rule."""
    customer = contacts.create(session, ContactDraft("Old customer"))
    ids = []
    for name, count in OPEN.items():
        ids.append(staff.add(session, StaffDraft(name)))
        for deal_id in pipeline.create_deals(session, [DealDraft("Deal", customer)] * count):
            session.get_one(Deal, deal_id).owner_id = ids[-1]
    leads.add_rule(session, RuleDraft(tuple(ids), way=way, call_within=15))


def message(folder, language):
    subject, lines = FORMS[language]
    path = folder / f"{subject}.eml"
    head = (
        f"From: noreply@shop.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8"
    )
    path.write_text(f"{head}\n\n" + "\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "way"),
    [("ru", ROUND_ROBIN), ("ru", LEAST_BUSY), ("en", ROUND_ROBIN), ("el", LEAST_BUSY)],
)
def test_inquiry_goes_to_who_has_less_to_do_and_becomes_one_deal(
    sit_down, file, tmp_path, language, way
):
    file.write(staff_of_the_shop, way)
    path = message(tmp_path, language)
    owner = sit_down(language)
    owner.command(T("Go to {place}", place=T("Incoming leads")))
    owner.until(lambda: owner.window.host.address == "crm://leads")
    owner.answers.append(path)
    began = clock.now()
    owner.press("Ctrl+Shift+O")
    page = owner.window.host.page
    owner.qtbot.waitUntil(lambda: page.list.current() is not None, timeout=PATIENCE)

    row = page.list.current()
    assert (row.name, row.source, row.owner) == ("Анна Смирнова", SITES[language], "Мария")
    [task] = file.read(tasks.list_task_rows, file.read(tasks.list_task_ids)).values()
    assert task.title == CALLS[language]
    assert timedelta(minutes=14) <= task.instant - began <= timedelta(minutes=16)

    button = owner.button(T("Make a deal of it"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    owner.until(lambda: file.read(leads.get, row.id).state == "converted")
    owner.until(lambda: page.list.model.rowCount() == 0)
    assert file.names() == ["Old customer", "Анна Смирнова", "ООО «Лён»"]
    assert len(file.read(pipeline.list_deal_ids)) == sum(OPEN.values()) + 1
    [task] = file.read(tasks.list_task_rows, file.read(tasks.list_task_ids)).values()
    assert task.contact == "Анна Смирнова"

    owner.press("Ctrl+Z")
    owner.until(lambda: file.names() == ["Old customer"])
    assert file.read(leads.get, row.id).state == "new"
