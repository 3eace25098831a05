"""Deals that leave as a list come into an empty file as they left, in every language."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from smallcrm.core import languages
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Campaign, Staff
from smallcrm.services import contacts, custom_fields, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.importing.forecast import forecast
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.pipeline import DealDraft

_LETTERS = "abcxyzABCАБвгЯёαβγΏώéß0123456789=+-@'\"#.,;:!?&<>*/\\()[]{}%$€№«»_ "
_LINES = st.text(_LETTERS, min_size=1, max_size=12).map(lambda words: " ".join(words.split()))
_NAMED = _LINES.map(lambda words: f"N{words}")
_AMOUNTS = st.decimals(
    Decimal(-99999), Decimal("9999999.99"), places=2, allow_nan=False, allow_infinity=False
)
_STAGES = st.sampled_from(
    [
        ("New", "open"),
        ("Negotiation", "open"),
        ("Won", "won"),
        ("Lost", "lost"),
        ("Site visit", "open"),
        ("Перехвачено", "lost"),
    ]
)


@st.composite
def deals(draw):
    stage, status = draw(_STAGES)
    return DealDraft(
        draw(_NAMED),
        0,
        draw(st.none() | _AMOUNTS),
        draw(st.sampled_from(["EUR", "RUB", "USD"])),
        stage,
        status,
        draw(st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1))),
        draw(st.just("") | _NAMED),
        draw(st.lists(_NAMED, max_size=2).map("\n".join)),
        draw(st.sampled_from(["", "Price", "Το έφαγε ο γάτος"])) if status == "lost" else "",
        tags=tuple(draw(st.lists(st.sampled_from(["Oak", "Север, юг", 'In "June"']), unique=True))),
        custom=draw(st.dictionaries(st.sampled_from(["Width", "Note", "Σημείωση"]), _NAMED)),
    )


_GIVEN = st.lists(st.tuples(st.sampled_from(["Ann", "Ann Bell", "ΑΦΟΙ ΒΗΤΑ"]), deals()), max_size=6)


def _fill(database, given_deals):
    """Two who are called Ann, and a company; each deal goes to the next one of its name."""
    with database.write(T("Add deal")) as session:
        ids = {
            "Ann": [contacts.create(session, ContactDraft("Ann")) for _ in range(2)],
            "Ann Bell": [contacts.create(session, ContactDraft("Ann Bell"))],
            "ΑΦΟΙ ΒΗΤΑ": [contacts.create(session, ContactDraft("ΑΦΟΙ ΒΗΤΑ", "company"))],
        }
        drafts = []
        for number, (name, deal) in enumerate(given_deals):
            who = ids[name][number % len(ids[name])]
            values = {field: getattr(deal, field) for field in deal.__dataclass_fields__}
            drafts.append(DealDraft(**{**values, "contact_id": who}))
        pipeline.create_deals(session, drafts, adds_names=True)


def _all(database):
    with database.read() as session:
        ids = pipeline.list_deal_ids(session)
        drafts = pipeline.list_deal_drafts(session, ids)
        rows = pipeline.list_deal_rows(session, ids)
        return sorted(
            _plain(row) + repr((drafts[key].tags, sorted(drafts[key].custom.items())))
            for key, row in rows.items()
        )


def _plain(row):
    kept = row._replace(id=0, uid="", contact_id=0, contact_uid="", since=None)
    return repr(kept)


def _bring(database, path, on_double=OnDouble.ASK, what=""):
    preview = inspect(path, ReadOptions(home="GR", what=what))
    wishes = Wishes(path.name, on_double)
    with database.read() as session:
        foreseen = forecast(session, preview, wishes, Progress()).report
    report = bring_in(database, preview, wishes, Progress())
    assert (foreseen.created, foreseen.updated, foreseen.unchanged, foreseen.contacts_created) == (
        report.created,
        report.updated,
        report.unchanged,
        report.contacts_created,
    )
    assert report.created + report.updated + report.unchanged + len(report.left_out) == report.rows
    return report


def _travelled(empty_file, given_deals, name):
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        for each in ("one.smallcrm", "two.smallcrm"):
            shutil.copy(empty_file, Path(folder, each))
        with closing(Database(Path(folder, "one.smallcrm"))) as database:
            _fill(database, given_deals)
            before = _all(database)
            with database.read() as session:
                export(session, "deals", path, Progress())
            if given_deals:
                again = _bring(database, path)
                assert (again.created, again.contacts_created, again.action) == (0, 0, None)
                assert _all(database) == before
        with closing(Database(Path(folder, "two.smallcrm"))) as database:
            if given_deals:
                assert _bring(database, path).created == len(given_deals)
            return before, _all(database)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "ru", "el"])
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=[Phase.generate],  # each example takes a second: shrinking would take minutes
)
@given(given_deals=_GIVEN)
def test_deals_come_into_an_empty_file_as_they_left(empty_file, language, ending, given_deals):
    languages.use(language)
    before, after = _travelled(empty_file, given_deals, f"deals.{ending}")
    assert after == before


@pytest.fixture
def listed(database, tmp_path):
    """A deal, and the list it stands in, edited by a function."""

    def listed(edit=lambda text: text):
        _fill(database, [("Ann", DealDraft("Roof", 0, Decimal("1200.50"), "EUR", "New", "open"))])
        path = tmp_path / "deals.csv"
        with database.read() as session:
            export(session, "deals", path, Progress())
        path.write_text(edit(path.read_text("utf-8-sig")), "utf-8")
        return path

    return listed


@pytest.mark.parametrize(
    ("on_double", "counts", "amount"),
    [("ask", (0, 0, 0, 1), "1200.50"), ("skip", (0, 0, 0, 1), "1200.50"),
     ("fill", (0, 0, 1, 0), "1200.50"), ("overwrite", (0, 1, 0, 0), "1300.00")],
)  # fmt: skip
def test_a_deal_that_was_edited_is_found_again_by_its_number(
    database, listed, on_double, counts, amount
):
    path = listed(lambda text: text.replace("1200.50", "1300").replace("New", "Won"))
    report = _bring(database, path, OnDouble(on_double))
    found = (report.created, report.updated, report.unchanged, report.skipped)
    assert found == counts
    with database.read() as session:
        (row,) = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session)).values()
    assert (str(row.amount), row.stage) == (amount, "Won" if counts[1] else "New")


def _edited(text):
    """The list with another title, and a column more."""
    first, second = text.splitlines()
    return f"{first},Colour\n{second.replace('Roof', 'Shed')},green\n"


def test_a_column_that_was_added_becomes_a_field_of_deals(database, listed):

    _bring(database, listed(_edited), OnDouble.OVERWRITE)
    with database.read() as session:
        ids = pipeline.list_deal_ids(session)
        (found,) = pipeline.list_deal_drafts(session, ids).values()
        custom = contacts.list_drafts(session, [found.contact_id])[found.contact_id].custom
    assert (found.title, found.note, found.custom) == ("Shed", "", {"Colour": "green"})
    assert custom == {}


def test_names_that_are_known_are_found_and_others_stand_in_the_note(database, listed):
    path = listed()
    with database.write(T("Test")) as session:
        session.add_all([Staff(name="Мария"), Campaign(name="Spring")])
        contacts.create(session, ContactDraft("Keller", "company"))
        [deal] = pipeline.list_deal_ids(session)
        draft = pipeline.list_deal_drafts(session, [deal])[deal]
        known = {"company": "Keller", "owner": "мария", "campaign": "Spring"}
        pipeline.change_deal(session, deal, replace(draft, **known))
        export(session, "deals", path, Progress())
    assert _bring(database, path).unchanged == 1
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("Мария", "Пётр").replace("Roof", "Shed"), "utf-8")
    _bring(database, path, OnDouble.OVERWRITE)
    with database.read() as session:
        found = pipeline.list_deal_drafts(session, [deal])[deal]
    assert (found.title, found.owner, found.campaign) == ("Shed", "Мария", "Spring")
    assert (found.company, found.note) == ("Keller", "Who works on it: Пётр")


def test_lists_of_others_bring_own_fields_of_deals_that_are_there(database, tmp_path):
    with database.write(T("Test")) as session:
        custom_fields.add(session, "Width", custom_fields.NUMBER, (), (custom_fields.DEALS,))
    path = tmp_path / "list.csv"
    path.write_text(
        "Deal,Customer,Amount,Stage,Width,Colour\nRoof,Ann,12,New,60,green\n"
        "Shed,Bob,13,New,wide,\n",
        "utf-8",
    )
    _bring(database, path, what="deals")
    with database.read() as session:
        ids = pipeline.list_deal_ids(session)
        found = {each.title: each for each in pipeline.list_deal_drafts(session, ids).values()}
    assert (found["Roof"].custom, found["Roof"].note) == ({"Width": "60"}, "Colour: green")
    assert (found["Shed"].custom, found["Shed"].note) == ({}, "Width: wide")
