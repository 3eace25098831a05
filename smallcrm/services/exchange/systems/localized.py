"""Programs whose exports have headings in the user's language.

HubSpot, Pipedrive, Bitrix24, Salesforce, Odoo and WooCommerce. What accounts add to the standard
columns means what it says (``System.is_plain``). Only headings that were seen in real exports or in
a program's own translations are here. None were found of Salesforce but in German; of Zoho,
QuickBooks, Xero, Wave, FreshBooks and Shopify but in English; of amoCRM and 1C but in Russian: such
lists are read like those of no known program, by the words of ``word_lists``.
"""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, patterns, table

HUBSPOT_FRENCH = System(
    "hubspot",
    marks(
        "ID de fiche d'informations | Prénom | Nom",
        "ID de fiche d'informations | E-mail",
        "ID de fiche d'informations | Propriétaire du contact",
        "Prénom | Nom | Propriétaire du contact | Statut du lead",
    ),
    table("""
        external_id = ID de fiche d'informations
        given_name = Prénom
        family_name = Nom
        email = E-mail
        phone:work = Numéro de téléphone
        phone:mobile = Numéro de téléphone mobile | Numéro de téléphone portable
        phone:other = Numéro de téléphone 2 | Numéro de téléphone 3
        company = Nom de l'entreprise | Entreprise associée
        role = Intitulé du poste
        street = Adresse postale
        city = Ville
        region = État/Région
        postcode = Code postal
        country = Pays/Région
        url = URL du site web
        custom = Propriétaire du contact | Date de création
    """),
    country="FR",
    is_plain=True,
)
HUBSPOT_FRENCH_COMPANIES = System(
    "hubspot",
    marks(
        "ID de fiche d'informations | Nom de l'entreprise | Nom de domaine de l'entreprise",
        "ID de fiche d'informations | Nom de l'entreprise | Secteur d'activité",
        "ID de fiche d'informations | Nom de l'entreprise | Propriétaire de l'entreprise",
    ),
    table("""
        external_id = ID de fiche d'informations
        account = Nom de l'entreprise
        phone = Numéro de téléphone
        url = URL du site web | Nom de domaine de l'entreprise
        street = Adresse postale
        city = Ville
        region = État/Région
        postcode = Code postal
        country = Pays/Région
        custom = Propriétaire de l'entreprise
    """),
    country="FR",
    prefix="company:",
    is_plain=True,
)
HUBSPOT_GERMAN = System(
    "hubspot",
    marks(
        "Datensatz-ID | Vorname | Nachname | E-Mail",
        "Datensatz-ID | Vorname | Nachname | Zuständiger Mitarbeiter",
        "Datensatz-ID | Vorname | Nachname | Lead-Status",
    ),
    table("""
        external_id = Datensatz-ID
        given_name = Vorname
        family_name = Nachname
        email = E-Mail
        phone:work = Telefonnummer
        phone:mobile = Mobiltelefonnummer
        company = Unternehmensname | Zugehöriges Unternehmen
        custom = Zuständiger Mitarbeiter | Contact-Inhaber | Kontaktinhaber
    """),
    country="DE",
    is_plain=True,
)

_ORGANIZATION = """
    company = {organization} - Name | {person} - Organisation | {organization} - Nom
    address = {organization} - Adresse
    postcode = {organization} - PLZ | {organization} - Code postal
    url = {organization} - Website | {organization} - Site web
"""
PIPEDRIVE_GERMAN = System(
    "pipedrive",
    marks(
        "Person - Name | Person - Organisation",
        "Person - Vorname | Person - Nachname",
        "Person - Name | Person - E-Mail-Adresse - Büro",
        "Person - Name | Person - E-Mail",
        "Person - Name | Person - Telefon",
        "Person - Name | Organisation - Name",
    ),
    table(
        _ORGANIZATION.format(organization="Organisation", person="Person")
        + """
        external_id = Person - ID
        name = Person - Name
        given_name = Person - Vorname
        family_name = Person - Nachname
        phone = Person - Telefon
        email = Person - E-Mail | Person - E-Mail-Adresse
        role = Person - Position
        tag = Person - Label | Person - Labels
        note = Person - Notizen
        deal.title = Deal - Titel
        deal.amount = Deal - Wert
        deal.status = Deal - Status
        deal.id = Deal - ID
        company = Deal - Organisation
        """
    ),
    patterns(r"""
        phone:work = person - telefon - (?:büro|arbeit|geschäftlich)
        phone:home = person - telefon - privat
        phone:mobile = person - telefon - mobil
        phone:other = person - telefon - sonstige[rs]?
        email:work = person - e-mail(?:-adresse)? - (?:büro|arbeit|geschäftlich)
        email:home = person - e-mail(?:-adresse)? - privat
        email:other = person - e-mail(?:-adresse)? - sonstige[rs]?
    """),
    country="DE",
    is_plain=True,
)
PIPEDRIVE_FRENCH = System(
    "pipedrive",
    marks(
        "Personne - Nom | Personne - Organisation",
        "Personne - Nom | Personne - E-mail - Travail",
        "Personne - Nom | Personne - E-mail",
        "Personne - Nom | Personne - Téléphone",
        "Personne - Nom | Organisation - Nom",
        "Personne - Nom | Personne - ID",
    ),
    table(
        _ORGANIZATION.format(organization="Organisation", person="Personne")
        + """
        external_id = Personne - ID
        name = Personne - Nom
        given_name = Personne - Prénom
        family_name = Personne - Nom de famille
        phone = Personne - Téléphone
        email = Personne - E-mail
        role = Personne - Poste | Personne - Titre du poste | Personne - Intitulé du poste
        tag = Personne - Étiquette | Personne - Étiquettes
        note = Personne - Note | Personne - Notes
        deal.title = Affaire - Titre
        deal.amount = Affaire - Valeur
        deal.stage = Affaire - Étape
        deal.status = Affaire - Statut
        """
    ),
    patterns(r"""
        phone:work = personne - téléphone - travail
        phone:home = personne - téléphone - domicile
        phone:mobile = personne - téléphone - mobile
        phone:other = personne - téléphone - autre
        email:work = personne - e-mail - travail
        email:home = personne - e-mail - domicile
        email:other = personne - e-mail - autre
    """),
    country="FR",
    is_plain=True,
)
PIPEDRIVE_FRENCH_DEALS = System(
    "pipedrive",
    marks("Affaire - Titre | Affaire - Valeur", "Affaire - Titre | Affaire - Étape"),
    table("""
        deal.id = Affaire - ID
        deal.title = Affaire - Titre
        deal.amount = Affaire - Valeur
        deal.currency = Affaire - Devise
        deal.stage = Affaire - Étape
        deal.status = Affaire - Statut
        deal.close = Affaire - Date de clôture prévue
        deal.source = Affaire - Source du lead
        name = Affaire - Personne à contacter | Personne - Nom
        company = Affaire - Organisation | Organisation - Nom
        email = Personne - E-mail
        phone = Personne - Téléphone
    """),
    country="FR",
)
PIPEDRIVE_GERMAN_DEALS = System(
    "pipedrive",
    marks("Deal - Titel | Deal - Wert", "Deal - Titel | Deal - Status"),
    table("""
        deal.id = Deal - ID
        deal.title = Deal - Titel
        deal.amount = Deal - Wert
        deal.currency = Deal - Währung
        deal.stage = Deal - Phase
        deal.status = Deal - Status
        name = Deal - Kontaktperson | Person - Name
        company = Deal - Organisation | Organisation - Name
        email = Person - E-Mail
        phone = Person - Telefon
    """),
    country="DE",
)

_BITRIX24_IDLE = frozenset({"", "0", "not selected", "nicht ausgewählt"})
_BITRIX24_ENGLISH = """
    external_id = ID
    given_name = First name
    middle_name = Second name | Middle name
    family_name = Last name
    display_name = First and Last Names
    company = Company | Company name
    role = Position
    birthday = Date of birth | Birthday
    address = Address
    street = Address (line 2)
    city = City
    region = Region | State / Province
    postcode = Zip
    country = Country
    phone = Phone
    phone:work = Work Phone
    phone:mobile = Mobile
    phone:fax = Fax
    phone:home = Home Phone
    phone:pager = Pager Number
    phone:newsletter = SMS marketing phone
    phone:other = Other Phone Number
    email = E-mail
    email:work = Work E-mail
    email:home = Home E-mail
    email:newsletter = Newsletters email
    email:other = Other E-mail
    url = Website | Site
    url:work = Corporate Website
    url:home = Personal Page
    url:facebook = Facebook Page
    url:vk = VK Page
    url:other = Other Website
    source = Source
    note = Comment
"""
BITRIX24_ENGLISH = System(
    "bitrix24",
    marks(
        "ID | First name | Last name | Contact type",
        "First name | Last name | Work Phone | Work E-mail | Responsible person",
        "First name | Last name | SMS marketing phone",
    ),
    table(_BITRIX24_ENGLISH),
    idle=_BITRIX24_IDLE,
)
BITRIX24_ENGLISH_LEADS = System(
    "bitrix24",
    marks("ID | Lead Name | Last name", "Lead Name | Status | Responsible person"),
    table(
        _BITRIX24_ENGLISH
        + """
        given_name = Name
        deal.title = Lead Name
        deal.stage = Stage | Status
        deal.amount = Total | Opportunity
        deal.currency = Currency
        """
    ),
    idle=_BITRIX24_IDLE,
    prefix="lead:",
)
_BITRIX24_GERMAN = """
    external_id = ID
    given_name = Vorname
    middle_name = Zweiter Vorname
    family_name = Nachname
    display_name = Vor- und Nachname | Vollständiger Name
    company = Unternehmen | Unternehmensname
    role = Position
    birthday = Geburtstag | Geburtsdatum
    address = Adresse
    phone = Telefon
    email = E-Mail
    url = Website
    source = Quelle
    note = Kommentar
"""
BITRIX24_GERMAN = System(
    "bitrix24",
    marks(
        "ID | Vorname | Nachname | Kontakttyp",
        "Vorname | Nachname | Verantwortlich | Im Export eingeschlossen",
        "Vorname | Nachname | Kontakttyp | Verantwortlich",
    ),
    table(_BITRIX24_GERMAN),
    idle=_BITRIX24_IDLE,
    country="DE",
    is_plain=True,
)
BITRIX24_GERMAN_LEADS = System(
    "bitrix24",
    marks("ID | Leadname | Nachname", "Leadname | Phase | Verantwortlich"),
    table(
        _BITRIX24_GERMAN
        + """
        deal.title = Leadname
        deal.stage = Phase
        deal.amount = Betrag | Gesamt
        deal.currency = Währung
        """
    ),
    idle=_BITRIX24_IDLE,
    country="DE",
    prefix="lead:",
    is_plain=True,
)

_SALESFORCE_ADDRESS = """
    street{label} = Straße ({address})
    postcode{label} = PLZ ({address})
    city{label} = Stadt ({address}) | Ort ({address})
    region{label} = Bundesland ({address})
    country{label} = Land ({address})
"""
SALESFORCE_GERMAN = System(
    "salesforce",
    marks(
        "Vorname | Nachname | Accountname | Accountinhaber",
        "Nachname | Accountname | Stadt (Postanschrift)",
        "Nachname | Accountname | Straße (Postanschrift)",
        "Accountname | Account-ID | Accountinhaber",
        "Accountname | Accountinhaber | Stadt (Rechnungsanschrift)",
    ),
    table(
        _SALESFORCE_ADDRESS.format(label="", address="Postanschrift")
        + _SALESFORCE_ADDRESS.format(label=":billing", address="Rechnungsanschrift")
        + _SALESFORCE_ADDRESS.format(label=":shipping", address="Lieferanschrift")
        + """
        given_name = Vorname
        family_name = Nachname
        company = Accountname
        phone:work = Telefon
        email = E-Mail
        """
    ),
    country="DE",
    is_plain=True,
)

# Odoo's Greek leaves some of its words in English.
_ODOO = System(
    "odoo",
    (),
    table("""
        external_id = ID | External ID | ID externe
        name = Name | Vollständiger Name | Nom | Имя | Название | Όνομα | Πλήρες Όνομα
        kind = Unternehmenstyp | Company Type
        company = Zugehöriges Unternehmen | Unternehmensname | Société associée
        company = Сопутствующая компания | Σχετιζόμενη Εταιρία | Επωνυμία Εταιρίας
        phone:work = Telefon | Téléphone | Телефон | Τηλέφωνο
        role = Stelle
    """),
    is_plain=True,
)
ODOO_GERMAN = _ODOO._replace(
    marks=marks("Name | Zugehöriges Unternehmen", "Vollständiger Name | Zugehöriges Unternehmen"),
    country="DE",
)
ODOO_FRENCH = _ODOO._replace(marks=marks("Nom | Société associée"), country="FR")
ODOO_RUSSIAN = _ODOO._replace(
    marks=marks("Имя | Сопутствующая компания", "Название | Сопутствующая компания"), country="RU"
)
ODOO_GREEK = _ODOO._replace(
    marks=marks("Όνομα | Σχετιζόμενη Εταιρία", "Πλήρες Όνομα | Σχετιζόμενη Εταιρία"), country="GR"
)

# The list of customers under Analytics: what the browser writes and what the server writes.
WOOCOMMERCE_LOCALIZED = System(
    "woocommerce",
    marks(
        "Benutzername | Bestellungen | Gesamtbestellwert",
        "Benutzername | Bestellungen | Gesamtausgaben",
        "Identifiant | Commandes | Dépense totale",
        "Имя пользователя | Заказы | Итого потрачено",
        "Όνομα χρήστη | Παραγγελίες | Συνολική δαπάνη",
    ),
    table("""
        name = Name | Nom | Имя | Όνομα
        email = E-Mail | Email
        country = Land / Region | Pays/région | Страна/регион | Χώρα / Περιοχή
        city = Stadt | Ville | Город | Πόλη
        region = Region | Région | Регион | Περιφέρεια
        postcode = Postleitzahl | Code postal | Почтовый индекс | Ταχυδρομικός Κώδικας
    """),
    is_plain=True,
)

ALL = (
    HUBSPOT_FRENCH,
    HUBSPOT_FRENCH_COMPANIES,
    HUBSPOT_GERMAN,
    PIPEDRIVE_GERMAN,
    PIPEDRIVE_FRENCH,
    PIPEDRIVE_FRENCH_DEALS,
    PIPEDRIVE_GERMAN_DEALS,
    BITRIX24_ENGLISH,
    BITRIX24_ENGLISH_LEADS,
    BITRIX24_GERMAN,
    BITRIX24_GERMAN_LEADS,
    SALESFORCE_GERMAN,
    ODOO_GERMAN,
    ODOO_FRENCH,
    ODOO_RUSSIAN,
    ODOO_GREEK,
    WOOCOMMERCE_LOCALIZED,
)
