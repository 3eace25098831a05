"""Many contacts at once: one action, one undo; the bin."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.models import Contact
from smallcrm.services import contacts, custom_fields, documents, pipeline
from smallcrm.services.contacts import ContactDraft, bulk, emptying
from smallcrm.services.documents import DocumentDraft, LineDraft


@pytest.fixture
def ids(do):
    """Anna has a tag, Bob and Cleo have not."""
    drafts = [ContactDraft("Anna", tags=("VIP",)), ContactDraft("Bob"), ContactDraft("Cleo")]
    return do(lambda s: [contacts.create(s, draft) for draft in drafts])


def drafts(do, ids):
    found = do(lambda s: contacts.list_drafts(s, ids))
    return [found[contact_id] for contact_id in ids]


def test_tag_is_given_once_and_taken_back_in_one_step(do, database, ids):
    assert do(lambda s: bulk.tag(s, ids, " vip ")) == 2
    assert [draft.tags for draft in drafts(do, ids)] == [("VIP",)] * 3
    assert do(lambda s: bulk.tag(s, ids, "VIP")) == 0
    database.undo()
    assert [draft.tags for draft in drafts(do, ids)] == [("VIP",), (), ()]
    assert do(lambda s: bulk.untag(s, ids, "vip")) == 1
    assert do(lambda s: bulk.list_tags_of(s, ids)) == []


def test_tagged_contacts_are_found_by_the_tag(do, ids):
    do(lambda s: bulk.tag(s, ids[1:], "Λονδίνο"))
    assert do(lambda s: contacts.list_ids(s, search="λονδινο")) == ids[1:]


def test_consent_is_set_with_its_day(do, ids):
    assert do(lambda s: bulk.set_consent(s, ids, "given", "By phone")) == 3
    assert do(lambda s: bulk.set_consent(s, ids, "given")) == 0
    anna = drafts(do, ids)[0]
    assert (anna.consent, anna.consent_on) == ("given", clock.today())
    with pytest.raises(UserError):
        do(lambda s: bulk.set_consent(s, ids, "perhaps"))


def test_field_is_set_for_all(do, ids):
    assert do(lambda s: bulk.set_field(s, ids, "source", " Fair  2026 ")) == 3
    assert {draft.source for draft in drafts(do, ids)} == {"Fair 2026"}
    with pytest.raises(UserError, match="no field called name"):
        do(lambda s: bulk.set_field(s, ids, "name", "x"))


def test_field_of_ones_own_is_set_and_cleared(do, database, ids):
    field = do(lambda s: custom_fields.add(s, "Size", "number"))
    uid = do(lambda s: custom_fields.get_field(s, field).uid)
    assert do(lambda s: bulk.set_field(s, ids[:1], f"custom:{uid}", "38")) == 1
    assert do(lambda s: bulk.set_field(s, ids, f"custom:{uid}", "38,0")) == 2
    assert [draft.custom for draft in drafts(do, ids)] == [{"Size": "38"}] * 3
    assert do(lambda s: bulk.set_field(s, ids, f"custom:{uid}", "")) == 3
    database.undo()
    assert [draft.custom for draft in drafts(do, ids)] == [{"Size": "38"}] * 3
    with pytest.raises(UserError, match="not a number"):
        do(lambda s: bulk.set_field(s, ids, f"custom:{uid}", "large"))


def archive_long_ago(do, ids, days):
    do(lambda s: contacts.archive(s, ids))
    long_ago = clock.now() - dt.timedelta(days=days)
    do(lambda s: s.execute(update(Contact).where(Contact.id.in_(ids)).values(deleted_at=long_ago)))


def test_bin_is_emptied_of_what_is_over_30_days_old(do, database, ids):
    archive_long_ago(do, ids[:1], 31)
    archive_long_ago(do, ids[1:2], 29)
    assert do(emptying.empty_bin) == 1
    assert do(lambda s: contacts.list_ids(s, archived=True)) == ids[1:2]
    database.undo()
    assert do(lambda s: contacts.list_ids(s, archived=True)) == ids[:2]


def test_nothing_that_documents_deals_or_people_need_leaves_the_bin(do, ids):
    line = LineDraft("Roses")
    draft = DocumentDraft(customer_id=ids[0], lines=(line,))
    do(lambda s: documents.create_draft(s, draft))
    do(lambda s: pipeline.create_deal(s, pipeline.DealDraft("Roses", ids[1])))
    do(lambda s: contacts.create(s, ContactDraft("Dora", company="Bell Ltd")))
    bell = do(lambda s: contacts.list_ids(s, kind="company"))
    archive_long_ago(do, [*ids[:2], *bell], 90)
    assert do(emptying.empty_bin) == 0


def test_days_in_the_bin_are_counted_down_to_none():
    now = clock.now()
    today = clock.local(now).date()
    assert emptying.days_left(now, today) == 30
    assert emptying.days_left(now - dt.timedelta(days=45), today) == 0
