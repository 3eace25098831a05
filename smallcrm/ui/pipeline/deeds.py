"""What can be done with a deal, each as one action that can be undone, and said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from smallcrm.core.text import T, Text
from smallcrm.services import deals, pipeline
from smallcrm.ui.documents import addresses
from smallcrm.ui.shell.context import Context

Done = Callable[[], object]


class Deeds:
    """Runs them for *owner*; each tells *done* when the file has it, *failed* when it has not."""

    def __init__(self, context: Context, owner: QObject, done: Done, failed: Done) -> None:
        self._context = context
        self._owner = owner
        self._done = done
        self._failed = failed

    def move(self, deal_id: int, title: str, to: tuple[int, str], before: int | None) -> None:
        """Move a deal to the stage *to* (its id and its name)."""
        stage_id, stage = to
        self._write(
            T("Move {title} to {stage}", title=title, stage=stage),
            lambda session: pipeline.move_deal(session, deal_id, stage_id, before),
            T("{title} moved to {stage}", title=title, stage=stage),
        )

    def order(self, deal_id: int, title: str, stage_id: int, before: int | None) -> None:
        """Move a deal within its stage."""
        self._write(
            T("Move {title}", title=title),
            lambda session: pipeline.move_deal(session, deal_id, stage_id, before),
            T("{title} moved", title=title),
        )

    def win(self, deal_id: int, title: str) -> None:
        """Note that a deal is won."""
        self._write(
            T("Win {title}", title=title),
            lambda session: pipeline.win_deal(session, deal_id),
            T("{title} is won", title=title),
        )

    def reopen(self, deal_id: int, title: str) -> None:
        """Open a deal again that is won or lost."""
        self._write(
            T("Open {title} again", title=title),
            lambda session: pipeline.reopen_deal(session, deal_id),
            T("{title} is open again", title=title),
        )

    def archive(self, deal_id: int, title: str) -> None:
        """Put a deal into the bin."""
        self._write(
            T("Archive {title}", title=title),
            lambda session: pipeline.archive_deal(session, deal_id),
            T("{title} archived", title=title),
        )

    def quote(self, deal_id: int) -> None:
        """Open the draft of a quote for a deal, made of its lines."""
        self._make(T("New quote"), lambda session: deals.make_quote(session, deal_id))

    def invoice(self, deal_id: int) -> None:
        """Open the draft of the invoice of a deal: of its quote, its lines or its amount."""
        self._make(T("New invoice"), lambda session: deals.make_invoice(session, deal_id))

    def _make(self, label: Text, action: Callable[[Any], int]) -> None:
        self._context.ops.write(
            self._owner,
            label,
            action,
            done=lambda document_id: self._context.open(addresses.of(document_id)),
        )

    def _write(self, label: Text, action: Callable[[Any], object], said: Text) -> None:
        def done(_nothing: object) -> None:
            self._context.say(said, undo=True)
            self._done()

        def failed(error: BaseException) -> None:
            self._failed()
            self._context.fail(self._owner, error)

        self._context.ops.write(self._owner, label, action, done, failed)
