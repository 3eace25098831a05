"""A product as a form or a file has it, not yet checked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A thing or a service with its usual price.

    Attributes:
        code: The article number; may be empty, else no other product has it.
        unit: As it stands behind a quantity ("pcs", "h").
        price: For one unit, with tax where the settings say that prices include it.
        currency: ISO 4217 code of the price; empty for that of the business.
        tax_category: ``S``, ``Z``, ``E``, ``AE``, ``K``, ``G`` or ``O`` (EN 16931).
        tax_rate: In per cent.
    """

    name: str
    code: str = ""
    description: str = ""
    unit: str = ""
    price: Decimal = Decimal(0)
    currency: str = ""
    tax_category: str = "S"
    tax_rate: Decimal = Decimal(0)
