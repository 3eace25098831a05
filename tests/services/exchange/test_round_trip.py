"""A list that leaves and comes into an empty file is the same list, field by field."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smallcrm.core import languages
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.own_lists import own_words
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.exchange.values import contact_points

_LETTERS = "abcxyzABCАБвгЯёαβγΏώéß0123456789=+-@'\"#.,;:!?&<>*/\\()[]{}%$€№«»_ "


def _words(size=12):
    text = st.text(_LETTERS, min_size=1, max_size=size)
    return text.map(lambda words: " ".join(words.split())).filter(bool)


def _named(size=12):
    return _words(size).map(lambda words: f"N{words}")


_WORD = st.text("abcαβγабв", min_size=1, max_size=8)
_LABELS = st.sampled_from(["", "work", "home", "mobile", "fax", "other", "Ταμείο", "Склад 2"])
_PLACES = st.sampled_from(["", "work", "home", "other", "billing", "Склад 2"])
_PHONES = st.sampled_from(
    ["+30 210 1234567", "0030 694 0000002", "007 495 11", "+44 1632 960004", "(030) 123-45", "5551"]
)
_EMAILS = st.tuples(_WORD, _WORD).map(lambda pair: f"{pair[0]}@{pair[1]}.example")
_URLS = _WORD.map(lambda word: f"https://{word}.example/a?b=1,2;c#d")
_DAYS = st.dates(date(1950, 1, 1), date(2020, 1, 1))


def _several(values, labels):
    pairs = st.lists(st.tuples(values, labels), max_size=3, unique_by=lambda pair: pair[0])
    return pairs.map(lambda found: tuple(Labelled(*pair) for pair in found))


_ADDRESSES = st.lists(
    st.builds(
        AddressDraft,
        st.lists(_named(), min_size=1, max_size=2).map("\n".join),
        _named(),
        st.sampled_from(["", "00123", "SW1A 1AA"]),
        st.just("") | _named(),
        st.sampled_from(["", "GR", "RU", "DE"]),
        _PLACES,
    ),
    max_size=2,
    unique_by=lambda address: address.street,
).map(tuple)
_TAGS = st.lists(
    _named() | _words(),
    max_size=3,
    unique_by=str.lower,
).map(tuple)
_LINES = st.lists(_named(20), max_size=3).map("\n".join)


@st.composite
def drafts(draw):
    kind = draw(st.sampled_from(["person", "company"]))
    consent = draw(st.sampled_from(["", "given", "refused"]))
    is_person = kind == "person"
    return ContactDraft(
        draw(_named()),
        kind,
        given_name=draw(st.just("") | _named()) if is_person else "",
        family_name=draw(st.just("") | _named()) if is_person else "",
        company=draw(st.sampled_from(["", "Bell Ltd", "=1+1 ООО"])) if is_person else "",
        role=draw(st.just("") | _named()) if is_person else "",
        emails=draw(_several(_EMAILS, _LABELS)),
        phones=draw(_several(_PHONES, _LABELS)),
        addresses=draw(_ADDRESSES),
        urls=draw(_several(_URLS, _LABELS)),
        tags=draw(_TAGS),
        birthday=draw(st.just("") | st.just("--05-12") | _DAYS.map(str)),
        tax_id=draw(st.sampled_from(["", "007", "094215776", "EL094215776"])),
        language=draw(st.sampled_from(["", "el", "ru"])),
        currency=draw(st.sampled_from(["", "EUR", "RUB"])),
        source=draw(st.just("") | _named()),
        note=draw(_LINES),
        custom=draw(
            st.dictionaries(
                st.sampled_from(["Shoe size", "Phone", "Fax", "=x", "Note 12345", "Name:"]),
                _named() | st.sampled_from(["03/04/2026", "0012", "=1+1"]),
                max_size=3,
            )
        ),
        external=draw(st.dictionaries(st.sampled_from(["google", "bitrix24"]), _WORD, max_size=2)),
        owner=draw(st.just("") | _named()),
        consent=consent,
        consent_on=draw(st.none() | _DAYS) if consent else None,
        consent_source=draw(st.just("") | _named()) if consent else "",
    )


def _stored(database, given):
    """*database* with *given* in it."""
    with database.write(T("Add contacts")) as session:
        for draft in given:
            contacts.create(session, draft)
    return database


def _all(database):
    """All contacts as drafts in their order, without the ids that our own lists carry."""
    with database.read() as session:
        found = contacts.list_drafts(session, contacts.list_ids(session))
    return sorted((_without_own_id(draft) for draft in found.values()), key=repr)


def _without_own_id(draft):
    kept = {name: value for name, value in draft.external.items() if name in {"google", "bitrix24"}}
    return draft._replace(
        external=dict(sorted(kept.items())), custom=dict(sorted(draft.custom.items()))
    )


def _travelled(empty_file, given, name, **options):
    """What *given* is before and after it went through a file called *name*."""
    with TemporaryDirectory() as folder:
        there, path = Path(folder), Path(folder) / name
        for each in ("one.smallcrm", "two.smallcrm"):
            shutil.copy(empty_file, there / each)
        with closing(_stored(Database(there / "one.smallcrm"), given)) as database:
            before = _all(database)
            with database.read() as session:
                export(session, "contacts", path, Progress(), **options)
        with closing(Database(there / "two.smallcrm")) as database:
            preview = inspect(path, ReadOptions(home="GR"))
            wishes = Wishes(name, OnDouble.CREATE)
            if preview.counts.rows:
                bring_in(database, preview, wishes, Progress())
            return before, _all(database)


_FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@_FEW
@example(given=[ContactDraft("Dora", family_name="Day")])
@given(given=st.lists(drafts(), min_size=1, max_size=6, unique_by=lambda draft: draft.name))
def test_a_list_comes_into_an_empty_file_as_it_left(empty_file, ending, given):
    before, after = _travelled(empty_file, given, f"all.{ending}")
    assert after == before


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@_FEW
@given(given=st.lists(drafts(), min_size=1, max_size=6, unique_by=lambda draft: draft.name))
def test_cards_come_into_an_empty_file_as_they_left(empty_file, version, given):
    before, after = _travelled(empty_file, given, "all.vcf", vcard=version)
    assert after == before


@pytest.mark.parametrize("language", ["en", "ru", "el"])
def test_every_label_and_consent_is_understood_in_every_language(language):
    languages.use(language)
    assert [contact_points.label(str(words)) for words in own_words.LABELS.values()] == list(
        own_words.LABELS
    )
    assert [own_words.consent(str(words)) for words in own_words.CONSENTS.values()] == list(
        own_words.CONSENTS
    )
