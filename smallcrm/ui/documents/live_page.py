"""The page beside the form: the draft as it would be printed now, a moment after each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.services import documents
from smallcrm.services.documents import DocumentDraft, unsaved
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.ui.documents.paper import PaperView
from smallcrm.ui.shell.context import Context

if TYPE_CHECKING:  # PDFium is loaded when the first page is drawn
    from smallcrm.services.documents.pdf.preview import PageImage

PAUSE = 30  # milliseconds without a key; a page takes about as long to be drawn
_PREVIEW = "smallcrm.services.documents.pdf.preview"


class _Drawn(NamedTuple):
    """Pages, and the resolution they were drawn at."""

    pages: list[PageImage]
    dpi: float


class LivePage(PaperView):
    """Draws in a thread, one page at a time, always the newest one.

    Signals:
        drawn: The page shows what was asked for last.
    """

    drawn = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self._context = context
        self._wanted: tuple[DocumentDraft, int | None] | None = None
        self._variant = Variant.ITSELF
        self._is_drawing = False
        self._is_stale = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._draw)
        self.resized.connect(self._draw)

    def show_draft(self, draft: DocumentDraft, document_id: int | None) -> None:
        """Show *draft*, which need not be stored; *document_id* is its row where it has one."""
        self._wanted = (draft, document_id)
        self._wait.start()

    def show_variant(self, variant: Variant) -> None:
        """Show what the draft is as *variant* from now on."""
        if variant != self._variant:
            self._variant = variant
            self._wait.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wait.start()  # nothing was drawn while nobody looked

    def _draw(self) -> None:
        if self._wanted is None or not self.isVisible():
            return
        if self._is_drawing:
            self._is_stale = True
            return
        self._is_drawing, self._is_stale = True, False
        draft, document_id = self._wanted
        dpi, variant = self.dpi, self._variant
        self._context.ops.query(
            self,
            lambda session: _Drawn(unsaved.pages(session, draft, document_id, dpi, variant), dpi),
            self._on_drawn,
            self._on_failed,
        )

    def _on_drawn(self, drawn: _Drawn) -> None:
        self.show_pages(drawn.pages, drawn.dpi)
        self._on_finished()

    def _on_failed(self, error: BaseException) -> None:
        """A draft that cannot be computed: the form says why, the last page stays."""
        if not isinstance(error, UserError):
            self._context.fail(self, error)
        self._on_finished()

    def _on_finished(self) -> None:
        self._is_drawing = False
        if self._is_stale:
            self._draw()
        else:
            self.drawn.emit()


class StoredPage(PaperView):
    """The pages that were stored when the document was issued, or another form of it.

    Attributes:
        variant: What of the document is shown.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self._context = context
        self._pdf = b""
        self.variant = Variant.ITSELF
        self.resized.connect(self._draw)

    @property
    def pdf(self) -> bytes:
        """The bytes that are shown; empty before they were read."""
        return self._pdf

    def show_document(self, document_id: int, variant: Variant = Variant.ITSELF) -> None:
        """Show the stored pages of *document_id*, or what it is as *variant*."""
        self._pdf, self.variant = b"", variant
        self.clear()
        self._context.ops.query(
            self,
            lambda session: documents.get_variant(session, document_id, variant),
            lambda pdf: self._on_read(variant, pdf),
        )

    def _on_read(self, variant: Variant, pdf: bytes) -> None:
        if variant == self.variant:
            self._pdf = pdf
            self._draw()

    def _draw(self) -> None:
        if not self._pdf:
            return
        pdf, dpi = self._pdf, self.dpi
        self._context.ops.run(
            self,
            lambda _progress: _Drawn(load(_PREVIEW).pages(pdf, dpi), dpi),
            done=lambda drawn: self.show_pages(drawn.pages, drawn.dpi),
        )
