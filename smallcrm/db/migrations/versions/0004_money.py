"""Payments and what they settle, reminders, recurring documents, price lists, marks of the tax."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables; a credit note over a void invoice settles it from now on."""
    op.add_column("product", _text("photo", 64, server_default=""))
    op.add_column("tax_rate", _text("exemption_code", 40, server_default=""))
    _payment()
    _allocation()
    _bank_line()
    _dunning_letter()
    _dunning_skip()
    _recurring()
    _recurring_run()
    _price_list()
    _product_price()
    _customer_terms()
    _tax_mark()
    _settle_void_invoices()


def _text(name: str, length: int, **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, **more)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _amount(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _record(table: str) -> tuple[Any, ...]:
    return (
        _integer("id"),
        _text("uid", 36),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
    )


def _id(table: str) -> tuple[Any, ...]:
    return (_integer("id"), sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _key(table: str, column: str, parent: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _payment() -> None:
    op.create_table(
        "payment",
        _integer("contact_id", nullable=True),
        _integer("document_id", nullable=True),
        _text("kind", 10),
        _amount("amount"),
        _text("currency", 3),
        _day("date"),
        _text("method", 40),
        _text("reference", 140),
        sa.Column("note", sa.String(), nullable=False),
        *_record("payment"),
        _check("payment", "kind", "kind IN ('payment', 'refund')"),
        _check("payment", "amount_positive", "amount > 0"),
        _key("payment", "contact_id", "contact", "RESTRICT"),
        _key("payment", "document_id", "document", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_payment_contact_id", "payment", ["contact_id", "date"])
    op.create_index("ix_payment_document_id", "payment", ["document_id"])


def _allocation() -> None:
    ends = ("payment_id", "credit_id", "invoice_id", "refund_id")
    op.create_table(
        "allocation",
        *(_integer(name, nullable=True) for name in ends),
        _amount("amount"),
        *_id("allocation"),
        _check("allocation", "amount_positive", "amount > 0"),
        _check("allocation", "one_source", "(payment_id IS NULL) <> (credit_id IS NULL)"),
        _check("allocation", "one_target", "(invoice_id IS NULL) <> (refund_id IS NULL)"),
        _key("allocation", "payment_id", "payment", "CASCADE"),
        _key("allocation", "credit_id", "document", "RESTRICT"),
        _key("allocation", "invoice_id", "document", "RESTRICT"),
        _key("allocation", "refund_id", "payment", "CASCADE"),
        _unique("allocation", *ends),
        sqlite_autoincrement=True,
    )
    for name in ends:
        op.create_index(f"ix_allocation_{name}", "allocation", [name])


def _bank_line() -> None:
    op.create_table(
        "bank_line",
        _text("fingerprint", 64),
        _text("account", 40),
        _day("date"),
        _amount("amount"),
        _text("currency", 3),
        _text("name", 200),
        _text("iban", 40),
        sa.Column("purpose", sa.String(), nullable=False),
        _integer("payment_id", nullable=True),
        sa.Column("ignored_at", sa.DateTime(), nullable=True),
        *_record("bank_line"),
        _unique("bank_line", "fingerprint"),
        _key("bank_line", "payment_id", "payment", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bank_line_payment_id", "bank_line", ["payment_id"])


def _dunning_letter() -> None:
    op.create_table(
        "dunning_letter",
        _integer("document_id"),
        _integer("level"),
        _day("date"),
        _amount("open"),
        _text("pdf_sha256", 64),
        *_record("dunning_letter"),
        _unique("dunning_letter", "document_id", "level"),
        _key("dunning_letter", "document_id", "document", "RESTRICT"),
        sqlite_autoincrement=True,
    )


def _dunning_skip() -> None:
    op.create_table(
        "dunning_skip",
        _integer("contact_id", nullable=True),
        _integer("document_id", nullable=True),
        *_id("dunning_skip"),
        _check("dunning_skip", "one_of_them", "(contact_id IS NULL) <> (document_id IS NULL)"),
        _unique("dunning_skip", "contact_id"),
        _unique("dunning_skip", "document_id"),
        _key("dunning_skip", "contact_id", "contact", "CASCADE"),
        _key("dunning_skip", "document_id", "document", "CASCADE"),
        sqlite_autoincrement=True,
    )


def _recurring() -> None:
    op.create_table(
        "recurring",
        _text("name", 200),
        _integer("contact_id"),
        sa.Column("draft", sa.String(), nullable=False),
        _day("anchor"),
        _integer("every"),
        _text("unit", 5),
        _day("until", nullable=True),
        sa.Column("issues_itself", sa.Boolean(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        *_record("recurring"),
        _check("recurring", "unit", "unit IN ('day', 'week', 'month', 'year')"),
        _check("recurring", "every_positive", "every > 0"),
        _key("recurring", "contact_id", "contact", "RESTRICT"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recurring_contact_id", "recurring", ["contact_id"])


def _recurring_run() -> None:
    op.create_table(
        "recurring_run",
        _integer("recurring_id"),
        _day("period"),
        _integer("document_id", nullable=True),
        *_id("recurring_run"),
        _unique("recurring_run", "recurring_id", "period"),
        _key("recurring_run", "recurring_id", "recurring", "CASCADE"),
        _key("recurring_run", "document_id", "document", "CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recurring_run_document_id", "recurring_run", ["document_id"])


def _price_list() -> None:
    op.create_table(
        "price_list",
        _text("name", 150),
        _text("currency", 3),
        _day("valid_from", nullable=True),
        _day("valid_to", nullable=True),
        *_record("price_list"),
        _check("price_list", "name_not_blank", "trim(name) <> ''"),
        sqlite_autoincrement=True,
    )


def _product_price() -> None:
    of_which = ("product_id", "price_list_id", "contact_id", "quantity", "currency")
    op.create_table(
        "product_price",
        _integer("product_id"),
        _integer("price_list_id", nullable=True),
        _integer("contact_id", nullable=True),
        _amount("quantity"),
        _amount("price"),
        _text("currency", 3),
        *_record("product_price"),
        _check("product_price", "one_of_them", "(price_list_id IS NULL) <> (contact_id IS NULL)"),
        _unique("product_price", *of_which),
        _key("product_price", "product_id", "product", "CASCADE"),
        _key("product_price", "price_list_id", "price_list", "CASCADE"),
        _key("product_price", "contact_id", "contact", "CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_product_price_price_list_id", "product_price", ["price_list_id"])
    op.create_index("ix_product_price_contact_id", "product_price", ["contact_id"])


def _customer_terms() -> None:
    op.create_table(
        "customer_terms",
        _integer("contact_id"),
        _integer("price_list_id", nullable=True),
        _amount("discount_percent"),
        _integer("due_days", nullable=True),
        *_record("customer_terms"),
        _unique("customer_terms", "contact_id"),
        _key("customer_terms", "contact_id", "contact", "CASCADE"),
        _key("customer_terms", "price_list_id", "price_list", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_customer_terms_price_list_id", "customer_terms", ["price_list_id"])


def _tax_mark() -> None:
    op.create_table(
        "tax_mark",
        _integer("document_id"),
        _text("mark", 40),
        _text("mark_uid", 64),
        _text("qr_link", 500),
        sa.Column("is_missing", sa.Boolean(), nullable=False),
        *_record("tax_mark"),
        _unique("tax_mark", "document_id"),
        _key("tax_mark", "document_id", "document", "RESTRICT"),
        sqlite_autoincrement=True,
    )


def _settle_void_invoices() -> None:
    op.execute(
        "INSERT INTO allocation (credit_id, invoice_id, amount)"
        " SELECT c.id, i.id, min(c.due, i.due) FROM document_link l"
        " JOIN document i ON i.id = l.source_id JOIN document c ON c.id = l.target_id"
        " WHERE l.kind = 'credits' AND c.issued_at IS NOT NULL"
        " AND i.void_at IS NOT NULL AND min(c.due, i.due) > 0"
    )
