"""Stays of deals in stages, lines of deals, people who work here, leads, campaigns."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables, add the columns; every deal is in its stage since it last came to it."""
    _staff()
    _campaign()
    _columns()
    _stage_stay()
    _deal_line()
    _deal_document()
    _deal_tag()
    _deal_value()
    _lead()
    _pointers(("task", "lead_id", "lead"))
    _lead_rule()
    _lead_rule_staff()
    _begin_stays()


def _text(name: str, length: int | None = None, **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, **more)


def _integer(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _amount(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=True)


def _instant(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _flag(name: str, default: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=default)


def _record(table: str) -> tuple[Any, ...]:
    return (
        *_id(table),
        _text("uid", 36),
        _instant("created_at", nullable=False),
        _instant("updated_at", nullable=False),
        _instant("deleted_at"),
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


def _columns() -> None:
    op.add_column("stage", _text("color", 20, server_default=""))
    op.add_column("stage", _integer("stale_days", nullable=True))
    op.add_column("deal", _flag("prices_include_tax", "0"))
    op.add_column("custom_field", _flag("for_contacts", "1"))
    op.add_column("custom_field", _flag("for_deals", "0"))
    _pointers(
        ("deal", "company_id", "contact"),
        ("deal", "owner_id", "staff"),
        ("deal", "campaign_id", "campaign"),
        ("activity", "deal_id", "deal", "at"),
        ("task", "deal_id", "deal", "done_at"),
        ("task", "owner_id", "staff"),
        ("attachment", "deal_id", "deal"),
    )


def _pointers(*wanted: tuple[str, ...]) -> None:
    """Add columns that point at other tables, with an index that may go on with more columns."""
    for table, column, parent, *more in wanted:
        # Alembic adds a foreign key in a statement of its own, which SQLite does not know.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_{table}_{column} REFERENCES {parent} (id) ON DELETE SET NULL"
        )
        op.create_index(f"ix_{table}_{column}", table, [column, *more])


def _staff() -> None:
    op.create_table(
        "staff",
        _text("name", 150),
        _text("role", 20),
        _text("email", 254),
        _integer("position"),
        *_record("staff"),
        _check("staff", "role", "role IN ('owner', 'employee', 'accountant')"),
        _check("staff", "name_not_blank", "trim(name) <> ''"),
        sqlite_autoincrement=True,
    )


def _campaign() -> None:
    op.create_table(
        "campaign",
        _text("name", 150),
        _text("source", 100),
        _amount("cost_minor"),
        _text("currency", 3),
        _day("starts"),
        _day("ends"),
        _text("note"),
        *_record("campaign"),
        _check("campaign", "name_not_blank", "trim(name) <> ''"),
        sqlite_autoincrement=True,
    )


def _stage_stay() -> None:
    op.create_table(
        "stage_stay",
        _integer("deal_id"),
        _integer("stage_id"),
        _instant("entered_at", nullable=False),
        _instant("left_at"),
        _integer("lost_reason_id", nullable=True),
        _text("note"),
        _integer("staff_id", nullable=True),
        *_id("stage_stay"),
        _key("stage_stay", "deal_id", "deal", "CASCADE"),
        _key("stage_stay", "stage_id", "stage", "RESTRICT"),
        _key("stage_stay", "lost_reason_id", "lost_reason", "RESTRICT"),
        _key("stage_stay", "staff_id", "staff", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stage_stay_deal_id", "stage_stay", ["deal_id", "entered_at"])
    op.create_index("ix_stage_stay_stage_id", "stage_stay", ["stage_id", "entered_at"])
    op.create_index("ix_stage_stay_staff_id", "stage_stay", ["staff_id"])
    op.create_index("ix_stage_stay_lost_reason_id", "stage_stay", ["lost_reason_id"])
    op.create_index(
        "uq_stage_stay_now",
        "stage_stay",
        ["deal_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
    )


def _deal_line() -> None:
    op.create_table(
        "deal_line",
        _integer("deal_id"),
        _integer("position"),
        _integer("product_id", nullable=True),
        _text("item_code", 60),
        _text("description"),
        _amount("quantity"),
        _text("unit", 30),
        _amount("price"),
        _amount("price_per"),
        _amount("discount_percent"),
        _text("tax_category", 2),
        _amount("tax_rate"),
        _text("exemption_reason"),
        _text("exemption_code", 40),
        *_id("deal_line"),
        _key("deal_line", "deal_id", "deal", "CASCADE"),
        _key("deal_line", "product_id", "product", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deal_line_deal_id", "deal_line", ["deal_id", "position"])
    op.create_index("ix_deal_line_product_id", "deal_line", ["product_id"])


def _deal_document() -> None:
    op.create_table(
        "deal_document",
        _integer("deal_id"),
        _integer("document_id"),
        *_id("deal_document"),
        _unique("deal_document", "deal_id", "document_id"),
        _key("deal_document", "deal_id", "deal", "CASCADE"),
        _key("deal_document", "document_id", "document", "CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deal_document_document_id", "deal_document", ["document_id"])


def _deal_tag() -> None:
    op.create_table(
        "deal_tag",
        _integer("deal_id"),
        _integer("tag_id"),
        *_id("deal_tag"),
        _unique("deal_tag", "deal_id", "tag_id"),
        _key("deal_tag", "deal_id", "deal", "CASCADE"),
        _key("deal_tag", "tag_id", "tag", "RESTRICT"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deal_tag_tag_id", "deal_tag", ["tag_id"])


def _deal_value() -> None:
    op.create_table(
        "deal_value",
        _integer("deal_id"),
        _integer("field_id"),
        _text("value"),
        *_id("deal_value"),
        _unique("deal_value", "deal_id", "field_id"),
        _key("deal_value", "deal_id", "deal", "CASCADE"),
        _key("deal_value", "field_id", "custom_field", "RESTRICT"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deal_value_field_id", "deal_value", ["field_id"])


def _lead() -> None:
    op.create_table(
        "lead",
        _text("name", 300),
        _text("company", 300),
        _text("email", 254),
        _text("phone", 60),
        _text("message"),
        _text("source", 100),
        _integer("campaign_id", nullable=True),
        _integer("owner_id", nullable=True),
        _text("origin", 10),
        sa.Column("origin_key", sa.String(64), nullable=True),
        _instant("received_at", nullable=False),
        _instant("answered_at"),
        _instant("dismissed_at"),
        _instant("converted_at"),
        _integer("contact_id", nullable=True),
        _integer("deal_id", nullable=True),
        *_record("lead"),
        _unique("lead", "origin_key"),
        _check("lead", "origin", "origin IN ('typed', 'import', 'mail', 'folder')"),
        _key("lead", "campaign_id", "campaign", "SET NULL"),
        _key("lead", "owner_id", "staff", "SET NULL"),
        _key("lead", "contact_id", "contact", "SET NULL"),
        _key("lead", "deal_id", "deal", "SET NULL"),
        sqlite_autoincrement=True,
    )
    for name in ("received_at", "owner_id", "campaign_id", "contact_id", "deal_id"):
        op.create_index(f"ix_lead_{name}", "lead", [name])


def _lead_rule() -> None:
    op.create_table(
        "lead_rule",
        _text("source", 100),
        _text("way", 20),
        _integer("call_within", nullable=True),
        _integer("position"),
        _integer("last_staff_id", nullable=True),
        *_record("lead_rule"),
        _check("lead_rule", "way", "way IN ('round_robin', 'least_busy')"),
        _key("lead_rule", "last_staff_id", "staff", "SET NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lead_rule_last_staff_id", "lead_rule", ["last_staff_id"])


def _lead_rule_staff() -> None:
    op.create_table(
        "lead_rule_staff",
        _integer("rule_id"),
        _integer("staff_id"),
        _integer("position"),
        *_id("lead_rule_staff"),
        _unique("lead_rule_staff", "rule_id", "staff_id"),
        _key("lead_rule_staff", "rule_id", "lead_rule", "CASCADE"),
        _key("lead_rule_staff", "staff_id", "staff", "CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lead_rule_staff_staff_id", "lead_rule_staff", ["staff_id"])


def _begin_stays() -> None:
    """The journal knows when a deal last changed its stage; no change: since it was made."""
    op.execute(
        "INSERT INTO stage_stay (deal_id, stage_id, entered_at, lost_reason_id, note)"
        " SELECT d.id, d.stage_id, coalesce((SELECT max(a.at) FROM change c"
        " JOIN action a ON a.id = c.action_id WHERE c.table_name = 'deal' AND c.row_id = d.id"
        " AND json_extract(c.old, '$.stage_id') IS NOT NULL AND c.operation = 'U'), d.created_at),"
        " d.lost_reason_id, '' FROM deal d"
    )
