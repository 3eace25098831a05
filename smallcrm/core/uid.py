"""Names for rows that stay their own on every computer."""

from __future__ import annotations

import os
import time

_MILLISECOND = 1_000_000  # nanoseconds
_VERSION, _VARIANT = 7 << 76, 2 << 62
_NUMBERS = 4096  # of one millisecond
_VARIANTS = {f"{number:x}": "89ab"[number % 4] for number in range(16)}  # of any digit


def new_uid() -> str:
    """A UUID that sorts by the time it was made (RFC 9562, version 7, method 3).

    An index of such names grows at its end, which makes bringing in many rows quicker.
    """
    milliseconds, rest = divmod(time.time_ns(), _MILLISECOND)
    fraction = rest * 4096 // _MILLISECOND
    number = milliseconds << 80 | _VERSION | fraction << 64 | _VARIANT | _chance()
    plain = f"{number:032x}"
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"


def new_uids(count: int) -> list[str]:
    """*count* such names in their order; a quarter of the time, as the clock is asked once."""
    found: list[str] = []
    while len(found) < count:
        found += _numbered(min(count - len(found), _NUMBERS))
    return found


def _chance() -> int:
    """62 bits; the module ``secrets`` would bring OpenSSL with it, 4 MB."""
    return int.from_bytes(os.urandom(8)) >> 2


def _numbered(count: int) -> list[str]:
    """Names of one millisecond with numbers for its fractions (RFC 9562, method 1)."""
    moment = f"{time.time_ns() // _MILLISECOND:012x}"
    head, chance = f"{moment[:8]}-{moment[8:]}-7", os.urandom(8 * count).hex()
    return [
        f"{head}{number:03x}-{_VARIANTS[chance[place]]}{chance[place + 1 : place + 4]}"
        f"-{chance[place + 4 : place + 16]}"
        for number, place in enumerate(range(0, 16 * count, 16))
    ]
