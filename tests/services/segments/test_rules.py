"""What a filter finds is what a plain look at every contact finds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.fold import digits, fold
from smallcrm.services import segments
from smallcrm.services.segments import Condition, Rules, Wanted, rules

NEGATIVE = {"is_not": "is", "contains_not": "contains"}
WORDS = [
    *("anna", "ΑΝΝΑ 3", "Ελένη Παπά 0", "a", "%", "_", "ωλοσ", "αθηνα", "Athens", "50%_off", "vip"),
    *("Λονδινο", "web", "owner", "person", "company", "bell", "Bell Ltd", "p1@", "el", "GR"),
    *("greece", "01", "020", "roses", "rose", "τριαντάφυλλο", "123456783", "Blue", "no 1"),
]
VALUES = {
    rules.WORDS: st.sampled_from(WORDS),
    rules.ONE_OF: st.sampled_from(["person", "company", "given", "refused", "Blue", "red"]),
    rules.TAG: st.sampled_from(["VIP", "λονδίνο", "ip", "gone"]),
    rules.MONEY: st.sampled_from(["0", "60", "100.5", "149.99", "150", "-1"]),
    rules.COUNT: st.sampled_from(["0", "1", "1.5", "2", "-1"]),
    rules.NUMBER: st.sampled_from(["0", "3.5", "7", "10.5", "100"]),
    rules.YESNO: st.sampled_from(["yes", "no"]),
}
DAYS = st.integers(0, 420).map(str)


def values_for(kind, operator):
    if operator in rules.WITHOUT_VALUE:
        return st.just("")
    if operator == rules.MONTH:
        return st.integers(1, 12).map(str)
    if operator in rules.IN_DAYS:
        return DAYS
    if operator in {rules.BEFORE, rules.AFTER}:
        return st.integers(-3, 420).map(
            lambda back: (clock.today() - dt.timedelta(days=back)).isoformat()
        )
    return VALUES[kind]


@st.composite
def conditions(draw, fields):
    custom = [f"custom:{uid}" for uid in fields]
    field = draw(st.sampled_from([*rules.FIELDS, *custom]))
    kind = rules.kind_of(field, fields)
    operator = draw(st.sampled_from(rules.OPERATORS[kind]))
    value = draw(values_for(kind, operator))
    if field == "phone" and operator not in rules.WITHOUT_VALUE:
        value = draw(st.sampled_from(["4501", "210 123", "+49 30 111", "49", "30", "x"]))
    return Condition(field, operator, value, draw(st.sampled_from(["EUR", "USD"])))


def matches(person, found, crowd):
    answers = [holds(person, condition, crowd) for condition in found.conditions]
    return all(answers) if found.match == "all" or not answers else any(answers)


def holds(person, condition, crowd):
    kind = rules.kind_of(condition.field, crowd.fields)
    if kind in {rules.WORDS, rules.TAG, rules.ONE_OF, rules.YESNO}:
        return say(texts(person, condition.field, crowd), condition)
    return {
        rules.DAY: day_holds,
        rules.BIRTHDAY: birthday_holds,
        rules.MONEY: money_holds,
        rules.COUNT: lambda p, c, _: compared(Decimal(p.open_deals), c),
        rules.NUMBER: number_holds,
    }[kind](person, condition, crowd)


def texts(person, field, crowd):
    draft = person.draft
    if field.startswith("custom:"):
        return [draft.custom.get(crowd.uids[field.removeprefix("custom:")], "")]
    several = {
        "tag": draft.tags,
        "email": [item.value for item in draft.emails],
        "phone": [item.value for item in draft.phones],
        "product": person.products,
    }
    if field in several:
        return list(several[field])
    if field in {"city", "postcode", "country"}:
        return [getattr(address, field) for address in draft.addresses]
    return [getattr(draft, field)]


def say(values, condition):
    operator = NEGATIVE.get(condition.operator, condition.operator)
    values = [value for value in values if value]
    if operator in rules.WITHOUT_VALUE:
        return bool(values) == (operator == "not_empty")
    wanted = fold(condition.value)
    if condition.field == "phone":
        wanted = digits(condition.value)
        values = [digits(value) for value in values] + [
            "30" + digits(v) for v in values if "4" in v[:9]
        ]
        values = [v for v in values if wanted and not v.startswith("3049")]
    elif condition.field == "country":
        values += ["Greece" for value in values if value == "GR"]
    tests = {
        "is": lambda value: value == wanted,
        "contains": lambda value: wanted in value,
        "begins": lambda value: value.startswith(wanted),
    }
    found = any(tests[operator](fold(value)) for value in values)
    return found != (condition.operator in NEGATIVE)


def compared(value, condition):
    if condition.operator in rules.WITHOUT_VALUE:
        return (value > 0) == (condition.operator == "not_empty")
    limit = Decimal(condition.value)
    return value > limit if condition.operator == "more" else value < limit


def number_holds(person, condition, crowd):
    value = person.draft.custom.get(crowd.uids[condition.field.removeprefix("custom:")], "")
    if condition.operator in rules.WITHOUT_VALUE:
        return bool(value) == (condition.operator == "not_empty")
    if not value:
        return False
    if condition.operator == "is":
        return Decimal(value) == Decimal(condition.value)
    return compared(Decimal(value), condition)


def money_holds(person, condition, _crowd):
    today = clock.today()
    tests = {
        "invoiced": lambda _day, _due: True,
        "unpaid": lambda _day, _due: True,
        "invoiced_year": lambda day, _due: day.year == today.year,
        "overdue": lambda _day, due: due < today,
    }
    invoices = [one for one in person.invoices if tests[condition.field](one[0], one[1])]
    if condition.operator not in rules.WITHOUT_VALUE:
        invoices = [one for one in invoices if one[3] == condition.currency]
    return compared(sum((one[2] for one in invoices), Decimal(0)), condition)


def day_holds(person, condition, crowd):
    known = {
        "created": [person.created],
        "changed": [clock.today()],
        "last_contact": person.spoken,
        "last_purchase": [one[0] for one in person.invoices],
    }
    if condition.field.startswith("custom:"):
        value = person.draft.custom.get(crowd.uids[condition.field.removeprefix("custom:")], "")
        days = [dt.date.fromisoformat(value)] if value else []
    else:
        days = known[condition.field]
    if condition.operator in rules.WITHOUT_VALUE:
        return bool(days) == (condition.operator == "not_empty")
    if not days:
        return False
    if condition.operator in {"before", "after"}:
        edge = dt.date.fromisoformat(condition.value)
        return max(days) < edge if condition.operator == "before" else max(days) > edge
    edge = clock.today() - dt.timedelta(days=int(condition.value))
    return max(days) < edge if condition.operator == "older" else max(days) >= edge


def birthday_holds(person, condition, _crowd):
    birthday = person.draft.birthday
    if condition.operator in rules.WITHOUT_VALUE:
        return bool(birthday) == (condition.operator == "not_empty")
    if not birthday:
        return False
    if condition.operator == "month":
        return int(birthday[-5:-3]) == int(condition.value)
    days = [clock.today() + dt.timedelta(days=n) for n in range(int(condition.value) + 1)]
    return birthday[-5:] in {f"{day:%m-%d}" for day in days}


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_filter_finds_whom_a_plain_look_finds(crowd, data):
    made = data.draw(st.lists(conditions(crowd.fields), min_size=1, max_size=3))
    found = Rules(tuple(made), data.draw(st.sampled_from(["all", "any"])))
    rules.check(found, crowd.fields)
    with crowd.database.read() as session:
        ids = segments.list_ids(session, Wanted(rules=found))
        assert segments.count(session, Wanted(rules=found)) == len(ids)
    assert set(ids) == {one.id for one in crowd.people.values() if matches(one, found, crowd)}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_rules_come_back_from_the_file_as_they_went_in(crowd, data):
    made = data.draw(st.lists(conditions(crowd.fields), max_size=4))
    found = Rules(tuple(made), data.draw(st.sampled_from(["all", "any"])))
    assert rules.load(found.dump()) == found


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("shoe", "is", "1"), "no field shoe"),
        (Condition("name", "older", "1"), "older cannot be asked"),
        (Condition("city", "is"), "no value yet"),
        (Condition("created", "older", "soon"), "not a number of days"),
        (Condition("created", "before", "31.04.2026"), "not a date"),
        (Condition("birthday", "month", "13"), "not a month"),
        (Condition("unpaid", "more", "much", "EUR"), "not a number"),
        (Condition("unpaid", "more", "1"), "needs its currency"),
        (Condition("unpaid", "more", "NaN", "EUR"), "not a number"),
        (Condition("custom:1", "is", "maybe"), "neither yes nor no"),
        (Condition("custom:2", "is", "maybe"), "no field custom:2"),
    ],
)
def test_condition_that_nobody_can_answer_is_refused(condition, words):
    with pytest.raises(UserError, match=words):
        rules.check(Rules((condition,)), {"1": "yesno"})


def test_condition_on_a_field_that_is_gone_finds_nobody(crowd):
    gone = Rules((Condition("custom:gone", "is", "x"), Condition("name", "not_empty")))
    with crowd.database.read() as session:
        assert segments.list_ids(session, Wanted(rules=gone)) == []
