"""Quotes, orders, invoices and credit notes; their numbers and their printed form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Minor, Record, Scaled
from smallcrm.models.line import SoldLine


class Series(Record, Base):
    """A run of numbers without gaps; one default series for each kind of document."""

    __tablename__ = "series"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("reset IN ('year', 'month', 'never')", name="reset"),
        Index("ix_series_kind", "kind"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    pattern: Mapped[str] = mapped_column(String(60))
    reset: Mapped[str] = mapped_column(String(10), default="year")
    is_default: Mapped[bool] = mapped_column(default=True)
    last_date: Mapped[dt.date | None] = mapped_column(default=None)
    last_hash: Mapped[str] = mapped_column(String(64), default="")


class SeriesCounter(Base):
    """How far a series has come in one period (``2026``, ``2026-11`` or empty)."""

    __tablename__ = "series_counter"
    __table_args__ = (UniqueConstraint("series_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="RESTRICT"))
    period: Mapped[str] = mapped_column(String(7), default="")
    value: Mapped[int] = mapped_column(default=0)


class Document(Record, Base):
    """A quote, an order, an invoice or a credit note.

    While *issued_at* is empty it is a draft; afterwards triggers refuse every change but
    those of the columns that tell its later life (sent, accepted, declined, void).
    Amounts are minor units of *currency*.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("series_id", "number"),
        UniqueConstraint("series_id", "period", "counter"),
        CheckConstraint("kind IN ('quote', 'order', 'invoice', 'credit_note')", name="kind"),
        CheckConstraint("(issued_at IS NULL) = (number IS NULL)", name="number_at_issue"),
        Index("ix_document_customer_id", "customer_id"),
        Index("ix_document_list", "deleted_at", "date", "id"),
        Index("ix_document_number", "number"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("series.id", ondelete="RESTRICT"), default=None
    )
    period: Mapped[str | None] = mapped_column(String(7), default=None)
    counter: Mapped[int | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(String(60), default=None)
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="RESTRICT"), default=None
    )
    date: Mapped[dt.date]
    tax_date: Mapped[dt.date | None] = mapped_column(default=None)
    due_days: Mapped[int | None] = mapped_column(default=None)
    due_date: Mapped[dt.date | None] = mapped_column(default=None)
    valid_until: Mapped[dt.date | None] = mapped_column(default=None)
    delivery_date: Mapped[dt.date | None] = mapped_column(default=None)
    currency: Mapped[str] = mapped_column(String(3))
    language: Mapped[str] = mapped_column(String(10), default="")
    prices_include_tax: Mapped[bool] = mapped_column(default=False)
    customer_name: Mapped[str] = mapped_column(String(300), default="")
    folded: Mapped[str] = mapped_column(String(300), default="")
    sum_lines: Mapped[Minor] = mapped_column(default=0)
    discount_total: Mapped[Minor] = mapped_column(default=0)
    charge_total: Mapped[Minor] = mapped_column(default=0)
    total_without_tax: Mapped[Minor] = mapped_column(default=0)
    tax_total: Mapped[Minor] = mapped_column(default=0)
    total: Mapped[Minor] = mapped_column(default=0)
    prepaid: Mapped[Minor] = mapped_column(default=0)
    rounding: Mapped[Minor] = mapped_column(default=0)
    due: Mapped[Minor] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    terms: Mapped[str] = mapped_column(default="")
    details: Mapped[str] = mapped_column(default="{}")  # the rarer fields of the draft, as JSON
    seller: Mapped[str] = mapped_column(default="{}")  # copied at issue, as JSON
    buyer: Mapped[str] = mapped_column(default="{}")  # copied at issue; a draft's typed customer
    issued_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    previous_hash: Mapped[str] = mapped_column(String(64), default="")
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    sent_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    accepted_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    declined_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    void_at: Mapped[dt.datetime | None] = mapped_column(default=None)


class DocumentLine(SoldLine, Base):
    """One line, with what it came to."""

    __tablename__ = "document_line"
    __table_args__ = (
        Index("ix_document_line_document_id", "document_id", "position"),
        Index("ix_document_line_product_id", "product_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    position: Mapped[int]
    product_id: Mapped[int | None] = mapped_column(
        ForeignKey("product.id", ondelete="RESTRICT"), default=None
    )
    net: Mapped[Minor] = mapped_column(default=0, sort_order=2)
    gross: Mapped[Minor] = mapped_column(default=0, sort_order=2)


class DocumentAdjustment(Base):
    """A discount or a charge, of a line (*line_id*) or of the whole document."""

    __tablename__ = "document_adjustment"
    __table_args__ = (
        CheckConstraint("kind IN ('discount', 'charge')", name="kind"),
        Index("ix_document_adjustment_document_id", "document_id", "position"),
        Index("ix_document_adjustment_line_id", "line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    line_id: Mapped[int | None] = mapped_column(
        ForeignKey("document_line.id", ondelete="CASCADE"), default=None
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Decimal | None] = mapped_column(Scaled, default=None)
    percent: Mapped[Decimal | None] = mapped_column(Scaled, default=None)
    reason: Mapped[str] = mapped_column(default="")
    tax_category: Mapped[str] = mapped_column(String(2), default="")
    tax_rate: Mapped[Decimal | None] = mapped_column(Scaled, default=None)


class DocumentTax(Base):
    """One row of a document's tax table (EN 16931 BG-23), in minor units."""

    __tablename__ = "document_tax"
    __table_args__ = (Index("ix_document_tax_document_id", "document_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    position: Mapped[int]
    category: Mapped[str] = mapped_column(String(2))
    rate: Mapped[Decimal] = mapped_column(Scaled)
    base: Mapped[Minor]
    tax: Mapped[Minor]
    exemption_reason: Mapped[str] = mapped_column(default="")


class DocumentLink(Base):
    """One document came of another: ``converted`` or ``credits``."""

    __tablename__ = "document_link"
    __table_args__ = (
        UniqueConstraint("source_id", "target_id", "kind"),
        Index("ix_document_link_target_id", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    target_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))


class TaxMark(Record, Base):
    """What a tax authority gave an issued document (Greece: MARK, UID and the link of the QR).

    *is_missing*: the owner declares that there is none.
    """

    __tablename__ = "tax_mark"
    __table_args__ = (UniqueConstraint("uid"), UniqueConstraint("document_id"))

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="RESTRICT"))
    mark: Mapped[str] = mapped_column(String(40), default="")
    mark_uid: Mapped[str] = mapped_column(String(64), default="")
    qr_link: Mapped[str] = mapped_column(String(500), default="")
    is_missing: Mapped[bool] = mapped_column(default=False)


class Blob(Base):
    """Bytes stored once under their own SHA-256: printed documents, the logo. Not journalled."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(60))
    data: Mapped[bytes] = mapped_column(LargeBinary)
