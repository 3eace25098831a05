"""Groups of contacts that have a name, and pairs that are two different people."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Record


class Segment(Record, Base):
    """A saved filter (``rules``, JSON), or a ``frozen`` list that keeps who was in it."""

    __tablename__ = "segment"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("folded"),
        CheckConstraint("kind IN ('rules', 'frozen')", name="kind"),
    )

    name: Mapped[str] = mapped_column(String(150))
    folded: Mapped[str] = mapped_column(String(150))
    kind: Mapped[str] = mapped_column(String(10), default="rules")
    rules: Mapped[str] = mapped_column(default="[]")
    position: Mapped[int] = mapped_column(default=0)


class SegmentContact(Base):
    """A contact is in a frozen list."""

    __tablename__ = "segment_contact"
    __table_args__ = (
        UniqueConstraint("segment_id", "contact_id"),
        Index("ix_segment_contact_contact_id", "contact_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))


class NotDouble(Base):
    """Somebody looked at two contacts and said that they are not the same; *low_id* < *high_id*."""

    __tablename__ = "not_double"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id"),
        CheckConstraint("low_id < high_id", name="order"),
        Index("ix_not_double_high_id", "high_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    high_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
