"""For the pictures: people who work here, campaigns, and leads of every sort."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import campaigns, leads, staff
from smallcrm.services.campaigns import CampaignDraft
from smallcrm.services.leads import LeadDraft, RuleDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.main_window import MainWindow

_WAIT = 5_000  # milliseconds for what was written to be shown
_MESSAGE = (
    "Здравствуйте!\nНужно 20 букетов на свадьбу в субботу, красные и белые. Сколько это будет"
    " стоить с доставкой?"
)
_LIST = (
    "ФИО,Телефон,Почта,Комментарий,Скидка,Откуда узнали о нас и кто посоветовал\n"
    "Анна Смирнова,+7 916 123-45-67,anna@mail.example,Двадцать букетов к субботе,5 %,Выставка\n"
    "Борис Лён,+7 495 555-01-02,,Нужна смета,,Сайт\n"
    "Вера Ким,,vera@mail.example,,10 %,\n"
)
_ASKED: tuple[tuple[LeadDraft, int], ...] = (
    (LeadDraft("Анна Смирнова", "Студия «Лён»", "anna@lyon.example", "+7 916 123-45-67", _MESSAGE,
               "Site", "Autumn weddings"), 12),
    (LeadDraft("Νίκος Γεωργίου", "", "nikos@mail.example", "210 123 4567", "Τιμή για ανθοδέσμη;",
               "Google"), 95),
    (LeadDraft("Person with a long name of a house", "Keller Haustechnik GmbH",
               "person1@mail.example", message="Blumen für ein Fest", source="Fair",
               campaign="Fair in May"), 60 * 7),
    (LeadDraft(phone="+30 210 555 0100", message="Call me back", source="Site"), 60 * 50),
    (LeadDraft("Sophie Martin", "Hôtel du Port", "sophie@port.example", "01 23 45 67", "Bonjour",
               "Site"), 60 * 30),
    (LeadDraft("Tom Smith", source="Fair"), 60 * 70),
)  # fmt: skip


def fill(session: Any) -> None:
    """People, a rule, campaigns and leads; two are answered, one is a deal, one is dismissed."""
    people = [
        staff.add(session, StaffDraft(name, role))
        for name, role in (
            ("Maria Orlova", "owner"),
            ("Pyotr Ivanov", "employee"),
            ("Eleni Dimou", "accountant"),
        )
    ]
    leads.add_rule(session, RuleDraft((people[0],), "Fair"))
    leads.add_rule(session, RuleDraft(tuple(people[:2]), way=leads.LEAST_BUSY, call_within=15))
    for name, source, cost in (
        ("Fair in May", "Fair", "800"),
        ("Autumn weddings", "Site", "120.5"),
    ):
        draft = CampaignDraft(name, source, Decimal(cost), "EUR", date(2026, 5, 2))
        campaigns.add(session, draft)
    ids = [leads.add(session, _aged(draft, minutes)) for draft, minutes in _ASKED]
    leads.answer(session, ids[4], "call", "Wants a quote by Friday")
    leads.convert(session, ids[4], is_new=True)
    leads.dismiss(session, ids[5:])


def show(window: MainWindow) -> None:
    """The first lead, chosen by the keyboard."""
    view = _show(window)
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)


def convert(window: MainWindow) -> None:
    """The question who a lead is: one with the e-mail of a contact."""
    view = _show(window)
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _step in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down)
    _press(window, "leads.convert")


def write(window: MainWindow) -> None:
    """The form of a new lead."""
    _show(window)
    _press(window, "leads.new")


def read_list(window: MainWindow) -> None:
    """A list before it comes in: one column is not known, one is nobody's."""
    _show(window)
    path = Path(tempfile.mkdtemp()) / "Заявки с выставки.csv"
    path.write_text(_LIST, "utf-8")
    page: Any = window.host.page
    page.open_file(path)
    _until(lambda: QApplication.activeModalWidget() is not None)


def erase(window: MainWindow) -> None:
    """Erasing the lead that was dismissed asks for its name."""
    _show(window)
    page: Any = window.host.page
    page.list.show_state("dismissed")
    _until(page.detail.erase.isVisible)
    _press(window, "leads.erase")


def over(window: MainWindow) -> None:
    """The lead that was dismissed, and what can be done with it."""
    _show(window)
    page: Any = window.host.page
    page.list.show_state("dismissed")
    _until(page.detail.erase.isVisible)


def rule(window: MainWindow) -> None:
    """The form of a rule."""
    _until(lambda: getattr(window.host.page, "section", None) is not None)
    window.host.page.section.add.click()  # type: ignore[union-attr]


def _show(window: MainWindow) -> Any:
    with_leads: Any = window.host.page
    if not with_leads.list.model.rowCount():
        with_leads.context.ops.write(window, T("Sample data"), fill)
        _until(lambda: with_leads.list.model.rowCount() > 0)
    return with_leads.list.view


def _aged(draft: LeadDraft, minutes: int) -> LeadDraft:
    return replace(draft, received_at=clock.now() - timedelta(minutes=minutes))


def _press(window: MainWindow, command: str) -> None:
    window.context.commands.action(command).trigger()
    _until(lambda: QApplication.activeModalWidget() is not None)


def _until(is_so: Any) -> None:
    for _turn in range(_WAIT // 20):
        QTest.qWait(20)
        if is_so():
            return
