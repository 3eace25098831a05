"""The declarative base, the columns that records share, and exact decimals."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from sqlalchemy import BigInteger, Dialect, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from smallcrm.core import clock
from smallcrm.core.uid import new_uid

SCALE = 6  # decimals kept of prices, quantities and rates
Minor = Annotated[int, mapped_column(BigInteger)]  # an amount in the smallest unit of a currency


class Scaled(TypeDecorator[Decimal]):
    """A decimal with up to six decimals, stored as an integer of millionths (no float)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self,
        value: Decimal | None,
        dialect: Dialect,  # noqa: ARG002 - its signature
    ) -> int | None:
        """To millionths, half up."""
        if value is None:
            return None
        return int(Decimal(value).scaleb(SCALE).quantize(Decimal(1), ROUND_HALF_UP))

    def process_result_value(
        self,
        value: int | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> Decimal | None:
        """Back to units, without idle zeros."""
        if value is None:
            return None
        exact = Decimal(value).scaleb(-SCALE)
        return exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact.normalize()


class Base(DeclarativeBase):
    """Base of all tables; names constraints so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record:
    """Mixin: the identity and the times of a row that users see, archive and sync."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), default=new_uid)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[object, ...]:  # noqa: N805 - a class, as SQLAlchemy has it
        """Each uid once."""
        return (UniqueConstraint("uid"),)
