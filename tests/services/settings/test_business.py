"""The settings of the business: what is right is stored, what is not is refused with its field."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import settings

PNG = b"\x89PNG" + bytes(100)


@pytest.fixture
def change(database):
    def run(**values):
        with database.write(T("Settings")) as session:
            settings.change(
                session, {name.replace("__", "."): value for name, value in values.items()}
            )

    return run


@pytest.fixture
def shown(database):
    def run():
        with database.read() as session:
            return settings.show(session)

    return run


def test_new_file_knows_where_it_was_made(shown):
    found = shown()
    assert (found["country"], found["currency"], found["language"]) == ("GR", "EUR", "en")
    assert found["series.invoice"] == "{year}-{counter:4}"
    assert found["series.quote"] == "Q-{year}-{counter:4}"
    assert (found["due_days"], found["prices_include_tax"]) == (14, False)


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("name", "  Anthos \n Flowers ", "Anthos Flowers"),
        ("note", " First\nSecond ", "First\nSecond"),
        ("country", "el", "GR"),
        ("country", "xk", "XK"),
        ("country", "", ""),
        ("currency", "btn", "BTN"),
        ("currency", "usd", "USD"),
        ("language", "ru", "ru"),
        ("iban", "gr16 0110 1250 0000 0001 2300 695", "GR1601101250000000012300695"),
        ("bic", "deutdeff", "DEUTDEFF"),
        ("iban", "", ""),
        ("iban", "40702 810 1 3825 0123017", "40702810138250123017"),
        ("bic", "044525225", "044525225"),
        ("correspondent_account", "30101 810 4 0000 0000225", "30101810400000000225"),
        ("kpp", "7701 01 001", "770101001"),
        ("layout__accent", "b3471f", "#B3471F"),
        ("layout__accent", "", "#2F5FD0"),
        ("layout__paper", "Letter", "letter"),
        ("layout__paper", "", ""),
        ("layout__position", "yes", True),
        ("layout__footer__el", " Γ.Ε.ΜΗ. 1\nΑθήνα ", "Γ.Ε.ΜΗ. 1\nΑθήνα"),
        ("due_days", "30", 30),
        ("due_days", 0, 0),
        ("prices_include_tax", "yes", True),
        ("prices_include_tax", False, False),
        ("series__invoice", "ΤΙΜ/{year}/{counter:4}", "ΤΙΜ/{year}/{counter:4}"),
    ],
)
def test_value_is_stored_as_it_is_meant(change, shown, name, typed, stored):
    change(**{name: typed})
    assert shown()[name.replace("__", ".")] == stored


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("country", "GRE"),
        ("country", "XX"),
        ("country", "ZQ"),
        ("country", "ΕΛ"),
        ("currency", "EU"),
        ("currency", "foo"),
        ("currency", "XXX"),
        ("currency", "ΕΥΡ"),
        ("currency", ""),
        ("language", "xx"),
        ("iban", "GR16 0110 1250 0000 0001 2300 696"),
        ("bic", "NOPE"),
        ("bic", "04452522"),
        ("iban", "4070281013825012301"),
        ("correspondent_account", "3010181040000000022"),
        ("kpp", "77010100"),
        ("layout__accent", "blue"),
        ("layout__paper", "a5"),
        ("layout__position", "perhaps"),
        ("layout__footer__it", "Ciao"),
        ("layout__footer__el", "x" * 2001),
        ("layout__nothing", "1"),
        ("due_days", "-1"),
        ("due_days", "3651"),
        ("due_days", "1.5"),
        ("due_days", "soon"),
        ("due_days", "NaN"),
        ("due_days", "Infinity"),
        ("due_days", "1e99999999"),
        ("prices_include_tax", "perhaps"),
        ("colour", "blue"),
        ("series__invoice", "{year}"),
        ("series__invoice", "{counter} {x}"),
        ("series__invoice", "x" * 40 + "{counter}"),
        ("series__nothing", "{counter}"),
    ],
)
def test_value_that_is_not_right_is_refused_beside_its_field(change, shown, name, typed):
    before = shown()
    with pytest.raises(UserError) as caught:
        change(name="Changed too", **{name: typed})
    assert caught.value.field == name.replace("__", ".")
    assert shown() == before


def test_layout_is_read_with_its_texts_by_language(change, database):
    change(layout__accent="#123456", layout__header__ru="Здравствуйте", layout__header__de="")
    with database.read() as session:
        layout = settings.get_layout(session)
    assert (layout.accent, layout.discount, layout.tax_rate) == ("#123456", True, False)
    assert layout.header == {"ru": "Здравствуйте"}
    change(layout__header__ru="")
    with database.read() as session:
        assert settings.get_layout(session).header == {}


def test_settings_are_undone(change, shown, database):
    before = shown()
    change(name="Anthos", due_days=7)
    undone = database.undo()
    assert undone.action
    assert undone.kept == ()
    assert shown() == before
    database.redo()
    assert shown()["name"] == "Anthos"


def test_logo_is_kept_and_taken_away(database):
    for picture in (PNG, b"\xff\xd8\xff" + bytes(9), PNG, b""):
        with database.write(T("Logo")) as session:
            settings.set_logo(session, picture)
        with database.read() as session:
            assert settings.get_logo(session) == picture


@pytest.mark.parametrize("picture", [b"GIF89a", b"<svg>", PNG + bytes(5 * 1024 * 1024)])
def test_picture_that_cannot_be_printed_is_refused(database, picture):
    with pytest.raises(UserError, match="cannot be the logo"), database.write(T("Logo")) as session:
        settings.set_logo(session, picture)


@pytest.mark.parametrize(
    ("country", "currency", "language"), [("XYZ", "EUR", "en"), ("GR", "", "en"), ("GR", "EUR", "")]
)
def test_new_file_with_wrong_codes_is_not_made(tmp_path, country, currency, language):
    path = tmp_path / "new.smallcrm"
    with pytest.raises(UserError):
        settings.create_file(path, country=country, currency=currency, language=language)
    assert list(tmp_path.glob("*new*")) == []


@pytest.mark.parametrize(("language", "stage"), [("en", "Negotiation"), ("ru", "Переговоры")])
def test_new_file_speaks_its_language(tmp_path, language, stage):
    database = settings.create_file(
        tmp_path / "new.smallcrm", country="RU", currency="RUB", language=language
    )
    with database.read() as session:
        names = session.connection().exec_driver_sql("SELECT name FROM stage ORDER BY position")
        assert stage in names.scalars().all()
        assert settings.list_tax_rates(session)
    database.close()
