"""Texts in RTF, as Outlook keeps them, with a page in HTML inside or plain words ([MS-OXRTFEX])."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from smallcrm.services.exchange.mails.html_texts import text_of
from smallcrm.services.exchange.mails.packed_rtf import unpacked

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
)
_SILENT = frozenset(
    ("colortbl", "fonttbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl",
     "headerr", "footerl", "footerr", "listtable", "listoverridetable", "rsidtbl", "generator",
     "themedata", "datastore", "latentstyles")
)  # fmt: skip
_SIGNS = {
    "par": "\n", "line": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "—",
    "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”",
}  # fmt: skip
_CHARSETS = {0: 1252, 161: 1253, 162: 1254, 204: 1251, 238: 1250, 186: 1257, 177: 1255, 178: 1256}
_MARKS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_DEEPEST = 10_000  # groups


def text(packed: bytes) -> str:
    """The words of a text in packed RTF; empty where it is none."""
    reader = _Reader()
    reader.read(unpacked(packed).decode("latin-1"))
    words = _joined("".join(reader.words))
    return text_of(words, links=True) if reader.is_page else words


@dataclass(frozen=True, slots=True)
class _State:
    """What a group says for itself and those in it."""

    is_silent: bool = False
    is_tag: bool = False  # a piece of the page inside
    is_plain: bool = False  # what stands for the page in a program that knows no HTML
    codepage: int = 0
    skip: int = 1  # letters that stand in the place of one in Unicode


class _Reader:
    """Goes through the tokens once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.is_page = False
        self._bytes = bytearray()
        self._codepage = 1252
        self._fonts: dict[int, int] = {}
        self._font = 0
        self._states: list[_State] = []
        self._state = _State()
        self._is_first = self._is_optional = False
        self._left = 0  # letters to skip
        self._in_fonts = 0
        self._words_known = {
            "htmlrtf": self._on_plain,
            "fromhtml": self._on_page,
            "ansicpg": self._on_codepage,
            "uc": self._on_skip,
            "u": self._on_letter,
            "f": self._on_font,
            "fcharset": self._on_charset,
        }

    def read(self, rtf: str) -> None:
        """Collect the words of *rtf*."""
        place = 0
        while (token := _TOKEN.search(rtf, place)) is not None:
            place = token.end()
            word = token["word"]
            if word == "bin":
                place += max(int(token["number"] or 0), 0)
            elif word:
                self._on_word(word, token["number"])
            elif token["byte"]:
                self._on_bytes(bytes([int(token["byte"], 16)]))
            elif token["brace"]:
                self._on_brace(token["brace"])
            elif token["sign"]:
                self._on_sign(token["sign"])
            else:
                self._on_bytes(token["text"].encode("latin-1"))
        self._settle()

    def _on_brace(self, brace: str) -> None:
        self._settle()
        self._left = 0
        if brace == "{":
            if len(self._states) < _DEEPEST:
                self._states.append(self._state)
            self._is_first = True
        elif self._states:
            self._state = self._states.pop()
            if self._in_fonts > len(self._states):
                self._in_fonts = 0
        self._is_optional = False

    def _on_sign(self, sign: str) -> None:
        if sign == "*":
            self._is_optional = True
            return
        self._is_first = False
        self._say(_MARKS.get(sign, ""))

    def _on_word(self, word: str, number: str | None) -> None:
        is_first, self._is_first = self._is_first, False
        is_optional, self._is_optional = self._is_optional, False
        if is_first or is_optional:
            self._on_destination(word, is_optional=is_optional)
        if word in _SIGNS:
            self._say(_SIGNS[word])
        elif (handle := self._words_known.get(word)) is not None:
            handle(int(number) if number else None)

    def _on_plain(self, value: int | None) -> None:
        self._settle()
        self._state = replace(self._state, is_plain=value != 0)

    def _on_page(self, _value: int | None) -> None:
        self.is_page = True

    def _on_codepage(self, value: int | None) -> None:
        self._codepage = value or self._codepage

    def _on_skip(self, value: int | None) -> None:
        self._state = replace(self._state, skip=min(max(value or 0, 0), 9))

    def _on_letter(self, value: int | None) -> None:
        self._say(chr((value or 0) % 65_536))
        self._left = self._state.skip

    def _on_charset(self, value: int | None) -> None:
        if self._in_fonts:
            self._fonts[self._font] = _CHARSETS.get(value or 0, 0)

    def _on_destination(self, word: str, *, is_optional: bool) -> None:
        if word == "fonttbl":
            self._in_fonts = len(self._states)
        if word == "htmltag":
            self._state = replace(self._state, is_tag=True, is_silent=False)
        elif word in _SILENT or is_optional:
            self._state = replace(self._state, is_silent=True)

    def _on_font(self, value: int | None) -> None:
        self._settle()
        self._font = value or 0
        if not self._in_fonts:
            self._state = replace(self._state, codepage=self._fonts.get(self._font, 0))

    def _on_bytes(self, data: bytes) -> None:
        self._is_first = False
        if self._left:
            skipped = min(self._left, len(data))
            self._left -= skipped
            data = data[skipped:]
        if self._is_heard():
            self._bytes += data

    def _say(self, words: str) -> None:
        self._settle()
        self._left = 0
        if self._is_heard():
            self.words.append(words)

    def _is_heard(self) -> bool:
        state = self._state
        return not state.is_silent and (state.is_tag or not (self.is_page and state.is_plain))

    def _settle(self) -> None:
        """Make letters of the bytes so far: an encoding may take two for one."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self.words.append(data.decode(codec(self._state.codepage or self._codepage), "replace"))


def codec(codepage: int) -> str:
    """What decodes a code page of Windows; cp1252 for one that nobody knows."""
    name = {65001: "utf-8", 20866: "koi8-r", 28597: "iso8859-7", 28595: "iso8859-5"}.get(
        codepage, f"cp{codepage}"
    )
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return "cp1252"


def _joined(words: str) -> str:
    """*words* with the letters whole that RTF tells in two halves."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
