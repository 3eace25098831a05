"""The text of a message in HTML: nothing is loaded, nothing is run, nothing hidden is told."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser

from smallcrm.services.exchange.mails.veils import LINES, Attributes, Veils

_CELLS = frozenset(("td", "th", "dd"))
_TABS, _BREAKS = re.compile("\t"), re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
_LONGEST = 2_000_000  # characters of a page that are looked at
_TARGET = re.compile(r"(?:https?://|mailto:)[^\s\"'<>\\]+", re.IGNORECASE)
_LONGEST_TARGET = 200  # characters


def text_of(page: str, *, links: bool = False) -> str:
    """The words of *page*: a line for each paragraph or row of a table, tabs between cells.

    With *links*, where one leads is told behind its words, unless they say it; only targets in
    the web and addresses are told, files and programs are not.
    """
    parser = _Words(links=links)
    with suppress(AssertionError):  # so the parser of Python ends on what it does not know
        # Its marked sections (conditions of Word) are the only ones that it can stumble over.
        parser.feed(page[:_LONGEST].replace("<![", "<!"))
        parser.close()
    lines = "".join(parser.words).splitlines()
    return "\n".join(_tidy(line) for line in lines).strip()


def _tidy(line: str) -> str:
    """One blank between words, one tab between cells that say something."""
    return "\t".join(filter(None, (" ".join(cell.split()) for cell in line.split("\t"))))


class _Words(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self, *, links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._links = links
        self._target = ""
        self._start = 0  # where the words of the link begin
        self._veils = Veils()
        self._kept = 0  # elements that are open and keep their lines

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Begin a line, a cell or a link, or what hides."""
        self._veils.begin(tag, attrs)
        self._kept += tag == "pre"
        if self._veils.is_final:
            return
        self._part(tag)
        if tag == "a" and self._links:
            self._end_link()
            self._target, self._start = _target(dict(attrs).get("href")), len(self.words)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:  # noqa: ARG002
        """A line break; something silent without content says nothing."""
        if not self._veils.is_final:
            self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line or a link, or what hid."""
        self._veils.end(tag)
        self._kept = max(self._kept - (tag == "pre"), 0)
        if self._veils.is_final:
            return
        if tag not in _CELLS:
            self._part(tag)
        if tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        """Words; blanks and line breaks of the source are blanks, unless they are kept."""
        if not self._veils.hide:
            self.words.append((_TABS if self._kept else _BREAKS).sub(" ", data))

    def _part(self, tag: str) -> None:
        if tag in LINES:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append("\t")

    def _end_link(self) -> None:
        target, self._target = self._target, ""
        if not target:
            return
        said = "".join(self.words[self._start :])
        bare = target.removeprefix("mailto:").partition("://")[2] or target.removeprefix("mailto:")
        if said.strip() and bare.rstrip("/").casefold() not in said.casefold():
            self.words.append(f" ({target})")


def _target(address: str | None) -> str:
    """Where a link leads, if that may be told."""
    found = _TARGET.match("".join((address or "").split()))
    target = found[0] if found else ""
    if target[:7].casefold() == "mailto:":
        target = target.partition("?")[0]
    return target if len(target) <= _LONGEST_TARGET else f"{target[:_LONGEST_TARGET]}…"
