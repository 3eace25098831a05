"""What is done with leads from the window: each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from smallcrm.core.dialing import number_of
from smallcrm.core.errors import UserError
from smallcrm.core.phones import e164
from smallcrm.core.text import TN, T, Text
from smallcrm.services import leads, settings
from smallcrm.services.contacts import Similar
from smallcrm.services.contacts.activities import CALL
from smallcrm.services.leads import BroughtIn, Converted, LeadDraft, LeadRow
from smallcrm.ui.calling import deeds as calling
from smallcrm.ui.calling.phone_menu import Reached
from smallcrm.ui.leads.convert_dialog import ConvertDialog
from smallcrm.ui.outside import open_outside
from smallcrm.ui.shell.context import Context


class LeadDeeds(QObject):
    """Runs the services and says what was done."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner
        self._converting: set[int] = set()  # until the answer comes: a double click asks twice

    def call(self, row: LeadRow) -> None:
        """Call, and note that as an answer."""
        if not row.phone:
            self._context.say(T("{name} has no phone number yet", name=row.title))
            return
        number = self.reached(row).number
        if not number:
            self._context.say(T("No number of {name} can be dialed", name=row.title))
            return
        calling.call(self._context, None, number)
        self._on_reached(row, CALL)

    def reached(self, row: LeadRow) -> Reached:
        """The number of a lead for the menu of numbers; to use it is an answer."""
        country = self._context.ops.read(settings.get_business).country
        number = number_of(e164(row.phone, country), row.phone)
        return Reached(None, number, row.phone, partial(self._on_reached, row))

    def mail(self, row: LeadRow) -> None:
        """Write an e-mail, and note that as an answer."""
        if not row.email:
            self._context.say(T("{name} has no email yet", name=row.title))
            return
        open_outside("mailto", row.email)
        self.answer(row, "email", T("The email is noted as the first answer"))

    def answer(self, row: LeadRow, kind: str, said: Text, words: str = "") -> None:
        """Note an answer; only the first one is told."""
        if row.answered_at is not None and not words:
            return
        self._write(
            T("Note an answer to {name}", name=row.title),
            lambda session: leads.answer(session, row.id, kind, words),
            said,
        )

    def convert(self, row: LeadRow) -> None:
        """Make a contact and a deal of it; ask first where the contact may be there already."""
        if row.converted_at is not None or row.id in self._converting:
            return
        self._converting.add(row.id)
        self._context.ops.query(
            self,
            lambda session: leads.propose(session, row.id),
            lambda found: self._on_proposed(row, found),
            lambda error: self._on_failed(error, row.id),
        )

    def convert_as(self, row: LeadRow, contact_id: int | None) -> None:
        """Make a deal of it for a contact that is there, or for a new one."""
        self._context.ops.write(
            self,
            T("Convert {name}", name=row.title),
            lambda session: leads.convert(session, row.id, contact_id, is_new=contact_id is None),
            lambda done: self._on_converted(row, done),
            lambda error: self._on_failed(error, row.id),
        )

    def dismiss(self, lead_ids: Sequence[int]) -> None:
        """Say that nothing comes of them."""
        count = len(lead_ids)
        self._write(
            TN("Dismiss {count} lead", "Dismiss {count} leads", count),
            lambda session: leads.dismiss(session, lead_ids),
            TN("{count} lead dismissed", "{count} leads dismissed", count),
        )

    def take_back(self, lead_ids: Sequence[int]) -> None:
        """Look at dismissed ones again."""
        self._write(
            T("Look at leads again"),
            lambda session: leads.take_back(session, lead_ids),
            T("It is an open lead again"),
        )

    def archive(self, lead_ids: Sequence[int]) -> None:
        """Put them into the bin."""
        count = len(lead_ids)
        self._write(
            TN("Move {count} lead to the bin", "Move {count} leads to the bin", count),
            lambda session: leads.archive(session, lead_ids),
            TN("{count} lead moved to the bin", "{count} leads moved to the bin", count),
        )

    def restore(self, lead_ids: Sequence[int]) -> None:
        """Take them out of the bin."""
        self._write(
            T("Take leads out of the bin"),
            lambda session: leads.restore(session, lead_ids),
            T("It is out of the bin"),
        )

    def assign(self, lead_ids: Sequence[int], staff_id: int | None, name: str) -> None:
        """Give them to somebody."""
        count = len(lead_ids)
        said = (
            TN("{count} lead is with {name}", "{count} leads are with {name}", count, name=name)
            if staff_id
            else TN("{count} lead is with nobody", "{count} leads are with nobody", count)
        )
        self._write(
            TN("Assign {count} lead", "Assign {count} leads", count),
            lambda session: leads.assign(session, lead_ids, staff_id),
            said,
        )

    def bring_in(
        self, drafts: Sequence[LeadDraft], label: Text, done: Callable[[BroughtIn], object]
    ) -> None:
        """Add those that are new."""
        self._context.ops.write(
            self, label, lambda session: leads.bring_in(session, drafts), done, self._on_failed
        )

    def _on_reached(self, row: LeadRow, kind: str) -> None:
        if kind == CALL:
            self.answer(row, "call", T("The call is noted as the first answer"))
        else:
            self.answer(row, "", T("The message is noted as the first answer"))

    def _on_proposed(self, row: LeadRow, found: Sequence[Similar]) -> None:
        if not found:
            self.convert_as(row, None)
            return
        self._converting.discard(row.id)
        ConvertDialog(self._context, row, found, self.convert_as, self._owner.window()).open()

    def _on_converted(self, row: LeadRow, done: Converted) -> None:
        self._converting.discard(row.id)
        if done.is_new:
            self._context.say(T("{name} is a contact with a deal now", name=row.title), undo=True)

    def _write(self, label: Text, action: Callable[[Any], object], said: Text) -> None:
        self._context.ops.write(
            self,
            label,
            action,
            lambda _none: self._context.say(said, undo=True),
            self._on_failed,
        )

    def _on_failed(self, error: BaseException, lead_id: int = 0) -> None:
        self._converting.discard(lead_id)
        if isinstance(error, UserError):
            self._context.say(str(error))
        else:
            self._context.fail(self._owner, error)
