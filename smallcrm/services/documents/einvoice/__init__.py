"""E-invoices by EN 16931: UBL, CII and Factur-X, and the official rules run offline.

``content`` says what an invoice says (``model``), ``ubl`` and ``cii`` write it, ``pdf_a`` puts
it into the stored PDF, ``rules`` checks it and ``sentences`` puts what is missing into words.
Everything but writing needs the extra ``einvoice``; its packages are loaded on first use.
"""

from smallcrm.services.documents.einvoice.exporting import Prepared, check, facturx, prepare, xml
from smallcrm.services.documents.einvoice.greece import (
    NOT_SENT,
    Marks,
    Remark,
    get_marks,
    is_between_businesses,
    is_greek,
    set_marks,
)
from smallcrm.services.documents.einvoice.rules import CII, UBL, is_installed, require
from smallcrm.services.documents.einvoice.sentences import Problem

__all__ = [
    "CII",
    "NOT_SENT",
    "UBL",
    "Marks",
    "Prepared",
    "Problem",
    "Remark",
    "check",
    "facturx",
    "get_marks",
    "is_between_businesses",
    "is_greek",
    "is_installed",
    "prepare",
    "require",
    "set_marks",
    "xml",
]
