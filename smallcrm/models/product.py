"""What the business sells, and the taxes on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
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
    photo: Mapped[str] = mapped_column(String(64), default="", server_default="")  # SHA-256


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
    exemption_code: Mapped[str] = mapped_column(String(40), default="", server_default="")  # VATEX
    is_default: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class PriceList(Record, Base):
    """Prices under one name: for resellers, for the summer."""

    __tablename__ = "price_list"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("trim(name) <> ''", name="name_not_blank"),
    )

    name: Mapped[str] = mapped_column(String(150))
    currency: Mapped[str] = mapped_column(String(3), default="")
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)


class ProductPrice(Record, Base):
    """Another price of a product: of a list, or for one customer; from a quantity on."""

    __tablename__ = "product_price"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("product_id", "price_list_id", "contact_id", "quantity", "currency"),
        CheckConstraint("(price_list_id IS NULL) <> (contact_id IS NULL)", name="one_of_them"),
        Index("ix_product_price_price_list_id", "price_list_id"),
        Index("ix_product_price_contact_id", "contact_id"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    price_list_id: Mapped[int | None] = mapped_column(
        ForeignKey("price_list.id", ondelete="CASCADE"), default=None
    )
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), default=None
    )
    quantity: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(1))
    price: Mapped[Decimal] = mapped_column(Scaled)
    currency: Mapped[str] = mapped_column(String(3), default="")


class CustomerTerms(Record, Base):
    """What was agreed with a customer: a price list, a discount, days to pay.

    *discount_percent* is 0 where nothing was said of one, and below 0 where none at all was agreed.
    """

    __tablename__ = "customer_terms"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("contact_id"),
        Index("ix_customer_terms_price_list_id", "price_list_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    price_list_id: Mapped[int | None] = mapped_column(
        ForeignKey("price_list.id", ondelete="SET NULL"), default=None
    )
    discount_percent: Mapped[Decimal] = mapped_column(Scaled, default=Decimal(0))
    due_days: Mapped[int | None] = mapped_column(default=None)
