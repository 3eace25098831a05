"""Conditions as SQL: each a test on ``contact.id`` that the table asked for answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    and_,
    cast,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from smallcrm.core import countries
from smallcrm.core.document_kinds import INVOICE
from smallcrm.core.fold import digits, fold
from smallcrm.models import (
    Address,
    Contact,
    ContactTag,
    CustomValue,
    Document,
    DocumentLine,
    Email,
    Phone,
    Product,
    Relation,
    Tag,
)
from smallcrm.services.segments import rules
from smallcrm.services.segments.days import birthday_clause, custom_values, day_clause
from smallcrm.services.segments.members import Clause, among, has_any
from smallcrm.services.segments.rules import Condition, Rules
from smallcrm.services.segments.sums import count_clause, issued_by_customer, money_clause

_NEGATIVE = {rules.IS_NOT: rules.IS, rules.CONTAINS_NOT: rules.CONTAINS}
_KEYS = {"email": "folded", "phone": "digits"}  # what is compared instead of what was typed
_LAST = "\U0010ffff"  # sorts behind everything that begins like the text before it


def clause_of(found: Rules, custom: Mapping[str, str], today: date) -> Clause:
    """The test that *found* stands for; *custom* as for ``rules.kind_of``.

    A condition that cannot be answered (its field is gone or of another kind now) is true for
    nobody.
    """
    clauses = [_clause(condition, custom, today) for condition in found.conditions]
    if not clauses:
        return true()
    return and_(*clauses) if found.match == rules.ALL else or_(*clauses)


def folded(column: Any) -> ColumnElement[str]:
    """*column* without case and accents; the data file's own function (``db.engine``)."""
    return func.folded(column)


def _clause(condition: Condition, custom: Mapping[str, str], today: date) -> Clause:
    if not rules.is_sound(condition, custom):
        return false()
    with_days = {
        rules.DAY: day_clause,
        rules.BIRTHDAY: birthday_clause,
        rules.MONEY: money_clause,
    }
    kind = rules.kind_of(condition.field, custom)
    if kind in with_days:
        return with_days[kind](condition, today)
    return {rules.COUNT: count_clause, rules.NUMBER: _number}.get(kind, _words)(condition)


def _words(condition: Condition) -> Clause:
    """Of several values (telephones, tags) one must say yes, or none where the question is no."""
    operator = _NEGATIVE.get(condition.operator, condition.operator)
    is_negative = condition.operator in _NEGATIVE
    if condition.field in _OWN_WORDS:
        column, key = _OWN_WORDS[condition.field]
        if operator in rules.WITHOUT_VALUE:
            return or_(column == "") if operator == rules.EMPTY else or_(column != "")
        # Folding is costly: what is empty need not be folded.
        test = and_(column != "", _compare(key, operator, fold(condition.value.strip())))
        return not_(test) if is_negative else test
    query, column, key = _elsewhere(condition.field)
    if operator in rules.WITHOUT_VALUE:
        return has_any(query.where(column != ""), operator)
    test = _test(condition, operator, key)
    return among(query.where(test), unless=is_negative)


def _elsewhere(field: str) -> tuple[Select[Any], Any, Any]:
    """Ids of contacts from another table; the column there, and what is compared."""
    if field.startswith(rules.CUSTOM):
        return custom_values(field), CustomValue.value, folded(CustomValue.value)
    if field == "tag":
        return select(ContactTag.contact_id).join(Tag), Tag.folded, Tag.folded
    if field == "company":
        company = aliased(Contact)
        query = select(Relation.contact_id).join(company, company.id == Relation.company_id)
        return query.where(Relation.position == 0), company.folded, company.folded
    if field in {"email", "phone"}:
        table: Any = Email if field == "email" else Phone
        return select(table.contact_id), table.value, getattr(table, _KEYS[field])
    if field == "product":
        query = issued_by_customer(Document.kind == INVOICE)
        query = query.join(DocumentLine, DocumentLine.document_id == Document.id)
        query = query.outerjoin(Product, Product.id == DocumentLine.product_id)
        return query, DocumentLine.description, folded(DocumentLine.description)
    column = getattr(Address, field)
    return select(Address.contact_id), column, folded(column)


def _test(condition: Condition, operator: str, key: Any) -> Clause:
    field, value = condition.field, fold(condition.value.strip())
    if field == "phone":
        return _phone(operator, digits(condition.value))
    test = _compare(key, operator, value)
    if field == "product":
        return or_(test, and_(Product.id.is_not(None), _compare(Product.folded, operator, value)))
    if field == "country":
        codes = [
            code
            for code, name in countries.names().items()
            if _is_true(operator, fold(name), value)
        ]
        return or_(test, Address.country.in_(codes))
    return test


def _phone(operator: str, wanted: str) -> Clause:
    """By its digits, as typed or in the international form."""
    if not wanted:
        return false()
    international = _compare(func.substr(Phone.e164, 2), operator, wanted)
    return or_(_compare(Phone.digits, operator, wanted), and_(Phone.e164 != "", international))


def _compare(key: Any, operator: str, value: str) -> Clause:
    test: Clause
    if operator == rules.IS:
        test = key == value
    elif operator == rules.BEGINS:
        test = and_(key >= value, key < value + _LAST)
    else:
        test = key.contains(value, autoescape=True)
    return test


def _is_true(operator: str, words: str, value: str) -> bool:
    """What ``_compare`` asks of a column, asked of *words*."""
    if operator == rules.IS:
        return words == value
    return words.startswith(value) if operator == rules.BEGINS else value in words


def _number(condition: Condition) -> Clause:
    query = custom_values(condition.field)
    if condition.operator in rules.WITHOUT_VALUE:
        return has_any(query.where(CustomValue.value != ""), condition.operator)
    figure, wanted = cast(CustomValue.value, Float), float(rules.number(condition.value))
    tests: Mapping[str, Clause] = {
        rules.IS: figure == wanted,
        rules.MORE: figure > wanted,
        rules.LESS: figure < wanted,
    }
    return among(query.where(tests[condition.operator]))


# Columns of the contact itself: the column, and what is compared.
_OWN_WORDS: Mapping[str, tuple[Any, Any]] = {
    "name": (Contact.folded, Contact.folded),
    "kind": (Contact.kind, Contact.kind),
    **{
        name: (getattr(Contact, name), folded(getattr(Contact, name)))
        for name in ("role", "source", "owner", "tax_id", "note", "language", "currency", "consent")
    },
}
