"""Products: what is sold, in a table; the chosen one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.services import products, settings
from smallcrm.services.products import ProductRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.documents import figures
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.products.form import ProductForm
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.tables import Table

NEW = "crm://product/new"
_LIST = "crm://products"
_NAME = 0
_WIDTHS = (0, 120, 90, 130, 100)  # logical pixels at 100 %; 0 takes the room that is left
_SIDE = (1, 2, 4)  # columns that give way to the form where room is short
_SEARCH_WIDTH = 320
_NARROW = 960


def create(context: Context) -> Page:
    """Make the page."""
    return ProductsPage(context)


class ProductsPage(Page):
    """A table, and a form at its right while a product is chosen."""

    tables: ClassVar[tuple[str, ...]] = ("product", "setting", "tax_rate")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._searched = ""
        self._wanted = 0
        self._is_narrow = False
        self._currency = ""
        self.model = PagedModel(self._columns(), self._fetch, self)
        self.model.name = lambda row: str(row.name)
        self.view = Table(self.ui, T("Products"))
        self.search = SearchBox(self.ui, T("Filter this list"))
        self.form = ProductForm(context)
        self._count = self.ui.pill("")
        self._nothing = EmptyState(self.ui, "")
        self._stack = QStackedWidget()
        self._breakpoints = Breakpoints(context.theme, self)
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
        searched = self._searched
        self.context.ops.ask(
            self,
            lambda session: (
                settings.get_business(session).currency,
                products.list_ids(session, search=searched),
            ),
            lambda found: self._on_found(*found),
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.archive()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column]:
        return [
            Column(str(T("Product or service")), lambda row: row.name),
            Column(str(T("Code")), lambda row: row.code),
            Column(str(T("Unit")), lambda row: row.unit),
            Column(str(T("Price")), self._price, right=True),
            Column(
                str(T("VAT")),
                lambda row: figures.rate_text(row.tax_category, row.tax_rate),
                right=True,
            ),
        ]

    def _price(self, row: ProductRow) -> str:
        """The price; with its currency where that is not the one of the business."""
        text = figures.price_text(row.price, row.currency or self._currency)
        is_foreign = row.currency not in ("", self._currency)
        return f"{text} {row.currency}" if is_foreign else text

    def _build(self) -> None:
        m = self.ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        layout.setSpacing(m.s3)
        head = self.ui.row()
        head.addWidget(self.ui.label(T("Products"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search)
        new = self.ui.button(T("New product"), "primary", "plus", clicked=self._open_new)
        self.ui.explain(new, T("New product"), "Ctrl+N")
        head.addWidget(new)
        menu = QMenu(self)
        self.ui.action(menu, T("Copy the chosen rows"), "copy", self.view.copy)
        self.ui.action(menu, T("Export this list…"), "download", self.export)
        self.ui.action(menu, T("Archive products"), "archive", self.archive)
        head.addWidget(self.ui.menu_button("more", T("More"), menu))
        layout.addLayout(head)
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
        self.view.horizontalHeader().setSectionsClickable(False)
        self.form.hide()
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._fit()

    def _connect(self) -> None:
        self.view.picked.connect(self._on_picked)
        self.view.opened.connect(self._on_opened)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self._on_left)
        self.form.created.connect(self._on_created)
        self.form.closed.connect(self._on_closed)
        self.context.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        for column, width in enumerate(_WIDTHS):
            if width:
                self.view.setColumnWidth(column, self.ui.theme.size(width))
        self.search.setFixedWidth(self.ui.theme.size(_SEARCH_WIDTH))

    def _fetch(self, ids: list[int]) -> Mapping[int, ProductRow]:
        return self.context.ops.read(lambda session: products.list_rows(session, ids))

    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        if changes.touches("product") and changes.origin is not self.form:
            self.form.reload()

    def _on_found(self, currency: str, ids: list[int]) -> None:
        self._currency = currency
        self.view.refill(ids)
        if self._wanted:  # asked for before the list was there
            self.view.go_to(self._wanted)
            self._wanted = 0
        self._count.setText(count_text(len(ids)))
        self._count.setAccessibleName(str(TN("{count} product", "{count} products", len(ids))))
        if not ids:
            self._tell_nothing()
        self._stack.setCurrentWidget(self.view if ids else self._nothing)

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
        self._arrange()

    def _close_form(self) -> None:
        self.leave()
        self.form.hide()
        self._arrange()

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._arrange()

    def _arrange(self) -> None:
        for column in _SIDE:
            self.view.setColumnHidden(column, self._is_narrow and not self.form.isHidden())

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
