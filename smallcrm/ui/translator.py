"""Qt's own words from our catalogue: Qt's package has no Greek at all."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from smallcrm.core.text import Text


class CatalogueTranslator(QTranslator):
    """Answers for ``OK``, ``&Copy`` and the like, which ``qt_words`` puts into the catalogue."""

    def translate(
        self,
        _context: str,
        source: str,
        _disambiguation: str | None = None,
        _number: int = -1,
    ) -> str | None:
        """The word in the language of the screen; None (not "") leaves it to Qt."""
        shown = str(Text(source)) if source else source
        return shown if shown != source else None

    def isEmpty(self) -> bool:
        return False
