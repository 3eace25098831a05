"""The deal that stands in the same row as its contact."""

from __future__ import annotations

from smallcrm.core.fold import fold
from smallcrm.services.exchange.drafting import Batch

_WON = """
    won | closed won | успешно | успешно реализовано | сделка успешна | выиграна | выигран
    gewonnen | gagne | κερδισμενη | true
"""
_LOST = """
    lost | closed lost | закрыто и не реализовано | сделка провалена | проиграна | проигран
    некачественныи лид | отказ | verloren | perdu | χαμενη
"""


def _words(text: str) -> frozenset[str]:
    return frozenset([" ".join(each.split()) for each in text.replace("\n", "|").split("|")]) - {""}


_ENDS = {**dict.fromkeys(_words(_WON), "won"), **dict.fromkeys(_words(_LOST), "lost")}


def plain(batch: Batch) -> list[tuple[str, ...]]:
    """One tuple a row, laid out for ``drafts.Record.deal``; empty for rows without a deal."""
    system = batch.plan.system
    lists = [
        batch.of(f"deal.{base}") for base in ("title", "amount", "currency", "stage", "status")
    ]
    more = [batch.of(f"deal.{base}") for base in ("close", "source", "note", "id")]
    made: list[tuple[str, ...]] = []
    for (title, amount, currency, stage, said), (close, source, note, number) in zip(
        zip(*lists, strict=True), zip(*more, strict=True), strict=True
    ):
        if title or amount:
            status = _ENDS.get(fold(said)) or _ENDS.get(fold(stage)) or ("open" if said else "")
            made.append(
                (title, amount, currency, stage, status, close, source, note, system, number)
            )
        else:
            made.append(())
    return made
