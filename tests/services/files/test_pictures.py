"""Pictures that nothing needs are removed; what undo may bring back stays."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from smallcrm.core.text import T
from smallcrm.services import documents, files, products, settings
from smallcrm.services.products import ProductDraft, photos
from tests.services.documents.conftest import Office


def picture(color, kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(out, kind)
    return out.getvalue()


@pytest.fixture
def do(database):
    def write(action, *args, **more):
        with database.write(T("Test"), **more) as session:
            return action(session, *args)

    return write


@pytest.fixture
def unused(database):
    def read():
        with database.read() as session:
            return {one.sha256 for one in files.list_unused_pictures(session)}

    return read


@pytest.fixture
def rose(do):
    return do(products.create, ProductDraft("Rose"))


def test_photo_that_is_shown_or_may_be_undone_to_is_needed(database, do, unused, rose):
    red = do(photos.set_photo, rose, picture("red"))
    do(photos.set_photo, rose, picture("blue"))
    do(settings.set_logo, picture("green"))
    do(settings.set_logo, b"")
    assert unused() == set()
    assert do(files.remove_unused_pictures) == []
    for _each in range(3):
        database.undo()
    with database.read() as session:
        assert photos.get_photo(session, red)


def test_photo_that_no_step_of_the_history_names_is_removed_for_good(database, do, unused, rose):
    do(settings.set_logo, picture("green"))
    with database.write(T("Test"), can_undo=False) as session:
        alone = photos._keep(session, picture("black", "JPEG"))
    assert unused() == {alone}
    gone = do(files.remove_unused_pictures, can_undo=False)
    assert [one.sha256 for one in gone] == [alone]
    assert unused() == set()
    with database.read() as session:
        assert settings.get_logo(session)


def test_logo_of_an_issued_invoice_stays_when_nothing_else_has_it(database, unused):
    office = Office(database)
    office.do(settings.set_logo, picture("green"))
    office.issued()
    office.sql("DELETE FROM change", "UPDATE setting SET value = '\"\"' WHERE name LIKE '%logo'")
    assert unused() == set()
    office.do(files.remove_unused_pictures)
    assert office.read(documents.check).ok


@pytest.mark.parametrize("has_some", [False, True])
def test_what_was_done_before_tidying_can_still_be_undone(database, do, unused, rose, has_some):
    if has_some:
        do(photos._keep, picture("black", "JPEG"), can_undo=False)
    do(settings.change, {"name": "Anthos"})
    assert len(do(files.remove_unused_pictures, can_undo=False)) == has_some
    database.undo()
    with database.read() as session:
        assert settings.get_business(session).name != "Anthos"
