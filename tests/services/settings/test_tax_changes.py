"""The list of tax rates, as its owner changes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.services.settings import TaxRateDraft


def write(database, action):
    with database.write(T("Test")) as session:
        return action(session)


def rates(database):
    with database.read() as session:
        return settings.list_tax_rates(session)


def test_a_new_rate_stands_at_the_end(database):
    draft = TaxRateDraft("  Books ", rate=Decimal("5.5"), valid_from=date(2027, 1, 1))
    rate_id = write(database, lambda session: settings.create_tax_rate(session, draft))
    last = rates(database)[-1]
    assert (last.id, last.name, last.rate) == (rate_id, "Books", Decimal("5.5"))
    assert (last.valid_from, last.valid_to, last.is_default) == (date(2027, 1, 1), None, False)


def test_a_rate_without_a_name_is_called_by_its_percent(database):
    draft = TaxRateDraft(rate=Decimal(17))
    write(database, lambda session: settings.create_tax_rate(session, draft))
    assert rates(database)[-1].name == "17\N{NO-BREAK SPACE}%"


def test_a_rate_that_ended_is_not_offered_any_more(database):
    first = rates(database)[0]
    draft = TaxRateDraft(first.name, first.category, first.rate, None, date(2026, 12, 31))
    write(database, lambda session: settings.change_tax_rate(session, first.id, draft))
    with database.read() as session:
        later = settings.list_tax_rates(session, date(2027, 1, 1))
        assert first.id not in [row.id for row in later]
        assert settings.rate_on(session, date(2026, 12, 31)).id == first.id


def test_one_rate_is_for_new_lines(database):
    second = rates(database)[1]
    write(database, lambda session: settings.choose_tax_rate(session, second.id))
    assert [row.id for row in rates(database) if row.is_default] == [second.id]


def test_a_removed_rate_is_gone_and_the_default_one_stays(database):
    first, second = rates(database)[:2]
    write(database, lambda session: settings.remove_tax_rate(session, second.id))
    assert second.id not in [row.id for row in rates(database)]
    with pytest.raises(UserError, match="so it stays"):
        write(database, lambda session: settings.remove_tax_rate(session, first.id))
    with pytest.raises(NotFound):
        write(database, lambda session: settings.choose_tax_rate(session, second.id))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TaxRateDraft(rate=Decimal(-1)), "rate"),
        (TaxRateDraft(rate=Decimal("100.1")), "rate"),
        (TaxRateDraft(rate=Decimal(0)), "rate"),
        (TaxRateDraft(category="E", rate=Decimal(5)), "rate"),
        (TaxRateDraft(category="X"), "category"),
        (
            TaxRateDraft(rate=Decimal(5), valid_from=date(2027, 1, 2), valid_to=date(2027, 1, 1)),
            "valid_to",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(database, draft, field):
    before = rates(database)
    with pytest.raises(UserError) as refusal:
        write(database, lambda session: settings.create_tax_rate(session, draft))
    assert refusal.value.field == field
    assert rates(database) == before


def test_the_first_rate_of_all_is_the_default(database):
    for row in rates(database)[1:]:
        write(database, lambda session, rate=row.id: settings.remove_tax_rate(session, rate))
    assert [row.is_default for row in rates(database)] == [True]
