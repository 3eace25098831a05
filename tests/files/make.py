"""Make the small data file of the present version that later versions must open for ever.

    python tests/files/make.py

Run it when a version is released, and never again for that version: what it wrote then is what
people have on their disks. Everything in it is invented.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.db.version import LATEST
from smallcrm.services import (
    bank,
    campaigns,
    contacts,
    custom_fields,
    deals,
    documents,
    doubles,
    leads,
    payments,
    pipeline,
    prices,
    products,
    recurring,
    segments,
    settings,
    staff,
    tasks,
)
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.exchange.statements.lines import StatementLine

HERE = Path(__file__).parent


def main() -> None:
    """Write ``vNNNN.smallcrm`` beside this script; an existing one is left as it is."""
    path = HERE / f"v{LATEST:04}.smallcrm"
    languages.use("en")
    database = settings.create_file(path, country="GR", currency="EUR", language="el")
    with database.write(T("Settings")) as session:
        business = {"name": "Anthos Flowers", "tax_id": "123456783", "iban": ""}
        settings.change(session, business)
    customer = people(database)
    papers(database, customer)
    page(database, customer)
    money(database, customer)
    pipeline_and_leads(database, customer)
    repeating(database, customer)
    _hide_the_maker(database)
    database.close()
    sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")


def people(database: Database) -> int:
    """Contacts with all that one can have; one archived, one changed, one taken back."""
    draft = ContactDraft(
        "Ελένη Παπαδοπούλου",
        company="Ρόδον Α.Ε.",
        role="Αγορές",
        phones=(Labelled("210 123 4567", "work"), Labelled("+44 20 7946 0018")),
        emails=(Labelled("eleni@rodon.example", "work"),),
        addresses=(AddressDraft("Σόλωνος 12", "Αθήνα", "10671", "", "GR"),),
        urls=(Labelled("https://rodon.example"),),
        tags=("πελάτης", "vip"),
        birthday="1980-06-05",
        custom={"Colour": "blue"},
        external={"google": "g-1"},
        note="Τηλέφωνο μετά τις 5.",
    )
    with database.write(T("Add contact")) as session:
        customer = contacts.create(session, draft)
        other = contacts.create(session, ContactDraft("Алёна Петрова", company="ООО «Ромашка»"))
        contacts.add_note(session, customer, "Called about roses.")
    with database.write(T("Change contact")) as session:
        contacts.change(session, other, ContactDraft("Алёна Иванова", tags=("vip",)))
    with database.write(T("Archive contacts")) as session:
        contacts.archive(session, [other])
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Taken Back", phones=(Labelled("210 765 4321"),)))
    database.undo()
    return customer


def page(database: Database, customer: int) -> None:
    """What else stands on the page of a contact, a filter, a frozen list, two who are not one."""
    with database.write(T("Add contact")) as session:
        twin = contacts.create(session, ContactDraft("Ελένη Παπαδοπούλου", consent="given"))
        doubles.set_apart(session, [customer, twin])
    with database.write(T("Add call")) as session:
        call = contacts.ActivityDraft("call", "About peonies.", direction="in", seconds=95)
        contacts.add_activity(session, customer, call)
        maria = staff.add(session, staff.StaffDraft("Maria Orlova"))
        visit = contacts.ActivityDraft("visit", "Measured.", "Hall", seconds=5400, owner_id=maria)
        message = contacts.ActivityDraft("message", "Fine.", direction="in", outcome="viber")
        for draft in (visit, replace(message, owner_id=maria, origin_key="m-1")):
            contacts.add_activity(session, customer, draft)
        draft = tasks.TaskDraft("Call back", "2026-11-30 09:00", "Europe/Athens", customer)
        tasks.finish_task(session, tasks.add_task(session, draft))
        tasks.add_task(session, tasks.TaskDraft("Send the offer", contact_id=customer))
    with database.write(T("Save the filter {name}", name="VIP")) as session:
        vip = segments.Rules((segments.Condition("tag", "is", "vip"),))
        segments.save(session, "VIP", vip)
        segments.freeze(session, "Πάσχα", [customer, twin])
    with database.write(T("Add field")) as session:
        custom_fields.add(session, "Flower", "choice", ["rose", "tulip"])


def papers(database: Database, customer: int) -> None:
    """A product, a deal, a quote, an invoice from it, and a draft."""
    line = LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24))
    draft = DocumentDraft(kind="quote", customer_id=customer, lines=(line,))
    day = dt.date(2026, 11, 22)
    with database.write(T("Add product")) as session:
        products.create(session, products.ProductDraft("Roses", price=Decimal("12.35")))
        pipeline.create_deal(session, pipeline.DealDraft("Wedding", contact_id=customer))
    with database.write(T("Add quote")) as session:
        quote = documents.create_draft(session, draft)
    for kind in ("", "invoice"):
        with database.write(T("Issue"), can_undo=False) as session:
            quote = documents.convert(session, quote, kind) if kind else quote
            documents.issue(session, quote, day)
    with database.write(T("Add invoice")) as session:
        documents.create_draft(session, DocumentDraft(customer_id=customer, lines=(line,)))


def money(database: Database, customer: int) -> None:
    """A part payment, a part credit, a line of a bank, agreed prices, a rent of every month."""
    day = dt.date(2026, 11, 22)
    with database.read() as session:
        invoice = payments.list_open(session, customer)[0].id
        line = documents.get_draft(session, invoice).lines[0]
    with database.write(T("Add payment")) as session:
        draft = payments.PaymentDraft(Decimal("20.00"), invoice_id=invoice, date=day, method="cash")
        payments.add(session, draft)
    with database.write(T("Issue credit note"), can_undo=False) as session:
        note = documents.credit(session, invoice, {0: Decimal(1)})
        documents.issue(session, note, day)
    with database.write(T("Read bank statement {name}", name="bank.csv")) as session:
        came = StatementLine("2026-11-23", "5.00", "EUR", "Ελένη", "", "2026-0001", "b-1", "GR16")
        bank.bring_in(session, [came])
    with database.write(T("Prices")) as session:
        prices.set_price(session, prices.PriceDraft(1, Decimal(11), contact_id=customer))
        prices.set_terms(session, customer, prices.Terms(discount_percent=Decimal(5)))
        rent = DocumentDraft(customer_id=customer, lines=(line,))
        rule = recurring.Rule(dt.date(2026, 1, 31), 1, "month")
        recurring.create(session, recurring.RecurringDraft(customer, rent, rule, "Rent"))


def pipeline_and_leads(database: Database, customer: int) -> None:
    """Who works here, a deal with lines that was lost and opened again, a lead and its rule."""
    with database.write(T("Add person")) as session:
        staff.add(session, staff.StaffDraft("Мария", "employee"))
        campaigns.add(session, campaigns.CampaignDraft("Spring", "Site"))
        custom_fields.add(session, "Size", use=("contacts", "deals"))
    with database.write(T("Add deal")) as session:
        draft = pipeline.DealDraft("Гала", customer, owner="Мария", campaign="Spring")
        deal = pipeline.create_deal(session, draft)
        line = LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24))
        deals.set_lines(session, deal, [line])
        deals.make_quote(session, deal)
    with database.write(T("Lose deal")) as session:
        pipeline.lose_deal(session, deal, pipeline.find_reason(session, "Other"), "Too late")
    with database.write(T("Reopen deal")) as session:
        pipeline.reopen_deal(session, deal)
    with database.write(T("Add lead")) as session:
        leads.add(session, leads.LeadDraft("Νίκος", email="nikos@site.example", source="Site"))


def repeating(database: Database, customer: int) -> None:
    """A task of every last day of the month with a reminder, a meeting."""
    with database.write(T("Add task")) as session:
        draft = tasks.TaskDraft("Rent", "2026-01-31 09:00", "Europe/Athens", customer)
        tasks.add_task(session, replace(draft, rule="FREQ=MONTHLY;BYMONTHDAY=-1", reminders=(10,)))


def _hide_the_maker(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE action SET who = 'owner', device = 'desk'")
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.execute("VACUUM")


if __name__ == "__main__":
    main()
