"""Print what is no document: the pages at the left, how they go on paper at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T, Text
from smallcrm.ui.documents import pdf_file, printing
from smallcrm.ui.documents.paper import PaperView
from smallcrm.ui.documents.print_options import PrintOptions
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_PREVIEW = "smallcrm.services.documents.pdf.preview"
_SIZE = (980, 700)
_SIDE = 320
_MOST_SHOWN = 8  # pages: who prints a hundred looks at the first ones
_PAUSE = 150  # milliseconds after a choice before the pages are made anew


class Printed(NamedTuple):
    """What was made: the PDF, and what is to be said of it."""

    pdf: bytes
    remark: Text | str = ""


Make = Callable[[Any, Progress], Printed]  # its first argument is a session


class _Made(NamedTuple):
    pdf: bytes
    pages: int
    remark: str = ""


class _Drawn(NamedTuple):
    pages: list[Any]
    dpi: float


class PrintDialog(QDialog):
    """Makes a PDF in a thread, shows its first pages, sends it to a printer or into a file.

    Args:
        context: Of the page.
        parent: Its window is the dialog's.
        title: What is printed.
        file: The name that is offered for a file.
        make: Makes the PDF; called again after each ``remake``.
        choices: What else there is to choose, above the printer.

    Attributes:
        send: Does what the button says, in place of sending these pages or saving them; None for
            just that.
    """

    send: Callable[[PrintJob], None] | None = None

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        title: Text,
        file: str,
        make: Make,
        choices: QWidget | None = None,
    ) -> None:
        super().__init__(parent.window())
        wanted = QSize(*(context.theme.size(length) for length in _SIZE))
        self.resize(wanted.boundedTo(parent.window().size()))
        self._context, self._file, self._make = context, file, make
        self._made = _Made(b"", 0)
        self._progress = Progress()
        ui = context.ui
        self.options = PrintOptions(context)
        self.page = PaperView(context.theme)
        self._count = ui.label("", "caption", "2", wrap=True)
        self._remark = ui.label("", "caption", "warning", wrap=True)
        self._message = ui.label("", "body", "danger", wrap=True)
        self._panel = ProgressPanel(ui)
        self.go = ui.button(T("Print"), "primary", clicked=self._on_go)
        self._title = title
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._start)
        self._build(choices)
        self.page.resized.connect(self._draw)
        self.options.found.connect(self._tell)
        self.options.retargeted.connect(self._tell)
        self.options.look("")
        self._start()
        self.go.setFocus(Qt.FocusReason.TabFocusReason)

    def remake(self) -> None:
        """Something else was chosen: make the pages again, in a moment."""
        self._pause.start()

    def reject(self) -> None:
        self._progress.cancel()
        super().reject()

    def _build(self, choices: QWidget | None) -> None:
        ui, m = self._context.ui, self._context.ui.m
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(self._title))
        self.setAccessibleName(str(self._title))
        side = QWidget()
        side.setFixedWidth(self._context.theme.size(_SIDE))
        column = ui.column(m.s3)
        side.setLayout(column)
        column.addWidget(ui.label(self._title, "subtitle", wrap=True))
        column.addWidget(self._count)
        column.addWidget(self._remark)
        column.addWidget(self._panel)
        if choices is not None:
            column.addWidget(choices)
        column.addWidget(self.options)
        column.addWidget(self._message)
        column.addWidget(self.go)
        column.addWidget(ui.button(T("Close"), "secondary", clicked=self.reject))
        column.addStretch(1)
        self._message.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s4)
        layout.addWidget(self.page, 1)
        layout.addWidget(side)

    def _start(self) -> None:
        self._progress.cancel()
        self._made = _Made(b"", 0)
        self._message.hide()
        self._tell()
        read, make = self._context.ops.read, self._make

        def work(progress: Progress) -> _Made:
            printed = read(lambda session: make(session, progress))
            return _Made(printed.pdf, load(_PREVIEW).page_count(printed.pdf), str(printed.remark))

        self._progress = self._context.ops.run(
            self, work, reported=self._panel.report, done=self._on_made, failed=self._on_failed
        )
        self._panel.start(T("Making the pages"), self.reject)

    def _on_made(self, made: _Made) -> None:
        self._panel.finish()
        self._made = made
        self._tell()
        self._draw()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        self._panel.finish()
        self.page.clear()
        if isinstance(error, UserError):
            self._message.setText(str(error))
            self._message.show()
        else:
            self._context.fail(self, error)

    def _draw(self) -> None:
        pdf, count, dpi = self._made.pdf, self._made.pages, self.page.dpi
        if pdf:
            self._context.ops.run(
                self,
                lambda _progress: _Drawn(
                    load(_PREVIEW).pages(pdf, dpi, range(min(count, _MOST_SHOWN))), dpi
                ),
                done=lambda drawn: self.page.show_pages(drawn.pages, drawn.dpi),
            )

    def _tell(self) -> None:
        count = self._made.pages
        self._count.setText(str(TN("{count} page", "{count} pages", count)) if count else "")
        self._remark.setText(self._made.remark)
        self._remark.setVisible(bool(self._made.remark))
        words = T("Save as PDF") if self.options.saves else T("Print")
        self.go.setText(str(words))
        self.go.setAccessibleName(str(words))
        self.go.setEnabled(bool(count) and self.options.is_known)

    def _on_go(self) -> None:
        job, pdf = self.options.job(), self._made.pdf
        if self.send is not None:
            self.accept()
            self.send(job)
            return
        if not job.printer:
            pdf_file.ask(self._context, self, self._file, pdf)
            return
        self.go.setEnabled(False)
        self._context.ops.run(
            self,
            lambda progress: printing.send(pdf, job, progress),
            done=lambda _none: self._on_sent(job.printer),
            failed=self._on_failed,
        )

    def _on_sent(self, printer: str) -> None:
        self._context.say(T("Sent to {printer}.", printer=printer))
        self.accept()


def print_list(
    context: Context, parent: QWidget, what: str, ids: list[int], described: str = ""
) -> PrintDialog:
    """Print those of *what* called *ids* as a table; *described*: what they were filtered by."""
    on_paper = load("smallcrm.services.exchange.exporting.export").on_paper

    def make(session: Any, progress: Progress) -> Printed:
        return Printed(on_paper(session, what, ids, described, progress)[0])

    title, file = _LISTS[what]
    dialog = PrintDialog(context, parent, title, f"{file}.pdf", make)
    dialog.open()
    return dialog


_LISTS: dict[str, tuple[Text, Text]] = {
    "contacts": (T("Print the list of contacts"), T("Contacts")),
    "documents": (T("Print the list of documents"), T("Documents")),
}
