"""Quick add in the palette: one line for each thing that may be meant; Enter makes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from smallcrm.core import clock, formats
from smallcrm.core.text import T, Text
from smallcrm.services import quick_add
from smallcrm.services.quick_add import CONTACT, INVOICE, NOTE, TASK, Choice
from smallcrm.services.tasks import rule_words
from smallcrm.ui.documents import addresses
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.hits import Deliver, Hit

_ICONS = {CONTACT: "person_add", INVOICE: "invoice", NOTE: "note", TASK: "tasks"}
_KINDS: dict[str, Text] = {
    CONTACT: T("Contact"),
    INVOICE: T("Invoice"),
    NOTE: T("Note"),
    TASK: T("Task"),
}
_DEEDS: dict[str, Text] = {
    CONTACT: T("Create contact"),
    INVOICE: T("Begin invoice"),
    NOTE: T("Add note"),
    TASK: T("Add task"),
}


class QuickAdd(QObject):
    """Asks the data what a line may mean, and does what was chosen."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def find(self, text: str, deliver: Deliver) -> None:
        """Hand the things that *text* may mean to *deliver*."""

        def show(found: Sequence[Choice]) -> None:
            deliver([self._hit(choice) for choice in found])

        today = clock.today()
        self._context.ops.query(
            self, lambda session: quick_add.understand(session, text, today), show
        )

    def _hit(self, choice: Choice) -> Hit:
        who = f"{choice.contact} ({choice.company})" if choice.company else choice.contact
        if choice.kind == TASK and not who:
            who = str(T("Without a contact"))
        return Hit(
            choice.title or str(_KINDS[choice.kind]),
            "  ·  ".join(part for part in (str(_DEEDS[choice.kind]), who) if part),
            icon=_ICONS[choice.kind],
            run=lambda: self._add(choice),
            chips=tuple(chips_of(choice)),
        )

    def _add(self, choice: Choice) -> None:
        context = self._context
        context.ops.write(
            self,
            T("Quick add: {title}", title=choice.title or choice.contact),
            lambda session: quick_add.add(session, choice),
            done=lambda key: self._on_added(choice, key),
            failed=lambda error: context.fail(self, error),
        )

    def _on_added(self, choice: Choice, key: int) -> None:
        said: dict[str, Text] = {
            TASK: T("Task added: {title}", title=choice.title),
            NOTE: T("Note saved"),
            INVOICE: T("Invoice for {name} begun", name=choice.contact),
            CONTACT: T("{name} added", name=choice.title),
        }
        self._context.say(said[choice.kind], undo=True)
        if choice.kind == INVOICE:
            self._context.open(addresses.of(key))
        elif choice.kind == CONTACT:
            self._context.open(f"crm://contact/{key}")


def chips_of(choice: Choice) -> list[str]:
    """What was understood: kind, contact, day, time, repeats, amount, telephones, emails."""
    parsed = choice.parsed
    chips = [str(_KINDS[choice.kind])]
    if choice.contact:
        chips.append(choice.contact)
    if parsed.day is not None:
        chips.append(formats.weekday(parsed.day))
    if parsed.time is not None:
        chips.append(formats.time_of_day(datetime.combine(clock.today(), parsed.time)))
    if parsed.rule:
        chips.append(rule_words.how_often(parsed.rule, choice.due))
    if parsed.amount is not None:
        chips.append(formats.number(parsed.amount))
    return [*chips, *parsed.phones, *parsed.emails]
