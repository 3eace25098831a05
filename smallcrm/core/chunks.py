"""Take many things a handful at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield *items* in their order, *size* at a time; the last ones may be fewer."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
