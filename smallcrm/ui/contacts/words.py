"""How contacts, and what happens with them, are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from smallcrm.core import formats
from smallcrm.core.fold import fold
from smallcrm.core.text import TN, T

_TAG_KINDS = ("accent", "success", "neutral")
_WEEKS = 14  # days that are counted; older ones are dates


def tag_kind(tag: str) -> str:
    """The color of a tag: the same one for ever, never one that means a state."""
    return _TAG_KINDS[sum(fold(tag).encode()) % len(_TAG_KINDS)]


def sums(amounts: Mapping[str, Decimal]) -> list[str]:
    """The sums of several currencies, each by itself; those that are nothing are left out."""
    return [formats.money(amounts[name], name) for name in sorted(amounts) if amounts[name]]


def ago(moment: datetime, today: date) -> str:
    """``Today``, ``Yesterday``, ``5 days ago``, ``9 Nov``; *moment* is local time."""
    days = (today - moment.date()).days
    if days <= 0:
        return str(T("Today"))
    if days == 1:
        return str(T("Yesterday"))
    if days <= _WEEKS:
        return str(TN("{count} day ago", "{count} days ago", days))
    return formats.recent(moment, today)


def birthday(stored: str) -> str:
    """``1980-03-14`` as ``14 March 1980``, ``--03-14`` as ``14 March``; else as it is."""
    return formats.birthday(stored)
