"""What a deal must have before it is stored, and what somebody who types can put right."""

from __future__ import annotations

from decimal import Decimal

from smallcrm.core.countries import currency_codes
from smallcrm.core.errors import UserError
from smallcrm.core.text import T

LONGEST_TITLE = 200  # characters; longer ones are cut
_TOO_LARGE = Decimal(10) ** 12  # in thousandths it still fits 64 bits


def checked_title(title: str) -> str:
    """*title* on one line, at most ``LONGEST_TITLE`` characters.

    Raises:
        UserError: nothing is left.
    """
    clean = " ".join(title.split())
    if not clean:
        raise UserError(
            T("A deal needs a title."),
            hint=T("Nothing was saved. Write what it is about in a few words."),
            field="title",
        )
    return clean[:LONGEST_TITLE]


def check_amount(amount: Decimal | None) -> None:
    """Refuse what is no amount of money.

    Raises:
        UserError: it is no number, or larger than any deal.
    """
    if amount is not None and not (amount.is_finite() and abs(amount) < _TOO_LARGE):
        raise UserError(
            T("{amount} is not an amount.", amount=amount),
            hint=T("Nothing was saved. Write figures only, for example 12.5."),
            field="amount",
        )


def check_currency(currency: str) -> None:
    """Refuse what is no currency; empty is that of the business.

    Raises:
        UserError: there is no such currency.
    """
    if currency and currency not in currency_codes():
        raise UserError(
            T("There is no currency {code}.", code=currency),
            hint=T("Nothing was saved. Write three letters, for example EUR."),
            field="currency",
        )
