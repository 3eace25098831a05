"""Pictures of calls: the bar of one that runs, the menu of a number, each kind in the composer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smallcrm.ui.calling.bar import CallBar
from smallcrm.ui.contacts.commands import ANSWER
from smallcrm.ui.contacts.entry_options import KINDS
from smallcrm.ui.contacts.profile import Profile
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.widgets.button import Button


def running(window: MainWindow) -> None:
    """A call comes in and goes on."""
    _stop(window)
    _profile(window).do(ANSWER.name)


def ended(window: MainWindow) -> None:
    """A call is over and is about to be noted."""
    running(window)
    for bar in window.findChildren(CallBar):
        QTest.mouseClick(bar.end, Qt.MouseButton.LeftButton)


def menu(window: MainWindow) -> None:
    """What can be done with the first number."""
    _stop(window)
    for button in _profile(window).aside.findChildren(Button):
        if button.menu() is not None:
            button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
            return


def kind(name: str, window: MainWindow) -> None:
    """An entry of this kind is begun."""
    _stop(window)
    _profile(window).card.timeline.begin(name)


def only(group: str, window: MainWindow) -> None:
    """The timeline shows nothing but this."""
    _stop(window)
    timeline = _profile(window).card.timeline
    QTest.keyClick(timeline.composer, Qt.Key.Key_Escape)
    timeline.filters.click(group)


WRITTEN = {name: partial(kind, name) for name in KINDS}
SHOWN = {name: partial(only, name) for name in ("call", "visit", "message")}


def _stop(window: MainWindow) -> None:
    window.context.talks.drop()


def _profile(window: MainWindow) -> Profile:
    return next(one for one in window.findChildren(Profile) if one.isVisible())
