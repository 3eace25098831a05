"""Many rows of one table, packed to be bound and to cross between processes as few values.

What is the same in all rows stands there once. Of the 21 values of a contact that comes in from a
file a dozen are: each costs time where it is made, sent, received and bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple


class PackedRows(NamedTuple):
    """Rows of plain values.

    Attributes:
        height: How many they are.
        columns: Those whose values differ.
        values: Of these columns, row after row.
        same: The value of every other column.
    """

    height: int
    columns: tuple[str, ...]
    values: tuple[Any, ...]
    same: dict[str, Any]


def pack_rows(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> PackedRows:
    """*rows*, the values of *columns* in their order."""
    found = dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else {}
    same = {name: each[0] for name, each in found.items() if each.count(each[0]) == len(rows)}
    differing = {name: each for name, each in found.items() if name not in same}
    values = chain.from_iterable(zip(*differing.values(), strict=True))
    return PackedRows(len(rows), tuple(differing), tuple(values), same)


def unpack_rows(packed: PackedRows, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The rows again, the values of *columns* in their order."""
    width = len(packed.columns)
    lists = {name: packed.values[place::width] for place, name in enumerate(packed.columns)}
    alike = {name: (value,) * packed.height for name, value in packed.same.items()}
    found = lists | alike
    return zip(*[found[name] for name in columns], strict=True) if found else iter(())
