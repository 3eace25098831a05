"""Contacts that another process prepares: the same as those prepared here, or nothing at all."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from smallcrm.core.errors import Cancelled, ImportProblem, StorageError
from smallcrm.core.progress import Progress
from smallcrm.db import search
from smallcrm.services import settings
from smallcrm.services.contact_values import plain_rows
from smallcrm.services.contact_values.drafts import named
from smallcrm.services.contact_values.plain_rows import COLUMNS, rows_of
from smallcrm.services.exchange.drafts import Preview, columns_of
from smallcrm.services.exchange.importing import bringing_in
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.importing.incoming import Contacts
from smallcrm.services.exchange.importing.prepared import prepared_beside
from smallcrm.services.exchange.preparing import child, process
from smallcrm.services.exchange.reading import inspection
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.exchange.sources import limits
from smallcrm.services.processes.answering import unpack

HEAVY = {"sqlalchemy", "PySide6", "openpyxl", "phonenumbers", "babel", "python_calamine"}
OF_THE_MOMENT = {"uid", "created_at", "updated_at"}
LONG = 20  # seconds
NOW = "2026-11-22 10:00:00.000000"
LIST = [
    ["Name", "Company", "Email", "Phone", "City", "Country", "Tags", "Shoe size", "ID", "Note"],
    *[
        [
            f"Ανδρέας {number % 900}",
            f"Άνθος {number % 40} Α.Ε.",
            f"a{number % 1200}@shop.example" if number % 7 else "",
            f"+44 1632 {960000 + number % 1000}" if number % 3 else "",
            "Βόλος",
            "Greece",
            "VIP, vip" if number % 5 == 0 else "",
            str(number % 9),
            str(number),
            "said so" if number % 11 == 0 else "",
        ]
        for number in range(2300)
    ],
    ["", "Άνθος 7 Α.Ε.", "office@anthos.example", "", "", "", "", "", "", ""],
    ["", "", "nobody@shop.example", "", "", "", "", "", "", ""],
]


@pytest.fixture
def preview(table):
    return inspect(table(LIST))


def without_uid(rows):
    tables = {name: list(found) for name, found in rows.tables.items()}
    tables["contact"] = [(row[0], *row[2:]) for row in tables["contact"]]
    return tables, rows.companies, rows.brought


def prepared_here(preview):
    return Contacts(preview, (), "GR", Progress().report)


def test_the_other_process_makes_the_same_rows(preview):
    here = list(prepared_here(preview).chunks())
    with prepared_beside(preview, "GR", NOW, Progress()) as contacts:
        beside = list(contacts.chunks())
    assert [len(chunk) for chunk in beside] == [len(chunk) for chunk in here] == [1, 2000, 301]
    for one, other in zip(here, beside, strict=True):
        drafts = [named(item.draft) for item in one]
        assert without_uid(other.rows.rows) == without_uid(rows_of(drafts, "GR", NOW))
        assert [item.draft for item in other] == [item.draft for item in one]
        assert [item[:3] for item in other] == [item[:3] for item in one]


def test_values_field_by_field_are_those_of_the_drafts(preview):
    records = list(preview.records())
    records[3] = records[3]._replace(name=" ", more={"owner": "Eva", "consent_on": "2026-03-01"})
    drafts = [named(record.draft) for record in records]
    plain = columns_of([tuple(record) for record in records])
    ours = plain_rows.columns_of(drafts)
    assert plain.keys() > ours.keys()
    for name, values in ours.items():
        assert list(map(plainly, plain[name])) == list(map(plainly, values)), name


def plainly(value):
    """Parts without their classes, and without what nobody tried to find out."""
    if not isinstance(value, (tuple, list)):
        return value
    return [tuple(each for each in part if each is not None) for part in value]


def test_companies_come_first_wherever_they_stand(preview):
    rows = [item.row for chunk in prepared_here(preview).chunks() for item in chunk]
    assert rows[:3] == [2302, 2, 3]
    assert [row for row, _ in prepared_here(preview).keys()] == rows  # noqa: SIM118 - no mapping
    with prepared_beside(preview, "GR", NOW, Progress()) as contacts:
        assert [item.row for chunk in contacts.chunks() for item in chunk] == rows


def test_another_process_begins_while_the_file_is_read(preview):
    begun = preview.take_preparing("")  # the file does not say where it is from
    assert begun is not None
    assert preview.take_preparing("") is None  # nobody else ends it
    begun.end()


def test_another_process_that_nobody_wants_ends(table):
    for want in (lambda preview: preview.take_preparing("GR"), Preview.end_preparing):
        preview = inspect(table(LIST))
        running = preview._preparing._child._process
        assert want(preview) is None
        assert running.poll() is not None
        assert preview.take_preparing("") is None


def test_two_imports_of_one_file_that_was_read_once_are_the_same(preview, database):
    wishes = Wishes("list.csv", OnDouble.CREATE)
    tried = bring_in(database, preview, wishes, Progress(), trial=True)
    done = bring_in(database, preview, wishes, Progress())
    assert tried.created == done.created == 2302
    content(database)  # looks at the search index


def test_the_process_ends_with_the_last_who_has_the_file(table):
    preview = inspect(table(LIST))
    running = preview._preparing._child._process
    assert running.poll() is None
    del preview
    gc.collect()
    assert running.poll() is not None


def test_the_process_ends_when_the_file_cannot_be_read_to_its_end(table, monkeypatch):
    started = []

    class Started(process.Preparing):
        def told(self):
            started.append(self._child._process)
            raise limits.too_large()

    monkeypatch.setattr(inspection, "Preparing", Started)
    with pytest.raises(ImportProblem):
        inspect(table(LIST))
    assert started[0].poll() is not None


def test_companies_come_first_however_slowly_the_records_are_told(preview, monkeypatch):
    whole = [frame for _, frame in child.frames(child.Question("GR", False), iter(preview.packed))]
    taken = threading.Event()

    class Told(child._Told):
        def contacts(self, number, kind):
            taken.set()
            return super().contacts(number, kind)

    def slowly():
        for chunk in preview.packed:
            yield chunk
            assert taken.wait(LONG)  # people of this chunk are prepared before the next is told
            taken.clear()

    monkeypatch.setattr(child, "_Told", Told)
    parts = [frame for _, frame in child.frames(child.Question("GR", False), slowly())]
    numbers = [[unpack(frame)[0] for frame in frames[:-1]] for frames in (whole, parts)]
    assert numbers[0] == numbers[1]
    assert numbers[0][0] == [2302]


def test_compressed_records_are_prepared_like_others(preview, table, monkeypatch):
    monkeypatch.setattr("smallcrm.services.exchange.reading.inspection._MANY", 10)
    packed = inspect(table(LIST))
    assert packed.is_compressed
    with prepared_beside(packed, "GR", NOW, Progress()) as contacts:
        found = [item.draft for chunk in contacts.chunks() for item in chunk]
    assert found == [item.draft for chunk in prepared_here(preview).chunks() for item in chunk]


@pytest.mark.parametrize("wish", list(OnDouble))
def test_an_import_is_the_same_whoever_prepares_it(table, tmp_path, wish, monkeypatch):
    small = LIST[:60]  # not so many that another process would be asked
    changed = [*small[:30], *[[*row[:6], "new tag", *row[7:]] for row in small[1:]]]
    previews = [inspect(table(rows, f"{len(rows)}.csv")) for rows in (small, changed)]
    results = []
    for few in (process.FEW, 0):
        monkeypatch.setattr(bringing_in, "FEW", few)
        database = settings.create_file(
            tmp_path / f"{few}.smallcrm", country="GR", currency="EUR", language="en"
        )
        with closing(database):
            reports = [
                bring_in(database, preview, Wishes("list.csv", wish), Progress()).to_json()
                for preview in previews
            ]
            results.append((reports, content(database)))
    assert results[0] == results[1]


def content(database):
    """All rows of contacts and of what is found of them, but for their uids and the time."""
    found = {}
    with database.read() as session:
        assert search.count_wrong(session.connection()) == 0
        for name in (*COLUMNS, "tag", "custom_field", "search_text"):
            rows = session.execute(text(f"SELECT * FROM {name} ORDER BY id")).mappings()
            found[name] = [
                {key: row[key] for key in row if key not in OF_THE_MOMENT} for row in rows
            ]
    return found


def made_of(database):
    """Tables, indexes and triggers."""
    with database.read() as session:
        query = text("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return session.execute(query).all()


@pytest.mark.parametrize("wish", [OnDouble.CREATE, OnDouble.ASK])
def test_a_long_import_is_noted_found_and_taken_back_like_any_other(preview, database, dump, wish):
    before, schema = dump(), made_of(database)
    report = bring_in(database, preview, Wishes("list.csv", wish), Progress())
    assert report.created > process.FEW
    content(database)  # looks at the search index
    assert made_of(database) == schema
    with database.read() as session:
        noted = session.execute(
            text("SELECT table_name, count(*) FROM change WHERE action_id = :id GROUP BY 1"),
            {"id": report.action},
        ).all()
    # The parts of new contacts come and go with them.
    assert dict(noted) == {
        "contact": report.created + report.companies_created,
        "custom_field": 2,
        "tag": 1,
    }
    database.undo()
    assert dump() == before
    assert made_of(database) == schema


def test_an_import_that_is_stopped_while_another_process_prepares_leaves_nothing(
    preview, database, dump
):
    before, schema = dump(), made_of(database)
    progress = Progress(lambda done, _total: progress.cancel() if done > 1500 else None)
    with pytest.raises(Cancelled):
        bring_in(database, preview, Wishes("list.csv", OnDouble.CREATE), progress)
    assert dump() == before
    assert made_of(database) == schema


@pytest.mark.parametrize(
    "script",
    [
        "import os; os._exit(3)",
        """
import sys
sys.path[:] = sys.argv[1:]
from smallcrm.services.exchange.preparing import child
def broken(question, chunks):
    raise ValueError("a private name")
child.frames = broken
child.main()
""",
    ],
)
def test_an_import_whose_other_process_fails_changes_nothing(
    preview, database, dump, monkeypatch, caplog, script
):
    before = dump()
    monkeypatch.setattr(process, "_START", script)
    with pytest.raises(StorageError) as problem:
        bring_in(database, preview, Wishes("list.csv"), Progress())
    assert "as it was" in str(problem.value.message)
    assert "private" not in caplog.text
    assert dump() == before


def test_the_other_process_starts_without_what_costs_time():
    script = "import smallcrm.services.exchange.preparing.child, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not HEAVY & {name.split(".")[0] for name in done.stdout.split()}


def test_the_frozen_program_prepares_with_a_copy_of_itself(preview, database, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    started = []

    class Started(subprocess.Popen):
        def __init__(self, command, **more):
            started.append(command)
            super().__init__([sys.executable, "-m", "smallcrm", *command[1:]], **more)

    monkeypatch.setattr(subprocess, "Popen", Started)
    monkeypatch.chdir(Path(process.__file__).parents[4])
    report = bring_in(database, preview, Wishes("list.csv", OnDouble.CREATE), Progress())
    assert report.created == 2302
    assert started == [[sys.executable, child.ARGUMENT]]
