"""A Factur-X PDF: the stored page, the XML inside, and what PDF/A-3 asks for."""

from __future__ import annotations

import io

import pikepdf
import pytest
from lxml import etree
from pikepdf import pdfa
from pypdf import PdfReader

from smallcrm.services import documents
from smallcrm.services.documents import einvoice
from smallcrm.services.documents.einvoice import pdf_a

FACTUR_X = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
# What a file may describe itself, and the checker, which knows only a list of its own, may not.
OWN_TERMS = ("fx", "pdfaExtension", "pdfaSchema", "pdfaProperty")


@pytest.fixture(scope="module")
def made(archive, issued):
    return archive.read(einvoice.facturx, issued["17"].id)


@pytest.fixture
def opened(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        yield pdf


def test_the_xml_inside_is_the_one_that_was_checked(made, issued):
    assert pdf_a.extract(made) == issued["17"].xml["cii"]
    [content] = PdfReader(io.BytesIO(made)).attachments["factur-x.xml"]
    assert content == issued["17"].xml["cii"]


def test_the_page_says_what_the_stored_one_says(made, archive, issued):
    stored = PdfReader(io.BytesIO(archive.read(documents.get_pdf, issued["17"].id)))
    pages = PdfReader(io.BytesIO(made)).pages
    assert [page.extract_text() for page in pages] == [page.extract_text() for page in stored.pages]


def test_the_same_document_gives_the_same_bytes(made, archive, issued):
    assert archive.read(einvoice.facturx, issued["17"].id) == made


def test_the_xml_is_an_alternative_to_the_page(opened):
    [spec] = opened.Root.AF
    assert spec.AFRelationship == pikepdf.Name.Alternative
    assert spec.UF == "factur-x.xml"
    assert spec.EF.F.Subtype == pikepdf.Name("/text/xml")
    assert "factur-x.xml" in opened.attachments


def test_colours_are_meant_in_srgb(opened):
    [intent] = opened.Root.OutputIntents
    assert intent.S == pikepdf.Name.GTS_PDFA1
    profile = intent.DestOutputProfile.read_bytes()
    assert (profile[12:20], profile[36:40]) == (b"mntrRGB ", b"acsp")


def test_the_metadata_declare_pdf_a_3b_and_factur_x(opened):
    found = etree.fromstring(opened.Root.Metadata.read_bytes())
    said = {etree.QName(one).localname: one.text for one in found.iter() if len(one) == 0}
    assert (said["part"], said["conformance"]) == ("3", "B")
    own = {etree.QName(one).localname: one.text for one in found.iter(f"{{{FACTUR_X}}}*")}
    assert own == {
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }


def test_a_checker_of_pdf_a_finds_nothing_but_the_terms_that_the_file_describes_itself(made):
    report = pdfa.validate_written(io.BytesIO(made), "3b")
    strange = [
        str(finding)
        for finding in report.findings
        if not any(f" {prefix}" in str(finding) for prefix in OWN_TERMS)
    ]
    assert strange == []


def test_without_those_terms_the_checker_approves_the_file(made):
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        found = etree.fromstring(pdf.Root.Metadata.read_bytes())
        for one in [one for one in found.iter() if etree.QName(one).namespace == FACTUR_X]:
            one.getparent().remove(one)
        for one in list(found.iter("{http://www.aiim.org/pdfa/ns/extension/}schemas")):
            one.getparent().remove(one)
        etree.cleanup_namespaces(found)
        plain = pdf.make_stream(etree.tostring(found))
        plain.Type, plain.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = pdf.make_indirect(plain)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    report = pdfa.validate_written(io.BytesIO(target.getvalue()), "3b")
    assert report.passed, [str(finding) for finding in report.findings]
