"""The telephone rings: the window comes to the front and shows who it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.changes import Changes
from smallcrm.core.text import T
from smallcrm.services import calls, contacts
from smallcrm.services.calls import Caller
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import CALL, INCOMING, NO_ANSWER
from smallcrm.ui.calling import deeds
from smallcrm.ui.calling.add_number import AddNumberDialog
from smallcrm.ui.calling.caller_bar import CallerBar
from smallcrm.ui.shell.context import Context
from smallcrm.ui.talks import Whom

_NO_NAME = quote(" ")  # a part of an address is never empty


class Ringing(QObject):
    """Belongs to the window that has the data file.

    Args:
        context: Of the window.
        window: The window.
        place: Where the bar goes, above the page.
        come_forward: Has the window be the one in front.
    """

    def __init__(
        self,
        context: Context,
        window: QWidget,
        place: QVBoxLayout,
        come_forward: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._come_forward = come_forward
        self._number = ""
        self._at: datetime | None = None
        self._found: set[int] | None = None  # the contacts that have the number; None: not known
        self.bar = CallerBar(context.ui, window)
        place.insertWidget(1, self.bar)
        self._context.ops.changed.connect(self._on_changed)

    def ring(self, number: str) -> None:
        """Somebody calls from *number*."""
        self._number, self._at, self._found = number, clock.now(), None
        self._window.show()  # it may be hidden: see ``reminding``
        self._come_forward()
        if self._context.ops.is_ready:
            self._look_up()
        else:
            self._context.ops.ready.connect(self._look_up)

    def _look_up(self) -> None:
        number = self._number
        self._context.ops.ask(
            self, lambda session: calls.who_calls(session, number), partial(self._on_found, number)
        )

    def _on_found(self, number: str, callers: Sequence[Caller]) -> None:
        found = {caller.contact_id for caller in callers}
        if number != self._number or found == self._found:
            return  # another one rang meanwhile, or nothing is new
        self._found = found
        if len(callers) == 1:
            self._choose(callers[0])
        elif callers:
            self.bar.show_several(callers, number, self._choose)
        else:
            self.bar.show_unknown(
                number,
                [
                    (T("New contact"), self._add_contact),
                    (T("Add to a contact…"), self._add_to_contact),
                    (T("New lead"), self._add_lead),
                ],
            )

    def _choose(self, caller: Caller) -> None:
        self._context.open(f"crm://contact/{caller.contact_id}/timeline")
        self.bar.show_known(
            caller,
            self._number,
            [
                (T("Start the timer"), partial(self._answer, caller)),
                (T("Note the call"), partial(self._note, caller)),
                (T("Missed"), partial(self._miss, caller)),
            ],
        )

    def _answer(self, caller: Caller) -> None:
        self.bar.hide()
        uid = self._context.ops.read(lambda session: contacts.get_uid(session, caller.contact_id))
        deeds.answer(self._context, Whom(caller.contact_id, uid, caller.name))

    def _note(self, caller: Caller) -> None:
        self.bar.hide()
        draft = ActivityDraft(CALL, direction=INCOMING, at=self._at)
        deeds.offer(self._context, caller.contact_id, draft)

    def _miss(self, caller: Caller) -> None:
        draft = ActivityDraft(CALL, direction=INCOMING, outcome=NO_ANSWER, at=self._at)
        self.bar.hide()
        self._context.ops.write(
            self,
            T("Missed call of {name}", name=caller.name),
            lambda session: contacts.add_activity(session, caller.contact_id, draft),
            done=lambda _id: self._context.say(
                T("The missed call of {name} is noted", name=caller.name), undo=True
            ),
            failed=partial(self._context.fail, self._window),
        )

    def _add_contact(self) -> None:
        self._context.open(f"crm://contact/new/{_NO_NAME}/{quote(self._number, safe='')}")

    def _add_to_contact(self) -> None:
        AddNumberDialog(self._context, self._number, self._window).open()

    def _add_lead(self) -> None:
        self.bar.hide()
        self._context.open(f"crm://lead/new/{quote(self._number, safe='')}")

    def _on_changed(self, changes: Changes) -> None:
        """Others may have the number by now."""
        if self.bar.isVisible() and changes.touches("contact", "phone"):
            self._look_up()
