"""The child process that runs the official rules: Saxon would stay in the window's memory.

It reads requests from its input, one JSON object a line, with ``sheets`` (the path of each syntax)
and ``documents`` (syntax and XML of each); it writes one line for each to its output: for every
document a list of ``[rule, text, location, is_fatal]``. It ends with its input.
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

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_PROTOCOLS = "http://saxon.sf.net/feature/allowedProtocols"
_RULE = re.compile(r"\s*\[([^\]]+)\]-?\s*(.*)", re.DOTALL)


def main() -> None:
    """Check what is asked, and answer, until nothing more is asked."""
    saxon = load("saxonche")
    # By number: a windowed program has no sys.stdin, but it has what its parent gave it.
    with (
        os.fdopen(0, encoding="utf-8") as source,
        os.fdopen(1, "w", encoding="utf-8") as target,
        saxon.PySaxonProcessor(license=False) as processor,
    ):
        processor.set_configuration_property(_PROTOCOLS, "file")
        rules = _Rules(processor)
        for line in source:
            request = json.loads(line)
            found = [
                rules.failures(request["sheets"][syntax], written)
                for syntax, written in request["documents"]
            ]
            target.write(json.dumps(found) + "\n")
            target.flush()


class _Rules:
    """The compiled rules: to compile them takes a hundred times as long as to use them."""

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        self._compiled: dict[str, Any] = {}

    def failures(self, sheet: str, written: str) -> list[list[Any]]:
        """The rules of *sheet* that a document breaks."""
        if sheet not in self._compiled:
            compiler = self._processor.new_xslt30_processor()
            self._compiled[sheet] = compiler.compile_stylesheet(stylesheet_file=sheet)
        document = self._processor.parse_xml(xml_text=written)
        return _failures(self._compiled[sheet].transform_to_string(xdm_node=document))


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
