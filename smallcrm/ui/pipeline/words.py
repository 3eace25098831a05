"""What is said about deals: next steps, deals that rot, sums."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from smallcrm.core import clock, formats, zones
from smallcrm.core.money import Money
from smallcrm.core.text import TN, T, Text, language
from smallcrm.services.pipeline import LATE, LOST, NONE, OPEN, TODAY, Card, NextStep

# What a step looks like besides its words: late red, today green, nothing yellow, else grey.
_KINDS = {LATE: "danger", TODAY: "success", NONE: "warning"}
_APART = "  ·  "


def pill(card: Card, today: date) -> tuple[str, str]:
    """The words of the capsule on a card, and its kind: one of ``tokens.KINDS``."""
    if card.status == OPEN:
        return step(card.step, today), _KINDS.get(card.step.state, "neutral")
    if card.status == LOST:
        return card.reason or str(T("Lost")), "neutral"
    return str(T("Won")), "success"


def step(found: NextStep, today: date) -> str:
    """When a next step is due."""
    if found.days is None:
        return str(T("No next step") if found.state == NONE else T("Planned"))
    local = _local(found)
    time = formats.time_of_day(local) if " " in found.due else ""
    if found.days < 0:
        said: Text | str = TN("{count} day late", "{count} days late", -found.days)
    elif found.state == LATE:
        said = T("Late since {time}", time=time)
    elif found.days == 0:
        said = T("Today {time}", time=time) if time else T("Today")
    elif found.days == 1:
        said = T("Tomorrow {time}", time=time) if time else T("Tomorrow")
    else:
        said = formats.recent(local.replace(tzinfo=local.tzinfo or UTC), today)
    return str(said)


def stale(card: Card) -> str:
    """Why a deal is marked as left alone; empty where it is not."""
    if not card.is_stale or card.stale_days is None:
        return ""
    allowed = TN(
        "Deals stay here for {count} day at most.",
        "Deals stay here for {count} days at most.",
        card.stale_days,
    )
    idle = TN(
        "Nothing happened for {count} day.", "Nothing happened for {count} days.", card.idle_days
    )
    planned = (
        T("The next step is late.") if card.step.state == LATE else T("No next step is planned.")
    )
    return f"{idle} {allowed} {planned}"


def who(card: Card) -> str:
    """The contact and its company, as one line."""
    same = card.company == card.contact
    return card.contact if not card.company or same else f"{card.contact}, {card.company}"


def amount(card: Card) -> str:
    """What the deal is worth; empty where nobody knows it."""
    return "" if card.amount is None else _money(card.amount, card.currency, language())


@lru_cache(maxsize=4096)
def _money(amount: Decimal, currency: str, in_language: str) -> str:
    """Written once for all times that a card is painted."""
    return formats.money(amount, currency, in_language)


def sums(found: Iterable[Money]) -> str:
    """Sums side by side, each in its currency; breaks only between two of them."""
    shown = [formats.money(each.amount, each.currency) for each in found]
    return _APART.join(each.replace(" ", "\N{NO-BREAK SPACE}") for each in shown)


def spoken(card: Card) -> str:
    """A card for a screen reader."""
    words, _kind = pill(card, clock.today())
    parts = (card.title, who(card), amount(card), words, stale(card), card.owner)
    return ", ".join(filter(None, parts))


def tip(card: Card) -> str:
    """What the pointer is told on a card: all that may be cut off, and why it is marked."""
    words, _kind = pill(card, clock.today())
    planned = f"{card.step.title}: {words}" if card.step.title and card.status == OPEN else words
    lines = [card.title, who(card), amount(card), planned]
    if card.owner:
        lines.append(str(T("Owner: {name}", name=card.owner)))
    return "\n".join(filter(None, [*lines, stale(card)]))


def _local(found: NextStep) -> datetime:
    if " " in found.due:
        return clock.local(zones.instant(found.due, found.zone))
    return datetime.fromisoformat(found.due)
