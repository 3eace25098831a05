"""Many contacts at once: one action, one undo; the bin."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.models import Contact
from smallcrm.services import contacts, custom_fields, documents, pipeline
from smallcrm.services.contacts import ContactDraft, bulk, emptying
from smallcrm.services.documents import DocumentDraft, LineDraft


@pytest.fixture
def write(database):
    def run(action):
        with database.write(T("Change")) as session:
            return action(session)

    return run


@pytest.fixture
def ids(write):
    """Anna has a tag, Bob and Cleo have not."""
    drafts = [ContactDraft("Anna", tags=("VIP",)), ContactDraft("Bob"), ContactDraft("Cleo")]
    return write(lambda s: [contacts.create(s, draft) for draft in drafts])


def drafts(write, ids):
    found = write(lambda s: contacts.list_drafts(s, ids))
    return [found[contact_id] for contact_id in ids]


def test_tag_is_given_once_and_taken_back_in_one_step(write, database, ids):
    assert write(lambda s: bulk.tag(s, ids, " vip ")) == 2
    assert [draft.tags for draft in drafts(write, ids)] == [("VIP",)] * 3
    assert write(lambda s: bulk.tag(s, ids, "VIP")) == 0
    database.undo()
    assert [draft.tags for draft in drafts(write, ids)] == [("VIP",), (), ()]
    assert write(lambda s: bulk.untag(s, ids, "vip")) == 1
    assert write(lambda s: bulk.list_tags_of(s, ids)) == []


def test_tagged_contacts_are_found_by_the_tag(write, ids):
    write(lambda s: bulk.tag(s, ids[1:], "Λονδίνο"))
    assert write(lambda s: contacts.list_ids(s, search="λονδινο")) == ids[1:]


def test_consent_is_set_with_its_day(write, ids):
    assert write(lambda s: bulk.set_consent(s, ids, "given", "By phone")) == 3
    assert write(lambda s: bulk.set_consent(s, ids, "given")) == 0
    anna = drafts(write, ids)[0]
    assert (anna.consent, anna.consent_on) == ("given", clock.today())
    with pytest.raises(UserError):
        write(lambda s: bulk.set_consent(s, ids, "perhaps"))


def test_field_is_set_for_all(write, ids):
    assert write(lambda s: bulk.set_field(s, ids, "source", " Fair  2026 ")) == 3
    assert {draft.source for draft in drafts(write, ids)} == {"Fair 2026"}
    with pytest.raises(UserError, match="no field called name"):
        write(lambda s: bulk.set_field(s, ids, "name", "x"))


def test_field_of_ones_own_is_set_and_cleared(write, database, ids):
    field = write(lambda s: custom_fields.add(s, "Size", "number"))
    uid = write(lambda s: custom_fields.get_field(s, field).uid)
    assert write(lambda s: bulk.set_field(s, ids[:1], f"custom:{uid}", "38")) == 1
    assert write(lambda s: bulk.set_field(s, ids, f"custom:{uid}", "38,0")) == 2
    assert [draft.custom for draft in drafts(write, ids)] == [{"Size": "38"}] * 3
    assert write(lambda s: bulk.set_field(s, ids, f"custom:{uid}", "")) == 3
    database.undo()
    assert [draft.custom for draft in drafts(write, ids)] == [{"Size": "38"}] * 3
    with pytest.raises(UserError, match="not a number"):
        write(lambda s: bulk.set_field(s, ids, f"custom:{uid}", "large"))


def archive_long_ago(write, ids, days):
    write(lambda s: contacts.archive(s, ids))
    long_ago = clock.now() - dt.timedelta(days=days)
    write(
        lambda s: s.execute(update(Contact).where(Contact.id.in_(ids)).values(deleted_at=long_ago))
    )


def test_bin_is_emptied_of_what_is_over_30_days_old(write, database, ids):
    archive_long_ago(write, ids[:1], 31)
    archive_long_ago(write, ids[1:2], 29)
    assert write(emptying.empty_bin) == 1
    assert write(lambda s: contacts.list_ids(s, archived=True)) == ids[1:2]
    database.undo()
    assert write(lambda s: contacts.list_ids(s, archived=True)) == ids[:2]


def test_nothing_that_documents_deals_or_people_need_leaves_the_bin(write, ids):
    line = LineDraft("Roses")
    draft = DocumentDraft(customer_id=ids[0], lines=(line,))
    write(lambda s: documents.create_draft(s, draft))
    write(lambda s: pipeline.create_deal(s, pipeline.DealDraft("Roses", ids[1])))
    write(lambda s: contacts.create(s, ContactDraft("Dora", company="Bell Ltd")))
    bell = write(lambda s: contacts.list_ids(s, kind="company"))
    archive_long_ago(write, [*ids[:2], *bell], 90)
    assert write(emptying.empty_bin) == 0


def test_days_in_the_bin_are_counted_down_to_none():
    now = clock.now()
    today = clock.local(now).date()
    assert emptying.days_left(now, today) == 30
    assert emptying.days_left(now - dt.timedelta(days=45), today) == 0
