"""Reminders for unpaid invoices: what is due, the letter beside it, sent together and once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from smallcrm.core import clock
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.services import dunning
from smallcrm.services.dunning import Letter, Sent
from smallcrm.ui import file_dialog
from smallcrm.ui.confirming import confirm
from smallcrm.ui.documents import addresses as document_addresses
from smallcrm.ui.documents import pdf_file, printing
from smallcrm.ui.dunning import lists, words
from smallcrm.ui.dunning.letter_page import LetterPage
from smallcrm.ui.dunning.lists import Line
from smallcrm.ui.paged_model import PagedModel
from smallcrm.ui.print_dialog import PrintDialog, Printed
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.list_frame import ListFrame
from smallcrm.ui.widgets.tables import SpacedTable

_REMINDER = T("Reminder")
_FOLDER = "reminders.folder"
_NARROW = 1000
_MIDDLE = 1  # the column that takes the room that is left
_GIVE_WAY = {words.DUE: (4, 2), words.SENT: (4, 1)}
_SETTINGS = "crm://settings/reminders"
_NOT_DUE = T(
    "No reminder for this invoice is due today, and nothing was sent: its day has not come, the "
    "customer still has time to answer the last one, all of them went out, or it gets none. "
    "The days are in the settings of the reminders."
)
Then = Callable[[list[tuple[Sent, bytes]]], object]  # what happens with the letters


def create(context: Context) -> Page:
    """Make the page."""
    return RemindersPage(context)


class RemindersPage(Page):
    """Space leaves a letter out this time; one button sends all others.

    ``crm://reminders`` shows all; with the id of an invoice only the letter about it goes out.
    """

    tables = ("document", "payment", "allocation", "contact", "setting",
              "dunning_letter", "dunning_skip")  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = words.DUE
        self._lines: dict[int, Line] = {}
        self._left_out: set[str] = set()
        self._wanted = 0  # the invoice that alone is to be reminded of
        self._is_alone = False
        self._today = clock.today()
        self.model = PagedModel(lists.columns(words.DUE), self._fetch, self)
        self.model.spoken = lists.spoken
        self.view = SpacedTable(self.ui, T("Reminders"))
        self.letter = LetterPage(context)
        self.frame = ListFrame(self.ui, T("Reminders for unpaid invoices"), self.view)
        self.chips = Chips(self.ui, list(words.STATES.items()), T("Which reminders"))
        self.save = self.ui.button("", "primary", "download", clicked=self._ask_save)
        self.paper = self.ui.button(T("Print them"), "secondary", "print", clicked=self._ask_print)
        self.aside = self.ui.button("", "secondary", clicked=self._toggle)
        self.back = self.ui.button(T("Remind again"), "secondary", clicked=self._unskip)
        self._menu = QMenu(self)
        self.never = self.ui.menu_button("", T("Never remind"), self._menu, T("Never remind"))
        self._said = self.ui.label("", "body", wrap=True)
        self._is_narrow = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._build()

    def show_address(self, address: Address) -> None:
        self.frame.banner.hide()
        self._wanted = address.id
        if self._is_alone and not address.id:
            self._left_out.clear()
        self._is_alone = bool(address.id)
        if address.id and self._state != words.DUE:
            self.chips.choose(words.DUE)
            self._on_state(words.DUE)
        else:
            self.reload()
        self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("reminders.save", T("Save the reminders and mark them as sent"),
                    self._ask_save, "Ctrl+Return Ctrl+Enter", "download"),
            Command("reminders.print", T("Print the reminders and mark them as sent"),
                    self._ask_print, "Ctrl+P", "print"),
            Command("reminders.settings", T("Change days and texts of the reminders"),
                    lambda: self.context.open(_SETTINGS), "", "settings"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.chips, self.view)

    def reload(self) -> None:
        state, self._today = self._state, clock.today()
        today = self._today
        self.context.ops.ask(self, lambda session: lists.read(session, state, today), self._on_read)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _build(self) -> None:
        column = self.ui.column(0)
        self.setLayout(column)
        column.addWidget(self.frame)
        tune = self.ui.icon_button(
            "settings",
            T("Change days and texts of the reminders"),
            clicked=lambda: self.context.open(_SETTINGS),
        )
        for button in (tune, self.paper, self.save):
            self.frame.head.addWidget(button)
        self.ui.explain(self.paper, T("Print the reminders and mark them as sent"), "Ctrl+P")
        self.ui.explain(self.save, T("Save the reminders and mark them as sent"), "Ctrl+Enter")
        self.frame.above.addWidget(self.chips)
        self.frame.body.addWidget(self.letter, 2)
        self.frame.foot.addWidget(self._said, 1)
        for button in (self.aside, self.never, self.back):
            self.frame.foot.addWidget(button)
        self.ui.explain(self.aside, T("Leave this one out, or not"), "Space")
        self.view.show_model(self.model, _MIDDLE)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(lambda _row_id: self._open())
        self.view.picked.connect(lambda _row_id: self._on_picked())
        self.view.spaced.connect(self._toggle)
        self.chips.chosen.connect(self._on_state)
        self.ui.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        if self._state == words.SKIPPED:
            self.view.fit_columns(0)
        else:
            self.view.fit_columns(_MIDDLE, _GIVE_WAY[self._state])

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._show_letter()

    def _on_state(self, state: str) -> None:
        self._state = state
        self._lines = {}
        self.view.refill([])  # the rows of before have other columns
        self.model.set_columns(lists.columns(state))
        self.reload()

    def _on_read(self, lines: list[Line]) -> None:
        place = max(self.view.currentIndex().row(), 0)
        if self._wanted:
            place = self._leave_others_out(lines)
        self._lines = {
            key: line._replace(goes=line.letter is None or line.letter.key not in self._left_out)
            for key, line in enumerate(lines, start=1)
        }
        self.view.refill(list(self._lines))
        self.frame.nothing.set_words(*words.NOTHING[self._state])
        self.frame.show_count(len(lines), TN("{count} reminder", "{count} reminders", len(lines)))
        if lines:
            self.view.go_to(self.model.ids[min(place, len(lines) - 1)])
        self._fit()
        self._on_picked()

    def _leave_others_out(self, lines: Sequence[Line]) -> int:
        """Let only the letter about the wanted invoice go out; return its place."""
        wanted, self._wanted = self._wanted, 0
        letters = [line.letter for line in lines if line.letter is not None]
        self._left_out = {one.key for one in letters if wanted not in one.document_ids}
        for place, letter in enumerate(letters):
            if wanted in letter.document_ids:
                return place
        self.frame.banner.show_message(_NOT_DUE, "warning")
        return 0

    def _on_picked(self) -> None:
        line = self._current()
        is_due = line is not None and line.letter is not None
        self._tell_count()
        self.frame.show_foot(shown=line is not None)
        for button in (self.aside, self.never):
            button.setVisible(is_due)
        self.back.setVisible(line is not None and line.skipped is not None)
        self._show_letter()
        if line is None:
            return
        self.aside.setText(str(T("Not this time") if line.goes else T("Send it this time")))
        self._said.setText(words.sentence(line.letter) if line.letter else lists.spoken(line))
        if line.letter is not None:
            self._offer(line.letter)

    def _offer(self, letter: Letter) -> None:
        """Whom one may never want to remind: the customer, or for one of the invoices."""
        self._menu.clear()
        contact_id = letter.contact_id
        if contact_id is not None:
            text = T("Never remind {name}", name=letter.customer)
            self.ui.action(self._menu, text, "person", lambda: self._skip(contact_id=contact_id))
        for row in letter.reminders:
            text = T("Never remind of {number}", number=row.number)
            skip = partial(self._skip, document_id=row.document_id)
            self.ui.action(self._menu, text, "file", skip)

    def _show_letter(self) -> None:
        line = self._current()
        has_letter = line is not None and line.skipped is None
        self.letter.setVisible(has_letter and not self._is_narrow)
        if line is None or not has_letter:
            self.letter.show_letter(None)
        elif line.sent is not None:
            sha256 = line.sent.sha256
            self.letter.show_letter(lambda session: dunning.get_pdf(session, sha256))
        elif line.letter is not None:
            letter, day = line.letter, self._today
            self.letter.show_letter(lambda session: _printed(session, letter, day))

    def _tell_count(self) -> None:
        count = len(self._going())
        for button in (self.save, self.paper):
            button.setVisible(self._state == words.DUE and bool(count))
        self.save.setText(str(TN("Save {count} reminder…", "Save {count} reminders…", count)))

    def _going(self) -> list[Letter]:
        found = [line for line in self._lines.values() if line.letter is not None and line.goes]
        return [line.letter for line in found if line.letter is not None]

    def _current(self) -> Line | None:
        return self._lines.get(self.view.current_id())

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Line]:
        return {row_id: self._lines[row_id] for row_id in ids if row_id in self._lines}

    def _open(self) -> None:
        line = self._current()
        if line is not None and line.letter is not None:
            self.context.open(document_addresses.of(line.letter.reminders[0].document_id))
        elif line is not None and line.sent is not None:
            self._save_again(line.sent.sha256, line.sent.customer)

    def _toggle(self) -> None:
        line = self._current()
        if line is None or line.letter is None:
            return
        (self._left_out.add if line.goes else self._left_out.discard)(line.letter.key)
        row_id = self.view.current_id()
        self._lines[row_id] = line._replace(goes=not line.goes)
        self.model.forget(frozenset([row_id]))
        self._on_picked()

    def _skip(self, **what: int) -> None:
        self.context.ops.write(
            self,
            T("Never remind"),
            lambda session: dunning.skip(session, **what),
            lambda _none: self.context.say(T("No reminders from now on."), undo=True),
        )

    def _unskip(self) -> None:
        line = self._current()
        if line is None or line.skipped is None:
            return
        row = line.skipped
        self.context.ops.write(
            self,
            T("Remind again"),
            lambda session: dunning.unskip(
                session, contact_id=row.contact_id, document_id=row.document_id
            ),
            lambda _none: self.context.say(T("Reminders are sent again."), undo=True),
        )

    def _ask_save(self) -> None:
        if self._state != words.DUE or not self._going():
            return
        folder = self.context.settings.note(_FOLDER) or str(Path.home())
        dialog = file_dialog.ask_folder(self, T("Where the reminders are put"), folder)
        dialog.fileSelected.connect(lambda chosen: self.ask_save(Path(chosen)))

    def ask_save(self, folder: Path) -> None:
        """Ask whether the letters are to be put into *folder* and marked as sent."""
        self.context.settings.keep_note(_FOLDER, str(folder))
        self._confirm(T("Save and mark as sent"), lambda sent: self._put(sent, folder))

    def _ask_print(self) -> None:
        letters, today = self._going(), self._today
        if self._state != words.DUE or not letters:
            return

        def make(session: Any, progress: Progress) -> Printed:
            return Printed(dunning.print_letters(session, letters, today, progress))

        title = TN("Print {count} reminder", "Print {count} reminders", len(letters))
        dialog = PrintDialog(self.context, self, title, "", make)
        dialog.send = self._on_printer
        dialog.open()

    def _on_printer(self, job: printing.PrintJob) -> None:
        if job.printer:
            self._confirm(T("Print and mark as sent"), lambda sent: self._print(sent, job))
        else:
            self._ask_save()

    def _confirm(self, deed: Text, then: Then) -> None:
        letters = self._going()
        confirm(
            self,
            TN("{count} reminder goes out.", "{count} reminders go out.", len(letters)),
            T(
                "Each is stored as it is now and marked as sent, so that nobody gets it twice. "
                "This cannot be undone."
            ),
            deed,
            lambda: self._send([letter.key for letter in letters], then),
        )

    def _send(self, keys: list[str], then: Then) -> None:
        today = self._today
        self.context.ops.write(
            self,
            T("Send reminders"),
            lambda session: [
                (one, dunning.get_pdf(session, one.sha256))
                for one in dunning.send(session, today, keys)
            ],
            then,
            can_undo=False,
        )

    def _put(self, sent: list[tuple[Sent, bytes]], folder: Path) -> None:
        day = self._today
        names = [
            pdf_file.plain_name(f"{day.isoformat()} {at:03} {one.letter.customer}")
            for at, (one, _pdf) in enumerate(sent, start=1)
        ]

        def write() -> None:
            for name, (_one, pdf) in zip(names, sent, strict=True):
                pdf_file.write(folder / f"{name}.pdf", pdf)

        text = TN("{count} reminder is in {folder}.", "{count} reminders are in {folder}.",
                  len(sent), folder=folder.name)  # fmt: skip
        self.context.ops.run(
            self, lambda _progress: write(), done=lambda _none: self.context.say(text)
        )

    def _print(self, sent: list[tuple[Sent, bytes]], job: printing.PrintJob) -> None:
        def print_all(progress: Progress) -> None:
            for _one, pdf in sent:
                printing.send(pdf, job, progress)

        self.context.ops.run(
            self,
            print_all,
            done=lambda _none: self.context.say(T("Sent to {printer}.", printer=job.printer)),
        )

    def _save_again(self, sha256: str, customer: str) -> None:
        name = pdf_file.plain_name(f"{_REMINDER} {customer}") + ".pdf"
        self.context.ops.query(
            self,
            lambda session: dunning.get_pdf(session, sha256),
            lambda pdf: pdf_file.ask(self.context, self, name, pdf),
        )


def _printed(session: Any, letter: Letter, day: date) -> bytes:
    return dunning.print_letter(dunning.view(session, letter, day))
