"""Who works in the business."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Record


class Staff(Record, Base):
    """A person who works with this file; *role* chooses what he sees first, it locks nothing."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("role IN ('owner', 'employee', 'accountant')", name="role"),
        CheckConstraint("trim(name) <> ''", name="name_not_blank"),
    )

    name: Mapped[str] = mapped_column(String(150))
    role: Mapped[str] = mapped_column(String(20), default="employee")
    email: Mapped[str] = mapped_column(String(254), default="")
    position: Mapped[int] = mapped_column(default=0)
