"""Taxes: the rates that lines of documents can have, and when each of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHeaderView

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.services.settings import TaxRateRow
from smallcrm.ui.documents import figures
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.settings_page.tax_rate_dialog import TaxRateDialog
from smallcrm.ui.settings_page.tax_set_card import TaxSetCard
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table

_LEAST_HEIGHT = 420
_FROM, _UNTIL = 2, 3
_NO_DAYS = 460  # width of the section below which the name needs their room


def create(context: Context) -> Section:
    """Make the section."""
    return TaxesSection(context)


class TaxesSection(Section):
    """The list, and what can be done with the rate that is chosen in it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Taxes"))
        self._rows: dict[int, TaxRateRow] = {}
        self.set = TaxSetCard(context)
        self.table = Table(self.ui, T("Tax rates"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.add = self.ui.button(T("Add a rate"), "primary", "plus", clicked=self._on_add)
        self.edit = self.ui.button(T("Edit"), icon="edit", clicked=self._on_edit)
        self.use = self.ui.button(T("Use for new lines"), clicked=self._on_use)
        self.remove = self.ui.button(T("Remove"), "ghost", clicked=self._on_remove)
        self._build()
        self.reload()

    def reload(self) -> None:
        rows = self.context.ops.read(settings.list_tax_rates)
        self._rows = {row.id: row for row in rows}
        self.table.refill(list(self._rows))
        self.set.reload()
        self._fit()

    def reveal(self, name: str) -> None:
        (self.set.country if name == "tax_set" else self.table).setFocus()

    def _build(self) -> None:
        self.card().addWidget(self.set)
        layout = self.card()
        sentence = T(
            "A rate is offered for documents of the days on which it holds."
            " Documents that were issued keep the rate that they have."
        )
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        self.table.show_model(self.model)
        self.table.setMinimumHeight(self.ui.theme.size(_LEAST_HEIGHT))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        for column in range(1, self.model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._fit())
        self.table.opened.connect(lambda _id: self._on_edit())
        self._breakpoints.below(_NO_DAYS, partial(self._hide, _FROM, _UNTIL))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar(self.add, self.edit, self.use, self.remove))

    def _hide(self, *columns_and_narrow: int) -> None:
        *columns, narrow = columns_and_narrow
        for column in columns:
            self.table.setColumnHidden(column, bool(narrow))

    def _fetch(self, ids: list[int]) -> Mapping[int, TaxRateRow]:
        return {rate_id: self._rows[rate_id] for rate_id in ids if rate_id in self._rows}

    def _chosen(self) -> TaxRateRow | None:
        return self._rows.get(self.table.current_id())

    def _fit(self) -> None:
        row = self._chosen()
        self.edit.setEnabled(row is not None)
        for button in (self.use, self.remove):
            button.setEnabled(row is not None and not row.is_default)

    def _on_add(self) -> None:
        TaxRateDialog(self.context, None, self.window()).open()

    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None:
            TaxRateDialog(self.context, row, self.window()).open()

    def _on_use(self) -> None:
        row = self._chosen()
        if row is not None:
            self.context.ops.write(
                self,
                T("Use {name} for new lines", name=row.name),
                partial(settings.choose_tax_rate, rate_id=row.id),
                done=lambda _none: self.context.say(
                    T("New lines get {name}", name=row.name), undo=True
                ),
            )

    def _on_remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self.context.ops.write(
                self,
                T("Remove the tax rate {name}", name=row.name),
                partial(settings.remove_tax_rate, rate_id=row.id),
                done=lambda _none: self.context.say(T("{name} removed", name=row.name), undo=True),
            )


def _columns() -> list[Column]:
    return [
        Column(str(T("Name of the rate")), lambda row: row.name),
        Column(str(T("Rate")), lambda row: figures.rate_text(row.category, row.rate), right=True),
        Column(str(T("From")), lambda row: _day(row.valid_from)),
        Column(str(T("Until")), lambda row: _day(row.valid_to)),
        Column(str(T("State")), lambda row: _state(row)[0], pill=lambda row: _state(row)[1]),
    ]


def _day(day: date | None) -> str:
    return "" if day is None else formats.short_day(day)


def _state(row: TaxRateRow) -> tuple[str, str]:
    today = clock.today()
    if row.valid_to is not None and row.valid_to < today:
        return str(T("Ended")), "neutral"
    if row.valid_from is not None and row.valid_from > today:
        return str(T("Not yet")), "warning"
    return (str(T("New lines")), "accent") if row.is_default else ("", "")
