"""The index finds, of each kind, what going through all texts one by one finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from smallcrm.core import clock
from smallcrm.core.fold import fold
from smallcrm.core.keyboard import retyped
from smallcrm.core.text import T
from smallcrm.core.uid import new_uid
from smallcrm.db import search as index
from smallcrm.models import Contact
from smallcrm.services import contacts, leads, products, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.leads import LeadDraft
from smallcrm.services.products import ProductDraft
from smallcrm.services.tasks import TaskDraft

_WORDS = (
    "keller", "ΕΛΈΝΗ", "παπαδοπούλου", "γάμο", "Ёжикова", "привет", "букетов", "Weiß", "ipek",
    "VB-7", "wedding", "4567", "+30 210 998 4567", "555-01-23", "masha@mail", "vase", "дом",
)  # fmt: skip
_PREFIXES = ("", "", "@", "#", ">", "+")


@st.composite
def typed(draw):
    """A word or two as somebody types them: begun, the tail of one, in the wrong layout."""
    words = []
    for word in draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=2)):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(word))] * 2)))
        part = draw(st.sampled_from([word, word[:end], word[start:end], word[-4:], word[:1]]))
        words.append(draw(st.sampled_from([part, *retyped(part)])))
    return draw(st.sampled_from(_PREFIXES)) + " ".join(words)


@pytest.fixture
def full(shop):
    """Some hundred more of what there was one of, and some of each kind in the bin."""
    with shop.database.write(T("Test")) as session:
        people = contacts.list_ids(session)
        for number in range(25):
            first, second = (_WORDS[(number * step) % len(_WORDS)] for step in (3, 5))
            contacts.add_note(session, people[number], f"{first} {number} {second}")
            tasks.add_task(session, TaskDraft(f"{second} {first}", contact_id=people[-number]))
            products.create(session, ProductDraft(f"{second} {number}", code=f"V-{number}"))
            leads.add(session, LeadDraft(f"{first} {number}", message=second))
        contacts.add_note(session, people[1], "Kelp for the butler")  # pieces of Keller, apart
        contacts.archive(session, [*people[::7], shop.ids["Keller GmbH"]])
        contacts.remove_activity(session, shop.ids["note"])
    return shop


def one_by_one(connection, typed, kind, most):
    """The ids of *kind*, not in the bin, in whose text each word stands; the newest *most*."""
    words = index.spellings_of(typed)
    texts = connection.exec_driver_sql(
        f"SELECT c.id, t.text FROM {kind} c JOIN search_text t"
        f" ON t.id = c.id * {index._SLOTS} + {index.KINDS[kind]}"
        " WHERE c.deleted_at IS NULL ORDER BY c.id DESC"
    )
    found = [
        key
        for key, text in texts
        # What is shorter than a piece stands behind the blanks before a word.
        if all(any(way.rjust(3) in text for way in ways) for ways in words)
    ]
    return found[:most] if words else []


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed(), st.sets(st.sampled_from(list(index.KINDS))), st.integers(1, 20))
def test_newest_of_each_kind_are_those_that_have_the_words(full, typed, kinds, most):
    with full.database.read() as session:
        connection = session.connection()
        found = index.newest(connection, typed, kinds, most)
        expected = {kind: one_by_one(connection, typed, kind, most) for kind in kinds}
    assert {kind: [one.id for one in hits] for kind, hits in found.items()} == expected


_MANY = 3_700  # more than were looked at once


def test_many_newer_ones_in_the_bin_or_alike_hide_nothing(database):
    """Those in the bin stay in the index; "annana" has the pieces of "anna" and "nana"."""
    with database.write(T("Test")) as session:
        wanted = contacts.create(session, ContactDraft("Annana Keller"))
        named = [("Annana Keller", clock.now()), ("Anna Nana Keller", None)]
        for name, deleted_at in named:
            row = {"name": name, "folded": fold(name), "kind": "person", "deleted_at": deleted_at}
            session.execute(insert(Contact), [{**row, "uid": new_uid()} for _ in range(_MANY)])
    with database.read() as session:
        found = index.newest(session.connection(), "annana", ["contact"], 20)
    assert [one.id for one in found["contact"]] == [wanted]
