"""Does what can be done with the deal that is shown: for buttons, menus, keys, the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.services import deals, pipeline
from smallcrm.services.deals import DealView
from smallcrm.services.pipeline import OPEN
from smallcrm.ui.documents import addresses
from smallcrm.ui.pipeline import deal_words
from smallcrm.ui.shell.context import Context


class DealDeed(NamedTuple):
    """Something that can be done with a deal; *name* is never shown."""

    name: str
    text: Text
    icon: str
    shortcut: str = ""


QUOTE = DealDeed("deal.quote", T("Make a quote"), "documents", "Ctrl+Shift+Q")
INVOICE = DealDeed("deal.invoice", T("Make an invoice"), "invoice", "Ctrl+Shift+I")
WIN = DealDeed("deal.win", T("Won"), "check", "Ctrl+Shift+W")
LOSE = DealDeed("deal.lose", T("Lost"), "close", "Ctrl+Shift+L")
REOPEN = DealDeed("deal.reopen", T("Open again"), "undo")
NEXT = DealDeed("deal.next", T("Move to the next stage"), "arrow_right", "Ctrl+Right")
BACK = DealDeed("deal.back", T("Move to the stage before"), "arrow_left", "Ctrl+Left")
CONTACT = DealDeed("deal.contact", T("Show the contact"), "contact")
COPY = DealDeed("deal.copy", T("Copy deal"), "copy", "Ctrl+Shift+D")
ARCHIVE = DealDeed("deal.archive", T("Archive deal"), "archive")
DEEDS = (QUOTE, INVOICE, WIN, LOSE, REOPEN, NEXT, BACK, CONTACT, COPY, ARCHIVE)


class DealActions(QWidget):
    """Nothing happens while no deal is shown. Never visible itself: it owns the calls.

    Signals:
        left: The deal went into the bin: show something else.
        won: It was won just now.
    """

    left = Signal()
    won = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._view: DealView | None = None
        self._deeds: dict[str, Callable[[DealView], object]] = {
            QUOTE.name: lambda view: self._make(T("New quote"), deals.make_quote, view),
            INVOICE.name: lambda view: self._make(T("New invoice"), deals.make_invoice, view),
            WIN.name: self._win,
            LOSE.name: self._lose,
            REOPEN.name: self._reopen,
            NEXT.name: lambda view: self._step(view, 1),
            BACK.name: lambda view: self._step(view, -1),
            CONTACT.name: lambda view: context.open(f"crm://contact/{view.details.contact_id}"),
            COPY.name: self._copy,
            ARCHIVE.name: self._archive,
        }

    def show_deal(self, view: DealView | None) -> None:
        """*view* is on screen now."""
        self._view = view

    def can(self, deed: DealDeed) -> bool:
        """Whether *deed* makes sense for the deal on screen."""
        if self._view is None:
            return False
        is_open = self._view.kind == OPEN
        if deed is REOPEN:
            return not is_open
        return is_open if deed in (WIN, LOSE, NEXT, BACK) else True

    def do(self, name: str) -> None:
        """Do the deed called *name*, if it makes sense now."""
        deed = next(each for each in DEEDS if each.name == name)
        if self._view is not None and self.can(deed):
            self._deeds[name](self._view)

    def open(self, address: str) -> None:
        """Show another page."""
        self._context.open(address)

    def move_to(self, stage_id: int) -> None:
        """Put the deal into an open stage."""
        view = self._view
        if view is None or stage_id == view.stage_id:
            return
        stage = next(row.name for row in view.stages if row.id == stage_id)
        title = view.details.title
        self._write(
            T("Move {title} to {stage}", title=title, stage=stage),
            lambda session: pipeline.move_deal(session, view.id, stage_id),
            T("{title} moved to {stage}", title=title, stage=stage),
        )

    def rename(self, title: str) -> None:
        """Call the deal something else."""
        view = self._view
        if view is not None:
            self._write(
                deal_words.change(view.details.title),
                lambda session: deals.change_details(session, view.id, {"title": title}),
                T("Deal changed"),
            )

    def _make(self, label: Text, make: Callable[[Any, int], int], view: DealView) -> None:
        self._context.ops.write(
            self,
            label,
            lambda session: make(session, view.id),
            done=lambda document_id: self._context.open(addresses.of(document_id)),
        )

    def _win(self, view: DealView) -> None:
        title = view.details.title
        self._context.ops.write(
            self,
            T("Win {title}", title=title),
            lambda session: pipeline.win_deal(session, view.id),
            done=lambda _none: self._on_won(title),
        )

    def _on_won(self, title: str) -> None:
        self._context.say(T("{title} is won", title=title), undo=True)
        self.won.emit()

    def _lose(self, view: DealView) -> None:
        dialog = load("smallcrm.ui.pipeline.deal_loss").LossDialog
        dialog(self._context, view.id, view.details.title, self.window()).open()

    def _reopen(self, view: DealView) -> None:
        title = view.details.title
        self._write(
            T("Open {title} again", title=title),
            lambda session: pipeline.reopen_deal(session, view.id),
            T("{title} is open again", title=title),
        )

    def _step(self, view: DealView, step: int) -> None:
        stages = [row.id for row in view.stages if row.kind == OPEN]
        place = stages.index(view.stage_id) + step
        if 0 <= place < len(stages):
            self.move_to(stages[place])

    def _copy(self, view: DealView) -> None:
        self._context.ops.write(
            self,
            T("Copy deal {title}", title=view.details.title),
            lambda session: deals.copy(session, view.id),
            done=partial(self._on_copied, view.details.title),
        )

    def _on_copied(self, title: str, deal_id: int) -> None:
        self._context.open(deal_words.address(deal_id))
        self._context.say(T("Copied: {title}", title=title), undo=True)

    def _archive(self, view: DealView) -> None:
        self._write(
            T("Archive {title}", title=view.details.title),
            lambda session: pipeline.archive_deal(session, view.id),
            T("{title} archived", title=view.details.title),
            done=self.left.emit,
        )

    def _write(
        self,
        label: Text,
        action: Callable[[Any], object],
        said: Text,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        def tell(_result: object) -> None:
            done()
            self._context.say(said, undo=True)

        self._context.ops.write(self, label, action, done=tell)
