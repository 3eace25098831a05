"""Discounts and charges as they are typed into one field: ``10``, ``5 % loyal``, ``10 € damaged``.

A number alone is per cents, one with a currency an amount; what stands behind it is the reason, as
it is printed. A plus before it makes a charge. Several of them are parted by semicolons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services.documents import Adjustment, LineDraft
from smallcrm.ui.documents import figures
from smallcrm.ui.documents.pasting import MONEY

_ZERO, _WHOLE = Decimal(0), 100
_NUMBER = r"\d[\d.,'\u00a0\u202f ]*(?:[*/+-][\d.,]+)*"
_FIGURE = re.compile(rf"(?P<before>[^\d+-]{{0,4}}?)\s*(?P<number>{_NUMBER})")
_WORD = re.compile(r"[^\W\d_]+\.?")


class Typed(NamedTuple):
    """One part of what was typed."""

    adjustment: Adjustment
    is_charge: bool


def read(words: str) -> list[Typed]:
    """What *words* say, part by part.

    Raises:
        UserError: A part begins with no number, or is a share beyond 0 and 100 %.
    """
    return [_read_part(part.strip()) for part in words.split(";") if part.strip()]


def written(adjustment: Adjustment, currency: str, *, is_charge: bool = False) -> str:
    """*adjustment* as one types it, with its reason."""
    figure = shown(adjustment, currency, is_charge=is_charge)
    return f"{figure} {adjustment.reason}".strip()


def shown(adjustment: Adjustment, currency: str, *, is_charge: bool = False) -> str:
    """*adjustment* as a narrow column shows it, without its reason."""
    if adjustment.percent is not None:
        figure = formats.percent(adjustment.percent)
    else:
        figure = figures.amount_text(adjustment.amount or _ZERO, currency)
    return f"+{figure}" if is_charge else figure


def typed_into(line: LineDraft, words: str) -> LineDraft:
    """*line* with the discounts and charges that *words* say, and no others.

    Raises:
        UserError: As for ``read``.
    """
    parts = read(words)
    off = [part.adjustment for part in parts if not part.is_charge]
    charges = tuple(part.adjustment for part in parts if part.is_charge)
    plain = off[0] if off and off[0].percent is not None and not off[0].reason else None
    return replace(
        line,
        discount_percent=_ZERO if plain is None else plain.percent or _ZERO,
        discounts=tuple(off if plain is None else off[1:]),
        charges=charges,
    )


def text(line: LineDraft, currency: str) -> str:
    """All discounts and charges of *line*, as a narrow column shows them."""
    return "; ".join(shown(each, currency, is_charge=plus) for each, plus in _all(line))


def edited_text(line: LineDraft, currency: str) -> str:
    """All discounts and charges of *line* with their reasons, as one types them."""
    return "; ".join(written(each, currency, is_charge=plus) for each, plus in _all(line))


def _all(line: LineDraft) -> Iterator[Typed]:
    if line.discount_percent:
        yield Typed(Adjustment(percent=line.discount_percent), is_charge=False)
    for each in line.discounts:
        yield Typed(each, is_charge=False)
    for each in line.charges:
        yield Typed(each, is_charge=True)


def _read_part(part: str) -> Typed:
    is_charge = part.startswith("+")
    plain = part.removeprefix("+").strip()
    match = _FIGURE.match(plain)
    before = "" if match is None else match["before"].strip()
    if match is None or (before and not _is_currency(before)):
        raise UserError(
            T("“{typed}” is no discount.", typed=part),
            hint=T("Type a number first: 5 % loyal customer, or 10 € damaged; +10 € is a charge."),
        )
    rest = plain[match.end() :].strip()
    sign, reason = ("", rest) if before else _sign(rest)
    number = match["number"]
    if sign == "%" or not (sign or before):
        return Typed(Adjustment(percent=_share(number), reason=reason), is_charge)
    return Typed(Adjustment(amount=figures.read_price(number), reason=reason), is_charge)


def _share(number: str) -> Decimal:
    share = figures.read_quantity(number)
    if not 0 <= share <= _WHOLE:
        raise UserError(T("A discount is between 0 % and 100 %."))
    return share


def _sign(rest: str) -> tuple[str, str]:
    """The sign of per cents or of a currency at the start of *rest*, and what follows it."""
    if rest[:1] == "%" or _is_sign(rest[:1]):
        return rest[0], rest[1:].strip()
    word = _WORD.match(rest)
    if word and _is_currency(word[0]):
        return word[0], rest[word.end() :].strip()
    return "", rest


def _is_currency(word: str) -> bool:
    """Whether *word* beside a number names a currency: ``€``, ``US$``, ``EUR``, ``руб.``."""
    return any(map(_is_sign, word)) or word.rstrip(".").casefold() in MONEY


def _is_sign(char: str) -> bool:
    return bool(char) and unicodedata.category(char) == "Sc"
