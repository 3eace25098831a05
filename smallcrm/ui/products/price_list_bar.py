"""Whose prices the table shows: the usual ones, or those of a list; lists are made here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from smallcrm.core.text import T
from smallcrm.services import prices
from smallcrm.services.prices import PriceListRow
from smallcrm.ui.products.price_list_dialog import PriceListDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips

_USUAL = ""


class PriceListBar(QWidget):
    """Chips, hidden while there is no list, and what can be done with the chosen list.

    Signals:
        chosen: Another list, or none, is looked at.
    """

    chosen = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: dict[str, PriceListRow] = {}
        usual = [(_USUAL, T("Usual prices"))]
        self.chips = Chips(context.ui, usual, T("Whose prices"))
        row = context.ui.row()
        row.addWidget(self.chips, 1)
        self.setLayout(row)
        self.chips.chosen.connect(lambda _key: self.chosen.emit())
        self.hide()

    @property
    def row(self) -> PriceListRow | None:
        """The list that is looked at; None for the usual prices."""
        return self._rows.get(self.chips.current())

    def show_lists(self, rows: list[PriceListRow]) -> None:
        """Offer *rows*; a list that is gone is left for the usual prices."""
        self._rows = {str(row.id): row for row in rows}
        named = [(key, row.name) for key, row in self._rows.items()]
        self.chips.offer([(_USUAL, str(T("Usual prices"))), *named])
        self.setVisible(bool(rows))

    def add_actions(self, menu: QMenu) -> None:
        """What can be done with lists, at the end of *menu*."""
        ui = self._context.ui
        menu.addSeparator()
        ui.action(menu, T("New price list…"), "plus", self.add)
        change = ui.action(menu, T("Change this price list…"), "edit", self.change)
        archive = ui.action(menu, T("Archive this price list"), "archive", self.archive)

        def fit() -> None:
            for action in (change, archive):
                action.setVisible(self.row is not None)

        menu.aboutToShow.connect(fit)

    def add(self) -> None:
        """Ask for a new list."""
        PriceListDialog(self._context, None, self.window()).open()

    def change(self) -> None:
        """Ask what the list that is looked at is to be called."""
        if self.row is not None:
            PriceListDialog(self._context, self.row, self.window()).open()

    def archive(self) -> None:
        """Put the list that is looked at away."""
        row = self.row
        if row is not None:
            self._context.ops.write(
                self,
                T("Archive the price list {name}", name=row.name),
                partial(prices.archive_price_list, list_id=row.id),
                lambda _none: self._context.say(
                    T("{name} archived. Its customers get the usual prices.", name=row.name),
                    undo=True,
                ),
            )
