"""People and companies are counted and listed from the order of the names alone."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Let the order of contacts tell their kind: else each one was looked up."""
    op.drop_index("ix_contact_order", "contact")
    op.create_index("ix_contact_order", "contact", ["deleted_at", "folded", "id", "kind"])
