"""What the page of a contact shows: calls, tasks, files, consent; saved filters; no doubles."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and make the tables."""
    _columns()
    _task()
    _attachment()
    _segment()
    _segment_contact()
    _not_double()


def _columns() -> None:
    for table, column in (
        ("contact", sa.Column("consent_on", sa.Date(), nullable=True)),
        ("contact", _text("consent_source", 200)),
        ("activity", _text("title", 300)),
        ("activity", _text("direction", 3)),
        ("activity", sa.Column("seconds", sa.Integer(), nullable=True)),
        ("activity", _text("outcome", 100)),
        ("custom_field", sa.Column("choices", sa.String(), nullable=False, server_default="[]")),
    ):
        op.add_column(table, column)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _record() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
    )


def _key(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete="CASCADE")


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("due", sa.String(16), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        *_record(),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_task_title_not_blank")),
        _key("task", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("uid", name=op.f("uq_task_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_contact_id", "task", ["contact_id", "done_at"])


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        *_record(),
        _key("attachment", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachment_contact_id", "attachment", ["contact_id", "created_at"])


def _segment() -> None:
    op.create_table(
        "segment",
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("folded", sa.String(150), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_record(),
        sa.CheckConstraint("kind IN ('rules', 'frozen')", name=op.f("ck_segment_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sa.UniqueConstraint("uid", name=op.f("uq_segment_uid")),
        sa.UniqueConstraint("folded", name=op.f("uq_segment_folded")),
        sqlite_autoincrement=True,
    )


def _segment_contact() -> None:
    op.create_table(
        "segment_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        _key("segment_contact", "segment_id", "segment"),
        _key("segment_contact", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_contact")),
        sa.UniqueConstraint(
            "segment_id", "contact_id", name=op.f("uq_segment_contact_segment_id_contact_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_segment_contact_contact_id", "segment_contact", ["contact_id"])


def _not_double() -> None:
    op.create_table(
        "not_double",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_not_double_order")),
        _key("not_double", "low_id", "contact"),
        _key("not_double", "high_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_double")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_not_double_low_id_high_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_not_double_high_id", "not_double", ["high_id"])
