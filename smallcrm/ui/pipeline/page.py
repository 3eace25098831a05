"""The pipeline: the deals on a board, in a list, and month by month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.changes import Changes
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import LOST, OPEN, WON, Card, StageRow
from smallcrm.ui.pipeline import drop_bar
from smallcrm.ui.pipeline.board import BoardView
from smallcrm.ui.pipeline.deal_table import DealTable
from smallcrm.ui.pipeline.deeds import Deeds
from smallcrm.ui.pipeline.filter_bar import FilterBar
from smallcrm.ui.pipeline.forecast import ForecastView
from smallcrm.ui.pipeline.found import BOARD, FORECAST, LIST, Found, Wanted, look
from smallcrm.ui.pipeline.head import VIEWS, Head
from smallcrm.ui.pipeline.lose_dialog import LoseDialog
from smallcrm.ui.pipeline.new_deal_dialog import NewDealDialog
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.empty_state import EmptyState

_SINGLE_KEYS = ("pipeline.win", "pipeline.lose", "pipeline.archive")  # commands that have one
_USUAL = 6  # stages of a new file: as many columns are made before anybody looks
_EVERY = 5 * 60_000  # milliseconds: what is due becomes late while one looks


def create(context: Context) -> Page:
    """Make the page."""
    return PipelinePage(context)


class PipelinePage(Page):
    """A card moves on screen at once; the file has it a moment later, or the card goes back."""

    tables: ClassVar[tuple[str, ...]] = (
        *("deal", "stage", "pipeline", "lost_reason", "deal_tag", "tag", "staff"),
        *("task", "contact", "relation", "setting"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = Wanted()
        self._stages: dict[int, StageRow] = {}
        self._pending = 0  # moves that the file does not have yet
        self._is_new_wanted = False
        self._won = 0  # the deal for which an invoice is offered
        self.head = Head(context)
        self.bar = FilterBar(context, self.head.views)
        self.banner = Banner(self.ui)
        self.board = BoardView(context, self._fetch)
        self._table: DealTable | None = None
        self._forecast: ForecastView | None = None
        self.deeds = Deeds(context, self, self._on_written, self._on_written)
        self._nothing = EmptyState(self.ui, "")
        self._stack = QStackedWidget()
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY)
        self._build()
        self._connect()
        self._is_stale = True  # it may be made long before it is shown

    @property
    def table(self) -> DealTable:
        """The list; made when it is first wanted."""
        if self._table is None:
            self._table = DealTable(self.context, self._fetch)
            self._table.view.opened.connect(self._open)
            self._table.sorted_by.connect(self._on_sorted)
            self._stack.addWidget(self._table)
        return self._table

    @property
    def forecast(self) -> ForecastView:
        """The months; made when they are first wanted."""
        if self._forecast is None:
            self._forecast = ForecastView(self.context)
            self._stack.addWidget(self._forecast)
        return self._forecast

    def build_ahead(self) -> Sequence[Callable[[], object]]:
        return [*[self.board.prepare] * _USUAL, self._read_ahead]

    def show_address(self, address: Address) -> None:
        part = address.parts[0] if address.parts else ""
        if part == "new":
            self.new_deal()
        elif part in VIEWS:
            self._show_view(part)
        self._start()

    def commands(self) -> Sequence[Command]:
        return [
            Command("pipeline.new", T("New deal"), self.new_deal, "Ctrl+N", "pipeline",
                    listed=False),
            Command("pipeline.open", T("Open the deal"), self._open_current, "", "edit"),
            Command("pipeline.win", T("Mark the deal as won"), self.win, "W", "check"),
            Command("pipeline.lose", T("Mark the deal as lost"), self.lose, "L", "close"),
            Command("pipeline.reopen", T("Open the deal again"), self.reopen, "", "undo"),
            Command("pipeline.archive", T("Move the deal to the bin"), self.archive, "Del", "bin"),
            Command("pipeline.right", T("Move the deal to the next stage"),
                    partial(self._move_beside, 1), "Ctrl+Right", "arrow_right"),
            Command("pipeline.left", T("Move the deal to the stage before"),
                    partial(self._move_beside, -1), "Ctrl+Left", "arrow_left"),
            Command("pipeline.up", T("Move the deal up"), partial(self._move_along, -1),
                    "Ctrl+Up", "chevron_up"),
            Command("pipeline.down", T("Move the deal down"), partial(self._move_along, 1),
                    "Ctrl+Down", "chevron_down"),
            Command("pipeline.invoice", T("Create an invoice for the deal"), self.invoice,
                    "Ctrl+Shift+I", "invoice"),
            Command("pipeline.bin", T("Deals in the bin"), self._show_bin, "", "bin"),
            Command("pipeline.stages", T("Edit stages"), self._edit_stages, "", "settings"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return [self.bar.search, self._stack]

    def start_filter(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def reload(self) -> None:
        if self._pending:
            return  # what is on screen is ahead of the file; the last answer asks again
        wanted = self._wanted._replace(filters=self.bar.filters, seen=tuple(self.board.seen))
        self.context.ops.ask(self, partial(look, wanted=wanted), self._on_found)

    def new_deal(self, stage_id: int = 0) -> None:
        """Ask for a new deal, in the stage that has the keyboard."""
        if not self._wanted.pipeline_id:
            self._is_new_wanted = True  # asked again when the pipeline is known
            return
        stage_id = stage_id or self.board.current_stage()
        NewDealDialog(self.context, self._wanted.pipeline_id, stage_id, self.window()).open()

    def win(self) -> None:
        """Win the chosen deal and offer its invoice."""
        card = self._current()
        if card is not None and card.status != WON:
            self._win(card)

    def lose(self) -> None:
        """Ask why the chosen deal is lost."""
        card = self._current()
        if card is not None:
            LoseDialog(self.context, card.id, card.title, None, self.window()).open()

    def reopen(self) -> None:
        """Open the chosen deal again."""
        card = self._current()
        if card is not None and card.status != OPEN:
            self._begin()
            self.deeds.reopen(card.id, card.title)

    def archive(self) -> None:
        """Put the chosen deal into the bin."""
        card = self._current()
        if card is not None:
            self._archive(card)

    def invoice(self) -> None:
        """Open the invoice of the chosen deal."""
        card = self._current()
        if card is not None:
            self.deeds.invoice(card.id)

    def _build(self) -> None:
        m = self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        layout.setSpacing(m.s3)
        for widget in (self.head, self.bar, self.banner):
            layout.addWidget(widget)
        for view in (self.board, self._nothing):
            self._stack.addWidget(view)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.view_wanted.connect(self._on_view)
        self.head.pipeline_wanted.connect(self._on_pipeline)
        self.head.new_wanted.connect(self.new_deal)
        self.head.stages_wanted.connect(self._edit_stages)
        self.head.export_wanted.connect(self._export)
        self.head.bin_wanted.connect(self._show_bin)
        self.bar.changed.connect(self._on_filtered)
        self.context.who_chosen.connect(self._start_anew)
        self.bar.left.connect(self._start)
        self.board.moved.connect(self._move)
        self.board.opened.connect(self._open)
        self.board.asked.connect(self._on_asked)
        self.board.add_wanted.connect(self.new_deal)
        self.board.thrown.connect(self._on_thrown)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self._clock.timeout.connect(self._on_clock)
        self._clock.start()

    def _fetch(self, ids: list[int]) -> Mapping[int, Card]:
        return self.context.ops.read(lambda session: pipeline.list_cards(session, ids))

    def _on_found(self, found: Found) -> None:
        if self._pending:
            return
        self._stages = {column.stage.id: column.stage for column in found.columns}
        self.head.show_found(found)
        self.bar.offer(found.owners, found.sources, found.tags, found.me)
        if self._wanted.is_fresh:
            self.bar.show_owner(found.owner_id)
        self._wanted = self._wanted._replace(pipeline_id=found.pipeline_id, is_fresh=False)
        self.board.show_columns(found.columns, found.cards)
        if self._wanted.view == LIST:
            self.table.show_ids(found.ids)
        if self._wanted.view == FORECAST:
            self.forecast.show_months(found.months)
        self._tell_won(found)
        self._show_stack(found)
        if self._is_new_wanted:
            self._is_new_wanted = False
            self.new_deal()

    def _read_ahead(self) -> None:
        """The first click shows what is read before it; a change until then is read again."""
        if self._is_stale and not self.isVisible():
            self._is_stale = False
            self.reload()

    def _on_filtered(self) -> None:
        self._wanted = self._wanted._replace(is_fresh=False)
        self.reload()

    def _start_anew(self) -> None:
        """Somebody else uses the computer."""
        self.bar.show_owner(None)
        self._wanted = self._wanted._replace(is_fresh=True)
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _show_stack(self, found: Found) -> None:
        """The view, or what to do where there is nothing."""
        is_empty = not any(column.count for column in found.columns)
        if is_empty and (self.bar.is_narrowing or self._wanted.view != BOARD):
            self._nothing.clear_actions()
            if self.bar.is_narrowing:
                self._nothing.set_words(T("Nothing found"))
                self._nothing.add_action(T("Show all"), self.bar.show_all, "secondary")
            else:
                self._nothing.set_words(T("No deals yet"), T("What people may buy stands here."))
                self._nothing.add_action(T("New deal"), self.new_deal)
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self._view())

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Single keys act on deals only, not where a button or a chip has the keyboard."""
        if now is not None and self.isAncestorOf(now):
            for name in _SINGLE_KEYS:
                self.context.commands.set_possible(name, self._stack.isAncestorOf(now))

    def _on_clock(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _tell_won(self, found: Found) -> None:
        """The offer of an invoice goes when its deal is won no longer."""
        won = [column for column in found.columns if column.stage.kind == WON]
        if self._won and not any(self._won in column.deals for column in won):
            self._won = 0
            self.banner.hide()

    def _start(self) -> None:
        view = self._view()
        if isinstance(view, BoardView):
            view.start()
        else:
            view.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self) -> BoardView | DealTable | ForecastView:
        if self._wanted.view == BOARD:
            return self.board
        return self.table if self._wanted.view == LIST else self.forecast

    def _show_view(self, view: str) -> None:
        self._wanted = self._wanted._replace(view=view)
        self.head.show_view(view)
        self.reload()

    def _on_view(self, view: str) -> None:
        self._show_view(view)
        self.moved.emit(f"crm://pipeline/{view}")

    def _on_pipeline(self, pipeline_id: int) -> None:
        self._wanted = self._wanted._replace(pipeline_id=pipeline_id)
        self.reload()

    def _on_sorted(self, order: str, down: bool) -> None:  # noqa: FBT001 - a signal's
        self._wanted = self._wanted._replace(order=order, down=down)
        self.reload()

    def _current(self) -> Card | None:
        """The deal that is chosen in the view on screen."""
        view = self._stack.currentWidget()
        deal_id = 0
        if view is self.board:
            deal_id = self.board.current_id()
        elif view is self._table and self._table is not None:
            deal_id = self._table.view.current_id()
        return self._card(deal_id) if deal_id else None

    def _card(self, deal_id: int) -> Card | None:
        """A deal as it is on screen: the board may be ahead of the file."""
        card = self._fetch([deal_id]).get(deal_id)
        stage = self._stages.get(self.board.place_of(deal_id)[0])
        if card is None or stage is None:
            return card
        return card._replace(stage_id=stage.id, stage=stage.name, status=stage.kind)

    def _open_current(self) -> None:
        card = self._current()
        if card is not None:
            self._open(card.id)

    def _open(self, deal_id: int) -> None:
        self.context.open(f"crm://deal/{deal_id}")

    def _move_beside(self, step: int) -> None:
        """To the top of the stage beside: there one sees it, however many stand below."""
        card = self._current()
        if card is None or card.stage_id not in self._stages:
            return
        stage_id = self.board.beside(card.stage_id, step)
        if stage_id:
            self._move(card.id, stage_id, self.board.first_of(stage_id))

    def _move_along(self, step: int) -> None:
        """Up or down within its stage."""
        card = self._current()
        if card is None or self._stack.currentWidget() is not self.board:
            return
        stage_id, ids = self.board.place_of(card.id)
        place = ids.index(card.id) + step
        if 0 <= place < len(ids):
            after = place + (step > 0)
            self._move(card.id, stage_id, ids[after] if after < len(ids) else 0)

    def _move(self, deal_id: int, stage_id: int, before: int) -> None:
        """Move a card where somebody let it go; *before* is 0 for the end."""
        card, stage = self._card(deal_id), self._stages.get(stage_id)
        if card is None or stage is None or self._stands_there(deal_id, stage_id, before):
            return
        goes_before = before or None
        if stage.kind == LOST and card.status != LOST:
            place = (stage_id, goes_before)
            LoseDialog(self.context, card.id, card.title, place, self.window()).open()
            return
        self._begin()
        self.board.shift(deal_id, stage_id, goes_before, follow=True)
        if stage_id == card.stage_id:
            self.deeds.order(deal_id, card.title, stage_id, goes_before)
        else:
            self.deeds.move(deal_id, card.title, (stage_id, stage.name), goes_before)
        if stage.kind == WON and card.status != WON:
            self._offer_invoice(card)

    def _stands_there(self, deal_id: int, stage_id: int, before: int) -> bool:
        """Whether a card was let go where it stands already."""
        own, ids = self.board.place_of(deal_id)
        if own != stage_id:
            return False
        after = ids[ids.index(deal_id) + 1 :]
        return before in (deal_id, after[0] if after else 0)

    def _win(self, card: Card) -> None:
        own = [row.id for row in self._stages.values() if row.kind == WON]
        if own:
            self._begin()
            self.board.shift(card.id, own[0], self.board.first_of(own[0]) or None, follow=False)
            self.deeds.win(card.id, card.title)
            self._offer_invoice(card)

    def _archive(self, card: Card) -> None:
        self._begin()
        self.board.shift(card.id, 0, None, follow=False)
        self.deeds.archive(card.id, card.title)

    def _offer_invoice(self, card: Card) -> None:
        self._won = card.id
        self.banner.show_message(
            T("{title} is won.", title=card.title),
            "success",
            [(T("Create invoice"), partial(self._on_invoice_wanted, card.id))],
        )

    def _on_invoice_wanted(self, deal_id: int) -> None:
        self.banner.hide()
        self.deeds.invoice(deal_id)

    def _begin(self) -> None:
        self._pending += 1

    def _on_written(self) -> None:
        """The file has the move, or refused it: show what is in the file."""
        self._pending -= 1
        self.reload()

    def _on_changed(self, changes: Changes) -> None:
        if changes.origin is not self or not self._pending:
            super()._on_changed(changes)

    def _on_thrown(self, zone: str, deal_id: int) -> None:
        card = self._card(deal_id)
        if card is None:
            return
        if zone == drop_bar.WON and card.status != WON:
            self._win(card)
        elif zone == drop_bar.LOST and card.status != LOST:
            LoseDialog(self.context, card.id, card.title, None, self.window()).open()
        elif zone == drop_bar.DELETE:
            self._archive(card)

    def _on_asked(self, deal_id: int, where: QPoint) -> None:
        """The menu of a card."""
        self.board.go_to(deal_id)
        card = self._card(deal_id)
        if card is None:
            return
        ui, menu = self.ui, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ui.action(menu, T("Open the deal"), "edit", partial(self._open, deal_id))
        if card.status != WON:
            ui.action(menu, T("Mark the deal as won"), "check", self.win)
        if card.status != LOST:
            ui.action(menu, T("Mark the deal as lost"), "close", self.lose)
        if card.status != OPEN:
            ui.action(menu, T("Open the deal again"), "undo", self.reopen)
        ui.action(menu, T("Create an invoice for the deal"), "invoice", self.invoice)
        if self.head.choice.count() > 1:
            ui.action(
                menu, T("Move to another pipeline"), "pipeline", partial(self._move_away, deal_id)
            )
        menu.addSeparator()
        ui.action(menu, T("Move the deal to the bin"), "bin", self.archive)
        menu.popup(where)

    def _move_away(self, deal_id: int) -> None:
        dialog = load("smallcrm.ui.pipeline.other_pipeline_dialog").OtherPipelineDialog
        dialog(self.context, deal_id, self.window()).open()

    def _edit_stages(self) -> None:
        self.context.open("crm://settings/pipeline")

    def _show_bin(self) -> None:
        load("smallcrm.ui.pipeline.bin_dialog").BinDialog(self.context, self.window()).open()

    def _export(self) -> None:
        """Save what is shown in a file."""
        ids = [deal for column in self.board.columns for deal in column.cards.cards.ids]
        load("smallcrm.ui.export_dialog").ask(self.context, self.window(), "deals", ids)
