"""Beneath the fields of a product: its photo, its other prices, where it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.services import prices, products
from smallcrm.services.prices import PriceRow
from smallcrm.ui import file_dialog
from smallcrm.ui.documents import figures
from smallcrm.ui.products.price_dialog import PriceDialog
from smallcrm.ui.shell.context import Context

_PHOTO = 96  # logical pixels at 100 %
_PHOTOS = "smallcrm.services.products.photos"  # draws in Pillow


class Extras(QWidget):
    """Read anew whenever the product is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._product_id = 0
        self._home = "EUR"
        self.photo: QLabel = self._ui.label("", "caption", "2")
        self.choose = self._ui.button(T("Choose a photo…"), icon="image", clicked=self._on_choose)
        self.remove = self._ui.button(T("Remove the photo"), "ghost", clicked=self._on_remove)
        self.add = self._ui.button(T("Add a price"), "link", clicked=self._on_add)
        self.used: QLabel = self._ui.label("", "caption", "2", wrap=True)
        self._prices = QVBoxLayout()
        self._build()

    def show_product(self, product_id: int, home: str) -> None:
        """Show what belongs to *product_id*; prices without a currency are in *home*."""
        self._product_id, self._home = product_id, home

        def read(session: Any) -> tuple[bytes, list[PriceRow], int]:
            row = products.list_rows(session, [product_id]).get(product_id)
            photo = row.photo if row is not None else ""
            data = load(_PHOTOS).get_photo(session, photo) if photo else b""
            others = prices.list_of_product(session, product_id)
            return data, others, products.count_documents(session, product_id)

        photo, others, used = self._context.ops.read(read)
        self._show_photo(photo)
        self._show_prices(others)
        words = TN("Used in {count} document", "Used in {count} documents", used)
        self.used.setText(str(words if used else T("Not used in any document yet")))

    def use_photo(self, path: Path) -> None:
        """Keep the picture at *path* with the product."""
        self._set_photo(path.read_bytes(), T("Photo saved"))

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s2)
        row = self._ui.row(m.s3)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.photo)
        buttons = self._ui.column(m.s1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        row.addLayout(buttons, 1)
        layout.addLayout(row)
        head = self._ui.row()
        head.addWidget(self._ui.label(T("Other prices"), "caption_strong", "2"), 1)
        head.addWidget(self.add)
        layout.addLayout(head)
        self._prices.setSpacing(m.s1)
        layout.addLayout(self._prices)
        layout.addWidget(self.used)

    def _show_photo(self, data: bytes) -> None:
        side = self._ui.theme.size(_PHOTO)
        pixmap = QPixmap()
        has_photo = bool(data) and pixmap.loadFromData(data)
        self.photo.setVisible(has_photo)
        self.remove.setVisible(has_photo)
        if has_photo:
            ratio = self.devicePixelRatioF()
            shown = pixmap.scaled(
                QSize(side, side) * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            shown.setDevicePixelRatio(ratio)
            self.photo.setPixmap(shown)
            self.photo.setAccessibleName(str(T("Photo")))

    def _show_prices(self, rows: list[PriceRow]) -> None:
        while (item := self._prices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._prices.addWidget(self._price_line(row))

    def _price_line(self, row: PriceRow) -> QWidget:
        line = QWidget()
        layout = self._ui.row()
        line.setLayout(layout)
        name = row.price_list or row.contact
        if row.quantity != 1:
            count = formats.number(row.quantity)
            name = str(T("{name}, from {quantity} on", name=name, quantity=count))
        layout.addWidget(self._ui.label(name, "body", elide=True), 1)
        currency = row.currency or row.list_currency or self._home
        layout.addWidget(self._ui.label(figures.amount_text(row.price, currency), "body_strong"))
        words = T("Remove the price of {name}", name=name)
        remove = partial(self._on_price_removed, row.id)
        layout.addWidget(self._ui.icon_button("close", words, clicked=remove, small=True))
        return line

    def _on_add(self) -> None:
        PriceDialog(self._context, self._product_id, self.window()).open()

    def _on_price_removed(self, price_id: int) -> None:
        self._context.ops.write(
            self,
            T("Remove a price"),
            partial(prices.remove_price, price_id=price_id),
            lambda _none: self._context.say(T("Price removed."), undo=True),
        )

    def _on_choose(self) -> None:
        kinds = (T("Pictures"), "*.png *.jpg *.jpeg")
        dialog = file_dialog.ask(self, T("Choose a photo"), kinds)
        dialog.fileSelected.connect(lambda name: self.use_photo(Path(name)))

    def _on_remove(self) -> None:
        self._set_photo(b"", T("Photo removed"))

    def _set_photo(self, data: bytes, said: Any) -> None:
        product_id = self._product_id
        self._context.ops.write(
            self,
            T("Change the photo"),
            lambda session: load(_PHOTOS).set_photo(session, product_id, data),
            lambda _sha256: self._context.say(said, undo=True),
        )
