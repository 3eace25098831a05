"""Which open invoices a line of a statement paid: by number, by amount, by who sent it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from smallcrm.core.fold import fold
from smallcrm.services.bank.drafts import LIKELY, SURE, UNCLEAR

_APART = re.compile(r"[\W_]+")
_MOST_TOGETHER = 12  # open invoices of one customer whose sums are tried
_MOST_PARTS = 4  # of them that one payment may be for
_SHORT = 3  # figures; a shorter number says nothing in a text full of figures
_LEGAL = frozenset(
    (
        *("gmbh", "ag", "kg", "ohg", "ug", "ltd", "llc", "inc", "sarl", "sas", "sa", "srl", "spa"),
        *("ae", "oe", "ee", "epe", "ike", "αε", "οε", "εε", "επε", "ικε"),
        *("ооо", "оао", "зао", "ао", "ип", "пао", "mr", "mrs", "herr", "frau"),
    )
)


@dataclass(frozen=True)
class OpenItem:
    """An open invoice, amounts in minor units; its words are folded once for all lines."""

    id: int
    number: str
    contact_id: int | None
    customer: str
    open: int

    @cached_property
    def parts(self) -> list[str]:
        """The number, divided where it is no letter and no figure."""
        return _words(self.number)

    @cached_property
    def names(self) -> frozenset[str]:
        """What the customer is called, without the legal form."""
        return frozenset(_words(self.customer)) - _LEGAL


class Found(NamedTuple):
    """The invoices that were probably paid, by id, and how sure that is."""

    contact_id: int | None
    invoices: tuple[int, ...]
    confidence: str


def match(
    amount: int,
    texts: tuple[str, str],
    items: Sequence[OpenItem],
    known: int | None = None,
) -> Found:
    """What *amount* (minor units) probably paid.

    Args:
        amount: Above zero.
        texts: The name of who sent it, and the purpose.
        items: The open invoices in that currency, the one due first at the front.
        known: The contact whom earlier payments from this account came from.
    """
    if not items:
        return Found(known, (), UNCLEAR)
    name, purpose = texts
    named = list(_named(purpose, items))
    if named:
        return _by_number(amount, named)
    own = _of_sender(name, purpose, items, known)
    if own:
        return _by_sum(amount, own)
    same = [item for item in items if item.open == amount]
    if len(same) == 1:
        return Found(same[0].contact_id, (same[0].id,), UNCLEAR)
    return Found(known, (), UNCLEAR)


def _named(purpose: str, items: Iterable[OpenItem]) -> Iterator[OpenItem]:
    """The invoices whose numbers stand in the text, as a whole and whatever separates parts."""
    words = _words(purpose)
    joined = f" {' '.join(words)} "
    together = set(words)
    for item in items:
        plain = "".join(item.parts)
        if not (f" {' '.join(item.parts)} " in joined or plain in together):
            continue
        if sum(map(str.isdigit, plain)) >= _SHORT:
            yield item


def _by_number(amount: int, named: list[OpenItem]) -> Found:
    contacts = {item.contact_id for item in named}
    contact_id = named[0].contact_id
    own = [item for item in named if item.contact_id == contact_id]
    invoices = tuple(item.id for item in own)
    is_exact = len(contacts) == 1 and sum(item.open for item in own) == amount
    return Found(contact_id, invoices, SURE if is_exact else LIKELY)


def _of_sender(
    name: str, purpose: str, items: Sequence[OpenItem], known: int | None
) -> list[OpenItem]:
    if known is not None:
        return [item for item in items if item.contact_id == known]
    sender = frozenset(_words(name)) - _LEGAL
    if not sender:
        sender = frozenset(_words(purpose)) - _LEGAL
    fitting: dict[int | None, list[OpenItem]] = {}
    for item in items:
        if item.names and item.names <= sender:
            fitting.setdefault(item.contact_id, []).append(item)
    return next(iter(fitting.values())) if len(fitting) == 1 else []


def _by_sum(amount: int, own: list[OpenItem]) -> Found:
    """One customer's invoices that come to *amount*: one, several, else the one due first."""
    contact_id = own[0].contact_id
    for item in own:
        if item.open == amount:
            return Found(contact_id, (item.id,), LIKELY)
    some = own[:_MOST_TOGETHER]
    for size in range(2, min(_MOST_PARTS, len(some)) + 1):
        for group in combinations(some, size):
            if sum(item.open for item in group) == amount:
                return Found(contact_id, tuple(item.id for item in group), LIKELY)
    return Found(contact_id, (own[0].id,), UNCLEAR)


def known_senders(pairs: Iterable[tuple[str, int | None]]) -> Mapping[str, int]:
    """The one contact of each account that paid before; accounts of several are nobody's."""
    found: dict[str, set[int]] = {}
    for iban, contact_id in pairs:
        if iban and contact_id is not None:
            found.setdefault(iban, set()).add(contact_id)
    return {iban: ids.pop() for iban, ids in found.items() if len(ids) == 1}


def _words(text: str) -> list[str]:
    return _APART.sub(" ", fold(text)).split()
