"""Former and further companies leave with a list and come into an empty file with it."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date

import pytest

from smallcrm.core import languages
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, RelationDraft
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.edited_lists import differences
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.own_lists import further
from smallcrm.services.exchange.reading.inspection import inspect


@pytest.fixture
def tied(database):
    """Ann, who works for one, sits in the board of another, and has left a third."""
    with database.write(T("Add")) as session:
        ann = contacts.create(session, ContactDraft("Ann", company="Bell Ltd", role="Owner"))
        board = contacts.create(session, ContactDraft("Käse · Söhne, KG", "company"))
        left = contacts.create(session, ContactDraft("Old – Ltd", "company"))
        sister = contacts.create(session, ContactDraft("Zoe"))
        contacts.relate(session, ann, board, RelationDraft("Board; member", date(2020, 1, 2)))
        days = RelationDraft("", None, date(2019, 5, 6))
        contacts.relate(session, ann, left, days)
        contacts.relate(session, ann, sister, RelationDraft("Sister"))
    return database


def _ties(database):
    with database.read() as session:
        names = {
            row.name: key
            for key, row in contacts.list_rows(session, contacts.list_ids(session)).items()
        }
        found = contacts.list_relations(session, [names["Ann"]])[names["Ann"]]
        return [
            (each.name, each.kind, each.role, each.since, each.until, each.is_main)
            for each in found
        ], sorted(names)


@pytest.mark.parametrize("language", ["en", "ru", "el"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_ties_come_into_an_empty_file_as_they_left(tied, empty_file, tmp_path, language, ending):
    languages.use(language)
    path = tmp_path / f"all.{ending}"
    with tied.read() as session:
        export(session, "contacts", path, Progress())
    shutil.copy(empty_file, tmp_path / "two.smallcrm")
    with closing(Database(tmp_path / "two.smallcrm")) as other:
        preview = inspect(path, ReadOptions(home="GR"))
        assert {"relations"} <= {column.field for column in preview.facts.columns}
        report = bring_in(other, preview, Wishes("all", OnDouble.CREATE), Progress())
        assert report.companies_created == 0
        assert _ties(other) == _ties(tied)


def test_a_company_that_is_not_in_the_list_is_made(tied, empty_file, tmp_path):
    with tied.read() as session:
        ann = contacts.find_ids(session, "Ann")[:1]
        export(session, "contacts", tmp_path / "ann.xlsx", Progress(), ids=ann)
    shutil.copy(empty_file, tmp_path / "two.smallcrm")
    with closing(Database(tmp_path / "two.smallcrm")) as other:
        preview = inspect(tmp_path / "ann.xlsx", ReadOptions(home="GR"))
        report = bring_in(other, preview, Wishes("ann"), Progress())
        assert report.companies_created == 4
        ties, names = _ties(other)
    assert names == ["Ann", "Bell Ltd", "Käse · Söhne, KG", "Old – Ltd", "Zoe"]
    assert [tie[:1] + tie[2:] for tie in ties] == [tie[:1] + tie[2:] for tie in _ties(tied)[0]]


def test_the_column_is_no_difference_of_an_edited_list(tied, tmp_path):
    path = tmp_path / "all.xlsx"
    with tied.read() as session:
        export(session, "contacts", path, Progress())
    facts = inspect(path, ReadOptions(home="GR")).facts
    with tied.read() as session:
        found = differences.find(session, path, facts, ReadOptions(home="GR"), Progress())
    assert (found.items, found.missing) == ((), 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bell Ltd", [further.Tie("Bell Ltd", "", None, None)]),
        ("A · B", [further.Tie("A · B", "", None, None)]),
        ("A · Owner · 2019-01-02 –", [further.Tie("A", "Owner", date(2019, 1, 2), None)]),
        ("\n", []),
    ],
)
def test_lines_that_somebody_typed_are_understood(text, expected):
    assert further.ties_of(text) == expected
