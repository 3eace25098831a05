"""What SmallCRM writes passes the official rules of EN 16931, and what is wrong is caught."""

from __future__ import annotations

import pytest

from smallcrm.services.documents import einvoice

def test_no_document_breaks_a_rule(issued):
    bad = {(n, s): f for n, one in issued.items() for s, f in one.fatal.items() if f}
    for k, v in bad.items():
        print(k, [(x.rule, x.text[:150], x.location[-80:]) for x in v])
    warn = {(s, x.rule, x.text[:100]) for n, one in issued.items() for s, f in one.warnings.items() for x in f}
    print(*warn, sep='\n')
    print(issued["17"].xml["ubl"].decode())
    assert bad == {}
