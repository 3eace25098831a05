"""Who talked to a customer, what an entry came from, files of a mail; what a calendar file said."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

_COLUMNS = (
    ("activity", "owner_id", "INTEGER", "staff"),
    ("activity", "origin_key", "VARCHAR(64)", ""),
    ("task", "origin", "VARCHAR(64) DEFAULT '' NOT NULL", ""),
    ("attachment", "activity_id", "INTEGER", "activity"),
)  # table, column, its type, the table it points to


def upgrade() -> None:
    """Add the columns and what they are found by.

    SQLite cannot add a column that is unique: an index of that kind says the same.
    """
    for table, column, kind, other in _COLUMNS:
        points = f" CONSTRAINT fk_{table}_{column} REFERENCES {other} (id) ON DELETE SET NULL"
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}{points if other else ''}")
    op.create_index("uq_activity_origin_key", "activity", ["origin_key"], unique=True)
    op.create_index("ix_activity_owner_id", "activity", ["owner_id", "at"])
    op.create_index("ix_activity_at", "activity", ["at"])
    op.create_index("ix_attachment_activity_id", "attachment", ["activity_id"])
