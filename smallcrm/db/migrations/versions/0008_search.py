"""An index of its own for each kind that is searched; after the steps an upgrade fills them."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

_KINDS = ("contact", "document", "product", "deal", "activity", "task", "lead")
# Bytes collected before they go to disk: many records at once make few segments.
_COLLECTED = 16 * 1024 * 1024


def upgrade() -> None:
    """Put an empty index for each kind in the place of the one for all."""
    op.execute("DROP TABLE search_parts")
    for kind in _KINDS:
        index = f"search_parts_{kind}"
        op.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5(text, content='', contentless_delete=1,"
            " tokenize='trigram case_sensitive 1', detail=none)"
        )
        op.execute(f"INSERT INTO {index}({index}, rank) VALUES('hashsize', {_COLLECTED})")
