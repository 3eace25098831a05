"""The metadata of a Factur-X PDF: who and what, PDF/A-3b, and the description of its own terms.

XMP (ISO 16684-1), PDF/A-3 (ISO 19005-3) and Factur-X 1.0, section 6: a name space that PDF/A does
not know, such as ``fx``, has to be described in the file.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from smallcrm.services.documents.einvoice.markup import Part, Writer

_FACTUR_X = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_AIIM = "http://www.aiim.org/pdfa/ns/"
_tag = Writer(
    {
        "x": "adobe:ns:meta/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "pdfaid": f"{_AIIM}id/",
        "pdfaExtension": f"{_AIIM}extension/",
        "pdfaSchema": f"{_AIIM}schema#",
        "pdfaProperty": f"{_AIIM}property#",
        "fx": _FACTUR_X,
    }
)
_BEGIN = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = b'\n<?xpacket end="r"?>'
_TERMS = {
    "DocumentFileName": "The name of the embedded XML document",
    "DocumentType": "The type of the document",
    "Version": "The version of the standard that the XML document follows",
    "ConformanceLevel": "The profile of the XML document",
}


class Description(NamedTuple):
    """What a PDF says about itself."""

    title: str
    author: str
    subject: str
    creator: str
    producer: str
    made: dt.datetime


def packet(said: Description, file_name: str) -> bytes:
    """The XMP packet; *file_name* is that of the XML inside."""
    made = said.made.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    body = _tag.document(
        "x:xmpmeta",
        _tag(
            "rdf:RDF",
            _about(
                _tag("pdfaid:part", "3"),
                _tag("pdfaid:conformance", "B"),
                _tag("dc:title", _plain_list("rdf:Alt", said.title)),
                _tag("dc:creator", _tag("rdf:Seq", _tag("rdf:li", said.author))),
                _tag("dc:description", _plain_list("rdf:Alt", said.subject)),
                _tag("xmp:CreatorTool", said.creator),
                _tag("xmp:CreateDate", made),
                _tag("xmp:ModifyDate", made),
                _tag("pdf:Producer", said.producer),
                _tag("fx:DocumentType", "INVOICE"),
                _tag("fx:DocumentFileName", file_name),
                _tag("fx:Version", "1.0"),
                _tag("fx:ConformanceLevel", "EN 16931"),
                _tag("pdfaExtension:schemas", _tag("rdf:Bag", _own_terms())),
            ),
        ),
    )
    return _BEGIN + body.split(b"?>\n", 1)[1] + _END


def _own_terms() -> Part:
    properties = [
        _resource(
            _tag("pdfaProperty:name", name),
            _tag("pdfaProperty:valueType", "Text"),
            _tag("pdfaProperty:category", "external"),
            _tag("pdfaProperty:description", meaning),
        )
        for name, meaning in _TERMS.items()
    ]
    return _resource(
        _tag("pdfaSchema:schema", "Factur-X PDFA Extension Schema"),
        _tag("pdfaSchema:namespaceURI", _FACTUR_X),
        _tag("pdfaSchema:prefix", "fx"),
        _tag("pdfaSchema:property", _tag("rdf:Seq", *properties)),
    )


def _about(*content: Part) -> Part:
    return _tag.always("rdf:Description", *content, **{"rdf:about": ""})


def _resource(*content: Part) -> Part:
    return _tag.always("rdf:li", *content, **{"rdf:parseType": "Resource"})


def _plain_list(tag: str, text: str) -> Part:
    return _tag(tag, _tag("rdf:li", text, **{"xml:lang": "x-default"}))
