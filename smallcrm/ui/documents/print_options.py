"""How pages go on paper: what of the document, on which printer, how many."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.ui.documents import printing
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.number_box import NumberBox
from smallcrm.ui.widgets.tick import Tick

_MOST_COPIES = 99
_ONE, _TWO = "1", "2"
_VARIANTS: dict[Variant, Text] = {
    Variant.ITSELF: T("The document itself"),
    Variant.COPY: T("A copy, stamped once it is paid"),
    Variant.PROFORMA: T("A pro-forma invoice"),
    Variant.DELIVERY_NOTE: T("A delivery note without prices"),
}
_TO_FILE = ""  # in place of the name of a printer


class PrintOptions(QWidget):
    """What is printed, the printer, copies, pages on a sheet, color.

    Signals:
        found: It is known now which printers there are.
        retargeted: A printer was chosen, or a file instead.
        wanted: Something else of the document is to be printed; carries the ``Variant``.
    """

    found = Signal()
    retargeted = Signal()
    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._names: list[str] | None = None
        ui = context.ui
        self.variant = Choice([])
        self.printer = Choice([])
        self.copies = NumberBox(ui, 1, _MOST_COPIES)
        self.per_sheet = Choice([(_ONE, T("One")), (_TWO, T("Two, side by side"))])
        self.color = Tick(T("In color"))
        self._nobody = ui.label(
            T("This computer has no printer. The page can be saved as PDF instead."),
            "body",
            "2",
            wrap=True,
        )
        self._what = FormField(ui, T("What is printed"), self.variant, name="variant")
        self._where = FormField(ui, T("Printer"), self.printer, name="printer")
        self._how: tuple[QWidget, ...] = (
            FormField(ui, T("Copies"), self.copies, name="copies"),
            FormField(ui, T("Pages on a sheet"), self.per_sheet, name="per_sheet"),
            self.color,
        )
        layout = ui.column(ui.m.s3)
        self.setLayout(layout)
        for widget in (self._what, self._nobody, self._where, *self._how):
            layout.addWidget(widget)
        self.variant.committed.connect(lambda key: self.wanted.emit(Variant(key)))
        self.printer.committed.connect(self._on_retargeted)
        self._tell()

    @property
    def is_known(self) -> bool:
        """Whether it is known which printers there are."""
        return self._names is not None

    @property
    def saves(self) -> bool:
        """Whether the pages go into a file: there is no printer, or a file was chosen."""
        return self._names is not None and self.printer.value() == _TO_FILE

    def job(self) -> PrintJob:
        """What was chosen; a file has no printer."""
        return PrintJob(
            self.printer.value(),
            self.copies.value(),
            Variant(self.variant.value() or Variant.ITSELF),
            int(self.per_sheet.value()),
            self.color.isChecked(),
        )

    def look(self, kind: str, *, is_draft: bool = False) -> None:
        """Begin anew for a document of *kind*, empty where only the document itself is printed.

        There is no copy of a draft, since nothing was handed out yet.
        Printers are looked for in a thread: those of a network may take a second.
        """
        self.variant.clear()
        for variant, words in _VARIANTS.items():
            suits = kind and variant.suits(kind) and not (is_draft and variant == Variant.COPY)
            if variant == Variant.ITSELF or suits:
                self.variant.addItem(str(words), variant.value)
        self.variant.set_value(Variant.ITSELF)
        self.copies.setValue(1)
        self.per_sheet.set_value(_ONE)
        self.color.set_value(True)
        self._names = None
        self._tell()
        self._context.ops.run(self, lambda _progress: printing.printers(), done=self._on_found)

    def _on_found(self, names: list[str]) -> None:
        chosen = self.printer.value()
        self._names = names
        self.printer.clear()
        for name in names:
            self.printer.addItem(name, name)
        self.printer.addItem(str(T("No printer: save as PDF")), _TO_FILE)
        self.printer.set_value(chosen if chosen in names else self.printer.itemData(0))
        self._tell()
        self.found.emit()

    def _on_retargeted(self) -> None:
        self._tell()
        self.retargeted.emit()

    def _tell(self) -> None:
        has_none = self._names == []
        self._what.setVisible(self.variant.count() > 1)
        self._nobody.setVisible(has_none)
        self._where.setVisible(not has_none)
        for widget in self._how:
            widget.setVisible(not self.saves)
