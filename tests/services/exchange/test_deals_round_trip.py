"""Deals that leave as a list come into an empty file as they left, in every language."""

from __future__ import annotations

import shutil
from contextlib import closing
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
from smallcrm.services import contacts, pipeline
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
        rows = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session)).values()
        return sorted(_plain(row) for row in rows)


def _plain(row):
    kept = row._replace(id=0, uid="", contact_id=0, contact_uid="")
    return repr(kept)


def _bring(database, path, on_double=OnDouble.ASK):
    preview = inspect(path, ReadOptions(home="GR"))
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


def test_what_the_list_has_no_field_for_stands_in_the_note(database, listed):
    def edit(text):
        first, second = text.splitlines()
        return f"{first},Colour\n{second.replace('Roof', 'Shed')},green\n"

    _bring(database, listed(edit), OnDouble.OVERWRITE)
    with database.read() as session:
        (row,) = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session)).values()
        custom = contacts.list_drafts(session, [row.contact_id])[row.contact_id].custom
    assert (row.title, row.note, custom) == ("Shed", "Colour: green", {})
