"""Rows of a spreadsheet become products; a product has a photo and knows where it stands."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from PIL import Image

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import documents, products
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.products import PastedProduct, ProductDraft, photos

ROSE = ProductDraft("Rose", code="R-1", unit="pcs", price=Decimal(95), tax_rate=Decimal(24))


def picture(kind="PNG", size=(2000, 1000), color=(200, 30, 30, 128)):
    out = io.BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, color[: len(mode)]).save(out, kind)
    return out.getvalue()


@pytest.fixture
def do(database):
    def run(action, *args):
        with database.write(T("Test")) as session:
            return action(session, *args)

    return run


@pytest.fixture
def read(database):
    def run(query, *args):
        with database.read() as session:
            return query(session, *args)

    return run


@pytest.fixture
def rose(do):
    return do(products.create, ROSE)


def test_rows_add_what_is_new_and_bring_up_to_date_what_is_there(do, read, rose, database):
    rows = [
        PastedProduct("Rosa damascena", code="R-1", price=Decimal(99)),
        PastedProduct("Vase", unit="pcs", price=Decimal("12.5"), tax=Decimal(13)),
        PastedProduct("  ", price=Decimal(1)),
        PastedProduct("VASE", price=Decimal(13)),
    ]
    done = do(products.paste, rows)
    assert (done.changed[0], len(done.created), done.skipped) == (rose, 1, 1)
    found = read(products.get_draft, rose)
    assert (found.name, found.price, found.unit, found.tax_rate) == ("Rose", 99, "pcs", 24)
    vase = read(products.get_draft, done.created[0])
    assert (vase.price, vase.tax_category, vase.tax_rate) == (13, "S", 13)
    database.undo()
    assert read(products.list_ids) == [rose]
    assert read(products.get_draft, rose).price == 95


def test_row_that_says_nothing_new_changes_nothing(do, rose):
    done = do(products.paste, [PastedProduct("rose", price=Decimal(95))])
    assert done == ((), (), (rose,), 0)


def test_same_name_with_another_code_is_another_product(do, rose):
    assert len(do(products.paste, [PastedProduct("Rose", code="R-2")]).created) == 1


def test_new_product_has_the_usual_tax(do, read):
    [created] = do(products.paste, [PastedProduct("Vase")]).created
    assert read(products.get_draft, created).tax_rate == 24


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_photo_is_kept_small_and_once(do, read, rose, kind):
    digest = do(photos.set_photo, rose, picture(kind))
    vase = do(products.create, ProductDraft("Vase"))
    assert do(photos.set_photo, vase, picture(kind)) == digest
    with Image.open(io.BytesIO(read(photos.get_photo, digest))) as kept:
        assert (kept.format, kept.size) == ("JPEG", (640, 320))
    assert read(products.list_rows, [rose])[rose].photo == digest


def test_photo_is_taken_away_and_undo_brings_it_back(do, read, rose, database):
    digest = do(photos.set_photo, rose, picture())
    do(photos.set_photo, rose, b"")
    assert read(products.list_rows, [rose])[rose].photo == ""
    database.undo()
    assert read(products.list_rows, [rose])[rose].photo == digest


@pytest.mark.parametrize("junk", [b"GIF89a", b"\x89PNG\r\n\x1a\n", picture()[:200]])
def test_what_is_no_picture_is_refused(do, rose, junk):
    with pytest.raises(UserError) as caught:
        do(photos.set_photo, rose, junk)
    assert caught.value.field == "photo"


def test_photo_needs_a_product(do):
    with pytest.raises(NotFound):
        do(photos.set_photo, 99, picture())


def test_product_knows_on_how_many_documents_it_stands(do, read, rose):
    line = LineDraft("Rose", product_id=rose)
    do(documents.create_draft, DocumentDraft(lines=(line, line)))
    gone = do(documents.create_draft, DocumentDraft(lines=(line,)))
    do(documents.create_draft, DocumentDraft(lines=(LineDraft("Vase"),)))
    assert read(products.count_documents, rose) == 2
    do(documents.delete_draft, gone)
    assert read(products.count_documents, rose) == 1
