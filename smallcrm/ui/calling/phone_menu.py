"""What can be done with one telephone number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from smallcrm.core import dialing
from smallcrm.core.dialing import SIP, SMS, VIBER, WHATSAPP
from smallcrm.core.text import T, Text
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


def fill(context: Context, menu: QMenu, reached: Reached) -> None:
    """Put into *menu* what can be done with the number, and nothing else."""
    menu.clear()
    whom, number, typed, _noted = reached
    ui = context.ui
    if number:
        ui.action(menu, T("Call"), "phone", partial(_call, context, reached))
    if dialing.is_international(number):
        ui.action(menu, T("Call by SIP"), "phone", partial(_call, context, reached, SIP))
    if whom is not None:
        answer = partial(deeds.answer, context, whom)
        ui.action(menu, T("Start the timer of an incoming call"), "clock", answer)
    if dialing.is_international(number):
        menu.addSeparator()
        for way, (words, icon) in _CHATS.items():
            ui.action(menu, words, icon, partial(_write, context, reached, way))
    menu.addSeparator()
    ui.action(menu, T("Copy the number"), "copy", lambda: _copy(context, typed))


def phone_button(context: Context, find: Callable[[], Reached | None]) -> Button:
    """A small button that opens the menu of the number that *find* gives at that moment."""
    menu = QMenu()
    button = context.ui.menu_button("phone", T("Call or write to this number"), menu)
    button.setProperty("small", "true")

    def show() -> None:
        reached = find()
        menu.clear()
        if reached is not None:
            fill(context, menu, reached)

    menu.aboutToShow.connect(show)
    return button


def _call(context: Context, reached: Reached, way: str = "") -> None:
    deeds.call(context, reached.whom, reached.number, way)
    reached.noted(CALL)


def _write(context: Context, reached: Reached, way: str) -> None:
    deeds.write(context, reached.whom, reached.number, way)
    reached.noted(MESSAGE)


def _copy(context: Context, typed: str) -> None:
    QGuiApplication.clipboard().setText(typed)
    context.say(T("{number} is copied", number=typed))
