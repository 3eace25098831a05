"""Logos of all sizes, and things that are none."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from smallcrm.services.documents.pdf import picture as pictures
from smallcrm.services.documents.pdf.render import render
from tests.services.documents.pdf.samples import picture, view

PNG, JPEG = picture(60, 40), picture(60, 40, "JPEG", "RGB")


def embedded(logo):
    """The pictures of a quote: it has no code to pay by."""
    pdf = render(replace(view(kind="quote"), logo=logo))
    return [image.image for image in PdfReader(io.BytesIO(pdf)).pages[0].images]


def test_a_huge_logo_is_scaled_down_and_keeps_its_shape():
    (image,) = embedded(picture(4000, 1000))
    assert image.size == (480, 120)
    assert len(render(replace(view(), logo=picture(4000, 4000)))) < 120_000


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_pictures_of_every_kind_stand_on_white(mode):
    (image,) = embedded(picture(40, 40, mode=mode))
    assert image.size == (40, 40)
    if mode in ("RGBA", "LA"):
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_a_photograph_stays_a_jpeg():
    pdf = render(replace(view(kind="quote"), logo=picture(3000, 2000, "JPEG", "RGB")))
    assert b"DCTDecode" in pdf
    assert len(pdf) < 80_000


def test_a_photograph_of_a_printing_house_is_drawn():
    (image,) = embedded(picture(50, 30, "JPEG", "CMYK"))
    assert image.size == (50, 30)


def test_a_picture_that_lies_on_its_side_is_set_upright():
    stored = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 20), "red").save(stored, "JPEG", exif=exif)
    (image,) = embedded(stored.getvalue())
    assert image.size == (20, 60)


@pytest.mark.parametrize("logo", [b"", b"GIF89a", b"<svg/>", PNG[:30], PNG[:-30], JPEG[:200]])
def test_a_broken_picture_is_left_out(texts_of, logo):
    document = replace(view(), logo=logo)
    (text,) = texts_of(render(document))
    assert "Anthos Flowers" in text


def test_a_picture_of_too_many_pixels_is_left_out():
    stored = io.BytesIO()
    Image.new("1", (9000, 9000)).save(stored, "PNG")
    assert pictures.logo(stored.getvalue()) is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([PNG, JPEG]), st.data())
def test_flipped_bytes_never_stop_a_document(whole, data):
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    pictures.logo(bytes(broken))
