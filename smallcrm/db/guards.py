"""Triggers that keep issued documents as they were issued and money spent once, whoever writes.

They hold without help from the connection: a BEFORE trigger sees the row that INSERT OR REPLACE
or UPDATE OR REPLACE would push aside, also where ``recursive_triggers`` is off and the delete
triggers of that row stay asleep.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

# What may still happen to an issued document: its later life, and whose it is when two contacts
# are merged; never its content.
_LATER_LIFE = ("sent_at", "accepted_at", "declined_at", "void_at", "updated_at", "customer_id")
_PARTS = ("document_line", "document_adjustment", "document_tax")
PARTS = frozenset({*_PARTS, "document_link"})  # tables whose rows are frozen with their document
# What would make a row take the place of an issued one.
_SAME = (
    "d.id = new.id",
    "d.uid = new.uid",
    "d.series_id = new.series_id AND d.number = new.number",
    "d.series_id = new.series_id AND d.period = new.period AND d.counter = new.counter",
)


def statements(document_columns: list[str]) -> tuple[str, ...]:
    """The CREATE TRIGGER statements for a file whose document table has these columns."""
    return (
        *_document(document_columns),
        *(trigger for table in _PARTS for trigger in _part(table, "document_id")),
        *_part("document_link", "target_id"),
        *_series(),
        *_blob(),
        *_allocation(),
    )


def issued(run: Callable[..., Any], document_ids: Iterable[int]) -> set[int]:
    """Which of the documents are issued, so that the guards refuse any change of their parts.

    Args:
        run: Runs one SQL statement (``Connection.exec_driver_sql``).
        document_ids: The documents to ask about.
    """
    ids = json.dumps(list(document_ids))
    found = run(
        "SELECT id FROM document WHERE issued_at IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?))",
        (ids,),
    )
    return set(found.scalars())


def _document(columns: list[str]) -> Iterator[str]:
    frozen = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns if _is_content(name))
    unvoided = "old.void_at IS NOT NULL AND new.void_at IS NOT old.void_at"
    taken = " OR ".join(f"({same})" for same in _SAME)
    issued = f"SELECT 1 FROM document d WHERE d.issued_at IS NOT NULL AND ({taken})"
    changed = f"old.issued_at IS NOT NULL AND ({frozen} OR {unvoided})"
    # A draft that takes an issued document's identity; its own row is no draft's rival.
    displaced = f"old.issued_at IS NULL AND EXISTS ({issued} AND d.id <> old.id)"
    yield _guard("document", "UPDATE", f"({changed}) OR new.id IS NOT old.id OR ({displaced})")
    yield _guard("document", "DELETE", "old.issued_at IS NOT NULL")
    yield _guard("document", "INSERT", f"new.issued_at IS NOT NULL OR EXISTS ({issued})")


def _part(table: str, owner: str) -> Iterator[str]:
    """No row is added to, changed in, moved to or taken from an issued document."""

    def issued(row: str) -> str:
        return f"(SELECT issued_at FROM document WHERE id = {row}.{owner}) IS NOT NULL"

    replaced = (
        f"EXISTS (SELECT 1 FROM {table} t JOIN document d ON d.id = t.{owner}"
        " WHERE t.id = new.id AND d.issued_at IS NOT NULL)"
    )
    yield _guard(table, "INSERT", f"{issued('new')} OR {replaced}")
    yield _guard(table, "UPDATE", f"{issued('old')} OR {issued('new')} OR {replaced}")
    yield _guard(table, "DELETE", issued("old"))


def _series() -> Iterator[str]:
    """Counters, dates and the chain of hashes only go forward, one document at a time."""
    follows = (
        "EXISTS (SELECT 1 FROM document d WHERE d.series_id = old.id"
        " AND d.previous_hash = old.last_hash AND d.content_hash = new.last_hash)"
    )
    backwards = "coalesce(new.last_date, '') < coalesce(old.last_date, '')"
    yield _guard(
        "series",
        "UPDATE",
        "new.id IS NOT old.id OR new.uid IS NOT old.uid OR new.kind IS NOT old.kind"
        f" OR {backwards} OR (new.last_hash IS NOT old.last_hash AND NOT {follows})",
    )
    yield _guard("series", "DELETE", "old.last_hash <> ''")
    yield _guard("series", "INSERT", _taken("series", "id = new.id OR uid = new.uid"))
    yield _guard(
        "series_counter",
        "UPDATE",
        "new.id IS NOT old.id OR new.series_id IS NOT old.series_id"
        " OR new.period IS NOT old.period OR new.value <> old.value + 1",
    )
    yield _guard("series_counter", "DELETE", "old.value > 0")
    yield _guard(
        "series_counter",
        "INSERT",
        _taken(
            "series_counter",
            "id = new.id OR (series_id = new.series_id AND period = new.period)",
        ),
    )


def _allocation() -> Iterator[str]:
    """Nothing is spent twice or settled beyond what it is.

    What a credit note took back of a void invoice is owed to nobody again.
    """
    spent = {
        "payment_id": ("payment", "amount"),
        "credit_id": ("document", "due"),
        "invoice_id": ("document", "due"),
        "refund_id": ("payment", "amount"),
    }
    void = "(SELECT void_at FROM document WHERE id = old.invoice_id) IS NOT NULL"
    final = f"old.credit_id IS NOT NULL AND {void}"
    yield _guard("allocation", "DELETE", final)
    yield _guard("allocation", "UPDATE", final, name="guard_allocation_final")
    for event, others in (("INSERT", ""), ("UPDATE", " AND a.id <> old.id")):
        exceeds = " OR ".join(
            f"new.amount + (SELECT coalesce(sum(a.amount), 0) FROM allocation a"
            f" WHERE a.{end} = new.{end}{others})"
            f" > (SELECT {whole} FROM {table} WHERE id = new.{end})"
            for end, (table, whole) in spent.items()
        )
        yield _guard("allocation", event, exceeds, "No more can be settled than there is")


def _blob() -> Iterator[str]:
    """Bytes kept under their hash never change; what was issued or sent keeps its own."""
    issued = (
        "EXISTS (SELECT 1 FROM document WHERE issued_at IS NOT NULL"
        " AND old.sha256 IN (pdf_sha256, json_extract(details, '$.logo')))"
    )
    sent = "EXISTS (SELECT 1 FROM dunning_letter WHERE pdf_sha256 = old.sha256)"
    yield _guard("blob", "UPDATE", "TRUE")
    yield _guard("blob", "DELETE", f"{issued} OR {sent}")
    yield _guard(
        "blob",
        "INSERT",
        "EXISTS (SELECT 1 FROM blob WHERE sha256 = new.sha256 AND data IS NOT new.data)",
    )


def _taken(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {condition})"


def _is_content(column: str) -> bool:
    return column not in _LATER_LIFE


def _guard(
    table: str,
    event: str,
    condition: str,
    said: str = "An issued document cannot be changed",
    name: str = "",
) -> str:
    return (
        f"CREATE TRIGGER {name or f'guard_{table}_{event.lower()}'} BEFORE {event} ON {table}"
        f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )
