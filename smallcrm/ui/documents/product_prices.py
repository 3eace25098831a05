"""The products that a line is completed with, and what they cost the customer of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.services import products, settings
from smallcrm.services.documents import DocumentDraft, LineDraft, pricing
from smallcrm.services.prices import Buying, costs
from smallcrm.services.products import ProductRow
from smallcrm.ui.documents import figures
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.suggestions import Deliver, Suggestion


class ProductPrices:
    """Prices for the lines of one form: those of the customer of its *draft*."""

    def __init__(
        self, context: Context, owner: QWidget, draft: Callable[[], DocumentDraft]
    ) -> None:
        self._context, self._owner, self._draft = context, owner, draft

    def taken(self, line: LineDraft) -> LineDraft:
        """*line* with what its product costs; a price in another currency is left to be typed."""
        draft = self._draft()
        [found] = self._context.ops.read(lambda session: pricing.offered(session, draft, (line,)))
        if found is None:
            return replace(line, price=Decimal(0))
        discount = line.discount_percent or found.discount_percent
        return replace(line, price=found.price, discount_percent=discount)

    def followed(self, before: LineDraft, after: LineDraft) -> LineDraft:
        """*after*, which has another quantity, with the price of that many."""
        if after.product_id is None or after.quantity == before.quantity:
            return after
        draft = self._draft()
        old, new = (replace(draft, lines=(line,)) for line in (before, after))
        found = self._context.ops.read(lambda session: pricing.followed(session, old, new))
        return found.lines[0]

    def find(self, typed: str, deliver: Deliver) -> None:
        """Deliver the products that *typed* may mean, each with its price."""
        draft = self._draft()
        buying = Buying(draft.customer_id, draft.date or clock.today(), draft.currency)

        def search(session: Any) -> list[Suggestion]:
            home = settings.get_business(session).currency
            rows = products.complete(session, typed)
            found = costs(session, buying, [(row.id, Decimal(1)) for row in rows])
            return [
                Suggestion(
                    row.name,
                    _price(row, home) if cost is None else _money(cost.price, draft.currency),
                    row,
                    is_likely=_begins(row, typed),
                )
                for row, cost in zip(rows, found, strict=True)
            ]

        self._context.ops.query(self._owner, search, deliver)


def _price(row: ProductRow, home: str) -> str:
    """The usual price, where the product has none in the currency of the document."""
    return _money(row.price, row.currency or home)


def _money(price: Decimal, currency: str) -> str:
    return f"{figures.price_text(price, currency)} {currency}"


def _begins(row: ProductRow, typed: str) -> bool:
    """Whether the name or the code of *row* begins with what was *typed*."""
    wanted = fold(typed)
    return fold(row.name).startswith(wanted) or fold(row.code).startswith(wanted)
