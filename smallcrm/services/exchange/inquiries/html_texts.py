"""The text of a message in HTML: nothing is loaded, nothing is run, nothing hidden is told."""

from __future__ import annotations

from html.parser import HTMLParser

_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "object"))
_LINES = frozenset(
    ("p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "ul", "ol", "dl", "dt", "hr")
)
_CELLS = frozenset(("td", "th", "dd"))
_LONGEST = 2_000_000  # characters of a page that are looked at


def text_of(page: str) -> str:
    """The words of *page*: a line for each paragraph or row of a table, tabs between cells."""
    parser = _Words()
    parser.feed(page[:_LONGEST])
    parser.close()
    lines = "".join(parser.words).splitlines()
    return "\n".join(_tidy(line) for line in lines).strip()


def _tidy(line: str) -> str:
    """One blank between words, one tab between cells that say something."""
    return "\t".join(filter(None, (" ".join(cell.split()) for cell in line.split("\t"))))


class _Words(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a line or a cell; or fall silent."""
        if self._silent:
            self._depth += tag == self._silent
        elif tag in _SILENT:
            self._silent, self._depth = tag, 1
        elif tag in _LINES:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append("\t")

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

    def handle_data(self, data: str) -> None:
        """Words, blanks and line breaks of the source being blanks."""
        if not self._silent:
            self.words.append(" ".join(data.replace("\t", " ").splitlines()) if data else "")
