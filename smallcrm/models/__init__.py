"""The tables. Columns, constraints and small derived properties; no queries."""

from smallcrm.models.base import Base
from smallcrm.models.contact import (
    Activity,
    Address,
    Contact,
    ContactTag,
    CustomField,
    CustomValue,
    Email,
    External,
    Phone,
    Relation,
    Tag,
    Url,
)
from smallcrm.models.deal import Deal, LostReason, Pipeline, Stage
from smallcrm.models.document import (
    Blob,
    Document,
    DocumentAdjustment,
    DocumentLine,
    DocumentLink,
    DocumentTax,
    Series,
    SeriesCounter,
)
from smallcrm.models.journal import Action, Change, JournalMark, JournalState
from smallcrm.models.product import Product, TaxRate
from smallcrm.models.setting import Setting

__all__ = [
    "Action",
    "Activity",
    "Address",
    "Base",
    "Blob",
    "Change",
    "Contact",
    "ContactTag",
    "CustomField",
    "CustomValue",
    "Deal",
    "Document",
    "DocumentAdjustment",
    "DocumentLine",
    "DocumentLink",
    "DocumentTax",
    "Email",
    "External",
    "JournalMark",
    "JournalState",
    "LostReason",
    "Phone",
    "Pipeline",
    "Product",
    "Relation",
    "Series",
    "SeriesCounter",
    "Setting",
    "Stage",
    "Tag",
    "TaxRate",
    "Url",
]

for _table in set(Base.metadata.tables.values()) - {
    Blob.__table__,
    Change.__table__,
    JournalMark.__table__,
}:
    # Without it SQLite gives the id of a row that was taken back to the next one, and the
    # journal could not tell the two apart. Rows of the journal itself are never taken back.
    _table.dialect_options["sqlite"]["autoincrement"] = True
