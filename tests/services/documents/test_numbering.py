"""Numbers: given at issue, without gaps or twins."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from smallcrm.core.errors import UserError
from smallcrm.services import documents, settings
from smallcrm.services.documents import PartyDraft


def test_deleted_drafts_leave_no_gap(office):
    first, second = office.draft(), office.draft()
    office.do(documents.delete_draft, first)
    assert office.issue(second, "2026-03-01") == "2026-0001"
    third, fourth = office.draft(), office.draft()
    office.do(documents.delete_draft, third)
    assert office.issue(fourth, "2026-03-01") == "2026-0002"
    assert office.read(documents.check) == (True, [], [], [])


def test_each_kind_has_its_own_series(office):
    kinds = ("quote", "order", "invoice", "credit_note")
    numbers = [office.row(office.issued(kind=kind)).number for kind in kinds]
    assert numbers == ["Q-2026-0001", "SO-2026-0001", "2026-0001", "CN-2026-0001"]


def test_number_takes_the_year_of_the_issue_date(office):
    office.issued("2026-12-30")
    late = office.draft(date=dt.date(2026, 12, 31))
    assert office.issue(late, "2027-01-02") == "2027-0001"
    assert office.row(late).date == dt.date(2027, 1, 2)


def test_draft_without_a_date_takes_that_of_its_issue(office):
    with time_machine.travel(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)):
        undated, dated = office.draft(), office.draft(date=dt.date(2026, 12, 31))
    with time_machine.travel(dt.datetime(2027, 1, 2, 12, tzinfo=dt.UTC)):
        assert office.issue(dated) == "2026-0001"
        assert office.issue(undated) == "2027-0001"
    assert office.row(undated).date == dt.date(2027, 1, 2)


def test_dating_back_before_the_last_number_is_refused(office):
    office.issued("2026-03-10")
    document_id = office.draft()
    with pytest.raises(UserError, match="10 Mar 2026") as refused:
        office.issue(document_id, "2026-03-09")
    assert refused.value.field == "date"
    assert office.issue(document_id, "2026-03-10") == "2026-0002"


def test_refused_issue_takes_no_number(office):
    document_id = office.draft()
    office.do(settings.change, {"name": ""})
    with pytest.raises(UserError):
        office.issue(document_id, "2026-03-01")
    office.do(settings.change, {"name": "Anthos"})
    assert office.issue(document_id, "2026-03-01") == "2026-0001"


def test_slashes_and_greek_letters_are_allowed(office):
    office.do(settings.change, {"series.invoice": "ΤΙΜ/{year}/{counter:4}"})
    assert office.row(office.issued()).number == "ΤΙΜ/2026/0001"
    assert office.read(documents.preview, "invoice", dt.date(2026, 5, 1)) == "ΤΙΜ/2026/0002"
    assert office.read(documents.preview, "invoice", dt.date(2027, 5, 1)) == "ΤΙΜ/2027/0001"


def test_pattern_without_a_year_counts_on_for_ever(office):
    office.do(settings.change, {"series.invoice": "INV-{counter:4}"})
    days = ("2026-12-31", "2027-01-01")
    assert [office.row(office.issued(day)).number for day in days] == ["INV-0001", "INV-0002"]
    office.do(settings.change, {"series.invoice": "{year}/{counter}"})
    assert office.row(office.issued("2027-01-02")).number == "2027/1"
    assert office.read(documents.check) == (True, [], [], [])


@pytest.mark.parametrize("pattern", ["{year}", "{counter}-{counter}", "{year}-{count}", "{", ""])
def test_pattern_that_cannot_count_is_refused(office, pattern):
    with pytest.raises(UserError) as refused:
        office.do(settings.change, {"series.invoice": pattern})
    assert refused.value.field == "series.invoice"


def test_counting_may_start_anew_each_month_or_never(office):
    office.sql(
        "UPDATE series SET reset = 'month', pattern = '{month}.{year}-{counter:3}'"
        " WHERE kind = 'invoice'"
    )
    days = ("2026-03-30", "2026-03-31", "2026-04-01")
    numbers = [office.row(office.issued(day)).number for day in days]
    assert numbers == ["03.2026-001", "03.2026-002", "04.2026-001"]
    office.sql("UPDATE series SET reset = 'never', pattern = 'A{counter}' WHERE kind = 'invoice'")
    assert office.row(office.issued("2027-01-01")).number == "A1"
    assert office.row(office.issued("2028-01-01")).number == "A2"
    assert office.read(documents.check) == (True, [], [], [])


def test_pattern_that_gives_a_number_twice_is_refused_at_issue(office):
    office.sql("UPDATE series SET reset = 'month', pattern = '{year}-{counter}'")
    office.issued("2026-03-01")
    with pytest.raises(UserError, match="2026-1 was given before"):
        office.issued("2026-04-01")
    assert office.read(documents.check).ok


def test_gaps_and_twins_made_by_force_are_reported(office):
    ids = [office.issued() for _ in range(4)]
    office.sql(
        "DROP TRIGGER guard_document_update",
        "DROP TRIGGER guard_document_delete",
        "DROP TRIGGER guard_document_line_delete",
        "DROP TRIGGER guard_document_tax_delete",
        f"DELETE FROM document WHERE id = {ids[1]}",
        f"UPDATE document SET period = '2025' WHERE id = {ids[3]}",
    )
    found = office.read(documents.check)
    assert not found.ok
    assert found.gaps == ["2026-0002", "2026-0004"]
    assert {broken.number for broken in found.broken} == {"2026-0003", "2026-0004"}


def fail_after_issue(office, document_id, day):
    with office.write() as session:
        documents.issue(session, document_id, day)
        raise ZeroDivisionError


ACTIONS = st.lists(
    st.sampled_from(["draft", "issue", "delete", "fail", "void", "later"]), max_size=12
)


@given(ACTIONS)
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_done_there_is_no_gap(office, actions):
    drafts, issued = [], []
    last = office.read(documents.list_ids, kind="invoice") or [office.issued("2026-01-01")]
    day = max(office.row(document_id).date for document_id in last)
    for action in actions:
        if action == "later":
            day += dt.timedelta(days=40)
        elif action == "draft" or not drafts:
            drafts.append(office.draft())
        elif action == "issue":
            issued.append(drafts.pop())
            office.issue(issued[-1], day.isoformat())
        elif action == "delete":
            office.do(documents.delete_draft, drafts.pop())
        elif action == "void" and issued:
            office.do(documents.void, issued.pop())
        else:
            with pytest.raises(UserError):
                office.issue(drafts[-1], "2001-01-01")
            with pytest.raises(ZeroDivisionError):
                fail_after_issue(office, drafts[-1], day)
    assert office.read(documents.check) == (True, [], [], [])


def test_preview_gives_nothing_away(office):
    for _ in range(3):
        assert office.read(documents.preview, "invoice", dt.date(2026, 3, 1)) == "2026-0001"
    assert office.row(office.issued(customer=PartyDraft(name="Anna"))).number == "2026-0001"


@pytest.fixture
def backwards(office):
    """The business lets a document be dated before the last one."""
    office.do(settings.change, {"back_dating": True})


def test_dating_back_is_possible_where_the_settings_allow_it(office, backwards):
    office.issued("2026-03-10")
    assert office.row(office.issued("2026-03-05")).number == "2026-0002"
    assert office.row(office.issued("2026-03-07")).number == "2026-0003"
    office.do(settings.change, {"back_dating": False})
    with pytest.raises(UserError, match="10 Mar 2026"):
        office.issued("2026-03-09")
    assert office.read(documents.check) == (True, [], [], [])


@pytest.mark.parametrize(
    ("pattern", "last", "day"),
    [
        ("{year}-{counter:4}", "2026-01-02", "2025-12-31"),
        ("{year}/{month}/{counter}", "2026-03-02", "2026-02-28"),
    ],
)
def test_numbers_never_go_back_into_a_year_or_month_that_they_have_left(
    office, backwards, pattern, last, day
):
    office.do(settings.change, {"series.invoice": pattern})
    office.issued(last)
    with pytest.raises(UserError, match="none can be given"):
        office.issued(day)
    assert not office.read(documents.may_be_on, "invoice", dt.date.fromisoformat(day))
    assert office.read(documents.may_be_on, "invoice", dt.date.fromisoformat(last))
