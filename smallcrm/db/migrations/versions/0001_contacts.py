"""Contacts, settings, the journal and the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _action()
    _contact()
    _custom_field()
    _journal_mark()
    _journal_state()
    _setting()
    _tag()
    _activity()
    _address()
    _change()
    _contact_tag()
    _custom_value()
    _email()
    _external()
    _phone()
    _relation()
    _url()
    _search()


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("device", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("can_undo", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"], ["action.id"], name=op.f("fk_action_undoes"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["action.id"], name=op.f("fk_action_undone_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("uid", name=op.f("uq_action_uid")),
        sqlite_autoincrement=True,
    )


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("given_name", sa.String(150), nullable=False),
        sa.Column("family_name", sa.String(150), nullable=False),
        sa.Column("role", sa.String(150), nullable=False),
        sa.Column("birthday", sa.String(10), nullable=False),
        sa.Column("tax_id", sa.String(40), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("consent", sa.String(200), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
        sa.Column("company_key", sa.String(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('person', 'company')", name=op.f("ck_contact_kind")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_contact_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("uid", name=op.f("uq_contact_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_contact_company",
        "contact",
        ["company_key", "deleted_at"],
        sqlite_where=sa.text("company_key <> ''"),
    )
    op.create_index("ix_contact_order", "contact", ["deleted_at", "folded", "id"])


def _custom_field() -> None:
    op.create_table(
        "custom_field",
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("folded", sa.String(150), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sa.UniqueConstraint("folded", name=op.f("uq_custom_field_folded")),
        sa.UniqueConstraint("uid", name=op.f("uq_custom_field_uid")),
        sqlite_autoincrement=True,
    )


def _journal_mark() -> None:
    op.create_table(
        "journal_mark",
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_journal_mark")),
        sqlite_with_rowid=False,
    )


def _journal_state() -> None:
    op.create_table(
        "journal_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_state")),
        sqlite_autoincrement=True,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
        sqlite_autoincrement=True,
    )


def _tag() -> None:
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("folded", sa.String(150), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("folded", name=op.f("uq_tag_folded")),
        sqlite_autoincrement=True,
    )


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('note', 'call', 'meeting', 'email')", name=op.f("ck_activity_kind")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_activity_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("uid", name=op.f("uq_activity_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_activity_contact_id", "activity", ["contact_id", "at"])


def _address() -> None:
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("city", sa.String(150), nullable=False),
        sa.Column("postcode", sa.String(30), nullable=False),
        sa.Column("region", sa.String(150), nullable=False),
        sa.Column("country", sa.String(100), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_address_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_address_contact_id", "address", ["contact_id", "position"])


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("operation", sa.String(1), nullable=False),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("undone", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_change_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_action_id", "change", ["action_id", "table_name"])
    op.create_index("ix_change_row", "change", ["table_name", "row_id"])


def _contact_tag() -> None:
    op.create_table(
        "contact_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_contact_tag_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_contact_tag_tag_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_tag")),
        sa.UniqueConstraint("contact_id", "tag_id", name=op.f("uq_contact_tag_contact_id_tag_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contact_tag_tag_id", "contact_tag", ["tag_id"])


def _custom_value() -> None:
    op.create_table(
        "custom_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_custom_value_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["field_id"],
            ["custom_field.id"],
            name=op.f("fk_custom_value_field_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_value")),
        sa.UniqueConstraint(
            "contact_id", "field_id", name=op.f("uq_custom_value_contact_id_field_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_custom_value_field_id", "custom_value", ["field_id"])


def _email() -> None:
    op.create_table(
        "email",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(320), nullable=False),
        sa.Column("folded", sa.String(320), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_email_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_email_contact_id", "email", ["contact_id", "position"])
    op.create_index("ix_email_folded", "email", ["folded"])


def _external() -> None:
    op.create_table(
        "external",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(40), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_external_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_external_contact_id", "external", ["contact_id"])
    op.create_index("ix_external_system_value", "external", ["system", "value"])


def _phone() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(100), nullable=False),
        sa.Column("digits", sa.String(40), nullable=False),
        sa.Column("e164", sa.String(20), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_phone_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_phone_contact_id", "phone", ["contact_id", "position"])
    op.create_index("ix_phone_digits", "phone", ["digits"], sqlite_where=sa.text("e164 = ''"))
    op.create_index("ix_phone_e164", "phone", ["e164"])


def _relation() -> None:
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(150), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["contact.id"], name=op.f("fk_relation_company_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_relation_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relation_company_id", "relation", ["company_id"])
    op.create_index("ix_relation_contact_id", "relation", ["contact_id", "position"])


def _url() -> None:
    op.create_table(
        "url",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_url_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_url")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_url_contact_id", "url", ["contact_id", "position"])


def _search() -> None:
    op.execute("CREATE TABLE search_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    op.execute(
        "CREATE VIRTUAL TABLE search_parts USING fts5(text, content='', contentless_delete=1,"
        " tokenize='trigram case_sensitive 1', detail=none)"
    )
    # Bytes collected before they go to disk: many contacts at once make few segments.
    op.execute("INSERT INTO search_parts(search_parts, rank) VALUES('hashsize', 16777216)")
