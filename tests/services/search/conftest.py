"""A shop with many customers, and with one thing of each kind that can be found."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, leads, pipeline, products, samples, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.documents import DocumentDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.products import ProductDraft
from smallcrm.services.tasks import TaskDraft

_MANY = 600


@pytest.fixture
def shop(database):
    """``ids`` by name, and ``find(typed)``: the kinds and titles that are found."""
    with database.write(T("Fill")) as session:
        samples.fill(session, _MANY, 5, Progress())
        ids = {name: contacts.create(session, draft) for name, draft in _PEOPLE.items()}
        ids["quote"] = documents.create_draft(
            session, DocumentDraft(kind="quote", customer_id=ids["Keller GmbH"], currency="EUR")
        )
        ids["vase"] = products.create(session, ProductDraft("Vase, blue", code="VB-7"))
        ids["deal"] = pipeline.create_deal(session, DealDraft("Keller wedding", ids["Алёна"]))
        ids["note"] = contacts.add_note(session, ids["Ελένη"], "Ρώτησε για το γάμο\nπριβέτ")
        ids["lead"] = leads.add(session, _ASKED)
        ids["task"] = tasks.add_task(session, TaskDraft("Call about the wedding"))
    return SimpleNamespace(database=database, ids=ids)


_ASKED = LeadDraft(
    "Мария Ёжикова", "ООО «Лён»", "masha@mail.example", "+7 (916) 555-01-23", "20 букетов", "Сайт"
)
_PEOPLE = {
    "Ελένη": ContactDraft("Ελένη Παπαδόπουλος", phones=(Labelled("+30 210 998 4567"),)),
    "Νίκη": ContactDraft("Νίκη Μελά", phones=(Labelled("030 5550108"),)),
    "Алёна": ContactDraft("Алёна Петрова", company="ООО «Привет»"),
    "Rodon": ContactDraft("Ρόδον Α.Ε.", "company"),
    "Keller GmbH": ContactDraft("Keller GmbH", "company"),
    "Straße": ContactDraft("Jörg Weiß", note="Andrej Βυζάντιος İpek ılıca"),
    "Андрей": ContactDraft("Андрей Ёлкин"),
}
