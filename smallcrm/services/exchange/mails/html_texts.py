"""The text of a message in HTML: nothing is loaded, nothing is run, nothing hidden is told."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser

_SILENT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe")
)
_EMPTY = frozenset(  # they hold nothing, so they hide nothing
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_LINES = frozenset(
    ("p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "ul", "ol", "dl", "dt", "hr")
)
_CELLS = frozenset(("td", "th", "dd"))
_LONGEST = 2_000_000  # characters of a page that are looked at
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_TARGET = re.compile(r"(?:https?://|mailto:)[^\s\"'<>\\]+", re.IGNORECASE)
_LONGEST_TARGET = 200  # characters
_LONGEST_STYLE = 2000  # the same


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
        self._silent = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or a cell; or fall silent."""
        if self._silent:
            self._depth += tag == self._silent
        elif tag in _SILENT or (tag not in _EMPTY and _is_hidden(attrs)):
            self._silent, self._depth = tag, 1
        elif tag in _LINES:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append("\t")
        elif tag == "a" and self._links:
            self._end_link()
            self._target, self._start = _target(dict(attrs).get("href")), len(self.words)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A line break; something silent without content says nothing."""
        if not self._silent and tag in _LINES:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line; or speak again."""
        if self._silent:
            self._depth -= tag == self._silent
            if self._depth <= 0:
                self._silent = ""
        elif tag in _LINES:
            self.words.append("\n")
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        """Words, blanks and line breaks of the source being blanks."""
        if not self._silent:
            self.words.append(" ".join(data.replace("\t", " ").splitlines()) if data else "")

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


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    """Whether a reader does not see the element, whatever is written in it."""
    given = dict(attrs)
    return "hidden" in given or bool(_HIDDEN.search((given.get("style") or "")[:_LONGEST_STYLE]))
