"""The words of statements and reminders in German and French, which have no catalogue of theirs.

English, Russian and Greek come from the program's catalogues, and what documents say too is
where documents have it.
"""

from __future__ import annotations

from dataclasses import dataclass

from smallcrm.core.text import Text
from smallcrm.services.documents.pdf import words as of_documents

_GERMAN = {
    "Statement of account": "Kontoauszug",
    "Period": "Zeitraum",
    "Currency": "Währung",
    "Document": "Beleg",
    "Due": "Fällig",
    "Debit": "Soll",
    "Credit": "Haben",
    "Balance": "Saldo",
    "Opening balance": "Anfangssaldo",
    "Balance on {day}": "Saldo am {day}",
    "Refund": "Rückzahlung",
    "Bank transfer": "Überweisung",
    "Cash": "Bar",
    "Card": "Karte",
    "Check": "Scheck",
    "Other": "Sonstige",
    "Open by age": "Offen nach Alter",
    "Not due yet": "Noch nicht fällig",
    "{first}–{last} days": "{first}–{last} Tage",
    "Over {days} days": "Über {days} Tage",
    "On account": "Guthaben",
    "Not yet set against an invoice": "Noch keiner Rechnung zugeordnet",
    "Days late": "Tage im Verzug",
    "Still open": "Noch offen",
    "Total still open": "Gesamt offen",
    "Fee": "Gebühr",
}
_FRENCH = {
    "Statement of account": "Relevé de compte",
    "Period": "Période",
    "Currency": "Devise",
    "Document": "Pièce",
    "Due": "Échéance",
    "Debit": "Débit",
    "Credit": "Crédit",
    "Balance": "Solde",
    "Opening balance": "Solde initial",
    "Balance on {day}": "Solde au {day}",
    "Refund": "Remboursement",
    "Bank transfer": "Virement",
    "Cash": "Espèces",
    "Card": "Carte",
    "Check": "Chèque",
    "Other": "Autre",
    "Open by age": "Ouvert par ancienneté",
    "Not due yet": "Non échu",
    "{first}–{last} days": "{first}–{last} jours",
    "Over {days} days": "Plus de {days} jours",
    "On account": "Avoir en compte",
    "Not yet set against an invoice": "Pas encore imputé à une facture",
    "Days late": "Jours de retard",
    "Still open": "Reste dû",
    "Total still open": "Total restant dû",
    "Fee": "Frais",
}
_TABLES = {"de": of_documents.Table(_GERMAN), "fr": of_documents.Table(_FRENCH)}


@dataclass(frozen=True, slots=True)
class Words(of_documents.Words):
    """As on documents, with the words of an account."""

    def __call__(self, message: Text) -> str:
        """Return *message* in the language of the page."""
        own = _TABLES.get(self.language)
        if own is not None and own.gettext(message.template) != message.template:
            return message.render(own)
        return of_documents.Words.__call__(self, message)


def words(language: str, currency: str) -> Words:
    """The words of a page in *language*; English where SmallCRM does not know it."""
    known = of_documents.words(language, currency)
    return Words(known.language, known.currency)
