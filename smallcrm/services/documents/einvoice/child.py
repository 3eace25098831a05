"""The child process that runs the official rules: Saxon would stay in the window's memory.

It reads one JSON object from its input, with ``sheets`` (the path of each syntax) and ``documents``
(syntax and XML of each), and writes one list to its output: for each document a list of
``[rule, text, location, is_fatal]``.
Nothing is fetched: Saxon may open files of this computer, and those are the rules.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from smallcrm.core.loading import load

ARGUMENT = "--check-e-invoices"  # how the frozen program is told to be this process
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_PROTOCOLS = "http://saxon.sf.net/feature/allowedProtocols"
_RULE = re.compile(r"\s*\[([^\]]+)\]-?\s*(.*)", re.DOTALL)


def main() -> None:
    """Read the question, check, answer, and end."""
    # By number: a windowed program has no sys.stdin, but it has what its parent gave it.
    with os.fdopen(0, encoding="utf-8") as source, os.fdopen(1, "w", encoding="utf-8") as target:
        request = json.load(source)
        json.dump(_checked(request["sheets"], request["documents"]), target)


def _checked(sheets: dict[str, str], documents: list[list[str]]) -> list[list[list[Any]]]:
    saxon = load("saxonche")
    with saxon.PySaxonProcessor(license=False) as processor:
        processor.set_configuration_property(_PROTOCOLS, "file")
        compiler = processor.new_xslt30_processor()
        rules = {
            syntax: compiler.compile_stylesheet(stylesheet_file=sheets[syntax])
            for syntax in {syntax for syntax, _ in documents}
        }
        return [
            _failures(
                rules[syntax].transform_to_string(xdm_node=processor.parse_xml(xml_text=written))
            )
            for syntax, written in documents
        ]


def _failures(report: str) -> list[list[Any]]:
    """The failed rules of a report in SVRL, each once."""
    found: dict[str, list[Any]] = {}
    for failed in fromstring(report).iter(f"{_SVRL}failed-assert"):
        rule, text = _rule(failed)
        is_fatal = failed.get("flag", "fatal") == "fatal"
        found.setdefault(rule, [rule, text, failed.get("location", ""), is_fatal])
    return list(found.values())


def _rule(failed: Element) -> tuple[str, str]:
    """The official name of a rule and its own words: ``[BR-02]-An Invoice shall …``."""
    text = " ".join("".join(failed.itertext()).split())
    match = _RULE.match(text)
    return (match[1], match[2]) if match else (failed.get("id", ""), text)


if __name__ == "__main__":
    main()
