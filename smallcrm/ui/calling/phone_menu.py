"""What can be done with one telephone number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from smallcrm.core import dialing
from smallcrm.core.dialing import SIP, SMS, VIBER, WHATSAPP, number_of
from smallcrm.core.text import T, Text
from smallcrm.services.contacts import ContactView
from smallcrm.services.contacts.activities import CALL, MESSAGE
from smallcrm.ui.calling import deeds
from smallcrm.ui.shell.context import Context
from smallcrm.ui.talks import Whom
from smallcrm.ui.widgets.button import Button

_CHATS: Mapping[str, tuple[Text, str]] = {
    WHATSAPP: (T("Write by WhatsApp"), "message"),
    VIBER: (T("Write by Viber"), "message"),
    SMS: (T("Write a text message (SMS)"), "message"),
}


def _nothing(_kind: str) -> None:
    """A contact's timeline is told by the deeds themselves."""


class Reached(NamedTuple):
    """A number of somebody.

    Attributes:
        whom: None: no contact yet.
        number: What is dialed (``dialing.number_of``); empty where it cannot be.
        typed: As it is shown and copied.
        noted: Told of ``CALL`` or ``MESSAGE`` when the number was called or written to.
    """

    whom: Whom | None
    number: str
    typed: str
    noted: Callable[[str], object] = _nothing


def whom(view: ContactView) -> Whom:
    """The contact as somebody whom one talks with."""
    return Whom(view.id, view.uid, view.draft.name)


def reached(view: ContactView, typed: str) -> Reached:
    """The number *typed* of the contact, as it is dialed."""
    known = next((phone.e164 for phone in view.phones if phone.value == typed), "")
    return Reached(whom(view), number_of(known, typed), typed)


def fill(context: Context, menu: QMenu, found: Reached) -> None:
    """Add to *menu* what can be done with the number."""
    somebody, number, typed, _noted = found
    ui = context.ui
    if number:
        ui.action(menu, T("Call"), "phone", partial(_call, context, found))
    if dialing.is_international(number):
        ui.action(menu, T("Call by SIP"), "phone", partial(_call, context, found, SIP))
    if somebody is not None:
        answer = partial(deeds.answer, context, somebody)
        ui.action(menu, T("Start the timer of an incoming call"), "clock", answer)
    if dialing.is_international(number):
        menu.addSeparator()
        for way, (words, icon) in _CHATS.items():
            ui.action(menu, words, icon, partial(_write, context, found, way))
    menu.addSeparator()
    ui.action(menu, T("Copy the number"), "copy", lambda: _copy(context, typed))


def phone_button(context: Context, find: Callable[[], Reached | None]) -> Button:
    """A small button that opens the menu of the number that *find* gives at that moment."""
    menu = QMenu()
    button = context.ui.menu_button("phone", T("Call or write to this number"), menu)
    button.setProperty("small", "true")

    def show() -> None:
        found = find()
        menu.clear()
        if found is not None:
            fill(context, menu, found)

    menu.aboutToShow.connect(show)
    return button


def _call(context: Context, found: Reached, way: str = "") -> None:
    deeds.call(context, found.whom, found.number, way)
    found.noted(CALL)


def _write(context: Context, found: Reached, way: str) -> None:
    deeds.write(context, found.whom, found.number, way)
    found.noted(MESSAGE)


def _copy(context: Context, typed: str) -> None:
    QGuiApplication.clipboard().setText(typed)
    context.say(T("{number} is copied", number=typed))
