"""Triggers that keep issued documents as they were issued, whoever writes to the file."""

from __future__ import annotations

# What may still happen to an issued document: its later life, never its content.
_LATER_LIFE = ("sent_at", "accepted_at", "declined_at", "void_at", "updated_at")
_PARTS = ("document_line", "document_adjustment", "document_tax")
_REFUSED = "SELECT RAISE(ABORT, 'An issued document cannot be changed')"


def statements(document_columns: list[str]) -> tuple[str, ...]:
    """The CREATE TRIGGER statements for a file whose document table has these columns."""
    frozen = " OR ".join(
        f"old.{name} IS NOT new.{name}" for name in document_columns if name not in _LATER_LIFE
    )
    issued = "old.issued_at IS NOT NULL"
    triggers = [
        _trigger("document", "UPDATE", f"{issued} AND ({frozen})"),
        _trigger("document", "DELETE", issued),
    ]
    for table in _PARTS:
        for event, row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
            owner = f"(SELECT issued_at FROM document WHERE id = {row}.document_id)"
            triggers.append(_trigger(table, event, f"{owner} IS NOT NULL"))
    return tuple(triggers)


def _trigger(table: str, event: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER guard_{table}_{event.lower()} BEFORE {event} ON {table}"
        f" WHEN {condition} BEGIN {_REFUSED}; END"
    )
