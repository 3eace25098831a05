"""What the lines of documents and of deals share."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Scaled

_BEHIND = 1  # behind the columns that say whose line it is and where it stands


class SoldLine:
    """Mixin: what is sold, how much of it, at which price and tax."""

    item_code: Mapped[str] = mapped_column(String(60), default="", sort_order=_BEHIND)
    description: Mapped[str] = mapped_column(default="", sort_order=_BEHIND)
    quantity: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(1), sort_order=_BEHIND)
    unit: Mapped[str] = mapped_column(String(30), default="", sort_order=_BEHIND)
    price: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(0), sort_order=_BEHIND)
    price_per: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(1), sort_order=_BEHIND)
    discount_percent: Mapped[Decimal] = mapped_column(
        Scaled, default=Decimal(0), sort_order=_BEHIND
    )
    tax_category: Mapped[str] = mapped_column(String(2), default="S", sort_order=_BEHIND)
    tax_rate: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(0), sort_order=_BEHIND)
    exemption_reason: Mapped[str] = mapped_column(default="", sort_order=_BEHIND)
    exemption_code: Mapped[str] = mapped_column(String(40), default="", sort_order=_BEHIND)
