"""Erasing a person asks once more: the name is to be typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.fold import fold
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.contacts import ContactView
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField

_WIDTH = 460


class EraseDialog(QDialog):
    """Says what goes, what stays and that it is final; the button waits for the name."""

    def __init__(self, context: Context, view: ContactView, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        ui = context.ui
        self.name = QLineEdit()
        self._buttons = QDialogButtonBox()
        self.erase = ui.button(T("Erase for good"), "danger", clicked=self._on_erase)
        self.keep = ui.button(T("Keep the contact"), clicked=self.reject)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Erase {name}", name=view.draft.name)))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        self._build()

    def _build(self) -> None:
        m, ui = self._context.ui.m, self._context.ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s4)
        for sentence in (
            T("Everything about this contact goes: notes, files, drafts, and its history."),
            T("Issued documents stay as they were issued; the law asks for that."),
            T("This cannot be undone. Backups made before still have the contact."),
        ):
            layout.addWidget(ui.label(sentence, wrap=True))
        title = T("Type “{name}” to go on", name=self._view.draft.name)
        layout.addWidget(FormField(ui, title, self.name, name="name"))
        layout.addStretch(1)
        for button, role in (
            (self.erase, QDialogButtonBox.ButtonRole.DestructiveRole),
            (self.keep, QDialogButtonBox.ButtonRole.RejectRole),
        ):
            button.setAutoDefault(False)
            self._buttons.addButton(button, role)
        layout.addWidget(self._buttons)
        self.name.textChanged.connect(lambda _typed: self._fit())
        self.keep.setFocus()
        self._fit()

    def _fit(self) -> None:
        self.erase.setEnabled(fold(self.name.text().strip()) == fold(self._view.draft.name))

    def _on_erase(self) -> None:
        contact_id = self._view.id
        self.erase.setEnabled(False)
        erase = load("smallcrm.services.erasing").erase_contact
        self._context.ops.administer(
            self, lambda database: erase(database, contact_id), lambda _none: self._on_erased()
        )

    def _on_erased(self) -> None:
        self._context.say(T("The contact is erased"))
        self.accept()
