"""Who talked to a customer, what an entry came from, files of a mail; what a calendar file said."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

_COLUMNS = {
    "activity": (
        "owner_id INTEGER CONSTRAINT fk_activity_owner_id REFERENCES staff (id) ON DELETE SET NULL",
        "origin_key VARCHAR(64)",
    ),
    "task": ("origin VARCHAR(64) DEFAULT '' NOT NULL",),
    "attachment": (
        "activity_id INTEGER CONSTRAINT fk_attachment_activity_id"
        " REFERENCES activity (id) ON DELETE SET NULL",
    ),
}


def upgrade() -> None:
    """Add the columns and what they are found by.

    SQLite cannot add a column that is unique: an index of that kind says the same.
    """
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index("uq_activity_origin_key", "activity", ["origin_key"], unique=True)
    op.create_index("ix_activity_owner_id", "activity", ["owner_id", "at"])
    op.create_index("ix_activity_at", "activity", ["at"])
    op.create_index("ix_attachment_activity_id", "attachment", ["activity_id"])
