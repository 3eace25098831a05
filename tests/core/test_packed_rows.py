"""Packed rows are the same rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from smallcrm.core.packed_rows import pack_rows, unpack_rows

COLUMNS = ("id", "name", "note")
rows = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "a"]), st.none() | st.text()))


@given(rows)
def test_what_is_packed_comes_out_again(some):
    packed = pack_rows(COLUMNS, some)
    assert packed.height == len(some)
    assert list(unpack_rows(packed, COLUMNS)) == some


def test_what_all_rows_have_in_common_is_kept_once():
    packed = pack_rows(COLUMNS, [(1, "", None), (2, "", None)])
    assert packed.columns == ("id",)
    assert packed.values == (1, 2)
    assert packed.same == {"name": "", "note": None}
