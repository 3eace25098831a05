"""What ``documents calc`` and ``documents new`` say about the draft that they read."""

from __future__ import annotations

from smallcrm.services.documents import json_reader

EXAMPLE = """\
{"kind": "invoice",
 "customer": {"name": "Anna Keller", "city": "Berlin", "country": "DE"},
 "currency": "EUR",
 "due_days": 14,
 "lines": [{"description": "Roses", "quantity": "12", "price": "2.50",
            "discount_percent": "10", "tax_category": "S", "tax_rate": "19"}],
 "discounts": [{"percent": "5", "reason": "Regular customer"}]}"""

ABOUT = f"""\
DRAFT is a file in UTF-8, or - for standard input. It holds one JSON object, such as:

\b
{EXAMPLE}

Amounts, quantities and rates are written as text with a decimal point. The customer may also be
the ID of a contact. What a draft does not say comes from the customer and from the settings.

Fields of a document: {", ".join(json_reader.DOCUMENT_FIELDS)}.

Of a line: {", ".join(json_reader.LINE_FIELDS)}.

Of a customer: {", ".join(json_reader.PARTY_FIELDS)}.

Of a discount or charge: amount or percent, reason; of the whole document also tax_category and
tax_rate.
"""
