"""Pages as pictures."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import StorageError
from smallcrm.services.documents.pdf import preview
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import changed, lines, view

ACCENT, WHITE = bytes.fromhex("2F5FD0FF"), bytes.fromhex("FFFFFFFF")


def pixel(page, x, y):
    start = (y * page.width + x) * 4
    return page.pixels[start : start + 4]


def test_a_page_is_white_under_a_bar_in_the_accent_color():
    (page,) = preview.pages(render(view()), dpi=72)
    assert (page.width, page.height) == (596, 842)
    assert len(page.pixels) == page.width * page.height * 4
    assert pixel(page, 300, 2) == ACCENT
    assert pixel(page, 300, 20) == WHITE


def test_twice_the_resolution_is_four_times_the_pixels():
    pdf = render(view())
    (small,), (large,) = preview.pages(pdf, dpi=48), preview.pages(pdf, dpi=96)
    assert abs(large.width - 2 * small.width) <= 1
    assert abs(large.height - 2 * small.height) <= 1


@pytest.mark.parametrize("dpi", [37, 53.3, 101, 144.7])
def test_pictures_have_no_padding_at_any_resolution(dpi):
    (page,) = preview.pages(render(view()), dpi=dpi)
    assert len(page.pixels) == page.width * page.height * 4


def test_single_pages_can_be_drawn():
    pdf = render(changed(view(), lines=lines("en", 45)))
    assert preview.page_count(pdf) == 3
    all_pages = preview.pages(pdf, dpi=30)
    assert preview.pages(pdf, dpi=30, only=[2, 0]) == [all_pages[2], all_pages[0]]


@pytest.mark.parametrize("damaged", [b"", b"not a PDF", b"%PDF-1.4\n%%EOF"])
def test_a_damaged_file_is_a_storage_error(damaged):
    with pytest.raises(StorageError, match="damaged"):
        preview.page_count(damaged)
