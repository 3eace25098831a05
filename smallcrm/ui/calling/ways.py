"""By which of the system's programs a number is called: settings of this computer."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from smallcrm.core import dialing
from smallcrm.core.dialing import SIP, TEL
from smallcrm.core.text import T
from smallcrm.ui.outside import open_address
from smallcrm.ui.settings import Settings
from smallcrm.ui.shell.context import Context

_WAY, _DOMAIN = "calling.way", "calling.sip_domain"


def chosen(settings: Settings) -> str:
    """``tel`` or ``sip``: what the button Call uses."""
    return SIP if settings.note(_WAY) == SIP else TEL


def choose(settings: Settings, way: str) -> None:
    """Have Call use ``tel`` or ``sip``."""
    settings.keep_note(_WAY, way)


def domain(settings: Settings) -> str:
    """The domain behind numbers that are called by SIP; may be empty."""
    found = settings.note(_DOMAIN)
    return found if dialing.is_domain(found) else ""


def keep_domain(settings: Settings, text: str) -> None:
    """Have numbers that are called by SIP end in ``@text``; empty for none."""
    settings.keep_note(_DOMAIN, text)


def usual(settings: Settings, number: str) -> str:
    """How Call calls *number*: one that is known here alone goes to the telephone."""
    return chosen(settings) if dialing.is_international(number) else TEL


def hand_over(context: Context, way: str, number: str) -> None:
    """Give *number* to the system's program for *way*; say so where there is none."""
    at = domain(context.settings) if way == SIP else ""
    if not open_address(dialing.address(way, number, at)):
        QGuiApplication.clipboard().setText(number)
        context.say(
            T("No program of this computer opens such numbers. {number} is copied.", number=number)
        )
