"""Beneath the list of documents: what several chosen ones come to, or all unpaid ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QFrame

from smallcrm.core import formats
from smallcrm.core.text import TN, T, Text
from smallcrm.services import documents
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.context import Context

_SEVERAL = 2


class SelectionFoot(QFrame):
    """Shown while two or more are chosen, or the unpaid are listed; currencies stay apart."""

    def __init__(self, context: Context, mark_paid: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        ui, m = context.ui, context.ui.m
        self._ids: list[int] = []
        self._is_choice = True
        self.setProperty("card", "accent")
        row = ui.row(m.s4)
        self.setLayout(row)
        row.setContentsMargins(m.s4, m.s2, m.s2, m.s2)
        self.count = ui.label("", "body_strong")
        self.sums = ui.label("", wrap=True)
        self.paid = ui.button(T("Mark paid"), "secondary", "check", clicked=mark_paid)
        ui.explain(self.paid, T("All that is open of the chosen invoices came today"), "Ctrl+M")
        row.addWidget(self.count)
        row.addWidget(self.sums, 1)
        row.addWidget(self.paid)
        self.hide()

    def show_ids(self, ids: list[int]) -> None:
        """Add up the chosen *ids*, in a thread; nothing is said of one alone."""
        self._is_choice = True
        if len(ids) < _SEVERAL:
            self._ids = []
            self.hide()
            return
        text = TN(
            "{number} document chosen",
            "{number} documents chosen",
            len(ids),
            number=count_text(len(ids)),
        )
        self._add_up(ids, text)

    def show_unpaid(self, ids: list[int]) -> None:
        """Add up all that is listed as unpaid, in a thread."""
        self._is_choice = False
        number = count_text(len(ids))
        text = TN("{number} unpaid invoice", "{number} unpaid invoices", len(ids), number=number)
        self._add_up(ids, text)

    def _add_up(self, ids: list[int], text: Text) -> None:
        self._ids = ids
        self.count.setText(str(text))
        self._context.ops.ask(self, lambda session: documents.sum_up(session, ids), self._on_sums)

    def _on_sums(self, found: Mapping[str, tuple[Decimal, Decimal]]) -> None:
        if not self._ids:
            self.hide()
            return
        lines = [_line(currency, *amounts) for currency, amounts in found.items()]
        self.sums.setText("\n".join(lines))
        is_open = any(still_open for _total, still_open in found.values())
        self.paid.setVisible(self._is_choice and is_open)
        self.show()


def _line(currency: str, total: Decimal, still_open: Decimal) -> str:
    shown = formats.money(total, currency)
    if not still_open:
        return str(T("Total {total}", total=shown))
    left = formats.money(still_open, currency)
    return str(T("Total {total}, still open {open}", total=shown, open=left))
