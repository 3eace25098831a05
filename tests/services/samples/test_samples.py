"""Made-up data, and the demonstration of the main job."""

from __future__ import annotations

from decimal import Decimal

from pypdf import PdfReader

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, pipeline, samples
from smallcrm.services.samples import demonstration
from smallcrm.services.samples.people import invent


def test_same_seed_invents_the_same_people():
    assert list(invent(50, seed=3)) == list(invent(50, seed=3))
    assert list(invent(50, seed=3)) != list(invent(50, seed=4))


def test_invented_data_cannot_reach_anybody():
    for draft in invent(200):
        assert all(email.value.endswith(".example") for email in draft.emails)


def test_sample_file_has_contacts_deals_and_issued_invoices(database):
    with database.write(T("Fill"), can_undo=False) as session:
        filled = samples.fill(session, 300, 1, Progress())
    with database.read() as session:
        assert filled.contacts == 300
        assert contacts.count(session) >= 300
        assert len(pipeline.list_deal_ids(session)) == filled.deals > 0
        assert documents.check(session).ok
        assert len(documents.list_ids(session)) == filled.documents > 0


def test_demonstration_does_the_main_job(database, tmp_path):
    shown = demonstration.demonstrate(database, tmp_path)
    assert shown.imported == 17
    with database.read() as session:
        rows = documents.list_rows(session, documents.list_ids(session)).values()
        assert {(row.kind, row.total) for row in rows} == {
            ("quote", Decimal("2387.81")),
            ("invoice", Decimal("2387.81")),
        }
        assert documents.check(session).ok
        assert len(pipeline.list_deal_ids(session)) == 1
    text = "".join(PdfReader(pdf).pages[0].extract_text() for pdf in shown.pdfs)
    assert "2,387.81" in text
    assert "Anthos Events" in text
