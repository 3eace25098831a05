"""What each month is expected to bring, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.services.pipeline import Month
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table


class ForecastView(QWidget):
    """A line for each month and currency."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._months: Sequence[Month] = ()
        self.model = PagedModel(_columns(), self._fetch, self)
        self.view = Table(context.ui, T("Forecast"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(context.ui.m.s3)
        sentence = T(
            "Open deals stand in the month in which you expect them to close, won ones in the "
            "month in which they were won. Weighted is the amount times how likely its stage is."
        )
        layout.addWidget(context.ui.label(sentence, "body", "2", wrap=True))
        card, inner = context.ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        layout.addWidget(card, 1)
        self.view.show_model(self.model)
        self.view.horizontalHeader().setSectionsClickable(False)

    def show_months(self, months: Sequence[Month]) -> None:
        """Show these, in their order."""
        self._months = months
        self.view.refill(list(range(1, len(months) + 1)))
        self.view.fit_columns(0)

    def _fetch(self, ids: list[int]) -> Mapping[int, Month]:
        return {number: self._months[number - 1] for number in ids}


def _columns() -> list[Column]:
    return [
        Column(str(T("Month")), _month),
        Column(str(T("Open deals")), lambda row: _count(row.deals), right=True),
        Column(str(T("Expected")), lambda row: _money(row.open), right=True),
        Column(str(T("Weighted")), lambda row: _money(row.weighted), right=True),
        Column(str(T("Won deals")), lambda row: _count(row.won_deals), right=True),
        Column(str(T("Won amount")), lambda row: _money(row.won), right=True),
    ]


def _month(row: Month) -> str:
    return formats.month(row.month) if row.month else str(T("No day"))


def _count(number: int) -> str:
    return count_text(number) if number else ""


def _money(sum_: Money) -> str:
    return formats.money(sum_.amount, sum_.currency) if sum_.minor else ""
