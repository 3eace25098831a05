"""My business: what stands at the head and the foot of every document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog

from smallcrm.core.tax_numbers import WRONG_AFM, is_wrong_afm
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.ui.forms.choices import country_choice
from smallcrm.ui.settings_page.fields import BUSINESS
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.settings_page.stored import StoredSection
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.line_edit import LineEdit

_LOGO = (200, 88)  # of the preview
_RUSSIA = "RU"
_GROUP = 4  # letters of an IBAN that stand together


def create(context: Context) -> Section:
    """Make the section."""
    return BusinessSection(context)


class BusinessSection(StoredSection):
    """Name, address, numbers, bank, logo."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("My business"), BUSINESS)
        self._logo = ""
        self._picture = self.ui.label("", "caption", "2")
        self._remove: Button | None = None
        self._build()
        self.reload()

    def reload(self) -> None:
        super().reload()
        business = self.context.ops.read(settings.get_business)
        self._show_russian(business)
        for name in ("tax_id", "vat_id"):  # said, never refused: whoever is abroad may be right
            is_wrong = is_wrong_afm(getattr(business, name), business.country)
            self.fields[name].set_hint(WRONG_AFM if is_wrong else "")
        if business.logo != self._logo or not self._picture.text():
            self._logo = business.logo
            self._show_logo(self.context.ops.read(settings.get_logo))

    def shown(self, name: str, value: str | int | bool) -> Any:  # noqa: FBT001 - a setting
        text = str(value)
        if name != "iban" or not text[:1].isalpha():
            return text
        return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))

    def use_logo(self, path: Path) -> None:
        """Take the picture in the file *path*."""
        self.context.ops.run(
            self, lambda _progress: path.read_bytes(), done=self._set_logo, failed=self._on_failed
        )

    def _build(self) -> None:
        head = self.card()
        head.addLayout(
            self.beside((self.add("name", LineEdit()), 3), (self.add("legal_form", LineEdit()), 1))
        )
        head.addWidget(self.add("street", LineEdit()))
        head.addLayout(
            self.beside(
                (self.add("postcode", LineEdit()), 1),
                (self.add("city", LineEdit()), 2),
                (self.add("country", country_choice()), 2),
            )
        )
        head.addLayout(
            self.beside((self.add("tax_id", LineEdit()), 1), (self.add("vat_id", LineEdit()), 1))
        )
        reach = self.card(T("How customers reach you"))
        reach.addLayout(
            self.beside((self.add("email", LineEdit()), 1), (self.add("phone", LineEdit()), 1))
        )
        reach.addWidget(self.add("website", LineEdit()))
        bank = self.card(T("Bank account"))
        bank.addWidget(self.add("iban", LineEdit()))
        bank.addLayout(
            self.beside((self.add("bic", LineEdit()), 1), (self.add("bank", LineEdit()), 2))
        )
        bank.addLayout(
            self.beside(
                (self.add("kpp", LineEdit()), 1),
                (self.add("correspondent_account", LineEdit()), 2),
            )
        )
        self._build_logo()

    def _show_russian(self, business: settings.Business) -> None:
        """Ask for what only banks in Russia need there only, and say what does not fit."""
        is_russian = business.country == _RUSSIA
        for name in ("kpp", "correspondent_account"):
            self.fields[name].setVisible(is_russian or bool(getattr(business, name)))
        self.fields["bic"].set_hint(settings.bank_problem(business) or "")

    def _build_logo(self) -> None:
        layout = self.card(T("Logo"))
        row = self.ui.row(self.ui.m.s4)
        self._picture.setFixedSize(QSize(*_LOGO))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        frame, inside = self.ui.card()
        inside.addWidget(self._picture)
        row.addWidget(frame)
        buttons = self.ui.column()
        choose = self.ui.button(T("Choose a picture…"), icon="image", clicked=self._choose)
        self._remove = self.ui.button(T("Remove the logo"), "ghost", clicked=self._on_remove)
        field = self.field("logo", BUSINESS, choose)
        field.label.hide()
        buttons.addWidget(field)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        row.addLayout(buttons)
        row.addStretch(1)
        self.fold(row)
        layout.addLayout(row)

    def _choose(self) -> None:
        kinds = str(T("Pictures")) + " (*.png *.jpg *.jpeg)"
        name, _kind = QFileDialog.getOpenFileName(self, str(T("Choose the logo")), "", kinds)
        if name:
            self.use_logo(Path(name))

    def _on_remove(self) -> None:
        self._set_logo(b"")

    def _set_logo(self, picture: bytes) -> None:
        said = T("Logo saved") if picture else T("Logo removed")
        self.state.start()
        self.context.ops.write(
            self,
            T("Change the logo"),
            lambda session: settings.set_logo(session, picture),
            done=lambda _none: self._on_saved(str(said)),
            failed=self._on_failed,
        )

    def _on_saved(self, said: str) -> None:
        self.fields["logo"].clear_error()
        self.state.finish()
        self.context.say(said, undo=True)

    def _on_failed(self, error: BaseException) -> None:
        self.state.fail()
        if isinstance(error, OSError):
            self.fields["logo"].set_error(
                str(T("This file cannot be read. The logo was left as it is."))
            )
        elif getattr(error, "field", None) == "logo":
            self.fields["logo"].set_error(str(error))
        else:
            self.context.fail(self, error)

    def _show_logo(self, picture: bytes) -> None:
        pixmap = QPixmap()
        if picture and pixmap.loadFromData(picture):
            ratio = self.devicePixelRatioF()
            room = self._picture.size() * ratio
            shown = pixmap.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            self._picture.setPixmap(shown)
            self._picture.setAccessibleName(str(T("Logo")))
        else:
            self._picture.setText(str(T("No logo yet")))
        if self._remove is not None:
            self._remove.setVisible(bool(picture))
