"""Printed pages leave the program: on a printer, or as a file of the user's own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T
from smallcrm.services.documents import DocumentRow
from smallcrm.ui.documents import pdf_file, printing
from smallcrm.ui.documents.printing import PrintJob
from smallcrm.ui.shell.context import Context


def hand_out(context: Context, owner: QWidget, row: DocumentRow, pdf: bytes, job: PrintJob) -> None:
    """Send *pdf* of the document *row* to the printer of *job*; without one ask for a file."""
    if not job.printer:
        name = pdf_file.file_name(row.kind, row.number, row.customer, job.variant)
        pdf_file.ask(context, owner, name, pdf)
        return
    context.ops.run(
        owner,
        lambda progress: printing.send(pdf, job, progress),
        done=lambda _none: context.say(T("Sent to {printer}.", printer=job.printer)),
    )
