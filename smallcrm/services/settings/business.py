"""Read and change the settings of the business."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum import bic, iban

from smallcrm.core import russian_banks
from smallcrm.core.countries import currency_codes, currency_of, is_country, language_of
from smallcrm.core.errors import UserError
from smallcrm.core.languages import LANGUAGES
from smallcrm.core.text import T, Text
from smallcrm.models import Blob, Series, Setting
from smallcrm.services.settings import layout, moving, patterns
from smallcrm.services.settings.truth import truth

_LOGO_LIMIT = 5 * 1024 * 1024  # bytes
_LONGEST = 3650  # days: ten years


@dataclass(frozen=True, slots=True)
class Business:
    """Who sells: everything that a document or a form takes from the settings.

    Attributes:
        country: ISO 3166 code; *currency*: ISO 4217 code; *language*: of its documents.
        iban: The account: an IBAN, or the 20 digits of an account in Russia.
        bic: Of the bank, or its BIK in Russia.
        kpp, correspondent_account: Of a business in Russia.
        logo: SHA-256 of the stored picture, empty for none.
        due_days: Days to pay, for a new invoice; *valid_days*: how long a quote holds.
        back_dating: Whether a document may be dated before the last one of its series.
    """

    name: str = ""
    legal_form: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    tax_id: str = ""
    vat_id: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""
    kpp: str = ""
    correspondent_account: str = ""
    logo: str = ""
    currency: str = "EUR"
    language: str = "en"
    due_days: int = 14
    valid_days: int = 30
    prices_include_tax: bool = False
    back_dating: bool = False
    note: str = ""
    terms: str = ""
    quote_note: str = ""


FIELDS = tuple(field.name for field in fields(Business))
_SERIES = "series."
_CHOSEN = "country.chosen"  # that the country is no guess
_KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_OF_BUSINESS = select(Setting.name, Setting.value).where(Setting.name.in_(FIELDS))


def get_business(session: Session) -> Business:
    """The settings as they are, with defaults for what was never set."""
    rows = session.execute(_OF_BUSINESS)
    return replace(Business(), **{name: json.loads(value) for name, value in rows})


def show(session: Session) -> dict[str, str | int | bool]:
    """Every setting by its name, the number patterns as ``series.invoice`` and so on."""
    business = get_business(session)
    found: dict[str, str | int | bool] = {name: getattr(business, name) for name in FIELDS}
    found |= layout.show(layout.get_layout(session))
    for series in session.scalars(select(Series).where(Series.is_default).order_by(Series.id)):
        found[_SERIES + series.kind] = series.pattern
    return found


def has_chosen_country(session: Session) -> bool:
    """Whether the owner said in which country the business is; else it is a guess."""
    return session.scalar(select(Setting.id).where(Setting.name == _CHOSEN)) is not None


def change(
    session: Session, values: Mapping[str, str | int | bool], *, is_guess: bool = False
) -> None:
    """Set the named settings, all or none; *is_guess* is the country that nobody chose.

    Another country brings its currency, its usual tax rates and the language of its documents,
    as long as nothing was issued and nobody changed those of the old one. Telephone numbers
    without the code of a country are then numbers of the new one.

    Raises:
        UserError: a name is unknown or a value is not right; *field* names it.
    """
    before = get_business(session)
    for name, value in values.items():
        if name.startswith(_SERIES):
            _change_series(session, name.removeprefix(_SERIES), str(value))
        elif name.startswith(layout.PREFIX):
            _store(session, name, layout.checked(name, value))
        else:
            _store(session, name, _checked(name, value))
    if "country" in values and not is_guess:
        _store(session, _CHOSEN, value=True)
    country = get_business(session).country
    if country != before.country and moving.nothing_issued(session):
        moving.replace_taxes(session, before.country, country)
        moving.reread_phones(session, before.country, country)
        if "currency" not in values and before.currency == currency_of(before.country):
            _store(session, "currency", currency_of(country))
        if "language" not in values and before.language == language_of(before.country):
            _store(session, "language", language_of(country))


def get_logo(session: Session) -> bytes:
    """The bytes of the logo, empty for none."""
    digest = get_business(session).logo
    if not digest:
        return b""
    return session.scalar(select(Blob.data).where(Blob.sha256 == digest)) or b""


def set_logo(session: Session, picture: bytes) -> None:
    """Use *picture* (PNG or JPEG) on documents from now on; empty bytes take the logo away.

    Raises:
        UserError: not a PNG or JPEG, or over 5 MB.
    """
    if not picture:
        _store(session, "logo", "")
        return
    kinds = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
    kind = next((name for magic, name in kinds.items() if picture.startswith(magic)), "")
    if not kind or len(picture) > _LOGO_LIMIT:
        raise UserError(
            T("This picture cannot be the logo."),
            hint=T("The logo was left as it is. Choose a PNG or JPEG of at most 5 MB."),
            field="logo",
        )
    digest = hashlib.sha256(picture).hexdigest()
    if session.get(Blob, digest) is None:
        session.add(Blob(sha256=digest, media_type=kind, data=picture))
    _store(session, "logo", digest)


def bank_problem(business: Business) -> Text | None:
    """Why no code to pay roubles by can be printed, where the account is one in Russia.

    The account and the bank are typed one after the other, so this is said and never refused.
    """
    account, bik, correspondent = business.iban, business.bic, business.correspondent_account
    if not (russian_banks.is_account(account) and russian_banks.is_bik(bik)):
        return None
    if not russian_banks.belongs(account, bik):
        return T("The account number does not belong to the bank with this BIK. Compare both.")
    if correspondent and not russian_banks.is_correspondent(correspondent, bik):
        return T("The correspondent account does not belong to this BIK. Compare both.")
    return None


def _store(session: Session, name: str, value: str | int | bool) -> None:  # noqa: FBT001
    row = session.scalar(select(Setting).where(Setting.name == name))
    stored = json.dumps(value, ensure_ascii=False)
    if row is None:
        session.add(Setting(name=name, value=stored))
    else:
        row.value = stored
    session.flush()


def _checked(name: str, value: str | int | bool) -> str | int | bool:  # noqa: FBT001
    if name not in FIELDS:
        raise UserError(
            T("There is no setting called {name}.", name=name),
            hint=T("Nothing was changed. The settings are: {names}.", names=", ".join(FIELDS)),
            field=name,
        )
    default = getattr(Business(), name)
    if isinstance(default, bool):
        return truth(name, value)
    if isinstance(default, int):
        return _days(name, value)
    return _CHECKS.get(name, _plain)(
        " ".join(str(value).split()) if name in _ONE_LINE else str(value).strip()
    )


_ONE_LINE = frozenset(FIELDS) - {"note", "terms", "quote_note"}


def _days(name: str, value: object) -> int:
    try:
        days = Decimal(str(value).strip())
    except InvalidOperation:
        days = Decimal(-1)
    # Not compared as int: "1e99999999" is soon typed and takes for ever to write out.
    if not (days.is_finite() and 0 <= days <= _LONGEST and days == days.to_integral_value()):
        raise UserError(
            T("A number of days is from 0 to 3650, not {value}.", value=value), field=name
        )
    return int(days)


def _plain(value: str) -> str:
    return value


def read_country(value: str) -> str:
    """The code of a country (ISO 3166) in capitals, EL for GR too; empty stays empty.

    Raises:
        UserError: there is no such country.
    """
    typed = value.strip().upper()
    code = "GR" if typed == "EL" else typed
    if code and not is_country(code):
        raise UserError(
            T("{value} is not the code of a country, such as GR or DE.", value=value),
            hint=T("Nothing was changed. Use the two letters of ISO 3166."),
            field="country",
        )
    return code


def _currency(value: str) -> str:
    code = value.upper()
    if code not in currency_codes():
        raise UserError(
            T("{value} is not the code of a currency, such as EUR.", value=value),
            hint=T("Nothing was changed. Use the three letters of ISO 4217."),
            field="currency",
        )
    return code


def _language(value: str) -> str:
    if value not in {*LANGUAGES, "de", "fr"}:
        raise UserError(
            T("Documents can be in en, ru, el, de or fr, not in {value}.", value=value),
            field="language",
        )
    return value


def _iban(value: str) -> str:
    compact = iban.compact(value)
    if compact and not (iban.is_valid(compact) or russian_banks.is_account(compact)):
        raise UserError(
            T("{value} is not a valid IBAN.", value=value),
            hint=T("The old one was kept. Compare it with the bank's statement."),
            field="iban",
        )
    return str(compact)


def _bic(value: str) -> str:
    compact = bic.compact(value)
    if compact and not (bic.is_valid(compact) or russian_banks.is_bik(compact)):
        raise UserError(T("{value} is not a valid BIC.", value=value), field="bic")
    return str(compact)


def _kpp(value: str) -> str:
    compact = "".join(value.split()).upper()
    if compact and not _KPP.fullmatch(compact):
        raise UserError(
            T("A KPP has nine digits, not {value}.", value=value),
            hint=T("The old one was kept."),
            field="kpp",
        )
    return compact


def _correspondent(value: str) -> str:
    compact = "".join(value.split())
    if compact and not russian_banks.is_account(compact):
        raise UserError(
            T("A correspondent account has twenty digits, not {value}.", value=value),
            hint=T("The old one was kept."),
            field="correspondent_account",
        )
    return compact


_CHECKS = {
    "country": read_country,
    "currency": _currency,
    "language": _language,
    "iban": _iban,
    "bic": _bic,
    "kpp": _kpp,
    "correspondent_account": _correspondent,
}


def _change_series(session: Session, kind: str, pattern: str) -> None:
    series = session.scalar(select(Series).where(Series.kind == kind, Series.is_default))
    if series is None:
        raise UserError(
            T("There is no series of numbers for {kind}.", kind=kind), field=_SERIES + kind
        )
    reset = patterns.reset_of(pattern, series.reset)
    patterns.check(pattern, reset, field=_SERIES + kind)
    series.pattern, series.reset = pattern, reset
    session.flush()
