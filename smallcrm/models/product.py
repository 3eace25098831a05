"""What the business sells, and the taxes on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Record, Scaled


class Product(Record, Base):
    """A thing or a service with its usual price."""

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("trim(name) <> ''", name="name_not_blank"),
        Index("ix_product_order", "deleted_at", "folded", "id"),
    )

    code: Mapped[str] = mapped_column(String(60), default="")
    name: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(String(30), default="")
    price: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(0))
    currency: Mapped[str] = mapped_column(String(3), default="")
    tax_category: Mapped[str] = mapped_column(String(2), default="S")
    tax_rate: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(0))  # percent
    folded: Mapped[str] = mapped_column(String(300))


class TaxRate(Record, Base):
    """A rate that holds from a day to a day; the document's tax date picks it."""

    __tablename__ = "tax_rate"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')", name="category"),
    )

    name: Mapped[str] = mapped_column(String(100))
    category: Mapped[str] = mapped_column(String(2), default="S")
    rate: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(0))  # percent
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)
    exemption_reason: Mapped[str] = mapped_column(default="")
    is_default: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
