"""Any record of a preview by its place, without keeping them all unpacked."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from smallcrm.services.exchange.drafts import Preview, Record

FIELDS = ("company", "emails", "phones", "addresses")
ALL, REMARKS, LEFT_OUT = "all", "remarks", "left_out"
_KEPT = 4  # chunks of some two thousand records
# Odd rows, kept by themselves: where they are few, a page of them lies in all chunks of the file,
# and unpacking those held the window up for 200 ms.
_KEPT_ODD = 5_000


class RecordIndex:
    """Made in a thread, as it looks at every record once; asked by the GUI thread.

    Places count from 1, so that they can be the ids of a paged model.

    Attributes:
        places: The places of the rows behind each filter.
        filled: Which of ``FIELDS`` some row has.
    """

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._starts: list[int] = []
        self._rows = array("q")  # the number of every record in the file
        self._rejected: list[int] = []
        self._chunks: OrderedDict[int, list[Record]] = OrderedDict()
        self._odd: dict[int, Record] = {}
        self.places: dict[str, list[int]] = {ALL: [], REMARKS: [], LEFT_OUT: []}
        self.filled: set[str] = set()
        self._look()

    def records(self, places: Iterable[int]) -> Mapping[int, Record]:
        """The records at *places*."""
        return {place: self._record(place) for place in places}

    def leave_out(self, rows: Iterable[int]) -> None:
        """Have the records of *rows*, which the import skips, among those that are left out."""
        skipped = [bisect_left(self._rows, row) + 1 for row in rows]
        self.places[LEFT_OUT] = sorted([*self._rejected, *skipped])

    def _look(self) -> None:
        place = 1
        for chunk in self._preview.chunks():
            self._starts.append(place)
            if place == 1:  # the first rows are the first to be seen
                self._chunks[0] = chunk
            self._rows.extend([record.row for record in chunk])
            for at, record in enumerate(chunk, place):
                is_remarked = self._preview.is_remarked(record)
                if record.outcome:
                    self._rejected.append(at)
                if is_remarked:
                    self.places[REMARKS].append(at)
                if (record.outcome or is_remarked) and len(self._odd) < _KEPT_ODD:
                    self._odd[at] = record
            self.filled |= {
                name
                for name in FIELDS
                if name not in self.filled and any(getattr(each, name) for each in chunk)
            }
            place += len(chunk)
        self.places[ALL] = list(range(1, place))
        self.leave_out(())

    def _record(self, place: int) -> Record:
        if place in self._odd:
            return self._odd[place]
        number = bisect_right(self._starts, place) - 1
        if number not in self._chunks:
            if len(self._chunks) >= _KEPT:
                self._chunks.popitem(last=False)
            self._chunks[number] = self._preview.chunk(number)
        return self._chunks[number][place - self._starts[number]]
