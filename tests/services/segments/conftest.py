"""A file with people that differ in everything a filter can ask for, made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from sqlalchemy import update

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Activity, Contact
from smallcrm.services import contacts, custom_fields, documents, pipeline, settings
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft

CITIES = ("Athens", "Αθήνα", "ВОЛОС", "São Paulo", "50%_off", "")
NAMES = ("Ελένη Παπά", "anna keller", "Анна Ёлкина", "Bob Bell", "ANNA", "ZoÉ")
FIELDS = {
    "Size": ("number", ()),
    "Met on": ("date", ()),
    "Color": ("choice", ("Blue", "Red")),
    "Regular": ("yesno", ()),
    "Remark": ("text", ()),
}


@dataclass
class Person:
    """What a contact is and did, for a filter in plain Python."""

    id: int
    draft: ContactDraft
    created: dt.date
    spoken: list[dt.date] = field(default_factory=list)
    invoices: list[tuple[dt.date, dt.date, Decimal, str]] = field(default_factory=list)
    products: set[str] = field(default_factory=set)
    open_deals: int = 0


@dataclass
class Crowd:
    """The people and the fields, by uid, and the open file."""

    database: Database
    people: dict[int, Person]
    fields: Mapping[str, str]
    uids: Mapping[str, str]


def draft_of(number: int) -> ContactDraft:
    """Somebody who is not like the others."""
    today = clock.today()
    birthday = (today + dt.timedelta(days=number * 5)).strftime("%m-%d")
    address = AddressDraft(
        city=CITIES[number % 6],
        postcode=f"0{number % 4}0",
        country=("GR", "Greece", "")[number % 3],
    )
    custom = {
        "Size": str(Decimal(number) / 2),
        "Met on": (today - dt.timedelta(days=number * 9)).isoformat(),
        "Color": ("Blue", "Red")[number % 2],
        "Regular": ("yes", "no")[number % 2],
        "Remark": f"no {number}",
    }
    return ContactDraft(
        f"{NAMES[number % 6]} {number % 9}",
        "company" if number % 7 == 0 else "person",
        company="" if number % 7 == 0 or number % 3 else ("Bell Ltd", "Ρόδο ΑΕ")[number % 2],
        role=("", "Owner", "ΒΟΗΘΌΣ")[number % 3],
        emails=(Labelled(f"P{number % 5}@shop.example"),) if number % 2 else (),
        phones=(Labelled(f"210 123 45{number % 20:02}"), Labelled("+49 30 111"))[: number % 3],
        addresses=(address,) if number % 4 else (),
        tags=(("VIP",), ("vip", "Λονδίνο"), ())[number % 3],
        source=("Web", "", "web form")[number % 3],
        tax_id=("", "123456783")[number % 2],
        birthday="" if number % 3 == 0 else (f"--{birthday}" if number % 2 else f"1980-{birthday}"),
        language=("", "el")[number % 2],
        owner=("", "Μαρία")[number % 2],
        consent=("", "given", "refused")[number % 3],
        note=("", "likes ROSES")[number % 2],
        custom={key: value for at, (key, value) in enumerate(custom.items()) if (number + at) % 3},
    )


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    path = tmp_path_factory.mktemp("crowd") / "crowd.smallcrm"
    database = settings.create_file(path, country="GR", currency="EUR", language="en")
    with database.write(T("Fill")) as session:
        settings.change(session, {"name": "Anthos", "tax_id": "123456783"})
        for name, (kind, words) in FIELDS.items():
            custom_fields.add(session, name, kind, words)
        people = {}
        for number in range(42):
            draft = draft_of(number)
            contact_id = contacts.create(session, draft)
            people[contact_id] = Person(contact_id, draft, clock.today())
        fields = custom_fields.list_fields(session)
    _past(database, list(people.values()))
    with database.read() as session:  # companies that came with the people
        for contact_id in contacts.list_ids(session):
            draft = contacts.get_draft(session, contact_id)
            people.setdefault(contact_id, Person(contact_id, draft, clock.today()))
    kinds = {row.uid: row.kind for row in fields}
    yield Crowd(database, people, kinds, {row.uid: row.name for row in fields})
    database.close()


def _past(database: Database, people: list[Person]) -> None:
    """Talks, invoices and deals; made longer ago where that has to be."""
    today = clock.today()
    with database.write(T("Past"), can_undo=False) as session:
        for number, person in enumerate(people):
            person.created = today - dt.timedelta(days=number * 3)
            session.execute(
                update(Contact)
                .where(Contact.id == person.id)
                .values(created_at=_noon(person.created))
            )
            for back in range(number % 3):
                day = today - dt.timedelta(days=number * 4 + back)
                session.add(Activity(contact_id=person.id, kind="call", at=_noon(day)))
                person.spoken.append(day)
            for count in range(number % 4 if number % 5 == 1 else 0):
                pipeline.create_deal(session, pipeline.DealDraft(f"Deal {count}", person.id))
                person.open_deals += 1
        for number, person in enumerate(reversed(people[:20])):
            if number % 2:
                _invoice(session, person, today - dt.timedelta(days=400 - number * 20), number)


def _noon(day: dt.date) -> dt.datetime:
    return clock.start_of(day) + dt.timedelta(hours=12)


def _invoice(session: object, person: Person, day: dt.date, number: int) -> None:
    currency = ("EUR", "USD")[number % 4 == 3]
    words = ("Rose bouquet", "ΤΡΙΑΝΤΆΦΥΛΛΟ")[number % 3 == 0]
    price = Decimal(50 + number * 10)
    line = LineDraft(words, price=price, tax_category="E", exemption_reason="x")
    draft = DocumentDraft(
        customer_id=person.id, date=day, due_days=30, currency=currency, lines=(line,)
    )
    documents.issue(session, documents.create_draft(session, draft), day)
    due = day + dt.timedelta(days=30)
    person.invoices.append((day, due, line.price, currency))
    person.products.add(line.description)
