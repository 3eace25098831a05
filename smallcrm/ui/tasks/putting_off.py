"""Putting tasks off, with a key or from a menu: the same choices wherever tasks are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from smallcrm.core.text import T
from smallcrm.services.tasks import snoozing
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.widgets.factory import Ui


def commands(page: str, snooze: Callable[[str], object]) -> list[Command]:
    """The keys 1, 2 and so on; *snooze* gets one of ``snoozing.CHOICES``.

    The commands are called after their *page*: ``tasks.snooze_tomorrow``.
    """
    # i18n: Never shown: words by which the palette finds this, in all their usual forms.
    put_off = T("snooze, later, remind")
    return [
        Command(f"{page}.snooze_{choice}", T("Put off: {until}", until=text),
                partial(snooze, choice), str(number), "clock", also=put_off)
        for number, (choice, text) in enumerate(snoozing.CHOICES.items(), start=1)
    ]  # fmt: skip


def fill(ui: Ui, menu: QMenu, snooze: Callable[[str], object]) -> None:
    """Put the choices into *menu*; *snooze* gets the one that is taken."""
    for choice, text in snoozing.CHOICES.items():
        ui.action(menu, text, "clock", partial(snooze, choice))
