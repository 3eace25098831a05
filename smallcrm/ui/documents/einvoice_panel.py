"""The panel at the right that checks a document as an e-invoice, and says what is missing.

Each sentence has a button that leads to the field. An issued document stays as it is, so below
the sentences stands how it is corrected.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.services.documents import CREDIT_NOTE, DocumentRow, einvoice
from smallcrm.services.documents.einvoice import Prepared, Problem
from smallcrm.ui.documents.einvoice_marks import MarkFields
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.fitting_area import FittingArea

COPY, VOID = "copy", "void"
_WIDTH = 400
_TAXES = "settings.taxes"
_VALID = T("It is a valid e-invoice by the European standard EN 16931.")
_WAITING = T("Checking by the official rules…")
_Done = Callable[[Prepared, list[Problem]], object]
_Deed = tuple[Text, Callable[[], object]]


class EinvoicePanel(QFrame):
    """Shows the verdict on one document.

    Signals:
        closed: The panel is not wanted any more.
        chosen: Somebody wants to put something right that is not elsewhere in the program: a
            field (``document.lines``, ``customer.name``), or ``copy`` and ``void`` for an issued
            document.
        asked_again: It is to be checked once more, with what was put right meanwhile.
        broken: A check that nobody saw found that it is no valid e-invoice.
    """

    closed = Signal()
    chosen = Signal(str)
    asked_again = Signal()
    broken = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._row: DocumentRow | None = None
        self._work: Progress | None = None
        self._is_waiting = False
        self._title = self._ui.label(T("E-invoice"), "subtitle", wrap=True)
        self._verdict = self._ui.label("", "body_strong", wrap=True)
        self._problems = self._ui.column(self._ui.m.s3)
        self._correction = QWidget()
        self._void = self._ui.button(
            T("Cancel by a credit note"), clicked=lambda: self.chosen.emit(VOID)
        )
        self._remarks = self._ui.column(self._ui.m.s3)
        self._marks = MarkFields(context)
        self._again = self._ui.button(T("Check again"), clicked=self.asked_again.emit)
        self._back = self._ui.button(T("Close"), clicked=self.closed.emit)
        self._build()
        context.theme.changed.connect(self._fit)

    @property
    def is_waiting(self) -> bool:
        """Whether the verdict is not there yet."""
        return self._is_waiting

    def check(self, row: DocumentRow) -> None:
        """Show itself and say what is wrong with the document of *row*."""
        self._start(row, self._on_found)
        self.show()
        self._back.setFocus(Qt.FocusReason.TabFocusReason)

    def check_quietly(self, row: DocumentRow) -> None:
        """Check the document of *row* unseen; tell only where it is no valid e-invoice."""
        if not einvoice.is_installed():
            return
        self._start(row, self._on_found_quietly)

    def stop(self) -> None:
        """Nobody waits for the verdict any more."""
        if self._work is not None:
            self._work.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        self.setProperty("card", "plain")
        self.setAccessibleName(str(T("E-invoice")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s3)
        layout.addWidget(self._title)
        inside = QWidget()
        column = ui.column(m.s3)
        inside.setLayout(column)
        column.addWidget(self._verdict)
        column.addLayout(self._problems)
        self._build_correction()
        column.addWidget(self._correction)
        column.addLayout(self._remarks)
        column.addWidget(self._marks)
        layout.addWidget(FittingArea(inside))
        layout.addSpacing(m.s1)
        layout.addWidget(self._again)
        layout.addWidget(self._back)
        layout.addStretch(1)
        self._fit()

    def _build_correction(self) -> None:
        column = self._ui.column()
        self._correction.setLayout(column)
        words = T(
            "This document is issued and stays as it is. When the data is put right, cancel it and "
            "issue a copy."
        )
        column.addWidget(self._ui.label(words, "body", "2", wrap=True))
        column.addWidget(self._void)
        copy = self._ui.button(T("Copy to a new draft"), clicked=lambda: self.chosen.emit(COPY))
        column.addWidget(copy)

    def _fit(self) -> None:
        self.setFixedWidth(self._ui.theme.size(_WIDTH))

    def _start(self, row: DocumentRow, done: _Done) -> None:
        self.stop()
        self._row = row
        self._clear()
        self._correction.hide()
        self._again.hide()
        self._tell(_WAITING)
        document_id = row.id
        try:
            prepared = self._context.ops.read(
                lambda session: einvoice.prepare(session, document_id)
            )
        except UserError as error:
            self._on_failed(error)
            return
        self._show_remarks(prepared)
        self._marks.show_document(document_id, is_wanted=prepared.is_greek and bool(row.number))
        self._work = self._context.ops.search(
            self,
            lambda _session, progress: einvoice.check(prepared, progress),
            reported=lambda _done, _total: None,
            done=lambda problems: done(prepared, problems),
            failed=self._on_failed,
        )

    def _on_found(self, prepared: Prepared, problems: list[Problem]) -> None:
        fatal = [problem for problem in problems if problem.is_fatal]
        count = TN(
            "{count} thing keeps it from being a valid e-invoice:",
            "{count} things keep it from being a valid e-invoice:",
            len(fatal),
        )
        self._tell(count if fatal else _VALID, "danger" if fatal else "success")
        for problem in problems:
            self._add(self._problems, problem.message, self._deed(prepared, problem.field))
        is_issued = self._row is not None and bool(self._row.number)
        self._correction.setVisible(bool(fatal) and is_issued)
        may_void = self._row is not None and self._row.kind != CREDIT_NOTE
        self._void.setVisible(may_void and self._row is not None and self._row.status != "void")
        self._again.show()

    def _on_found_quietly(self, prepared: Prepared, problems: list[Problem]) -> None:
        self._on_found(prepared, problems)
        if any(problem.is_fatal for problem in problems):
            self.broken.emit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError):
            self._context.fail(self, error)
        self._tell(str(error), "danger")

    def _tell(self, words: Text | str, tone: str = "2") -> None:
        self._is_waiting = words is _WAITING
        self._verdict.setText(str(words))
        set_property(self._verdict, "tone", tone)

    def _show_remarks(self, prepared: Prepared) -> None:
        for remark in prepared.remarks:
            self._add(self._remarks, remark.message, self._deed(prepared, remark.field), "2")

    def _deed(self, prepared: Prepared, field: str) -> _Deed | None:
        """What the button beside a sentence about *field* does; None where there is none."""
        group, _, name = field.partition(".")
        opened = self._context.open
        if field == _TAXES:
            return T("Open the tax rates"), lambda: opened("crm://settings/taxes")
        if group == "settings":
            return T("Open the settings"), lambda: opened(f"crm://settings/business/{name}")
        if group == "customer" and prepared.customer_id is not None:
            address = f"crm://contact/{prepared.customer_id}/details"
            return T("Open the customer"), lambda: opened(address)
        if field == "document.mark":
            return T("Enter it below"), self._marks.start
        if group and self._row is not None and not self._row.number:
            return T("Show it in the draft"), lambda: self.chosen.emit(field)
        return None

    def _add(self, column: QVBoxLayout, words: Text, deed: _Deed | None, tone: str = "") -> None:
        """A sentence, and below it the button that leads to where it is put right."""
        sentence = QWidget()
        inside = self._ui.column(0)
        sentence.setLayout(inside)
        inside.addWidget(self._ui.label(words, "body", tone, wrap=True))
        if deed is not None:
            button = self._ui.button(deed[0], "link", clicked=deed[1])
            button.setAccessibleDescription(str(words))
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(sentence)

    def _clear(self) -> None:
        for column in (self._problems, self._remarks):
            while (item := column.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
