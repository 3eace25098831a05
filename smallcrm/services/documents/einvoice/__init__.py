"""E-invoices by EN 16931: UBL, CII and Factur-X, and the official rules run offline.

``content`` says what an invoice says (``model``), ``ubl`` and ``cii`` write it, ``facturx`` puts
it into the stored PDF, ``rules`` checks it and ``sentences`` puts what is missing into words.
Everything but writing needs the extra ``einvoice``; its packages are loaded on first use.
"""

from smallcrm.services.documents.einvoice.exporting import Prepared, check, facturx, prepare, xml
from smallcrm.services.documents.einvoice.rules import CII, UBL, is_installed, require
from smallcrm.services.documents.einvoice.sentences import Problem

__all__ = [
    "CII",
    "UBL",
    "Prepared",
    "Problem",
    "check",
    "facturx",
    "is_installed",
    "prepare",
    "require",
    "xml",
]
