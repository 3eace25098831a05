"""The words of a document in its own language, whatever language the windows speak.

English, Russian and Greek come from the program's catalogues; for German and French, which
have none, the few words of a document are kept here. So are those that Russian law or custom
wants on paper where the windows say it shorter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import NullTranslations

from babel import Locale

from smallcrm.core import formats
from smallcrm.core.languages import translations
from smallcrm.core.money import decimals
from smallcrm.core.text import Text

_GERMAN = {
    "Invoice": "Rechnung",
    "Quote": "Angebot",
    "Order": "Auftrag",
    "Credit note": "Rechnungskorrektur",
    "Draft, number on issue": "Entwurf, Nummer bei Ausstellung",
    "Bill to": "Rechnung an",
    "Customer": "Kunde",
    "Tax ID {number}": "Steuernummer {number}",
    "VAT ID {number}": "USt-IdNr. {number}",
    "Date": "Datum",
    "Issue date": "Rechnungsdatum",
    "Due date": "Fällig am",
    "Valid until": "Gültig bis",
    "Delivery date": "Lieferdatum",
    "Tax date": "Steuerdatum",
    "Your order": "Ihre Bestellung",
    "Your reference": "Ihr Zeichen",
    "Description": "Beschreibung",
    "Qty": "Menge",
    "Price": "Preis",
    "Discount": "Rabatt",
    "VAT": "MwSt.",
    "Amount": "Betrag",
    "Item code {code}": "Artikelnummer {code}",
    "per {quantity}": "je {quantity}",
    "Brought forward": "Übertrag von der Vorseite",
    "Carried over": "Übertrag",
    "Subtotal": "Zwischensumme",
    "Subtotal with VAT": "Zwischensumme inkl. MwSt.",
    "Charge": "Zuschlag",
    "Net": "Netto",
    "VAT {rate}": "MwSt. {rate}",
    "Total": "Gesamtbetrag",
    "Paid in advance": "Anzahlung",
    "Rounding": "Rundung",
    "Amount due": "Zahlbetrag",
    "Prices include VAT.": "Die Preise enthalten die MwSt.",
    "VAT rate": "Steuersatz",
    "Exempt": "Steuerfrei",
    "Reverse charge": "Steuerschuldnerschaft des Leistungsempfängers",
    "Intra-community supply": "Innergemeinschaftliche Lieferung",
    "Export outside the EU": "Ausfuhrlieferung",
    "Not subject to VAT": "Nicht steuerbar",
    "VAT in {currency}: {amount} (1 {own} = {rate} {currency})": (
        "MwSt. in {currency}: {amount} (1 {own} = {rate} {currency})"
    ),
    "Payment": "Zahlung",
    "Account": "Konto",
    "Bank": "Bank",
    "Pay by": "Zahlbar bis",
    "Reference": "Verwendungszweck",
    "Scan to pay": "Zum Zahlen scannen",
    "Page {page} of {pages}": "Seite {page} von {pages}",
    "Receipt": "Quittung",
    "Received from": "Erhalten von",
    "Payment method": "Zahlungsart",
    "Payment of invoice {number}": "Zahlung der Rechnung {number}",
    "Payment on account": "Guthaben auf dem Kundenkonto",
    "Amount received": "Betrag erhalten",
    "Still to pay: {amount}": "Noch offen: {amount}",
    "First item": "Erste Position",
    "Second item": "Zweite Position",
    "Third item": "Dritte Position",
    "A customer": "Musterkunde",
    "Pro-forma invoice": "Proforma-Rechnung",
    "This is not a tax invoice. The invoice follows.": (
        "Diese Proforma-Rechnung ist keine Rechnung im Sinne des Umsatzsteuerrechts. "
        "Die Rechnung folgt."
    ),
    "Delivery note": "Lieferschein",
    "Handed over: date, name, signature": "Übergeben: Datum, Name, Unterschrift",
    "Received: date, name, signature": "Ware erhalten: Datum, Name, Unterschrift",
    "{number} (copy)": "{number} (Kopie)",
    "Paid in full": "Bezahlt",
    "In words: {amount}": "In Worten: {amount}",
    "#": "Pos.",
    "Item code": "Artikelnr.",
    "Unit": "Einheit",
    "VAT amount": "MwSt.-Betrag",
    "BIK": "BIK",
    "KPP {number}": "KPP {number}",
    "Correspondent account": "Korrespondenzkonto",
    "Payment of invoice {number} of {day}, without VAT": (
        "Zahlung der Rechnung {number} vom {day}, ohne MwSt."
    ),
    "Payment of invoice {number} of {day}, including VAT {tax}": (
        "Zahlung der Rechnung {number} vom {day}, einschließlich MwSt. {tax}"
    ),
}

_FRENCH = {
    "Invoice": "Facture",
    "Quote": "Devis",
    "Order": "Commande",
    "Credit note": "Avoir",
    "Draft, number on issue": "Brouillon, numéro à l’émission",
    "Bill to": "Facturé à",
    "Customer": "Client",
    "Tax ID {number}": "N° fiscal {number}",
    "VAT ID {number}": "N° TVA {number}",
    "Date": "Date",
    "Issue date": "Date d’émission",
    "Due date": "Échéance",
    "Valid until": "Valable jusqu’au",
    "Delivery date": "Date de livraison",
    "Tax date": "Exigibilité de la TVA",
    "Your order": "Votre commande",
    "Your reference": "Votre référence",
    "Description": "Désignation",
    "Qty": "Qté",
    "Price": "Prix",
    "Discount": "Remise",
    "VAT": "TVA",
    "Amount": "Montant",
    "Item code {code}": "Article {code}",
    "per {quantity}": "par {quantity}",
    "Brought forward": "Report de la page précédente",
    "Carried over": "À reporter",
    "Subtotal": "Sous-total",
    "Subtotal with VAT": "Sous-total TTC",
    "Charge": "Supplément",
    "Net": "Total HT",
    "VAT {rate}": "TVA {rate}",
    "Total": "Total TTC",
    "Paid in advance": "Acompte versé",
    "Rounding": "Arrondi",
    "Amount due": "Net à payer",
    "Prices include VAT.": "Les prix s’entendent TTC.",
    "VAT rate": "Taux de TVA",
    "Exempt": "Exonéré",
    "Reverse charge": "Autoliquidation",
    "Intra-community supply": "Livraison intracommunautaire",
    "Export outside the EU": "Exportation hors UE",
    "Not subject to VAT": "Non soumis à la TVA",
    "VAT in {currency}: {amount} (1 {own} = {rate} {currency})": (
        "TVA en {currency} : {amount} (1 {own} = {rate} {currency})"
    ),
    "Payment": "Paiement",
    "Account": "Compte",
    "Bank": "Banque",
    "Pay by": "À payer avant le",
    "Reference": "Référence",
    "Scan to pay": "Scanner pour payer",
    "Page {page} of {pages}": "Page {page} sur {pages}",
    "Receipt": "Reçu",
    "Received from": "Reçu de",
    "Payment method": "Mode de règlement",
    "Payment of invoice {number}": "Règlement de la facture {number}",
    "Payment on account": "Avance sur compte client",
    "Amount received": "Montant reçu",
    "Still to pay: {amount}": "Reste à payer : {amount}",
    "First item": "Premier article",
    "Second item": "Deuxième article",
    "Third item": "Troisième article",
    "A customer": "Un client",
    "Pro-forma invoice": "Facture pro forma",
    "This is not a tax invoice. The invoice follows.": (
        "Cette facture pro forma ne tient pas lieu de facture. La facture suivra."
    ),
    "Delivery note": "Bon de livraison",
    "Handed over: date, name, signature": "Remis par : date, nom, signature",
    "Received: date, name, signature": "Reçu par : date, nom, signature",
    "{number} (copy)": "{number} (copie)",
    "Paid in full": "Acquittée",
    "In words: {amount}": "En toutes lettres : {amount}",
    "#": "N°",
    "Item code": "Réf.",
    "Unit": "Unité",
    "VAT amount": "Montant TVA",
    "BIK": "BIK",
    "KPP {number}": "KPP {number}",
    "Correspondent account": "Compte correspondant",
    "Payment of invoice {number} of {day}, without VAT": (
        "Règlement de la facture {number} du {day}, sans TVA"
    ),
    "Payment of invoice {number} of {day}, including VAT {tax}": (
        "Règlement de la facture {number} du {day}, TVA {tax} comprise"
    ),
}


_RUSSIAN = {
    "Invoice": "Счёт на оплату",
    "Credit note": "Корректировочный счёт",
}


class Table(NullTranslations):
    """A catalogue made of a plain dictionary; what it lacks comes from its fallback, if any."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        """The translation of *message*."""
        return self._words.get(message) or super().gettext(message)


_TABLES = {"de": Table(_GERMAN), "fr": Table(_FRENCH)}


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that becomes text differently in each language: words, dates, numbers.

    Attributes:
        language: ``en``, ``ru``, ``el``, ``de`` or ``fr``; any other reads as English.
        currency: The document's currency, for amounts.
    """

    language: str
    currency: str

    def __call__(self, message: Text) -> str:
        """Return *message* in the document's language."""
        return message.render(_catalogue(self.language))

    def money(self, value: Decimal) -> str:
        """An amount with the sign of the currency."""
        return formats.money(value, self.currency, self.language)

    def amount(self, value: Decimal) -> str:
        """An amount for a column."""
        return formats.amount(value, self.currency, self.language)

    def price(self, value: Decimal) -> str:
        """A price: at least the decimals of its currency, more where it has them."""
        if value == round(value, decimals(self.currency)):
            return self.amount(value)
        return formats.number(value, self.language)

    def number(self, value: Decimal) -> str:
        """A quantity or a rate of exchange."""
        return formats.number(value, self.language)

    def percent(self, value: Decimal) -> str:
        """A tax rate or a discount."""
        return formats.percent(value, self.language)

    def day(self, value: date) -> str:
        """A date."""
        return formats.day(value, self.language)

    def country(self, code: str) -> str:
        """The name of the country with the ISO 3166 *code*, or the code itself."""
        return str(Locale.parse(self.language).territories.get(code.upper(), code))


def words(language: str, currency: str) -> Words:
    """The words of a document in *language*; English where SmallCRM does not know it."""
    known = language if language in ("ru", "el", *_TABLES) else "en"
    return Words(known, currency)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language in _TABLES:
        return _TABLES[language]
    if language != "ru":
        return translations(language)
    on_paper = Table(_RUSSIAN)
    on_paper.add_fallback(translations(language))
    return on_paper
