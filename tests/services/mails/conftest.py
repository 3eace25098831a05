"""A business with an address, two contacts, and e-mails in files."""

from __future__ import annotations

import pytest

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, mails, settings, staff
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.staff import StaffDraft


@pytest.fixture
def people(database):
    """Anna, her company with an address of both, and who works here; ids by name."""
    with database.write(T("Test")) as session:
        settings.change(session, {"email": "shop@own.example"})
        staff_id = staff.add(session, StaffDraft("Maria", email="maria@own.example"))
        anna = ContactDraft(
            "Anna Keller", emails=(Labelled("anna@mail.example"), Labelled("both@mail.example"))
        )
        firm = ContactDraft("Keller KG", "company", emails=(Labelled("both@mail.example"),))
        return {
            "Maria": staff_id,
            "Keller KG": contacts.create(session, firm),
            "Anna": contacts.create(session, anna),
        }


@pytest.fixture
def letter(tmp_path):
    """Write an e-mail to a file."""

    def write(name="a.eml", sender="Anna <anna@mail.example>", to="shop@own.example", **more):
        key = more.get("key", "one@mail.example")
        date = more.get("date", "Fri, 27 Nov 2026 10:00:00 +0200")
        lines = [f"From: {sender}", f"To: {to}", f"Subject: {more.get('subject', 'Order')}"]
        lines += [f"Cc: {more['cc']}"] if "cc" in more else []
        lines += [f"Date: {date}", f"Message-ID: <{key}>"] if key else [f"Date: {date}"]
        lines += ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b"]
        lines += ["Content-Type: text/plain; charset=utf-8", "", more.get("text", "Twenty tulips")]
        for file in more.get("files", ("list.pdf",)):
            head = f'Content-Disposition: attachment; filename="{file}"'
            lines += ["--b", "Content-Type: application/pdf", head, "", f"words of {file}"]
        path = tmp_path / name
        path.write_text("\r\n".join([*lines, "--b--", ""]), "utf-8")
        return path

    return write


@pytest.fixture
def opened(database):
    """Read files, and keep the bytes of what came along."""

    def read(*paths, contact_id=None):
        with database.read() as session:
            return mails.open_mails(session, database.files, paths, Progress(), contact_id)

    return read


@pytest.fixture
def noted(database, opened):
    """Read files and note them, in one step of undo."""

    def note(*paths, contact_id=None, answers=None):
        found = opened(*paths, contact_id=contact_id).mails
        with database.write(T("Note emails")) as session:
            return mails.note(session, found, answers or {})

    return note
