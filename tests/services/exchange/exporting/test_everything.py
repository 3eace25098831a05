"""Tasks leave as a calendar that a strict reader takes, and everything leaves in one zip."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from smallcrm.core import clock, languages
from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, files, payments, pipeline, products, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft, PartyDraft
from smallcrm.services.exchange.exporting.everything import export_all
from smallcrm.services.exchange.exporting.export import WHAT, export
from smallcrm.services.exchange.targets import calendar
from smallcrm.services.payments import PaymentDraft
from smallcrm.services.products import ProductDraft
from smallcrm.services.settings import change
from smallcrm.services.tasks import TaskDraft

_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_MOMENT = re.compile(r"\d{8}T\d{6}Z")
_MEANT = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def read_calendar(data):
    """A strict reader of what RFC 5545 says of lines (3.1), TEXT (3.3.11) and VTODO (3.6.2)."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = [_LINE.fullmatch(line) for line in text.replace("\r\n ", "").split("\r\n")[:-1]]
    assert all(lines), text
    plain = [(line[1], line[2], line[3]) for line in lines]
    assert plain[0] == ("BEGIN", "", "VCALENDAR")
    assert plain[-1] == ("END", "", "VCALENDAR")
    head = plain[1 : next(at for at, each in enumerate(plain) if each[2] == "VTODO" or at > 3)]
    assert ("VERSION", "", "2.0") in head
    assert any(name == "PRODID" for name, _, _ in head)
    found, current = [], None
    for name, parameters, value in plain[1:-1]:
        if (name, value) == ("BEGIN", "VTODO"):
            current = {}
        elif (name, value) == ("END", "VTODO"):
            assert {"UID", "DTSTAMP"} <= set(current)
            found.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = _value(name, parameters, value)
    assert current is None
    assert len({each["UID"] for each in found}) == len(found)
    return found


def _value(name, parameters, value):
    if name in {"DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"}:
        assert _MOMENT.fullmatch(value)
    if name == "DUE":
        wanted = r"\d{8}" if parameters == ";VALUE=DATE" else _MOMENT
        assert re.fullmatch(wanted, value)
    if name in {"SUMMARY", "CONTACT"}:
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
        return re.sub(r"\\[n,;\\]", lambda match: _MEANT[match[0]], value)
    return value


def test_tasks_leave_as_a_calendar(database, tmp_path):
    with database.write(T("Add task")) as session:
        ann = contacts.create(session, ContactDraft("Ann, Archer; & Co"))
        tasks.add_task(session, TaskDraft("Call", "2026-11-30 09:00", "Europe/Athens", ann))
        tasks.add_task(session, TaskDraft("Write\\", "2026-12-01"))
        tasks.finish_task(session, tasks.add_task(session, TaskDraft("Ring" * 40)))
    path = tmp_path / "tasks.ics"
    with database.read() as session:
        assert export(session, "tasks", path, Progress()).rows == 3
    call, write, ring = read_calendar(path.read_bytes())
    assert (call["SUMMARY"], call["DUE"], call["CONTACT"], call["STATUS"]) == (
        "Call",
        "20261130T070000Z",  # 9 o'clock in Athens in winter
        "Ann, Archer; & Co",
        "NEEDS-ACTION",
    )
    assert (write["SUMMARY"], write["DUE"]) == ("Write\\", "20261201")
    assert (ring["SUMMARY"], ring["STATUS"], "DUE" in ring) == ("Ring" * 40, "COMPLETED", False)
    assert ring["PERCENT-COMPLETE"] == "100"


def test_no_tasks_are_no_calendar_and_what_stood_there_stays(database, tmp_path):
    path = tmp_path / "tasks.ics"
    path.write_text("before")
    with database.read() as session, pytest.raises(UserError) as refused:
        export(session, "tasks", path, Progress())
    assert str(refused.value.message).startswith("There are no tasks")
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.glob("*tasks*")] == ["tasks.ics"]


def test_everything_of_somebody_without_tasks_has_no_calendar(database, tmp_path):
    path = tmp_path / "all.zip"
    with database.read() as session:
        export_all(session, database.files, path, Progress())
    found = members(path)
    assert "contacts.xlsx" in found
    assert "tasks.ics" not in found
    assert "tasks.ics" not in found["README.txt"].decode("utf-8-sig")


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4))
def test_any_title_is_read_back_as_it_was(tmp_path_factory, titles):
    path = tmp_path_factory.mktemp("calendar") / "tasks.ics"
    now = clock.now()
    listed = [
        calendar.CalendarTask(f"uid-{number}", title, None, None, "", now, now)
        for number, title in enumerate(_writable(titles))
    ]
    calendar.write(path, iter(listed), len(listed), Progress())
    found = [each["SUMMARY"] for each in read_calendar(path.read_bytes())]
    assert found == [_plain(each.title) for each in listed]


def _writable(titles):
    return [title.encode("utf-8", "ignore").decode() for title in titles]


def _plain(title):
    lines = title.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", lines)


@pytest.fixture
def full(database):
    """One of each, with a PDF and two files of one name."""
    with database.write(T("Add")) as session:
        business = {
            "name": "Anthos",
            "country": "GR",
            "tax_id": "094215776",
            "vat_id": "EL094215776",
        }
        change(session, {**business, "street": "Ermou 1", "city": "Athens", "postcode": "10563"})
        ann = contacts.create(session, ContactDraft("Ann/Archer"))
        pipeline.create_deal(session, pipeline.DealDraft("Roof", ann, Decimal(5)))
        tasks.add_task(session, TaskDraft("Call"))
        products.create(session, ProductDraft("Pen", "A-1"))
        line = LineDraft("Pen", Decimal(1), price=Decimal(10), tax_rate=Decimal(24))
        draft = DocumentDraft("quote", customer_id=ann, lines=(line,))
        documents.issue(session, documents.create_draft(session, draft))
        payments.add(session, PaymentDraft(Decimal(5), ann, "EUR"))
        for content in (b"one", b"two"):
            stored = files.keep_bytes(database.files, content)
            files.attach(session, ann, "plan.txt", stored)
    return database


def members(path):
    with zipfile.ZipFile(path) as container:
        assert container.testzip() is None
        return {name: container.read(name) for name in container.namelist()}


@pytest.mark.parametrize("language", ["en", "ru", "el"])
def test_everything_leaves_in_one_zip(full, tmp_path, language):
    languages.use(language)
    path = tmp_path / "all.zip"
    with full.read() as session:
        done = export_all(session, full.files, path, Progress())
    found = members(path)
    assert done.rows == 6
    assert [path] == list(tmp_path.glob("*.zip*"))
    lists = ["contacts.xlsx", "contacts.vcf", "deals.xlsx", "tasks.ics", "products.xlsx"]
    assert {*lists, "documents.xlsx", "data.json", "README.txt"} <= set(found)
    assert load_workbook(io.BytesIO(found["deals.xlsx"])).active["A2"].value == "Roof"
    assert [each["SUMMARY"] for each in read_calendar(found["tasks.ics"])] == ["Call"]
    (pdf,) = [content for name, content in found.items() if name.startswith("pdf/")]
    assert pdf.startswith(b"%PDF")
    assert sorted(content for name, content in found.items() if name.startswith("files/")) == [
        b"one",
        b"two",
    ]
    data = json.loads(found["data.json"])
    full_ones = ["contacts", "deals", "documents", "products", "tasks", "payments"]
    assert {name: len(items) for name, items in data.items() if items} == dict.fromkeys(
        full_ones, 1
    )
    assert set(data) == set(WHAT)
    text = found["README.txt"].decode("utf-8-sig")
    assert "Anthos" in text
    for name in (*lists, "documents.xlsx", "pdf/", "files/", "data.json"):
        assert any(line.startswith(name) for line in text.splitlines())


def test_what_cannot_be_read_is_named_and_the_rest_leaves(full, tmp_path):
    with full.read() as session:
        sha256 = files.get_file(session, 1).sha256
    full.files.remove(sha256)
    with full.read() as session:
        export_all(session, full.files, tmp_path / "all.zip", Progress())
    found = members(tmp_path / "all.zip")
    kept = [name for name in found if name.startswith("files/")]
    assert len(kept) == 1
    assert "plan" in found["README.txt"].decode("utf-8-sig").splitlines()[-1]


def test_a_stopped_export_leaves_nothing(full, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    progress = Progress(lambda _done, _total: progress.cancel())
    with full.read() as session, pytest.raises(Cancelled):
        export_all(session, full.files, folder / "all.zip", progress)
    assert list(folder.iterdir()) == []


def test_everything_is_no_workbook(full, tmp_path):
    with full.read() as session, pytest.raises(UserError):
        export_all(session, full.files, tmp_path / "all.xlsx", Progress())


@pytest.mark.parametrize("what", ["contacts", "deals", "documents", "products", "tasks"])
def test_only_the_wanted_ones_leave_in_their_order(database, tmp_path, what):
    with database.write(T("Add")) as session:
        who = [contacts.create(session, ContactDraft(name)) for name in "ABC"]
        ids = {
            "contacts": who,
            "deals": [pipeline.create_deal(session, pipeline.DealDraft(n, who[0])) for n in "ABC"],
            "products": [products.create(session, ProductDraft(name)) for name in "ABC"],
            "tasks": [tasks.add_task(session, TaskDraft(name)) for name in "ABC"],
            "documents": [
                documents.create_draft(session, DocumentDraft("quote", customer=PartyDraft(name)))
                for name in "ABC"
            ],
        }[what]
    path = tmp_path / "some.xlsx"
    with database.read() as session:
        assert export(session, what, path, Progress(), ids=[ids[2], ids[0]]).rows == 2
    rows = list(load_workbook(path).active.values)[1:]
    column = {"contacts": 1, "documents": 4, "products": 1}.get(what, 0)
    assert [row[column] for row in rows] == ["C", "A"]
