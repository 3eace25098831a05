"""Erasing somebody asks once more: the name is to be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.form_field import FormField

_WIDTH = 460


class Erasing(NamedTuple):
    """Who goes for good.

    Attributes:
        name: What is to be typed.
        sentences: What goes, what stays, and that it is final.
        keep: The button that does nothing.
        erase: Does it, with the database.
        said: What is told when it is done.
    """

    name: str
    sentences: Sequence[Text]
    keep: Text
    erase: Callable[[Any], object]
    said: Text


class ErasingDialog(QDialog):
    """Says what goes, what stays and that it is final; the button waits for the name."""

    def __init__(self, context: Context, erasing: Erasing, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._erasing = erasing
        ui = context.ui
        self.name = QLineEdit()
        self._buttons = QDialogButtonBox()
        self.erase = ui.button(T("Erase for good"), "danger", clicked=self._on_erase)
        self.keep = ui.button(erasing.keep, clicked=self.reject)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(T("Erase {name}", name=erasing.name)))
        self.setMinimumWidth(context.theme.size(_WIDTH))
        self._build()

    def _build(self) -> None:
        m, ui = self._context.ui.m, self._context.ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s4)
        for sentence in self._erasing.sentences:
            layout.addWidget(ui.label(sentence, wrap=True))
        title = T("Type “{name}” to go on", name=self._erasing.name)
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
        self.erase.setEnabled(fold(self.name.text().strip()) == fold(self._erasing.name))

    def _on_erase(self) -> None:
        self.erase.setEnabled(False)
        self._context.ops.administer(self, self._erasing.erase, lambda _none: self._on_erased())

    def _on_erased(self) -> None:
        self._context.say(self._erasing.said)
        self.accept()
