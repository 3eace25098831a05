"""Sets of rates from files, and the rate that a day picks."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.services.settings.tax_changes import CATEGORIES
from smallcrm.services.settings.taxes import TaxRateRow, follow, in_force

COUNTRIES = ("BG", "CY", "DE", "ES", "FR", "GB", "GR", "IT", "RU")
EXPLAINED = ("E", "AE", "K", "G", "O")
TODAY = date(2026, 11, 15)
USUAL = {
    "BG": (20, {9}),
    "CY": (19, {9, 5, 3}),
    "DE": (19, {7}),
    "ES": (21, {10, 4}),
    "FR": (20, {10, Decimal("5.5"), Decimal("2.1")}),
    "GB": (20, {5}),
    "GR": (24, {13, 6, 17, 9, 4}),
    "IT": (22, {10, 5, 4}),
    "RU": (22, {10, 7, 5}),
}


def row(rate, start=None, end=None, *, number=1, category="S", is_default=False):
    return TaxRateRow(number, f"{rate} %", category, Decimal(rate), start, end, is_default, "")


RUSSIA = (
    row(22, date(2026, 1, 1), number=1, is_default=True),
    row(10, number=2),
    row(20, date(2019, 1, 1), date(2025, 12, 31), number=3),
    row(18, date(2004, 1, 1), date(2018, 12, 31), number=4),
)


@pytest.mark.parametrize("country", COUNTRIES)
def test_taxed_rates_of_a_country_are_those_of_november_2026(country):
    found = settings.tax_set(country)
    rates = [each.rate for each in found.rates if each.category == "S" and holds(each)]
    usual, others = USUAL[country]
    assert (rates[0], set(rates[1:])) == (usual, others)
    assert found.as_of == date(2026, 11, 1)


def holds(preset):
    return (preset.valid_from or TODAY) <= TODAY <= (preset.valid_to or TODAY)


def test_countries_without_a_file_have_a_set_without_a_taxed_rate():
    assert settings.set_countries() == [*COUNTRIES, ""]
    found = settings.tax_set("JP")
    assert found.country == ""
    assert "S" not in [each.category for each in found.rates]


@pytest.mark.parametrize("country", [*COUNTRIES, ""])
def test_every_rate_of_a_file_is_one_that_a_form_would_take(country, database):
    for preset in settings.tax_set(country).rates:
        draft = settings.TaxRateDraft(**preset._asdict())
        with database.write(T("Add")) as session:
            settings.create_tax_rate(session, draft)
        assert preset.category in CATEGORIES
        assert bool(preset.exemption_reason) == (preset.category in EXPLAINED)


@pytest.mark.parametrize("country", COUNTRIES)
def test_rates_are_told_apart_by_kind_and_per_cent(country):
    keys = [(each.category, each.rate) for each in settings.tax_set(country).rates]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("country", "letters"), [("GR", "[Α-Ωα-ω]"), ("RU", "[А-я]"), ("BG", "[А-я]"), ("FR", "TVA")]
)
def test_rates_are_called_as_in_the_country(country, letters):
    names = [each.name for each in settings.tax_set(country).rates if each.category == "S"]
    assert all(re.search(letters, name) for name in names)


def test_codes_of_exemptions_go_with_their_category():
    codes = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}
    for country in ("BG", "CY", "DE", "ES", "FR", "GR", "IT"):
        found = {each.category: each.exemption_code for each in settings.tax_set(country).rates}
        assert {key: found[key] for key in codes} == codes


def test_another_set_replaces_the_list_and_undo_brings_it_back(database):
    with database.read() as session:
        before = settings.list_tax_rates(session)
        assert settings.taken_set(session) == ("GR", date(2026, 11, 1))
    with database.write(T("Take")) as session:
        settings.take_tax_set(session, "DE")
    with database.read() as session:
        assert [each.rate for each in settings.list_tax_rates(session, TODAY)][:2] == [19, 7]
        assert settings.taken_set(session).country == "DE"
    database.undo()
    with database.read() as session:
        assert settings.list_tax_rates(session) == before
        assert settings.taken_set(session).country == "GR"


def test_rate_for_new_lines_is_the_one_that_stood_in_its_place_on_that_day():
    assert [each.rate for each in in_force(RUSSIA, date(2026, 3, 1))] == [22, 10]
    assert [each.rate for each in in_force(RUSSIA, date(2025, 3, 1))] == [20, 10]
    assert [each.rate for each in in_force(RUSSIA, date(2018, 3, 1))] == [18, 10]


@pytest.mark.parametrize(
    ("rate", "day", "expected"),
    [
        (20, date(2026, 1, 1), 22),
        (22, date(2025, 12, 31), 20),
        (18, date(2026, 5, 1), 22),
        (22, date(2010, 5, 1), 18),
        (20, date(2025, 12, 31), None),
        (10, date(2026, 1, 1), None),
        (7, date(2026, 1, 1), None),
    ],
)
def test_rate_is_followed_over_its_changes(rate, day, expected):
    found = follow(RUSSIA, "S", Decimal(rate), day)
    assert (None if found is None else found.rate) == expected


def test_nothing_is_followed_where_two_rates_begin_on_the_same_day():
    rows = (
        row(20, end=date(2025, 12, 31), number=1),
        row(22, date(2026, 1, 1), number=2),
        row(5, date(2026, 1, 1), number=3),
    )
    assert follow(rows, "S", Decimal(20), date(2026, 2, 1)) is None


def test_code_that_is_none_is_refused(database):
    draft = settings.TaxRateDraft("Export", "G", exemption_code="article 146")
    with pytest.raises(UserError) as caught, database.write(T("Add")) as session:
        settings.create_tax_rate(session, draft)
    assert caught.value.field == "exemption_code"
