"""Money that came and went, what it settles, and what banks and letters say about it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Minor, Record


class Payment(Record, Base):
    """Money from a customer (``payment``) or back to one (``refund``).

    What it pays are its allocations; the rest is on the customer's account. Without *contact_id*
    it paid the invoice of somebody who is no contact. *document_id* is the quote or order that a
    deposit was made for.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("kind IN ('payment', 'refund')", name="kind"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_payment_contact_id", "contact_id", "date"),
        Index("ix_payment_document_id", "document_id"),
    )

    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="RESTRICT"), default=None
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="SET NULL"), default=None
    )
    kind: Mapped[str] = mapped_column(String(10), default="payment")
    amount: Mapped[Minor]
    currency: Mapped[str] = mapped_column(String(3))
    date: Mapped[dt.date]
    method: Mapped[str] = mapped_column(String(40), default="")
    reference: Mapped[str] = mapped_column(String(140), default="")
    note: Mapped[str] = mapped_column(default="")


class Allocation(Base):
    """So much of a payment or of a credit note settles an invoice, or went back as a refund."""

    __tablename__ = "allocation"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(payment_id IS NULL) <> (credit_id IS NULL)", name="one_source"),
        CheckConstraint("(invoice_id IS NULL) <> (refund_id IS NULL)", name="one_target"),
        UniqueConstraint("payment_id", "credit_id", "invoice_id", "refund_id"),
        Index("ix_allocation_invoice_id", "invoice_id"),
        Index("ix_allocation_credit_id", "credit_id"),
        Index("ix_allocation_payment_id", "payment_id"),
        Index("ix_allocation_refund_id", "refund_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int | None] = mapped_column(
        ForeignKey("payment.id", ondelete="CASCADE"), default=None
    )
    credit_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="RESTRICT"), default=None
    )
    invoice_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="RESTRICT"), default=None
    )
    refund_id: Mapped[int | None] = mapped_column(
        ForeignKey("payment.id", ondelete="CASCADE"), default=None
    )
    amount: Mapped[Minor]


class BankLine(Record, Base):
    """One line of a bank statement that was brought in; *fingerprint* tells it from all others.

    *amount* is what came (or, below zero, went), in minor units of *currency*.
    """

    __tablename__ = "bank_line"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("fingerprint"),
        Index("ix_bank_line_payment_id", "payment_id"),
    )

    fingerprint: Mapped[str] = mapped_column(String(64))
    account: Mapped[str] = mapped_column(String(40), default="")
    date: Mapped[dt.date]
    amount: Mapped[Minor]
    currency: Mapped[str] = mapped_column(String(3))
    name: Mapped[str] = mapped_column(String(200), default="")
    iban: Mapped[str] = mapped_column(String(40), default="")
    purpose: Mapped[str] = mapped_column(default="")
    payment_id: Mapped[int | None] = mapped_column(
        ForeignKey("payment.id", ondelete="SET NULL"), default=None
    )
    ignored_at: Mapped[dt.datetime | None] = mapped_column(default=None)


class DunningLetter(Record, Base):
    """A reminder of one level that went out for one invoice; no level goes out twice."""

    __tablename__ = "dunning_letter"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("document_id", "level"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="RESTRICT"))
    level: Mapped[int]
    date: Mapped[dt.date]
    open: Mapped[Minor]  # what was owed then
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")


class DunningSkip(Base):
    """A customer or an invoice that gets no reminders."""

    __tablename__ = "dunning_skip"
    __table_args__ = (
        CheckConstraint("(contact_id IS NULL) <> (document_id IS NULL)", name="one_of_them"),
        UniqueConstraint("contact_id"),
        UniqueConstraint("document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), default=None
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), default=None
    )
