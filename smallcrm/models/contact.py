"""People and companies, how to reach them, and what belongs to them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from smallcrm.models.base import Base, Record


class Contact(Record, Base):
    """A person or a company that the business deals with."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("uid"),
        CheckConstraint("kind IN ('person', 'company')", name="kind"),
        CheckConstraint("trim(name) <> ''", name="name_not_blank"),
        Index("ix_contact_order", "deleted_at", "folded", "id", "kind"),
        Index(
            "ix_contact_company",
            "company_key",
            "deleted_at",
            sqlite_where=text("company_key <> ''"),
        ),
    )

    kind: Mapped[str] = mapped_column(String(10), default="person")
    name: Mapped[str] = mapped_column(String(300))
    given_name: Mapped[str] = mapped_column(String(150), default="")
    family_name: Mapped[str] = mapped_column(String(150), default="")
    role: Mapped[str] = mapped_column(String(150), default="")
    birthday: Mapped[str] = mapped_column(String(10), default="")  # 1980-06-05 or --05-12
    tax_id: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(10), default="")
    currency: Mapped[str] = mapped_column(String(3), default="")
    source: Mapped[str] = mapped_column(String(100), default="")
    owner: Mapped[str] = mapped_column(String(100), default="")
    consent: Mapped[str] = mapped_column(String(200), default="")
    consent_on: Mapped[date | None] = mapped_column(default=None)
    consent_source: Mapped[str] = mapped_column(String(200), default="", server_default="")
    note: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(String(300))  # core.fold of the name: the order of lists
    company_key: Mapped[str] = mapped_column(String(300), default="")  # of a company: its match


class Relation(Base):
    """A person belongs to a company; the first one is what lists show."""

    __tablename__ = "relation"
    __table_args__ = (
        Index("ix_relation_contact_id", "contact_id", "position"),
        Index("ix_relation_company_id", "company_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="RESTRICT"))
    role: Mapped[str] = mapped_column(String(150), default="")
    position: Mapped[int] = mapped_column(default=0)
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)


class Phone(Base):
    """A telephone number, as typed and in the international form where it parses."""

    __tablename__ = "phone"
    __table_args__ = (
        Index("ix_phone_contact_id", "contact_id", "position"),
        # Asked for only where there is no international form.
        Index("ix_phone_digits", "digits", sqlite_where=text("e164 = ''")),
        Index("ix_phone_e164", "e164"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    value: Mapped[str] = mapped_column(String(100))
    digits: Mapped[str] = mapped_column(String(40), default="")
    e164: Mapped[str] = mapped_column(String(20), default="")
    label: Mapped[str] = mapped_column(String(60), default="")


class Email(Base):
    """An e-mail address."""

    __tablename__ = "email"
    __table_args__ = (
        Index("ix_email_contact_id", "contact_id", "position"),
        Index("ix_email_folded", "folded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    value: Mapped[str] = mapped_column(String(320))
    folded: Mapped[str] = mapped_column(String(320))
    label: Mapped[str] = mapped_column(String(60), default="")


class Address(Base):
    """A postal address; country is a code where it is known."""

    __tablename__ = "address"
    __table_args__ = (Index("ix_address_contact_id", "contact_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    street: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(String(150), default="")
    postcode: Mapped[str] = mapped_column(String(30), default="")
    region: Mapped[str] = mapped_column(String(150), default="")
    country: Mapped[str] = mapped_column(String(100), default="")
    label: Mapped[str] = mapped_column(String(60), default="")


class Url(Base):
    """A web page or a profile in a social network."""

    __tablename__ = "url"
    __table_args__ = (Index("ix_url_contact_id", "contact_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    value: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(String(60), default="")


class External(Base):
    """The id that another system gave a contact, for bringing the same list in again."""

    __tablename__ = "external"
    __table_args__ = (
        Index("ix_external_contact_id", "contact_id"),
        Index("ix_external_system_value", "system", "value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    system: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(200))


class Tag(Base):
    """A word that groups contacts."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(150))
    folded: Mapped[str] = mapped_column(String(150))


class ContactTag(Base):
    """A contact has a tag."""

    __tablename__ = "contact_tag"
    __table_args__ = (
        UniqueConstraint("contact_id", "tag_id"),
        Index("ix_contact_tag_tag_id", "tag_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="RESTRICT"))


class CustomField(Record, Base):
    """A field that the business added to its contacts, to its deals, or to both."""

    __tablename__ = "custom_field"
    __table_args__ = (UniqueConstraint("uid"), UniqueConstraint("folded"))

    name: Mapped[str] = mapped_column(String(150))
    folded: Mapped[str] = mapped_column(String(150))
    kind: Mapped[str] = mapped_column(String(10), default="text")  # text number date choice yesno
    position: Mapped[int] = mapped_column(default=0)
    choices: Mapped[str] = mapped_column(default="[]", server_default="[]")  # JSON: a list of words
    for_contacts: Mapped[bool] = mapped_column(default=True, server_default="1")
    for_deals: Mapped[bool] = mapped_column(default=False, server_default="0")


class CustomValue(Base):
    """What a contact has in a custom field."""

    __tablename__ = "custom_value"
    __table_args__ = (
        UniqueConstraint("contact_id", "field_id"),
        Index("ix_custom_value_field_id", "field_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    field_id: Mapped[int] = mapped_column(ForeignKey("custom_field.id", ondelete="RESTRICT"))
    value: Mapped[str] = mapped_column(default="")
