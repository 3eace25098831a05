"""Does what can be done with the deal that is shown: for buttons, menus, keys, the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.services import deals, pipeline
from smallcrm.services.deals import DealView
from smallcrm.services.pipeline import OPEN
from smallcrm.ui.pipeline import deal_words
from smallcrm.ui.pipeline.deeds import Deeds
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
NEXT = DealDeed("deal.next", T("Move the deal to the next stage"), "arrow_right", "Ctrl+Right")
BACK = DealDeed("deal.back", T("Move the deal to the stage before"), "arrow_left", "Ctrl+Left")
ELSEWHERE = DealDeed("deal.elsewhere", T("Move to another pipeline"), "pipeline")
CONTACT = DealDeed("deal.contact", T("Show the contact"), "contact")
COPY = DealDeed("deal.copy", T("Copy deal"), "copy", "Ctrl+Shift+D")
ARCHIVE = DealDeed("deal.archive", T("Move the deal to the bin"), "archive")
DEEDS = (QUOTE, INVOICE, WIN, LOSE, REOPEN, NEXT, BACK, ELSEWHERE, CONTACT, COPY, ARCHIVE)


class DealActions(QWidget):
    """Nothing happens while no deal is shown. Never visible itself: it owns the calls.

    Signals:
        left: The deal went into the bin: show something else.
        refused: The title that was typed is none; the stored one holds.
    """

    left = Signal()
    refused = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._view: DealView | None = None
        self._has_others = False  # pipelines beside that of the deal
        self._shared = Deeds(context, self, lambda: None, lambda: None)
        self._deeds: dict[str, Callable[[DealView], object]] = {
            QUOTE.name: lambda view: self._shared.quote(view.id),
            INVOICE.name: lambda view: self._shared.invoice(view.id),
            WIN.name: lambda view: self._shared.win(view.id, view.details.title),
            LOSE.name: self._lose,
            REOPEN.name: lambda view: self._shared.reopen(view.id, view.details.title),
            NEXT.name: lambda view: self._step(view, 1),
            BACK.name: lambda view: self._step(view, -1),
            ELSEWHERE.name: self._move_elsewhere,
            CONTACT.name: lambda view: context.open(f"crm://contact/{view.details.contact_id}"),
            COPY.name: self._copy,
            ARCHIVE.name: self._archive,
        }

    def show_deal(self, view: DealView | None) -> None:
        """*view* is on screen now."""
        self._view = view
        self._has_others = len(self._context.ops.read(pipeline.list_pipelines)) > 1

    def can(self, deed: DealDeed) -> bool:
        """Whether *deed* makes sense for the deal on screen."""
        if self._view is None:
            return False
        is_open = self._view.kind == OPEN
        if deed is ELSEWHERE:
            return self._has_others
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
        """Put the deal into an open stage, at its end."""
        view = self._view
        if view is not None and stage_id != view.stage_id:
            stage = next(row.name for row in view.stages if row.id == stage_id)
            self._shared.move(view.id, view.details.title, (stage_id, stage), None)

    def rename(self, title: str) -> None:
        """Call the deal something else."""
        view = self._view
        if view is not None:
            self._context.ops.write(
                self,
                deal_words.change(view.details.title),
                lambda session: deals.change_details(session, view.id, {"title": title}),
                done=lambda _none: self._context.say(T("Deal changed"), undo=True),
                failed=self._on_refused,
            )

    def _on_refused(self, error: BaseException) -> None:
        self.refused.emit()
        self._context.fail(self, error)

    def _lose(self, view: DealView) -> None:
        dialog = load("smallcrm.ui.pipeline.lose_dialog").LoseDialog
        dialog(self._context, view.id, view.details.title, None, self.window()).open()

    def _move_elsewhere(self, view: DealView) -> None:
        dialog = load("smallcrm.ui.pipeline.other_pipeline_dialog").OtherPipelineDialog
        dialog(self._context, view.id, self.window()).open()

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
        title = view.details.title

        def told(_nothing: object) -> None:
            self.left.emit()
            self._context.say(T("{title} archived", title=title), undo=True)

        self._context.ops.write(
            self,
            T("Archive {title}", title=title),
            lambda session: pipeline.archive_deal(session, view.id),
            done=told,
        )
