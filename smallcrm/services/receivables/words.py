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
    "Open by age": "Offen nach Alter",
    "Not due yet": "Noch nicht fällig",
    "{first}–{last} days": "{first}–{last} Tage",
    "Over {days} days": "Über {days} Tage",
    "On account": "Guthaben",
    "Not yet set against an invoice": "Noch keiner Rechnung zugeordnet",
    "Still open": "Noch offen",
    "Total still open": "Gesamt offen",
    "Upcoming payment": "Zahlung bald fällig",
    "Payment reminder": "Zahlungserinnerung",
    "Second reminder": "Zweite Mahnung",
    "Final reminder": "Letzte Mahnung",
    "Dear {{customer}},": "Guten Tag {{customer}},",
    "A short note so that nothing is forgotten: these invoices will be due soon.": (
        "Eine kurze Nachricht, damit nichts vergessen wird: Diese Rechnungen sind bald fällig."
    ),
    "If you have paid already, please take no notice of this letter.": (
        "Falls Sie schon bezahlt haben, betrachten Sie dieses Schreiben bitte als gegenstandslos."
    ),
    "Perhaps it slipped your mind: these invoices have not been paid yet.": (
        "Vielleicht ist es Ihnen entgangen: Diese Rechnungen sind noch nicht bezahlt."
    ),
    "Please pay {{total}} by {{pay_by}}.": "Bitte zahlen Sie {{total}} bis zum {{pay_by}}.",
    "We have written to you before, and these invoices are still open.": (
        "Wir haben Ihnen bereits geschrieben, und diese Rechnungen sind noch immer offen."
    ),
    "Please pay {{total}} by {{pay_by}}, or call us if something is not right.": (
        "Bitte zahlen Sie {{total}} bis zum {{pay_by}}, oder rufen Sie uns an, falls etwas nicht "
        "stimmt."
    ),
    "In spite of our reminders, these invoices have not been paid.": (
        "Trotz unserer Erinnerungen sind diese Rechnungen nicht bezahlt worden."
    ),
    "Please pay {{total}} by {{pay_by}}. After that day we will have to take further steps.": (
        "Bitte zahlen Sie {{total}} bis zum {{pay_by}}. Danach müssen wir weitere Schritte "
        "einleiten."
    ),
    "Kind regards,": "Mit freundlichen Grüßen",
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
    "Open by age": "Ouvert par ancienneté",
    "Not due yet": "Non échu",
    "{first}–{last} days": "{first}–{last} jours",
    "Over {days} days": "Plus de {days} jours",
    "On account": "Avoir en compte",
    "Not yet set against an invoice": "Pas encore imputé à une facture",
    "Still open": "Reste dû",
    "Total still open": "Total restant dû",
    "Upcoming payment": "Échéance prochaine",
    "Payment reminder": "Rappel de paiement",
    "Second reminder": "Deuxième rappel",
    "Final reminder": "Dernier rappel",
    "Dear {{customer}},": "Bonjour {{customer}},",
    "A short note so that nothing is forgotten: these invoices will be due soon.": (
        "Un petit mot pour que rien ne soit oublié : ces factures arrivent bientôt à échéance."
    ),
    "If you have paid already, please take no notice of this letter.": (
        "Si vous avez déjà payé, veuillez ne pas tenir compte de cette lettre."
    ),
    "Perhaps it slipped your mind: these invoices have not been paid yet.": (
        "Sans doute un oubli : ces factures n’ont pas encore été réglées."
    ),
    "Please pay {{total}} by {{pay_by}}.": "Merci de régler {{total}} avant le {{pay_by}}.",
    "We have written to you before, and these invoices are still open.": (
        "Nous vous avons déjà écrit, et ces factures restent impayées."
    ),
    "Please pay {{total}} by {{pay_by}}, or call us if something is not right.": (
        "Merci de régler {{total}} avant le {{pay_by}}, ou de nous appeler en cas de désaccord."
    ),
    "In spite of our reminders, these invoices have not been paid.": (
        "Malgré nos rappels, ces factures n’ont pas été réglées."
    ),
    "Please pay {{total}} by {{pay_by}}. After that day we will have to take further steps.": (
        "Merci de régler {{total}} avant le {{pay_by}}. Passé ce délai, nous devrons engager "
        "d’autres démarches."
    ),
    "Kind regards,": "Cordialement,",
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
