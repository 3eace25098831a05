"""An amount in words, as invoices in Russian and Greek state it beside the figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from smallcrm.core.money import rounded
from smallcrm.services.documents.pdf import spelled_greek, spelled_russian

# ISO 4217 codes whose declension each language knows; another currency is not spelled at all.
_SPELLERS: dict[str, Callable[[int, int, str], str]] = {
    "ru": spelled_russian.spelled,
    "el": spelled_greek.spelled,
}
_LARGEST = Decimal(10) ** 12  # words end at the billions


def spelled(amount: Decimal, currency: str, language: str) -> str:
    """*amount* in words: ``Сто двадцать три рубля 45 копеек``.

    Args:
        amount: In major units; rounded half up to hundredths.
        currency: ISO 4217: RUB, EUR or USD.
        language: ``ru`` or ``el``.

    Returns:
        Nothing for another currency or language, a negative amount, or one from a trillion on.
    """
    exact = rounded(amount, 2)
    speller = _SPELLERS.get(language)
    if speller is None or not 0 <= exact < _LARGEST:
        return ""
    whole, hundredths = divmod(int(exact.scaleb(2)), 100)
    words = speller(whole, hundredths, currency)
    return words[:1].upper() + words[1:]
