"""The deal that stands in the same row as its contact."""

from __future__ import annotations

from smallcrm.core.fold import fold
from smallcrm.services.exchange.drafting.batch import Batch
from smallcrm.services.exchange.own_lists import own_words
from smallcrm.services.exchange.values.kinds import phrases

_WON = """
    won | closed won | успешно | успешно реализовано | сделка успешна | выиграна | выигран
    gewonnen | gagne | κερδισμενη | true
"""
_LOST = """
    lost | closed lost | закрыто и не реализовано | сделка провалена | проиграна | проигран
    некачественныи лид | отказ | verloren | perdu | χαμενη
"""


_ENDS = {**dict.fromkeys(phrases(_WON), "won"), **dict.fromkeys(phrases(_LOST), "lost")}


def plain(batch: Batch) -> list[tuple[str, ...]]:
    """One tuple a row, laid out for ``drafts.Record.deal``; empty for rows without a deal."""
    system = batch.plan.system
    lists = [
        batch.of(f"deal.{base}") for base in ("title", "amount", "currency", "stage", "status")
    ]
    more = [batch.of(f"deal.{base}") for base in ("close", "source", "note", "reason", "id")]
    named = [batch.of(f"deal.{base}") for base in ("company", "owner", "campaign", "tag")]
    made: list[tuple[str, ...]] = []
    for (title, amount, currency, stage, said), (close, source, note, reason, number), names in zip(
        zip(*lists, strict=True), zip(*more, strict=True), zip(*named, strict=True), strict=True
    ):
        if title or amount:
            status = _status(said, stage)
            first = (title, amount, currency, stage, status)
            made.append((*first, close, source, note, reason, *names, "", system, number))
        else:
            made.append(())
    return made


def _status(said: str, stage: str) -> str:
    known = own_words.deal_state(said) or _ENDS.get(fold(said)) or _ENDS.get(fold(stage))
    return known or ("open" if said else "")
