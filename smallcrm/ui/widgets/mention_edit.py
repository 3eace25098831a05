"""Plain text in which somebody can be named with an ``@``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from smallcrm.core.mentions import mention, pieces, shown
from smallcrm.ui.widgets.growing_edit import GrowingEdit

# What is typed of a name: at the beginning or behind a blank or a bracket, so not in an e-mail.
_TYPED = re.compile(r"(?:^|(?<=[\s(\[«“]))@([^@\s][^@]{0,39})?$")
# What a document has for a new line within a paragraph, and for a blank.
_AS_TYPED = {0x2028: "\n", 0xA0: " "}
_Move, _KEEP = QTextCursor.MoveOperation, QTextCursor.MoveMode.KeepAnchor


class MentionEdit(GrowingEdit):
    """Names are shown underlined; ``words`` has their addresses too (``core.mentions``).

    Signals:
        textEdited: The text or the cursor is another; carries what is typed behind the ``@``,
            nothing where no name is being typed. Called like that of a line (``Suggestions``).
    """

    textEdited = Signal(str)  # noqa: N815 - the name that a QLineEdit has

    def __init__(self, lines: tuple[int, int]) -> None:
        super().__init__(lines)
        self._is_filled = False
        self._told = ""
        self.textChanged.connect(self._tell)
        self.cursorPositionChanged.connect(self._on_moved)

    def text(self) -> str:
        """What is typed of a name: from the ``@`` to the cursor."""
        cursor = self.textCursor()
        if cursor.hasSelection() or cursor.charFormat().isAnchor():
            return ""
        cursor.movePosition(_Move.StartOfBlock, _KEEP)  # Qt counts an emoji twice, Python once
        found = _TYPED.search(cursor.selectedText())
        if found is None:
            return ""
        typed = found[1] or ""
        cursor.setPosition(cursor.anchor() - len(typed.encode("utf-16-le")) // 2)  # behind the @
        return "" if cursor.charFormat().isAnchor() else typed

    def words(self) -> str:
        """The text with the addresses of those whom it names."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append("".join(_fragments(block)))
            block = block.next()
        return "\n".join(lines).translate(_AS_TYPED)

    def show_words(self, words: str) -> None:
        """Show *words*, which may name somebody."""
        self._is_filled = True
        self.clear()
        cursor = self.textCursor()
        for piece in pieces(words):
            cursor.insertText(piece.text, _format(piece.uid))
        self._is_filled = False

    def take(self, name: str, uid: str) -> None:
        """Put the name of the contact *uid* where it is being typed."""
        cursor = self.textCursor()
        back = len(self.text().encode("utf-16-le")) // 2 + 1
        cursor.setPosition(max(cursor.position() - back, 0), _KEEP)
        cursor.insertText(shown(name), _format(uid))
        cursor.insertText(" ", _format(""))
        self.setTextCursor(cursor)

    def _on_moved(self) -> None:
        if self.text() != self._told:  # else the name would be taken where the cursor is now
            self._tell()

    def _tell(self) -> None:
        if not self._is_filled:
            self._told = self.text()
            self.textEdited.emit(self._told)


def _fragments(block: QTextBlock) -> Iterator[str]:
    """The words of a paragraph, names with their addresses."""
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        uid = fragment.charFormat().anchorHref()
        is_name = uid and fragment.text().startswith("@")
        yield mention(fragment.text(), uid) if is_name else fragment.text()
        place += 1


def _format(uid: str) -> QTextCharFormat:
    """Of a name; of plain words without *uid*."""
    made = QTextCharFormat()
    if uid:
        made.setAnchor(True)
        made.setAnchorHref(uid)
        made.setFontUnderline(True)
    return made
