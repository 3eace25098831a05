"""A Factur-X PDF (ZUGFeRD): the stored page as PDF/A-3b with the CII inside.

Factur-X 1.0, profile EN 16931. What is on the page stays as it was stored; added are the XML, its
relation to the page, the colours that the page is meant in, and the metadata that PDF/A asks for.
Loaded when it is first needed: pikepdf is costly.
"""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
from PIL import ImageCms

from smallcrm.services.documents.einvoice.xmp import Description, packet

FILE_NAME = "factur-x.xml"
_MEDIA_TYPE = "text/xml"
_PROFILE_DATE = slice(24, 36)  # of an ICC profile's header (ICC.1, 7.2.8)
_PDF_DATE = "D:%Y%m%d%H%M%S+00'00'"


def combine(page: bytes, xml: bytes, made: dt.datetime) -> bytes:
    """The stored *page* with *xml* inside; the same bytes for the same document.

    Args:
        page: The PDF as it was stored at issue; all its fonts are embedded.
        xml: The document as CII.
        made: When it was issued.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(page)) as pdf:
        _attach(pdf, xml, made)
        _add_colours(pdf)
        _describe(pdf, made)
        for each in pdf.pages:
            if "/Trans" in each.obj:
                del each.obj["/Trans"]  # how a slide show turns it; PDF/A knows none
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


def extract(pdf: bytes) -> bytes:
    """The XML inside a Factur-X PDF.

    Raises:
        KeyError: There is none.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return bytes(opened.attachments[FILE_NAME].get_file().read_bytes())


def _attach(pdf: pikepdf.Pdf, xml: bytes, made: dt.datetime) -> None:
    day = made.strftime(_PDF_DATE)
    spec = pikepdf.AttachedFileSpec(
        pdf,
        xml,
        description="Factur-X invoice",
        filename=FILE_NAME,
        mime_type=_MEDIA_TYPE,
        creation_date=day,
        mod_date=day,
        relationship=pikepdf.Name.Alternative,
    )
    pdf.attachments[FILE_NAME] = spec
    pdf.Root.AF = pikepdf.Array([pdf.make_indirect(pdf.attachments[FILE_NAME].obj)])


def _add_colours(pdf: pikepdf.Pdf) -> None:
    """Say that colours are meant in sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_PROFILE_DATE] = bytes.fromhex("07d000010001000000000000")  # not today
    stream = pdf.make_stream(bytes(profile), N=3, Alternate=pikepdf.Name.DeviceRGB)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        RegistryName="http://www.color.org",
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def _describe(pdf: pikepdf.Pdf, made: dt.datetime) -> None:
    """Metadata as XMP, saying the same as the older form beside it."""
    info = pdf.docinfo
    for empty in [name for name, value in info.items() if str(value) == ""]:
        del info[empty]
    info.CreationDate = info.ModDate = made.strftime(_PDF_DATE)
    said = Description(
        title=str(info.get("/Title", "")),
        author=str(info.get("/Author", "")),
        subject=str(info.get("/Subject", "")),
        creator=str(info.get("/Creator", "")),
        producer=str(info.get("/Producer", "")),
        made=made,
    )
    stream = pdf.make_stream(packet(said, FILE_NAME))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)
