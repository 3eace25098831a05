"""Campaigns and sources: what they cost, whom they brought, what was won; by currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.services import campaigns
from smallcrm.services.campaigns import CampaignRow, SourceRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.leads.campaign_dialog import CampaignDialog
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.list_frame import ListFrame
from smallcrm.ui.widgets.tables import Table

_CAMPAIGNS, _SOURCES = "campaigns", "sources"
_KINDS: dict[str, Text] = {_CAMPAIGNS: T("Campaigns"), _SOURCES: T("Sources")}
_NAME = 0  # the column that takes the room that is left
_GIVE_WAY = {_CAMPAIGNS: (3, 1), _SOURCES: ()}


def create(context: Context) -> Page:
    """Make the page."""
    return CampaignsPage(context)


class CampaignsPage(Page):
    """``crm://campaigns``: a table of campaigns, or of the sources that were ever named."""

    tables: ClassVar[tuple[str, ...]] = ("campaign", "lead", "deal", "stage")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: dict[int, Any] = {}
        self.model = PagedModel(_campaign_columns(), self._fetch, self)
        self.view = Table(self.ui, T("Campaigns and sources"))
        self.frame = ListFrame(self.ui, T("Campaigns and sources"), self.view)
        self.chips = Chips(self.ui, list(_KINDS.items()), T("Campaigns or sources"))
        self.new = self.ui.button(T("New campaign"), "primary", "plus", clicked=self._open_new)
        self.edit = self.ui.button(T("Edit"), "secondary", "edit", clicked=self._open)
        self.bin = self.ui.button(T("Remove"), "ghost", "bin", clicked=self._remove)
        self._said = self.ui.label("", "body", wrap=True)
        self._build()

    def show_address(self, address: Address) -> None:  # noqa: ARG002 - it has one only
        self.reload()
        self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("campaigns.new", T("New campaign"), self._open_new, "Ctrl+N", "plus"),
            Command("campaigns.edit", T("Change a campaign"), self._open, "F2", "edit"),
            Command("campaigns.remove", T("Remove a campaign"), self._remove, "Del", "bin"),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.chips, self.view)

    def reload(self) -> None:
        kind = self.chips.current()
        self.context.ops.ask(
            self, lambda session: _look(session, kind), lambda rows: self._on_read(kind, rows)
        )

    def _build(self) -> None:
        column = self.ui.column(0)
        self.setLayout(column)
        column.addWidget(self.frame)
        self.frame.head.addWidget(self.new)
        self.frame.above.addWidget(self.chips)
        self.frame.foot.addWidget(self._said, 1)
        self.frame.foot.addWidget(self.edit)
        self.frame.foot.addWidget(self.bin)
        self.ui.explain(self.new, T("New campaign"), "Ctrl+N")
        self.ui.explain(self.edit, T("Change a campaign"), "F2")
        self.ui.explain(self.bin, T("Remove a campaign"), "Del")
        self.frame.nothing.set_words(
            T("No campaigns yet"),
            T("Write down what advertising costs, and see here what it brought in."),
        )
        self.view.show_model(self.model, _NAME)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(lambda _id: self._open())
        self.view.picked.connect(lambda _id: self._on_picked())
        self.chips.chosen.connect(self._on_kind)
        self.ui.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.view.fit_columns(_NAME, _GIVE_WAY[self.chips.current()])

    def _on_kind(self, kind: str) -> None:
        self._lines = {}
        self.view.refill([])  # the rows of before have other columns
        for column in range(self.model.columnCount()):
            self.view.setColumnHidden(column, False)  # noqa: FBT003 - Qt's signature
        columns = _campaign_columns() if kind == _CAMPAIGNS else _source_columns()
        self.model.set_columns(columns)
        self.reload()

    def _on_read(self, kind: str, rows: Sequence[Any]) -> None:
        if kind != self.chips.current():
            return
        is_campaigns = kind == _CAMPAIGNS
        place = max(self.view.currentIndex().row(), 0)
        self._lines = {row.id if is_campaigns else at: row for at, row in enumerate(rows, 1)}
        self.view.refill(list(self._lines))
        count = len(rows)
        spoken = (
            TN("{count} campaign", "{count} campaigns", count)
            if is_campaigns
            else TN("{count} source", "{count} sources", count)
        )
        self.frame.show_count(count, spoken)
        if rows:
            self.view.go_to(self.model.ids[min(place, count - 1)])
        self._fit()
        self._on_picked()

    def _on_picked(self) -> None:
        row = self._current()
        self.frame.show_foot(shown=row is not None)
        if row is not None:
            cost = T("{name} cost {amount}.", name=row.name,
                     amount=formats.money(row.cost, row.currency))  # fmt: skip
            each = "" if not row.leads or not row.cost else str(
                T("A lead cost {amount}.", amount=formats.money(row.cost / row.leads, row.currency))
            )  # fmt: skip
            self._said.setText(" ".join(filter(None, (str(cost) if row.cost else row.name, each))))

    def _current(self) -> CampaignRow | None:
        row = self._lines.get(self.view.current_id())
        return row if isinstance(row, CampaignRow) else None

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Any]:
        return {key: self._lines[key] for key in ids if key in self._lines}

    def _open_new(self) -> None:
        if self.chips.current() != _CAMPAIGNS:
            self.chips.choose(_CAMPAIGNS)
            self._on_kind(_CAMPAIGNS)
        CampaignDialog(self.context, 0, self.window()).open()

    def _open(self) -> None:
        row = self._current()
        if row is not None:
            CampaignDialog(self.context, row.id, self.window()).open()

    def _remove(self) -> None:
        row = self._current()
        if row is not None:
            self.context.ops.write(
                self,
                T("Remove the campaign {name}", name=row.name),
                lambda session: campaigns.remove(session, row.id),
                lambda _none: self.context.say(T("Removed; its leads and deals stay."), undo=True),
                self._on_failed,
            )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.frame.banner.show_message(str(error), "warning")
        else:
            self.context.fail(self, error)


def _look(session: Any, kind: str) -> list[CampaignRow] | list[SourceRow]:
    if kind == _SOURCES:
        return campaigns.list_sources(session)
    ids = campaigns.list_ids(session)
    found = campaigns.list_rows(session, ids)
    return [found[key] for key in ids if key in found]


def _sums(found: Mapping[str, Decimal]) -> str:
    """Amounts by currency: never one sum of two currencies."""
    return "  ·  ".join(formats.money(amount, currency) for currency, amount in found.items())


def _days(row: CampaignRow) -> str:
    first, last = (formats.short_day(day) if day else "" for day in (row.starts, row.ends))
    return first if first == last else f"{first} – {last}"


def _brought() -> list[Column]:
    return [
        Column(str(T("Lead count")), lambda row: count_text(row.leads), right=True),
        Column(str(T("Deals")), lambda row: count_text(row.deals), right=True),
        Column(str(T("Deals won")), lambda row: count_text(row.won), right=True),
        Column(str(T("Won amount")), lambda row: _sums(row.won_amounts), right=True),
    ]


def _campaign_columns() -> list[Column]:
    return [
        Column(str(T("Name")), lambda row: row.name),
        Column(str(T("Source")), lambda row: row.source),
        Column(
            str(T("Cost")),
            lambda row: formats.money(row.cost, row.currency) if row.cost else "",
            right=True,
        ),
        Column(str(T("Days")), _days),
        *_brought(),
    ]


def _source_columns() -> list[Column]:
    return [Column(str(T("Source")), lambda row: row.source), *_brought()]
