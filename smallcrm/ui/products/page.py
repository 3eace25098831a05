"""Products: what is sold, in a table; the chosen one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.services import prices, products, settings
from smallcrm.services.prices import PriceDraft, PriceListRow
from smallcrm.services.products import Pasted, PastedProduct, ProductRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.documents import figures, pasting
from smallcrm.ui.paged_model import Column
from smallcrm.ui.products import cells
from smallcrm.ui.products.cells import HEADINGS, Basis, Cell
from smallcrm.ui.products.form import ProductForm
from smallcrm.ui.products.price_list_bar import PriceListBar
from smallcrm.ui.products.table import ProductsModel, ProductTable
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.search_box import SearchBox

NEW = "crm://product/new"
_LIST = "crm://products"
_NAME = 0
_GIVE_WAY = (1, 2, 4)  # the form beside the table tells these, too
_SEARCH_WIDTH = 320
_THUMBNAIL = 28  # logical pixels at 100 %
_KEPT = 500  # thumbnails in memory
_PHOTOS = "smallcrm.services.products.photos"  # draws in Pillow


def create(context: Context) -> Page:
    """Make the page."""
    return ProductsPage(context)


class ProductsPage(Page):
    """A table, and a form at its right while a product is chosen."""

    tables: ClassVar[tuple[str, ...]] = (
        *("product", "setting", "tax_rate", "price_list", "product_price"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._searched = ""
        self._wanted = 0
        self._is_behind = False  # something changed while somebody typed
        self._basis = Basis()
        self._photos: dict[str, QPixmap] = {}
        self.model = ProductsModel(self._columns(), self._fetch, self)
        self.view = ProductTable(self.ui)
        self.view.delegate.thumbnail = self._thumbnail
        self.lists = PriceListBar(context)
        self.banner = Banner(self.ui)
        self.search = SearchBox(self.ui, T("Filter this list"))
        self.form = ProductForm(context)
        self._count = self.ui.pill("")
        self._nothing = EmptyState(self.ui, "")
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.reload()

    def show_address(self, address: Address) -> None:
        if address.kind == "product" and address.parts == ("new",):
            self.form.leave()
            self._show_form()
            self.form.start_new()
            return
        self._wanted = address.id
        if address.kind == "product":
            self._show_product(address.id)
            self.view.go_to(address.id)
        else:
            self._close_form()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def headline(self) -> str:
        if not self.form.isVisible() or not self.form.product_id:
            return ""
        return self.form.draft().name

    def commands(self) -> Sequence[Command]:
        new = T("New product")
        return (
            Command("products.new", new, self._open_new, "Ctrl+N", "products", listed=False),
            Command("products.archive", T("Archive products"), self.archive, icon="archive"),
        )

    def panes(self) -> Sequence[QWidget]:
        return [pane for pane in (self.view, self.form) if pane.isVisible()]

    def start_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def reload(self) -> None:
        if self.view.is_typing:  # the rows stay in their places until nobody types
            self._is_behind = True
            self.model.forget(frozenset(self.model.ids))
            return
        self._is_behind = False
        searched, chosen = self._searched, self.lists.row
        self.context.ops.ask(
            self,
            lambda session: (
                prices.list_price_lists(session),
                _basis(session, chosen),
                products.list_ids(session, search=searched),
            ),
            lambda found: self._on_found(chosen, *found),
        )

    def leave(self) -> bool:
        if self.form.isVisible():
            self.form.leave()
        return True

    def export(self) -> None:
        """Save the chosen products in a file; all that the list shows where one is chosen or none.

        The list has a current row at all times, so one alone is no choice.
        """
        chosen = self.view.chosen_ids()
        ids = chosen if len(chosen) > 1 else self.model.ids
        load("smallcrm.ui.export_dialog").ask(self.context, self.window(), "products", [*ids])

    def paste(self) -> None:
        """Put the rows on the clipboard into the list: new products, and other prices."""
        lines = pasting.lines(QGuiApplication.clipboard().text())
        rows = [
            PastedProduct(one.text, one.code, one.unit, one.price, one.tax)
            for one in lines
            if one.text
        ]
        if not rows:
            self.context.say(T("There is no table on the clipboard. Copy some rows first."))
            return
        self.context.ops.write(
            self,
            T("Paste products"),
            lambda session: products.paste(session, rows),
            self._on_pasted,
        )

    def archive(self) -> None:
        """Put the chosen products into the bin; documents keep them."""
        chosen = self.view.chosen_ids()
        if not chosen:
            return
        self.context.ops.write(
            self,
            TN("Archive {count} product", "Archive {count} products", len(chosen)),
            lambda session: products.archive(session, chosen),
            lambda count: self.context.say(
                TN("{count} product archived.", "{count} products archived.", count), undo=True
            ),
        )
        self._close_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.archive()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column]:
        return [
            Column(
                str(HEADINGS[cell]),
                partial(self._text, cell),
                right=cell >= Cell.PRICE,
                is_words=cell == Cell.NAME,
            )
            for cell in Cell
        ]

    def _text(self, cell: Cell, row: ProductRow) -> str:
        return cells.text(row, cell, self._basis)

    def _build(self) -> None:
        m = self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        layout.setSpacing(m.s3)
        head = self.ui.row()
        head.addWidget(self.ui.label(T("Products"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search, 4)
        new = self.ui.button(T("New product"), "primary", "plus", clicked=self._open_new)
        self.ui.explain(new, T("New product"), "Ctrl+N")
        head.addWidget(new)
        menu = QMenu(self)
        self.ui.action(menu, T("Copy the chosen rows"), "copy", self.view.copy)
        self.ui.action(menu, T("Paste rows from a spreadsheet"), "paste", self.paste)
        self.ui.action(menu, T("Export this list…"), "download", self.export)
        self.ui.action(menu, T("Archive products"), "archive", self.archive)
        self.lists.add_actions(menu)
        head.addWidget(self.ui.menu_button("more", T("More"), menu))
        layout.addLayout(head)
        layout.addWidget(self.lists)
        layout.addWidget(self.banner)
        body = QHBoxLayout()
        body.setSpacing(m.s3)
        card, inner = self.ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        body.addWidget(card, 1)
        body.addWidget(self.form)
        layout.addLayout(body, 1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self.view.show_model(self.model, _NAME)
        self.view.fit_columns(_NAME, _GIVE_WAY)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.form.hide()
        self._fit()

    def _connect(self) -> None:
        self.view.picked.connect(self._on_picked)
        self.view.opened.connect(self._on_opened)
        self.view.pasted.connect(self.paste)
        self.view.rested.connect(self._on_rested)
        self.model.typed.connect(self._on_typed)
        self.lists.chosen.connect(self.reload)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self._on_left)
        self.form.created.connect(self._on_created)
        self.form.closed.connect(self._on_closed)
        self.context.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.search.setMaximumWidth(self.ui.theme.size(_SEARCH_WIDTH))

    def _fetch(self, ids: list[int]) -> Mapping[int, ProductRow]:
        return self.context.ops.read(lambda session: products.list_rows(session, ids))

    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        if (
            changes.touches("product", "product_price", "price_list")
            and changes.origin is not self.form
        ):
            self.form.reload()

    def _on_found(
        self,
        chosen: PriceListRow | None,
        lists: list[PriceListRow],
        basis: Basis,
        ids: list[int],
    ) -> None:
        if self.view.is_typing:
            self._is_behind = True
            return
        self.lists.show_lists(lists)
        if self.lists.row is None and chosen is not None:  # it was put away
            self.reload()
            return
        self._basis = basis
        self.view.refill(ids)
        if self._wanted:  # asked for before the list was there
            self.view.go_to(self._wanted)
            self._wanted = 0
        self._count.setText(count_text(len(ids)))
        self._count.setAccessibleName(str(TN("{count} product", "{count} products", len(ids))))
        if not ids:
            self._tell_nothing()
        self._stack.setCurrentWidget(self.view if ids else self._nothing)

    def _on_rested(self) -> None:
        if self._is_behind:
            self.reload()

    def _on_typed(self, product_id: int, column: int, words: str) -> None:
        """Store what was typed into a cell; what cannot be understood is told above the table."""
        cell, basis, chosen = Cell(column), self._basis, self.lists.row
        self.banner.hide()
        if cell == Cell.PRICE and chosen is not None:
            label, action = T("Set a price"), partial(_set_listed, product_id, words, chosen.id)
        else:
            label = T("Change product")
            action = partial(_change, product_id, cell, words, basis)
        self.context.ops.write(self, label, action, failed=self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.banner.show_message(str(error), "danger")
            self.model.forget(frozenset(self.model.ids))
        else:
            self.context.fail(self, error)

    def _on_pasted(self, done: Pasted) -> None:
        words = T(
            "Products added: {added}. Brought up to date: {changed}. As they were: {unchanged}.",
            added=len(done.created),
            changed=len(done.changed),
            unchanged=len(done.unchanged),
        )
        self.context.say(words, undo=bool(done.created or done.changed))

    def _thumbnail(self, sha256: str) -> QPixmap | None:
        """The photo kept under *sha256*, small; read once."""
        if sha256 not in self._photos:
            data = self.context.ops.read(lambda session: load(_PHOTOS).get_photo(session, sha256))
            pixmap = QPixmap()
            pixmap.loadFromData(data)
            side = round(self.ui.theme.size(_THUMBNAIL) * self.devicePixelRatioF())
            if len(self._photos) >= _KEPT:
                self._photos.clear()
            self._photos[sha256] = pixmap.scaled(
                side,
                side,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            ).copy(0, 0, side, side)
        return self._photos[sha256]

    def _tell_nothing(self) -> None:
        self._nothing.clear_actions()
        if self._searched:
            self._nothing.set_words(T("Nothing found"))
            self._nothing.add_action(T("Show all"), self.search.clear, "secondary")
            return
        self._nothing.set_words(
            T("No products yet"),
            T("What you sell stands here. Two letters bring it onto a quote or an invoice."),
        )
        self._nothing.add_action(T("New product"), self._open_new)

    def _open_new(self) -> None:
        self.context.open(NEW)

    def _show_product(self, product_id: int) -> None:
        self.leave()
        try:
            self.form.show_product(product_id)
        except NotFound as error:
            self._close_form()
            self.context.say(str(error))
            return
        self._show_form()

    def _show_form(self) -> None:
        self.form.show()

    def _close_form(self) -> None:
        self.leave()
        self.form.hide()

    def _on_picked(self, product_id: int) -> None:
        self._show_product(product_id)
        self.moved.emit(f"crm://product/{product_id}")

    def _on_opened(self, product_id: int) -> None:
        self._show_product(product_id)
        self.form.start()

    def _on_created(self, product_id: int) -> None:
        self.renamed.emit(f"crm://product/{product_id}")

    def _on_closed(self) -> None:
        self._close_form()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(_LIST)

    def _on_searched(self, text: str) -> None:
        self._searched = text
        self.reload()

    def _on_left(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))


def _basis(session: Any, chosen: PriceListRow | None) -> Basis:
    """What the figures of the table rest on; of a list its prices from the first piece on."""
    home, today = settings.get_business(session).currency, clock.today()
    rates = settings.list_tax_rates(session, today)
    if chosen is None:
        return Basis(home, rates, today)
    listed: dict[int, tuple[Decimal, str]] = {}
    for row in prices.list_of_list(session, chosen.id):
        listed.setdefault(row.product_id, (row.price, row.currency or row.list_currency or home))
    return Basis(home, rates, today, listed)


def _change(product_id: int, cell: Cell, words: str, basis: Basis, session: Any) -> None:
    draft = products.get_draft(session, product_id)
    products.change(session, product_id, cells.typed(draft, cell, words, basis))


def _set_listed(product_id: int, words: str, list_id: int, session: Any) -> None:
    """The price of a list from one piece on; an empty cell takes it away."""
    if words.strip():
        draft = PriceDraft(product_id, figures.read_price(words), list_id)
        prices.set_price(session, draft)
        return
    for row in prices.list_of_product(session, product_id):
        if row.price_list_id == list_id and row.quantity == 1:
            prices.remove_price(session, row.id)
