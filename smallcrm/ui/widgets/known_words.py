"""Words that are known already, offered beneath a line while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from smallcrm.core.fold import fold


class KnownWords(QCompleter):
    """Offers those that hold what is typed in *edit*, whatever the case and the accents."""

    def __init__(self, edit: QLineEdit, known: Sequence[str] = ()) -> None:
        super().__init__(edit)
        self._known = list(known)
        self._offered = QStringListModel(self)
        self.setModel(self._offered)
        # Qt compares letter by letter, accents as well: what fits is chosen here.
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        edit.textEdited.connect(self._on_typed)
        edit.setCompleter(self)

    def set_words(self, known: Sequence[str]) -> None:
        """Offer *known* from the next key on."""
        self._known = list(known)

    def _on_typed(self, typed: str) -> None:
        wanted = fold(typed.strip())
        found = [word for word in self._known if wanted in fold(word)]
        is_whole = len(found) == 1 and fold(found[0]) == wanted
        self._offered.setStringList([] if is_whole else found)
