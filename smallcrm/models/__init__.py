"""The tables. Columns, constraints and small derived properties; no queries."""

from smallcrm.models.activity import Activity, Attachment, DigestMark, Task
from smallcrm.models.base import Base
from smallcrm.models.contact import (
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
from smallcrm.models.deal import (
    Deal,
    DealDocument,
    DealLine,
    DealTag,
    DealValue,
    LostReason,
    Pipeline,
    Stage,
    StageStay,
)
from smallcrm.models.document import (
    Blob,
    Document,
    DocumentAdjustment,
    DocumentLine,
    DocumentLink,
    DocumentTax,
    Series,
    SeriesCounter,
    TaxMark,
)
from smallcrm.models.journal import Action, Change, JournalMark, JournalState
from smallcrm.models.lead import Campaign, Lead, LeadRule, LeadRuleStaff
from smallcrm.models.payment import Allocation, BankLine, DunningLetter, DunningSkip, Payment
from smallcrm.models.product import CustomerTerms, PriceList, Product, ProductPrice, TaxRate
from smallcrm.models.recurring import Recurring, RecurringRun
from smallcrm.models.segment import NotDouble, Segment, SegmentContact
from smallcrm.models.setting import Setting
from smallcrm.models.staff import Staff

__all__ = [
    "Action",
    "Activity",
    "Address",
    "Allocation",
    "Attachment",
    "BankLine",
    "Base",
    "Blob",
    "Campaign",
    "Change",
    "Contact",
    "ContactTag",
    "CustomField",
    "CustomValue",
    "CustomerTerms",
    "Deal",
    "DealDocument",
    "DealLine",
    "DealTag",
    "DealValue",
    "DigestMark",
    "Document",
    "DocumentAdjustment",
    "DocumentLine",
    "DocumentLink",
    "DocumentTax",
    "DunningLetter",
    "DunningSkip",
    "Email",
    "External",
    "JournalMark",
    "JournalState",
    "Lead",
    "LeadRule",
    "LeadRuleStaff",
    "LostReason",
    "NotDouble",
    "Payment",
    "Phone",
    "Pipeline",
    "PriceList",
    "Product",
    "ProductPrice",
    "Recurring",
    "RecurringRun",
    "Relation",
    "Segment",
    "SegmentContact",
    "Series",
    "SeriesCounter",
    "Setting",
    "Staff",
    "Stage",
    "StageStay",
    "Tag",
    "Task",
    "TaxMark",
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
