"""Erase a person for good, as the law may ask (trust 32).

What was issued stays as it is: the law asks for that too, and it has a copy of its own. So do the
amounts and days of payments, without the words that came with them. Everything else goes: the
contact's fields and parts, its files, its drafts, and what the journal remembers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    or_,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.mentions import without
from smallcrm.core.text import T, Text
from smallcrm.core.uid import new_uid
from smallcrm.db.database import Database
from smallcrm.models import (
    Action,
    Activity,
    Attachment,
    BankLine,
    Base,
    Change,
    Contact,
    Deal,
    Document,
    External,
    Lead,
    Payment,
    Recurring,
    Relation,
    Task,
)
from smallcrm.services.contacts.checks import existing
from smallcrm.services.contacts.drafts import OWN_SYSTEM
from smallcrm.services.contacts.stored import OWN
from smallcrm.services.leads.queries import gone, title_of

_AT_ONCE = 500  # ids in one statement
Rows = dict[str, set[int]]  # ids by table
# The words in parts of deals that stay for what they count; other parts go.
_WORDS_OF_DEALS = {
    "stage_stay": ("note",),
    "deal_line": ("description", "item_code", "unit"),
    "deal_document": (),
}
# Not the origin_key, a hash: without it the folder that is looked into would bring him back.
_NO_LEAD = dict.fromkeys(("name", "company", "email", "phone", "message", "source"), "")


def erase_contact(database: Database, contact_id: int) -> None:
    """Erase the contact and overwrite what the file still holds of it; cannot be undone.

    The row stays, without a name, because documents and deals point at it. Older backups still
    have the person until they are thinned out.

    Raises:
        NotFound: there is no such contact.
        StorageError: the file cannot be written; nothing changed.
    """
    with database.write(T("Erase a contact"), can_undo=False) as session:
        unused = _erase(session, contact_id)
    for sha256 in unused:
        database.files.remove(sha256)
    database.compact()


def erase_lead(database: Database, lead_id: int) -> None:
    """Erase somebody who asked and never became a contact; cannot be undone.

    The row stays, without a word, for the figures of its campaign, and so that the folder that is
    looked into does not bring him back. Older backups still have him.

    Raises:
        NotFound: there is no such lead.
        UserError: it became a contact.
        StorageError: the file cannot be written; nothing changed.
    """
    with database.write(T("Erase a lead"), can_undo=False) as session:
        lead = session.get(Lead, lead_id)
        if lead is None:
            raise gone()
        if lead.contact_id is not None:
            raise UserError(
                T("{name} became a contact already.", name=title_of(lead)),
                hint=T("Nothing was changed. Erase the contact; the lead goes with it."),
            )
        _erase_lead(session, lead)
    database.compact()


def _erase_lead(session: Session, lead: Lead) -> None:
    key = type_coerce(Change.old, JSON)[("lead_id", 0)].as_integer()
    before = select(Change.row_id).where(Change.table_name == "task", key == lead.id)
    now = select(Task.id).where(Task.lead_id == lead.id)
    rows: Rows = {"lead": {lead.id}, "task": {*session.scalars(now), *session.scalars(before)}}
    names = _names_of_lead(session, lead)
    for name, empty in _NO_LEAD.items():
        setattr(lead, name, empty)
    lead.name = str(T("Erased lead {id}", id=lead.id))
    lead.deleted_at = lead.deleted_at or clock.now()
    session.execute(delete(Task).where(Task.id.in_(rows["task"])))
    session.flush()
    touching = [
        and_(Change.table_name == table, Change.row_id.in_(ids)) for table, ids in rows.items()
    ]
    actions = session.scalars(select(Change.action_id).where(or_(*touching)).distinct()).all()
    _forget(session, rows)
    gone_too = T("A change of a lead that is erased")
    _rename_actions(session, names, gone_too, Action.id.in_(actions))


def _names_of_lead(session: Session, lead: Lead) -> set[str]:
    """What the lead is and was called, for the labels of the history."""
    kinds = ("name", "company", "email", "phone", "message")
    was = {kind: [getattr(lead, kind)] for kind in kinds}
    changes = select(Change.old).where(
        Change.table_name == "lead", Change.row_id == lead.id, Change.old.is_not(None)
    )
    for old in session.scalars(changes):
        values = json.loads(old or "{}")
        for kind in was.keys() & values.keys():
            was[kind].append(values[kind][0])
    was["message"] = [title_of(Lead(message=message)) for message in was["message"]]
    return {name for names in was.values() for name in names if name}


def _erase(session: Session, contact_id: int) -> set[str]:
    """Do it in the open transaction; return the hashes of files that nobody has any more."""
    contact = existing(session, contact_id)
    names = _names(session, contact)
    rows = _rows(session, contact_id)
    hashes = set(
        session.scalars(select(Attachment.sha256).where(Attachment.contact_id == contact_id))
    )
    rows["activity"] |= _unname(session, contact)
    _clear(session, contact)
    for key in _owners():
        session.execute(delete(key.table).where(key.column == contact_id))
    session.execute(delete(Relation).where(Relation.company_id == contact_id))
    session.flush()
    _forget(session, rows)
    _rename_actions(session, names, T("A change of a contact that is erased"))
    kept = session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(hashes)))
    return hashes - set(kept)


class _Owner:
    """The column of *table* that says of which contact a row is a part."""

    def __init__(self, table: Table, column: ColumnElement[int], name: str) -> None:
        self.table, self.column, self.name = table, column, name


def _owners() -> list[_Owner]:
    """From the metadata, so that no table is left out."""
    return [
        _Owner(table, key.parent, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is Contact.__table__.c["id"] and key.ondelete == "CASCADE"
    ]


def _names(session: Session, contact: Contact) -> set[str]:
    """What the contact is and was called, for the labels of the history."""
    own = {contact.name, contact.given_name, contact.family_name}
    changes = select(Change.old).where(
        Change.table_name == "contact", Change.row_id == contact.id, Change.old.is_not(None)
    )
    for old in session.scalars(changes):
        values = json.loads(old or "{}")
        own |= {values[key][0] for key in ("name", "given_name", "family_name") if key in values}
    files = select(Attachment.name).where(Attachment.contact_id == contact.id)
    own.update(session.scalars(files))
    return {name for name in own if name}


def _rows(session: Session, contact_id: int) -> Rows:
    """The rows that speak of the contact, those of before that the journal knows too."""
    rows: Rows = {"contact": {contact_id}}
    for key in _owners():
        now = select(key.table.c["id"]).where(key.column == contact_id)
        owner = type_coerce(Change.old, JSON)[(key.name, 0)].as_integer()
        before = select(Change.row_id).where(
            Change.table_name == key.table.name, owner == contact_id
        )
        found = {*session.scalars(now), *session.scalars(before)}
        rows.setdefault(key.table.name, set()).update(found)
    drafts = select(Document.id).where(
        Document.customer_id == contact_id, Document.issued_at.is_(None)
    )
    rows["document"] = set(session.scalars(drafts))
    recurring = select(Recurring.id).where(Recurring.contact_id == contact_id)
    rows["recurring"] = set(session.scalars(recurring))
    rows["deal"] = set(session.scalars(select(Deal.id).where(Deal.contact_id == contact_id)))
    rows["lead"] = set(session.scalars(select(Lead.id).where(Lead.contact_id == contact_id)))
    rows |= _deal_rows(session, rows["deal"])
    rows["payment"] = set(session.scalars(_payments(contact_id)))
    rows["bank_line"] = set(session.scalars(select(BankLine.id).where(_paid_by(contact_id))))
    return rows


def _deal_rows(session: Session, deal_ids: Collection[int]) -> Rows:
    """The parts of deals, those of before that the journal knows too."""
    rows: Rows = {}
    for table in _parts_of_deals():
        owner = type_coerce(Change.old, JSON)[("deal_id", 0)].as_integer()
        before = select(Change.row_id).where(Change.table_name == table.name, owner.in_(deal_ids))
        now = select(table.c["id"]).where(table.c["deal_id"].in_(deal_ids))
        rows[table.name] = {*session.scalars(now), *session.scalars(before)}
    return rows


def _parts_of_deals() -> list[Table]:
    """From the metadata, so that no table is left out."""
    return [
        table
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is Deal.__table__.c["id"] and key.ondelete == "CASCADE"
    ]


def _payments(contact_id: int) -> Select[int]:
    return select(Payment.id).where(Payment.contact_id == contact_id)


def _paid_by(contact_id: int) -> ColumnElement[bool]:
    """Lines of the bank that are payments of the contact."""
    return BankLine.payment_id.in_(_payments(contact_id))


def _nobody(contact: Contact) -> Text:
    return T("Erased contact {id}", id=contact.id)


def _clear(session: Session, contact: Contact) -> None:
    """Empty the fields of the contact, of its drafts and its deals; the words of its payments."""
    nobody = str(_nobody(contact))
    for name in OWN:
        setattr(contact, name, None if name == "consent_on" else "")
    contact.kind, contact.name, contact.folded = "person", nobody, fold(nobody)
    contact.company_key, contact.uid = "", new_uid()
    contact.deleted_at = contact.deleted_at or clock.now()
    empty = {"customer_name": "", "folded": "", "buyer": "{}", "note": "", "terms": ""}
    session.execute(
        update(Document)
        .where(Document.customer_id == contact.id, Document.issued_at.is_(None))
        .values(**empty, details="{}", deleted_at=clock.now())
    )
    _clear_deals(session, contact.id, nobody)
    session.execute(update(Lead).where(Lead.contact_id == contact.id).values(**_NO_LEAD))
    session.execute(
        update(Payment).where(Payment.contact_id == contact.id).values(reference="", note="")
    )
    session.execute(
        update(BankLine).where(_paid_by(contact.id)).values(name="", iban="", purpose="")
    )
    session.execute(
        update(Recurring)
        .where(Recurring.contact_id == contact.id)
        .values(name=nobody, draft="{}", deleted_at=clock.now())
    )
    session.flush()


def _clear_deals(session: Session, contact_id: int, nobody: str) -> None:
    """Leave of deals what is counted: stages, days, amounts, figures of lines; no words."""
    theirs = Deal.contact_id == contact_id
    deals = select(Deal.id).where(theirs)
    session.execute(update(Deal).where(theirs).values(title=nobody, note="", source=""))
    for table in _parts_of_deals():
        is_theirs = table.c["deal_id"].in_(deals)
        words = dict.fromkeys(_WORDS_OF_DEALS.get(table.name, ()), "")
        if words:
            session.execute(update(table).where(is_theirs).values(words))
        elif table.name not in _WORDS_OF_DEALS:
            session.execute(delete(table).where(is_theirs))


def _unname(session: Session, contact: Contact) -> set[int]:
    """Take the contact's name out of the notes of others that name it; return their ids."""
    merged = select(External.value).where(
        External.contact_id == contact.id, External.system == OWN_SYSTEM
    )
    nobody = str(_nobody(contact))
    changed = set()
    for uid in (contact.uid, *session.scalars(merged).all()):
        naming = Activity.body.contains(f"<crm://contact/{uid}>", autoescape=True)
        for entry in session.scalars(select(Activity).where(naming)):
            entry.body = without(entry.body, uid, nobody)
            changed.add(entry.id)
    session.flush()
    return changed


def _forget(session: Session, rows: Rows) -> None:
    """Have the journal know that something happened to these rows just now, and nothing else."""
    now = session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))
    for table, ids in rows.items():
        for chunk in chunks(list(ids), _AT_ONCE):
            these = (Change.table_name == table, Change.row_id.in_(chunk))
            session.execute(delete(Change).where(*these, Change.action_id != now))
            session.execute(update(Change).where(*these, Change.old.is_not(None)).values(old="{}"))


def _rename_actions(
    session: Session, names: Collection[str], label: Text, among: ColumnElement[bool] | None = None
) -> None:
    """Take the person out of the names of steps: those that concern nobody else, or name them."""
    nothing_left = ~select(Change.id).where(Change.action_id == Action.id).exists()
    spelled = [Action.label.contains(form, autoescape=True) for form in _forms(names)]
    renaming = update(Action).where(or_(nothing_left, *spelled), true() if among is None else among)
    session.execute(renaming.values(label=label.dump()))


def _forms(names: Iterable[str]) -> set[str]:
    """The names as they stand in JSON, with letters as they are and with escaped ones."""
    pairs = [(json.dumps(name)[1:-1], json.dumps(name, ensure_ascii=False)[1:-1]) for name in names]
    return {form for pair in pairs for form in pair}
