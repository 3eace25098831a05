"""A letter on screen, drawn in a thread, always the newest one that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTimer

from smallcrm.core.loading import load
from smallcrm.ui.documents.paper import PaperView
from smallcrm.ui.shell.context import Context

if TYPE_CHECKING:  # PDFium is loaded when the first page is drawn
    from smallcrm.services.documents.pdf.preview import PageImage

_PREVIEW = "smallcrm.services.documents.pdf.preview"
_PAUSE = 120  # milliseconds: who walks through the list does not wait for every letter
Printer = Callable[[Any], bytes]  # takes a session


class _Drawn(NamedTuple):
    pages: list[PageImage]
    dpi: float


class LetterPage(PaperView):
    """The pages of what a query prints."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme)
        self._context = context
        self._print: Printer | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._draw)
        self.resized.connect(self._draw)

    def show_letter(self, print_it: Printer | None) -> None:
        """Show what *print_it* returns; None for an empty sheet."""
        self._print = print_it
        if print_it is None:
            self.clear()
        else:
            self._pause.start()

    def _draw(self) -> None:
        print_it, dpi = self._print, self.dpi
        if print_it is None or not self.isVisible():
            return
        self._context.ops.ask(
            self,
            lambda session: _Drawn(load(_PREVIEW).pages(print_it(session), dpi), dpi),
            lambda drawn: self.show_pages(drawn.pages, drawn.dpi),
        )
