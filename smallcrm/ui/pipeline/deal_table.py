"""Deals as a table: one line each, figures in columns, headings that sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.pipeline import LOST, OPEN, WON, Card
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.pipeline import words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table

_STAGE_KINDS = {OPEN: "accent", WON: "success", LOST: "danger"}
_ORDERS = ("title", "contact", "", "amount", "closes", "", "")  # of the columns; "": the board's
_GIVE_WAY = (6, 4)  # columns that go where room is short


class DealTable(QWidget):
    """A ``Table`` over cards.

    Signals:
        sorted_by: Another order is wanted; carries one of ``pipeline.ORDERS``, or "" for that of
            the board, and whether it goes down.
    """

    sorted_by = Signal(str, bool)

    def __init__(self, context: Context, fetch: Callable[[list[int]], Mapping[int, Card]]) -> None:
        super().__init__()
        self.model = PagedModel(_columns(), fetch, self)
        self.model.spoken = words.spoken
        self.view = Table(context.ui, T("Deals"))
        card, inner = context.ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.view.show_model(self.model)
        self.view.sorted_by.connect(self._on_sorted)

    def show_ids(self, ids: list[int]) -> None:
        """Show these deals."""
        self.view.refill(ids)
        self.view.fit_columns(0, _GIVE_WAY)

    def _on_sorted(self, column: int, down: bool) -> None:  # noqa: FBT001 - a signal's
        self.sorted_by.emit(_ORDERS[column], down)


def _columns() -> list[Column]:
    return [
        Column(str(T("Deal")), lambda card: card.title, is_words=True),
        Column(str(T("Contact")), words.who, is_words=True),
        Column(
            str(T("Stage")), lambda card: card.stage, pill=lambda card: _STAGE_KINDS[card.status]
        ),
        Column(str(T("Amount")), words.amount, right=True),
        Column(str(T("Closes on")), _closes),
        Column(
            str(T("Next step")),
            lambda card: words.pill(card, clock.today())[0],
            pill=lambda card: words.pill(card, clock.today())[1],
            whole=words.tip,
        ),
        Column(str(T("Owner")), lambda card: card.owner, is_words=True),
    ]


def _closes(card: Card) -> str:
    return formats.short_day(card.expected_close) if card.expected_close else ""
