"""Tasks that repeat, remind and can be put off; what a digest has shown; two kinds of entries."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from smallcrm.core import zones

revision = "0006"
down_revision = "0005"

_OLD_KINDS = "('note', 'call', 'meeting', 'email')"
_KINDS = "('note', 'call', 'meeting', 'email', 'visit', 'message')"
_ACTIVITY_INDEXES = {
    "ix_activity_contact_id": ["contact_id", "at"],
    "ix_activity_deal_id": ["deal_id", "at"],
}


def upgrade() -> None:
    """Add the columns, make the table, and let entries of the timeline be of two more kinds."""
    _columns()
    _digest_mark()
    _activity_kinds()
    _instants()


def _columns() -> None:
    columns: tuple[sa.Column[Any], ...] = (
        _text("rule", None),
        _text("anchor", 16),
        _text("exceptions", None),
        _text("reminders", 60),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("minutes", sa.Integer(), nullable=True),
        _text("note", None),
        *(
            sa.Column(name, sa.DateTime(), nullable=True)
            for name in ("due_at", "next_at", "snoozed_until", "handled_until")
        ),
    )
    for column in columns:
        op.add_column("task", column)
    # Alembic adds a constraint in a statement of its own, which SQLite does not know.
    op.execute(
        "ALTER TABLE task ADD COLUMN kind VARCHAR(10) DEFAULT 'task' NOT NULL"
        " CONSTRAINT ck_task_kind CHECK (kind IN ('task', 'meeting'))"
    )
    op.execute(
        "ALTER TABLE task ADD COLUMN document_id INTEGER"
        " CONSTRAINT fk_task_document_id REFERENCES document (id) ON DELETE SET NULL"
    )
    op.create_index("ix_task_document_id", "task", ["document_id"])
    op.create_index("ix_task_next_at", "task", ["next_at"])


def _text(name: str, length: int | None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _digest_mark() -> None:
    op.create_table(
        "digest_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_mark")),
        sa.UniqueConstraint("source", "key", name=op.f("uq_digest_mark_source_key")),
        sqlite_autoincrement=True,
    )


def _activity_kinds() -> None:
    """SQLite changes a condition by making the table anew; its rows and their ids stay."""
    run = op.get_bind().exec_driver_sql
    made = run("SELECT sql FROM sqlite_master WHERE name = 'activity'").scalar_one()
    wanted = made.replace(_OLD_KINDS, _KINDS).replace("TABLE activity", "TABLE activity_new", 1)
    last = run("SELECT seq FROM sqlite_sequence WHERE name = 'activity'").scalar()
    run(wanted)
    run("INSERT INTO activity_new SELECT * FROM activity")
    run("DROP TABLE activity")
    run("ALTER TABLE activity_new RENAME TO activity")
    if last is not None:
        run("DELETE FROM sqlite_sequence WHERE name IN ('activity', 'activity_new')")
        run("INSERT INTO sqlite_sequence (name, seq) VALUES ('activity', ?)", (last,))
    for name, columns in _ACTIVITY_INDEXES.items():
        op.create_index(name, "activity", columns)


def _instants() -> None:
    """When the tasks of before come: worked out of wall time and zone, which SQL does not know."""
    task = sa.table(
        "task",
        *map(sa.column, ("id", "due", "zone", "done_at")),
        *(sa.column(name, sa.DateTime()) for name in ("due_at", "next_at")),
    )
    run = op.get_bind().execute
    of = task.c
    query = sa.select(of.id, of.due, of.zone, of.done_at).where(of.due != "")
    for key, due, zone, done_at in run(query).all():
        at = zones.instant(due, zone)
        values = {"due_at": at, "next_at": None if done_at else at}
        run(sa.update(task).where(of.id == key).values(values))
