"""Pages that fill up from the top: what does not fit goes to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from smallcrm.services.documents.pdf.sheet import MM, Band, Item, moved

MARGIN = 20 * MM
_FOOT_MARGIN = 10 * MM
_GAP_ABOVE_FOOT = 7 * MM
_SHARE = 0.7  # of a page: the rest is for the end of the table
_SLACK = 0.01  # points: what was placed to end exactly at the bottom fits, whatever floats say


class Paper:
    """A stack of pages and the place on the last one where the next thing goes.

    Attributes:
        pages: The items of each page, without what stands at the foot of every page.
        left, right: Where text begins and ends, in points.
        top: Where text begins on all pages but the first.
        bottom: Where text ends.
        y: How far the last page is filled.
    """

    def __init__(
        self, size: tuple[float, float], running: Band, foot: Band, margin: float = MARGIN
    ) -> None:
        width, height = size
        self.left, self.right = margin, width - margin
        self.foot_top = height - _FOOT_MARGIN - foot.height
        self.bottom = self.foot_top - _GAP_ABOVE_FOOT
        self.top = running.height
        self.pages: list[list[Item]] = [[]]
        self.y = 0.0
        self._running = running

    @property
    def room(self) -> float:
        """How many points are left on the last page."""
        return self.bottom - self.y + _SLACK

    @property
    def most(self) -> float:
        """How tall a thing may be that is to stand below the end of a table on one page."""
        return (self.bottom - self.top) * _SHARE

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(list(self._running.items))
        self.y = self.top

    def skip(self, height: float) -> None:
        """Leave *height* points free, or less where the page ends."""
        self.y = min(self.y + height, self.bottom)

    def put(self, band: Band) -> None:
        """Place *band* here, whether it fits or not."""
        self.pages[-1] += moved(band.items, self.y)
        self.y += band.height

    def flow(self, bands: Iterable[Band]) -> None:
        """Place *bands* one below the other, on as many pages as they need."""
        for band in bands:
            if band.height > self.room and self.y > self.top:
                self.turn()
            self.put(band)

    def keep(self, bands: Sequence[Band]) -> None:
        """Place *bands* on one page where one page can hold them."""
        if height(bands) > self.room and self.y > self.top:
            self.turn()
        self.flow(bands)

    def beside(self, first: Sequence[Band], second: Sequence[Band]) -> None:
        """Place two columns at the same height; one after the other where they are too tall."""
        needed = max(height(first), height(second))
        if needed > self.room:
            self.turn()
        if needed > self.room:
            self.flow(first)
            self.flow(second)
            return
        start = self.y
        self.flow(first)
        self.y = start
        self.flow(second)
        self.y = start + needed


def height(bands: Iterable[Band]) -> float:
    """The height of *bands* one below the other."""
    return sum(band.height for band in bands)
