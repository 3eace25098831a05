"""Small parts of XML: an element for a value that is there, nothing for one that is not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from smallcrm.services.documents.json_form import number_to_json

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2

Part = Element | str | None


class Writer:
    """Makes elements of a syntax; ``writer("cbc:ID", "7")``.

    Args:
        namespaces: By prefix.
    """

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = {"xml": "http://www.w3.org/XML/1998/namespace", **namespaces}

    def __call__(self, tag: str, *content: Part, **attributes: str) -> Element | None:
        """The element *tag* with its parts, or None where it would be empty."""
        element = self.always(tag, *content, **attributes)
        return element if len(element) or element.text else None

    def always(self, tag: str, *content: Part, **attributes: str) -> Element:
        """The element *tag* with its parts, even where it is empty."""
        named = {
            self._name(name) if ":" in name else name: text for name, text in attributes.items()
        }
        element = Element(self._name(tag), named)
        for part in content:
            if isinstance(part, str):
                element.text = _ILLEGAL.sub("", part).strip()
            elif part is not None:
                element.append(part)
        return element

    def document(self, tag: str, *content: Part) -> bytes:
        """A whole document in UTF-8, indented for people."""
        for prefix, uri in self._namespaces.items():
            ET.register_namespace(prefix, uri)
        root = Element(self._name(tag))
        root.extend([part for part in content if isinstance(part, Element)])
        ET.indent(root)
        written: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
        return written

    def _name(self, tag: str) -> str:
        prefix, colon, name = tag.rpartition(":")
        return f"{{{self._namespaces[prefix]}}}{name}" if colon else name


def number(value: Decimal | None) -> str:
    """A quantity, a price or a rate without idle zeros; nothing for None."""
    return "" if value is None else number_to_json(value)


def iso(day: dt.date | None) -> str:
    """``2026-11-30``, or nothing."""
    return "" if day is None else day.isoformat()
