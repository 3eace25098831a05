"""Rows of a preview by their place, without unpacking more than is looked at."""

from __future__ import annotations

import pytest

from smallcrm.services.exchange.drafts import Preview
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.ui.importing.record_index import ALL, LEFT_OUT, REMARKS, RecordIndex

_ROWS = 9_000
_RARE = 1_000  # one odd row in so many


class _Counting(Preview):
    """A preview that notes which chunks are unpacked by themselves."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview.facts, preview.counts, preview.packed)
        self.unpacked: list[int] = []

    def chunk(self, number):
        self.unpacked.append(number)
        return super().chunk(number)


@pytest.fixture
def preview(tmp_path):
    """Nine thousand rows in several chunks; every thousandth has an odd email, one has nothing."""
    lines = ["Name,Email"]
    for number in range(_ROWS):
        email = f"not an email {number}" if number % _RARE == 0 else f"a{number}@mail.example"
        lines.append(f"Person {number},{email}" if number != _ROWS // 2 + 1 else ",x")
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines))
    return _Counting(inspect(path))


def test_every_place_gives_its_row(preview):
    index = RecordIndex(preview)
    assert index.places[ALL] == list(range(1, _ROWS + 1))
    found = index.records([1, 2_500, _ROWS])
    assert [record.name for record in found.values()] == ["Person 0", "Person 2499", "Person 8999"]
    assert list(found) == [1, 2_500, _ROWS]


def test_rare_rows_with_remarks_are_there_without_unpacking_the_file(preview):
    index = RecordIndex(preview)
    places = index.places[REMARKS] + index.places[LEFT_OUT]
    assert len(places) == _ROWS // _RARE + 1
    assert all(record.problems or record.outcome for record in index.records(places).values())
    assert preview.unpacked == []


def test_the_first_page_is_there_without_unpacking_again(preview):
    index = RecordIndex(preview)
    assert len(index.records(range(1, 129))) == 128
    assert preview.unpacked == []
