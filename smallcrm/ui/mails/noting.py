"""From files to entries: read them, ask whose they are where nobody knows, note them, tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from smallcrm.core.errors import Cancelled
from smallcrm.core.mail_files import ENDINGS
from smallcrm.core.text import TN, T, Text
from smallcrm.services import mails
from smallcrm.services.mails import Answer, Mail, Noted, Opened
from smallcrm.ui import file_dialog
from smallcrm.ui.leads import addresses
from smallcrm.ui.mails.progress_dialog import ProgressDialog
from smallcrm.ui.mails.strangers_dialog import StrangersDialog
from smallcrm.ui.shell.context import Context

_FOLDER = "mails.folder"


class Noting(QObject):
    """All the files that were dropped at once are one step of undo, and one message.

    Args:
        context: Of the window.
        window: Owns the calls and the dialogs.
        contact_id: On whose page they were put; None to go by their addresses.
        others: How many other files came along, with which nothing is done.
    """

    def __init__(
        self, context: Context, window: QWidget, contact_id: int | None = None, others: int = 0
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._contact_id = contact_id
        self._others = others
        self._opened = Opened((), ())

    def start(self, paths: Sequence[Path]) -> None:
        """Read *paths*, and go on from there."""
        words = TN("Reading {count} email", "Reading {count} emails", len(paths))
        waiting = ProgressDialog(self._context.ui, words, self._window)

        def failed(error: BaseException) -> None:
            waiting.finish()
            if not isinstance(error, Cancelled):
                self._context.fail(self._window, error)
            self.deleteLater()

        def done(opened: Opened) -> None:
            waiting.finish()
            self._on_opened(opened)

        store = self._context.ops.files
        progress = self._context.ops.search(
            self,
            lambda session, progress: mails.open_mails(
                session, store, paths, progress, self._contact_id
            ),
            reported=waiting.report,
            done=done,
            failed=failed,
        )
        waiting.start(progress.cancel)

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        if not opened.mails and opened.refused:
            self._context.fail(self._window, opened.refused[0])
            self.deleteLater()
        elif any(mail.is_open for mail in opened.mails):
            dialog = StrangersDialog(self._context, opened.mails, self._window)
            dialog.answered.connect(self._note)
            dialog.rejected.connect(self.deleteLater)
            dialog.open()
        else:
            self._note({})

    def _note(self, answers: Mapping[str, Answer]) -> None:
        found = self._opened.mails
        count = sum(not mail.is_known for mail in found)
        if not count:
            self._on_noted(Noted((), found, (), ()))
            return
        self._context.ops.write(
            self,
            TN("Note {count} email", "Note {count} emails", count),
            lambda session: mails.note(session, found, answers),
            done=self._on_noted,
        )

    def _on_noted(self, noted: Noted) -> None:
        words = _parts(noted, len(self._opened.refused))
        if count := self._others:
            words.append(
                TN(
                    "{count} other file left out: drop it on a contact",
                    "{count} other files left out: drop them on a contact",
                    count,
                )
            )
        said = ", ".join(map(str, words))
        if len(self._opened.refused) == 1:
            said = ". ".join(filter(None, (said, str(self._opened.refused[0].message))))
        self._context.say(said, undo=bool(noted.entries or noted.leads))
        if noted.leads and not noted.entries:
            self._context.open(addresses.of(noted.leads[0]))
        self.deleteLater()


def note(
    context: Context,
    window: QWidget,
    paths: Sequence[Path],
    contact_id: int | None = None,
    others: int = 0,
) -> None:
    """Note the e-mails in *paths*, on the page of a contact perhaps; see ``Noting``."""
    Noting(context, window.window(), contact_id, others).start(paths)


def ask(context: Context, window: QWidget, contact_id: int | None = None) -> None:
    """Let files be chosen, and note them."""

    def chosen(names: list[str]) -> None:
        context.settings.keep_note(_FOLDER, str(Path(names[0]).parent))
        note(context, window, [Path(name) for name in names], contact_id)

    kind = (T("Emails"), " ".join(f"*{ending}" for ending in ENDINGS))
    folder = context.settings.note(_FOLDER)
    dialog = file_dialog.ask_many(window, T("Note emails from files"), kind, folder)
    dialog.filesSelected.connect(chosen)


def _parts(noted: Noted, refused: int) -> list[Text]:
    """What became of them, in phrases that make one sentence; a single refused one has its own."""
    parts = [_of_entries(noted)] if noted.entries else []
    if count := len(noted.leads):
        parts.append(TN("{count} made a lead", "{count} made leads", count))
    if count := len(noted.known):
        words = TN("{count} was here already", "{count} were here already", count)
        parts.append(words if parts else _of_known(noted.known))
    if count := len(noted.left):
        parts.append(TN("{count} left out", "{count} left out", count))
    if refused > 1:
        parts.append(TN("{count} cannot be read", "{count} cannot be read", refused))
    return parts


def _of_known(known: Sequence[Mail]) -> Text:
    """That nothing else came in; of one, with whom it is."""
    if len(known) == 1 and (name := known[0].contact_name):
        return T("This email is here already, with {name}", name=name)
    return TN("This email is here already", "These {count} emails are here already", len(known))


def _of_entries(noted: Noted) -> Text:
    """How many were noted, and with whom."""
    count = len(noted.entries)
    names = {entry.contact_id: entry.mail.contact_name for entry in noted.entries}
    if len(names) > 1:
        return TN(
            "{count} email noted on {contacts} contacts",
            "{count} emails noted on {contacts} contacts",
            count,
            contacts=len(names),
        )
    [name] = names.values()
    if not name:  # of a contact that was made for it, or chosen
        return TN("{count} email noted", "{count} emails noted", count)
    return TN(
        "{count} email noted with {name}", "{count} emails noted with {name}", count, name=name
    )
