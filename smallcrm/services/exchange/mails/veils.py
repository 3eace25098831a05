"""Which words of a page in HTML nobody sees: those of elements that are hidden, or of no size.

Ends that HTML lets writers leave out are thought of: a hidden paragraph does not hide what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINES = frozenset(
    ("p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
     "dt", "hr", "pre", "blockquote", "section", "article", "header", "footer", "center", "address")
)  # fmt: skip
Attributes = list[tuple[str, str | None]]

_SILENT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe")
)
_EMPTY = frozenset(  # they hold nothing, so they hide nothing
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_HOLDERS = frozenset(("table", "ul", "ol", "dl"))
_ENDED_BY = {  # elements that need no end, and what begins behind them
    "head": frozenset(("body", "p", "div", "table")),
    "p": LINES - {"br"},
    **dict.fromkeys(("td", "th"), frozenset(("td", "th", "tr"))),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    "tr": frozenset(("tr",)),
    "li": frozenset(("li",)),
}
_HIDDEN = re.compile(  # not what is hidden in Outlook alone: others see it
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
_SIZE = re.compile(r"(?<![\w-])font(?:-size)?\s*:\s*(0(?![.\d]))?", re.IGNORECASE)
_LONGEST_STYLE = 2000  # characters


@dataclass(slots=True)
class _Veil:
    """An element that says whether its words are seen.

    Attributes:
        is_final: Nothing in it can say otherwise; a size can be set anew.
        depth: How many elements of its name are open, with itself.
        holders: How many tables and lists are open in it.
    """

    tag: str
    hides: bool
    is_final: bool
    depth: int = 1
    holders: int = 0

    def ends_before(self, tag: str) -> bool:
        """Whether it is over when an element *tag* begins, though nobody said so."""
        return not self.holders and tag in _ENDED_BY.get(self.tag, ())

    def ends_with(self, tag: str) -> bool:
        """Whether it is over when the element *tag* around it ends."""
        return tag in _HOLDERS and not self.holders and self.tag in _ENDED_BY


class Veils:
    """Told of each tag, it knows whether words are seen."""

    def __init__(self) -> None:
        self._open: list[_Veil] = []

    @property
    def hide(self) -> bool:
        """Whether nobody sees the words that come now."""
        return bool(self._open) and self._open[-1].hides

    @property
    def is_final(self) -> bool:
        """Whether nothing at all that is in the element that is open is seen."""
        return bool(self._open) and self._open[-1].is_final

    def begin(self, tag: str, attrs: Attributes) -> None:
        """An element begins."""
        while self._open and self._open[-1].ends_before(tag):
            self._open.pop()
        veil = self._open[-1] if self._open else None
        new = None if veil and veil.is_final else _veil(tag, attrs)
        if new is not None:
            self._open.append(new)
        elif veil is not None:
            veil.depth += tag == veil.tag
            veil.holders += tag in _HOLDERS

    def end(self, tag: str) -> None:
        """An element ends."""
        while self._open and self._open[-1].ends_with(tag):
            self._open.pop()
        if not self._open:
            return
        veil = self._open[-1]
        veil.holders -= tag in _HOLDERS and veil.holders > 0
        veil.depth -= tag == veil.tag
        if not veil.depth:
            self._open.pop()


def _veil(tag: str, attrs: Attributes) -> _Veil | None:
    """What the element does to its words; None where it leaves them as they are."""
    if tag in _SILENT:
        return _Veil(tag, hides=True, is_final=True)
    if tag in _EMPTY:
        return None
    given = dict(attrs)
    style = (given.get("style") or "")[:_LONGEST_STYLE]
    if "hidden" in given or _HIDDEN.search(style):
        return _Veil(tag, hides=True, is_final=True)
    sizes = _SIZE.findall(style)
    return _Veil(tag, hides=bool(sizes[-1]), is_final=False) if sizes else None
