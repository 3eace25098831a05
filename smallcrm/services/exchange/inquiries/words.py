"""What web forms and lists call the fields of somebody who asked, in en, ru, el, de and fr."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smallcrm.core.fold import fold

_FIELDS = {
    "name": "name|your name|full name|first and last name|contact|contact name|contact person"
    "|customer|client|имя|ваше имя|фио|ф. и. о|ф.и.о|имя и фамилия|контактное лицо|как вас зовут"
    "|клиент|заказчик|ονομα|το ονομα σας|ονοματεπωνυμο|ονομα και επωνυμο|ονομα επωνυμο"
    "|υπευθυνος επικοινωνιας|πελατης|vor- und nachname|vollstandiger name|ihr name|dein name"
    "|ansprechpartner|kunde|nom|votre nom|nom complet|nom et prenom|prenom et nom|client",
    "given": "first name|given name|forename|μικρο ονομα|vorname|prenom",
    "family": "last name|surname|family name|фамилия|επωνυμο|nachname|familienname|nom de famille",
    "company": "company|company name|business|business name|organization|organisation|firm|компания"
    "|название компании|организация|фирма|εταιρεια|εταιρια|επωνυμια|επιχειρηση|ονομα εταιρειας"
    "|firma|firmenname|unternehmen|societe|entreprise|nom de la societe|raison sociale",
    "email": "email|e-mail|mail|your email|email address|e-mail address|почта|эл. почта|эл почта"
    "|электронная почта|адрес электронной почты|ваш email|ваш e-mail|емейл|имейл|ηλ. ταχυδρομειο"
    "|ηλεκτρονικο ταχυδρομειο|ηλεκτρονικη διευθυνση|το email σας|διευθυνση email"
    "|διευθυνση ηλεκτρονικου ταχυδρομειου|e-mail-adresse|email-adresse|ihre e-mail|mailadresse"
    "|courriel|adresse e-mail|adresse email|adresse mail|votre email|votre e-mail|adresse courriel",
    "phone": "phone|tel|telephone|mobile|cell|cell phone|mobile phone|phone number|your phone"
    "|telephone number|contact number|телефон|ваш телефон|тел|моб|мобильный|мобильный телефон"
    "|номер телефона|контактный телефон|τηλεφωνο|τηλ|κινητο|κινητο τηλεφωνο|το τηλεφωνο σας"
    "|αριθμος τηλεφωνου|τηλεφωνο επικοινωνιας|telefon|telefonnummer|rufnummer|handy|mobil"
    "|handynummer|mobilnummer|ihre telefonnummer|telephone portable|portable|numero de telephone"
    "|votre telephone",
    "message": "message|your message|comment|comments|question|inquiry|enquiry|request|text|note"
    "|notes|how can we help|details|сообщение|ваше сообщение|комментарий|комментарии|вопрос"
    "|ваш вопрос|текст|текст сообщения|примечание|заявка|запрос|пожелания|μηνυμα|το μηνυμα σας"
    "|σχολια|σχολιο|ερωτηση|κειμενο|παρατηρησεις|αιτημα|nachricht|ihre nachricht|mitteilung"
    "|kommentar|anfrage|bemerkung|frage|votre message|commentaire|commentaires|demande",
    "source": "source|lead source|channel|came from|источник|источник заявки|канал|откуда|πηγη"
    "|καναλι|προελευση|quelle|herkunft|kanal|origine|canal",
    "campaign": "campaign|utm_campaign|utm campaign|кампания|рекламная кампания|акция|καμπανια"
    "|εκστρατεια|προωθηση|kampagne|aktion|campagne",
    "day": "date|day|received|created|created at|submitted|submitted at|date received|timestamp"
    "|time|дата|дата заявки|дата и время|получено|создано|создана|ημερομηνια|ημ/νια|παραληφθηκε"
    "|ημερομηνια και ωρα|datum|eingang|eingegangen|eingangsdatum|date de reception|recu le",
}
_KNOWN: Mapping[str, str] = {
    fold(word): field for field, words in _FIELDS.items() for word in words.split("|")
}
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]\s*$")  # "Phone (optional)"
# Subjects of what the forms of web sites send.
_SITE = re.compile(
    fold(
        r"с (?:вашего |нашего )?сайта|обратн\w+ связ|web ?site|web ?form|contact form|inquiry"
        r"|enquiry|φόρμα επικοινωνίας|ιστοσελίδα|από το site|ιστοτόπο|kontaktformular|webseite"
        r"|formulaire de contact|site web"
    )
)
SITE = "Site"


def meaning(heading: str) -> str:
    """The field that *heading* names: one of ``lines.FIELDS``, ``given``, ``family``, ``day``."""
    key = fold(" ".join(heading.split())).strip("*:：.-–— \u200b")
    return _KNOWN.get(key) or _KNOWN.get(_ASIDE.sub("", key).strip("*:. ")) or ""


def is_of_site(subject: str) -> bool:
    """Whether *subject* is what the form of a web site writes."""
    return bool(_SITE.search(fold(" ".join(subject.split()))))
