"""Lists of every program in every language it is known in, and lists of no program in five."""

from __future__ import annotations

import pytest

# A line each: program, language: Heading > field | Heading > field. "-" is a column of one's own.
PROGRAMS = """
google en: First Name > given_name | Last Name > family_name | Organization Name > company
  | Organization Title > role | Birthday > birthday | Notes > note | Labels > tag
  | E-mail 1 - Label > email_label | E-mail 1 - Value > email | Phone 1 - Label > phone_label
  | Phone 1 - Value > phone
  | Address 1 - Street > street | Address 1 - City > city | Address 1 - Postal Code > postcode
  | Website 1 - Value > url | Phonetic First Name > -
outlook en: Title > - | First Name > given_name | Last Name > family_name | Company > company
  | Job Title > role | Business Street > street:work | Business Street 2 > street:work
  | Business City > city:work | Business Postal Code > postcode:work | Business Phone > phone:work
  | Mobile Phone > phone:mobile | E-mail Address > email | E-mail Type > - | Birthday > birthday
  | Notes > note | Categories > tag | Web Page > url | Spouse > -
outlook de: Anrede > - | Vorname > given_name | Nachname > family_name | Firma > company
  | Position > role | Straße geschäftlich > street:work | Ort geschäftlich > city:work
  | Postleitzahl geschäftlich > postcode:work | Telefon geschäftlich > phone:work
  | Mobiltelefon > phone:mobile | E-Mail-Adresse > email | E-Mail-Typ > - | Geburtstag > birthday
  | Notizen > note | Kategorien > tag | Webseite > url | Hobby > -
outlook ru: Обращение > - | Имя > given_name | Отчество > middle_name | Фамилия > family_name
  | Организация > company | Должность > role | Улица (раб. адрес) > street:work
  | Город (раб. адрес) > city:work | Индекс (раб. адрес) > postcode:work
  | Рабочий телефон > phone:work | Телефон переносной > phone:mobile | Заметки > note
  | День рождения > birthday | Адрес эл. почты > email | Тип эл. почты > - | Категории > tag
  | Веб-страница > url
outlook fr: Titre > - | Prénom > given_name | Nom > family_name | Société > company | Titre > role
  | Rue (bureau) > street:work | Ville (bureau) > city:work | Code postal (bureau) > postcode:work
  | Téléphone (bureau) > phone:work | Tél. mobile > phone:mobile | Adresse de messagerie > email
  | Téléphone de l’assistant(e) > phone:assistant | Anniversaire > birthday | Notes > note
  | Catégories > tag | Page web > url | Conjoint(e) > -
outlook el: First Name > given_name | Last Name > family_name | Company > company
  | Business Street > street:work | Business City > city:work | Business Phone > phone:work
  | Χώρα/Περιοχή εργασίας > country:work | E-mail Address > email | Mobile Phone > phone:mobile
  | Επώνυμο Yomi > -
outlook_com en: First Name > given_name | Last Name > family_name | Nickname > -
  | Given Yomi > - | Surname Yomi > - | E-mail Address > email | Mobile Phone > phone:mobile
  | Company > company | Business Street > street:work | Business City > city:work
  | Personal Web Page > url:home | Birthday > birthday | Notes > note
thunderbird en: First Name > given_name | Last Name > family_name | Display Name > name
  | Nickname > - | Primary Email > email | Work Phone > phone:work | Mobile Number > phone:mobile
  | Home Address > street:home | Home City > city:home | Home ZipCode > postcode:home
  | Organization > company | Web Page 1 > url:work | Notes > note | Custom 1 > -
thunderbird de: Vorname > given_name | Nachname > family_name | Anzeigename > name
  | Spitzname > - | Primäre E-Mail-Adresse > email | Tel. dienstlich > phone:work
  | Mobil-Tel.-Nr. > phone:mobile | Privat: Adresse > street:home | Privat: Ort > city:home
  | Privat: PLZ > postcode:home | Organisation > company | Notizen > note
thunderbird ru: Имя > given_name | Фамилия > family_name | Отображаемое имя > name
  | Псевдоним > - | Адрес электронной почты > email | Рабочий телефон > phone:work
  | Номер сотового телефона > phone:mobile | Адрес > street:home | Город > city:home
  | Организация > company | Заметки > note
thunderbird fr: Prénom > given_name | Nom de famille > family_name | Nom à afficher > name
  | Surnom > - | Adresse électronique principale > email | Tél. professionnel > phone:work
  | Portable > phone:mobile | Adresse privée > street:home | Ville > city:home
  | Code postal > postcode:home | Adresse professionnelle > street:work | Ville > city:work
  | Code postal > postcode:work | Société > company | Site web 1 > url:work | Notes > note
  | Nom de l’écran > -
hubspot en: Record ID > external_id | First Name > given_name | Last Name > family_name
  | Email > email | Phone Number > phone:work | Mobile Phone Number > phone:mobile
  | Company Name > company | Job Title > role | Street Address > street | City > city
  | Postal Code > postcode | Website URL > url | Contact owner > - | Lead Status > -
hubspot fr: ID de fiche d'informations > external_id | Prénom > given_name | Nom > family_name
  | E-mail > email | Numéro de téléphone > phone:work | Numéro de téléphone mobile > phone:mobile
  | Nom de l’entreprise > company | Intitulé du poste > role | Adresse postale > street
  | Ville > city | Code postal > postcode | URL du site web > url | Propriétaire du contact > -
  | Statut du lead > - | N° de TVA > tax_id
hubspot de: Datensatz-ID > external_id | Vorname > given_name | Nachname > family_name
  | E-Mail > email | Telefonnummer > phone:work | Mobiltelefonnummer > phone:mobile
  | Unternehmensname > company | Stellenbezeichnung > role | Straße > street | Stadt > city
  | Postleitzahl > postcode | Website-URL > url | Zuständiger Mitarbeiter > - | Lead-Status > -
hubspot fr: ID de fiche d'informations > external_id | Nom de l'entreprise > account
  | Nom de domaine de l'entreprise > url | Numéro de téléphone > phone | Ville > city
  | Secteur d'activité > -
salesforce en: Salutation > - | First Name > given_name | Last Name > family_name
  | Title > role | Account Name > company | Mailing Street > street | Mailing City > city
  | Mailing Zip/Postal Code > postcode | Phone > phone:work | Mobile > phone:mobile
  | Email > email | Account Owner > -
salesforce de: Anrede > - | Vorname > given_name | Nachname > family_name
  | Accountname > company | Straße (Postanschrift) > street | PLZ (Postanschrift) > postcode
  | Stadt (Postanschrift) > city | Bundesland (Postanschrift) > region
  | Land (Postanschrift) > country | Telefon > phone:work | Mobil > phone:mobile | E-Mail > email
  | Geburtsdatum > birthday | Accountinhaber > -
salesforce de: Accountinhaber > - | Account-ID > - | Accountname > company | Telefon > phone:work
  | Letzte Aktivität > - | Straße (Rechnungsanschrift) > street:billing
  | PLZ (Rechnungsanschrift) > postcode:billing | Stadt (Rechnungsanschrift) > city:billing
  | Ort (Lieferanschrift) > city:shipping | Mitarbeiter > -
pipedrive en: Person - Name > name | Person - Email - Work > email:work
  | Person - Phone - Mobile > phone:mobile | Organization - Name > company | Person - Label > tag
  | Person - ID > external_id | Person - Owner > - | Person - Notes > note
pipedrive de: Person - Name > name | Person - Vorname > given_name
  | Person - Nachname > family_name | Person - Organisation > company
  | Person - Telefon - Büro > phone:work | Person - Telefon - Mobil > phone:mobile
  | Person - E-Mail-Adresse - Büro > email:work | Person - Position > role
  | Organisation - Adresse > address | Person - Label > tag | Person - Geburtstag > birthday
  | Person - Kundenkategorie > -
pipedrive fr: Personne - Nom > name | Personne - Prénom > given_name
  | Personne - Nom de famille > family_name | Personne - Organisation > company
  | Personne - E-mail - Travail > email:work | Personne - Téléphone - Mobile > phone:mobile
  | Personne - Poste > role | Personne - Étiquettes > tag | Personne - Notes > note
  | Personne - ID > external_id | Personne - Visible par > -
zoho en: Record Id > external_id | First Name > given_name | Last Name > family_name
  | Account Name > company | Account Name.id > - | Email > email | Phone > phone:work
  | Mobile > phone:mobile | Mailing Street > street | Mailing City > city
  | Mailing Zip > postcode | Description > note
bitrix24 ru: ID > external_id | Обращение > - | Имя > given_name | Фамилия > family_name
  | Отчество > middle_name | Тип контакта > - | Рабочий телефон > phone:work
  | Мобильный телефон > phone:mobile | Рабочий e-mail > email:work | Компания > company
  | Должность > role | Комментарий > note | Ответственный > -
bitrix24 en: ID > external_id | Salutation > - | First name > given_name
  | Second name > middle_name | Last name > family_name | Contact type > -
  | Work Phone > phone:work | Mobile > phone:mobile | Work E-mail > email:work
  | Company > company | Position > role | Comment > note | Responsible person > -
bitrix24 de: ID > external_id | Anrede > - | Vorname > given_name
  | Zweiter Vorname > middle_name | Nachname > family_name | Kontakttyp > -
  | Telefon > phone | E-Mail > email | Unternehmen > company | Position > role
  | Kommentar > note | Verantwortlich > -
bitrix24 en: ID > external_id | Lead Name > deal.title | Name > given_name
  | Last name > family_name | Work Phone > phone:work | Total > deal.amount
  | Currency > deal.currency | Stage > deal.stage | Responsible person > -
bitrix24 de: ID > external_id | Leadname > deal.title | Vorname > given_name
  | Nachname > family_name | Telefon > phone | Betrag > deal.amount | Währung > deal.currency
  | Phase > deal.stage | Verantwortlich > -
amocrm ru: ID > external_id | Тип > kind | Полное имя контакта > name | Имя > given_name
  | Фамилия > family_name | Название компании > company | Кем создан контакт > -
  | Теги > tag | Примечание 1 > note | Рабочий телефон > phone:work
  | Мобильный телефон > phone:mobile | Рабочий email > email:work | Web > url | Адрес > address
  | Должность > role | Город доставки > -
1c ru: Наименование > account | Полное наименование > - | ИНН > tax_id:ru | КПП > -
  | Юридический адрес > address | Телефон > phone | Электронная почта > email
odoo en: External ID > external_id | Name > name | Company Type > kind
  | Related Company > company | Street > street | City > city | ZIP > postcode
  | Website > url | Phone > phone:work | Mobile > phone:mobile | Email > email | Tags > tag
  | Customer > -
odoo data: id > external_id | name > name | is_company > kind | parent_id > company
  | street > street | street2 > street | city > city | zip > postcode | state_id > region
  | country_id > country | vat > tax_id | phone > phone:work | mobile > phone:mobile
  | email > email | website > url | function > role | category_id > tag | lang > language
  | country_id/id > - | bank_ids > -
odoo de: Vollständiger Name > name | Unternehmenstyp > kind | Zugehöriges Unternehmen > company
  | Straße > street | PLZ > postcode | Stadt > city | Land > country | Website > url
  | Telefon > phone:work | Mobil > phone:mobile | E-Mail > email | Stelle > role
  | Stichwörter > tag | USt-IdNr. > tax_id | Referenz > -
odoo fr: ID externe > external_id | Nom > name | Société associée > company | Rue > street
  | Rue2 > street | Code postal > postcode | Ville > city | Pays > country
  | Téléphone > phone:work | Mobile > phone:mobile | E-mail > email | Étiquettes > tag
  | Référence > -
odoo ru: Имя > name | Сопутствующая компания > company | Улица > street | Улица2 > street
  | Индекс > postcode | Город > city | Область > region | Страна > country
  | Телефон > phone:work | Мобильный > phone:mobile | Эл. почта > email | Теги > tag
  | ИНН > tax_id:ru | Справка > -
odoo el: Όνομα > name | Company Type > kind | Σχετιζόμενη Εταιρία > company | Οδός > street
  | Τ.Κ. > postcode | Πόλη > city | Χώρα > country | Τηλέφωνο > phone:work
  | Κινητό > phone:mobile | Email > email | Ετικέτες > tag | ΑΦΜ > tax_id:gr | Πωλητής > -
quickbooks en: Active Status > - | Customer > account | Balance Total > - | Company > company
  | First Name > given_name | Last Name > family_name | Main Phone > phone:work
  | Alt. Phone > phone:other | Main Email > email | Bill to 1 > address:billing | Terms > -
shopify en: Customer ID > external_id | First Name > given_name | Last Name > family_name
  | Email > email | Accepts Email Marketing > - | Default Address Company > company
  | Default Address Address1 > street | Default Address City > city
  | Default Address Zip > postcode | Phone > phone | Note > note | Tags > tag
woocommerce en: Name > name | Username > - | Last Active > - | Sign Up > - | Email > email
  | AOV > - | City > city | Region > region | Postal Code > postcode
woocommerce de: Name > name | Benutzername > - | Zuletzt aktiv > - | Registrierungsdatum > -
  | E-Mail > email | Bestellungen > - | Gesamtbestellwert > - | Durchschnittlicher Bestellwert > -
  | Land / Region > country | Stadt > city | Region > region | Postleitzahl > postcode
woocommerce fr: Nom > name | Identifiant > - | Dernière activité > - | Date d’inscription > -
  | E-mail > email | Commandes > - | Dépense totale > - | AOV > - | Pays/région > country
  | Ville > city | Région > region | Code postal > postcode
woocommerce ru: Имя > name | Имя пользователя > - | Последнее действие > -
  | Дата регистрации > - | Email > email | Заказы > - | Итого потрачено > - | Средний чек > -
  | Страна/регион > country | Город > city | Регион > region | Почтовый индекс > postcode
woocommerce el: Όνομα > name | Όνομα χρήστη > - | Τελευταία ενεργός > -
  | Ημερομηνία εγγραφής > - | Email > email | Παραγγελίες > - | Συνολική δαπάνη > -
  | Μέσο ύψος παραγγελίας > - | Χώρα / Περιοχή > country | Πόλη > city | Περιφέρεια > region
  | Ταχυδρομικός Κώδικας > postcode
xero en: *ContactName > account | EmailAddress > email | FirstName > given_name
  | LastName > family_name | POAddressLine1 > street:billing | POCity > city:billing
  | PhoneNumber > phone:work | MobileNumber > phone:mobile | TaxNumber > tax_id
  | AccountNumber > external_id | SkypeName > -
wave en: customer_name > account | email > email | contact_first_name > given_name
  | contact_last_name > family_name | customer_currency > currency | account_number > external_id
  | phone > phone:work | address_line_1 > street | city > city | ship_to_contact > -
freshbooks en: Organization > company | First Name > given_name | Last Name > family_name
  | Email > email | Phone > phone:work | Street > street | City > city
  | Province/State > region | Postal Code > postcode | Notes > note | Late Fee > -
unknown linkedin: First Name > given_name | Last Name > family_name | URL > url
  | Email Address > email | Company > company | Position > role | Connected On > -
unknown mailchimp: Email Address > email | First Name > given_name | Last Name > family_name
  | Address > address | Phone Number > phone | MEMBER_RATING > - | NOTES > note | TAGS > tag
unknown en: Customer > account | Contact name > name | Mobile No. > phone:mobile | Tel. > phone
  | E-mail > email | Street address > street | Town > city | Post code > postcode
  | VAT number > tax_id | Remarks > note | Date of birth > birthday | Website > url
  | Category > tag | Favourite color > -
unknown de: Vor- und Nachname > name | Firma > company | Telefon > phone | Handynr. > phone:mobile
  | E-Mail-Adresse > email | Straße, Nr. > street | PLZ > postcode | Ort > city
  | USt-IdNr. > tax_id | Bemerkungen > note | Geb. am > birthday | Webseite > url
  | Schlagwörter > tag | Kunden-Nr. > -
unknown de: Kontakt: Vorname > given_name | Kontakt: Nachname > family_name
  | Unternehmensname > company | Mobiltelefonnummer > phone:mobile | Mail > email
  | Straße/Hausnummer > street | PLZ/Ort > city | Rechnungsadresse > address:billing
  | Anmerkungen > note | Anrede > -
unknown fr: Nom de l’entreprise > company | Prénom et nom > name | Téléphone > phone
  | Numéro de portable > phone:mobile | Adresse électronique > email | N° et rue > street
  | Code postal > postcode | Commune > city | TVA intracommunautaire > tax_id
  | Observations > note | Né(e) le > birthday | Site internet > url | Mots-clés > tag
  | Civilité > -
unknown fr: Raison sociale > account | Interlocuteur > name | Tél. fixe > phone | GSM > phone:mobile
  | Courriel > email | Adresse de facturation > address:billing | Pays / Région > country
  | Commentaires > note | N° client > -
unknown ru: Ф.И.О. > name | Компания > company | Контактный телефон > phone
  | Моб. тел. > phone:mobile | Эл. почта > email | Улица, дом > street | Индекс > postcode
  | Населённый пункт > city | ИНН > tax_id:ru | Примечание > note | Дата рождения > birthday
  | Сайт > url | Метки > tag | Код клиента > -
unknown ru: Контактное лицо - Имя > given_name | Контактное лицо - Фамилия > family_name
  | Организация: Название > company | Мобильный номер > phone:mobile | Почта > email
  | Домашний адрес > address:home | Ключевые слова > tag | Дополнительная информация > note
  | Пол > -
unknown el: Ονοματεπώνυμο > name | Επωνυμία εταιρείας > company | Τηλ. > phone
  | Κιν. > phone:mobile | Ηλεκτρονική διεύθυνση > email | Οδός & αριθμός > street
  | Ταχ. Κώδικας > postcode | Δήμος > city | Α.Φ.Μ. > tax_id:gr | Παρατηρήσεις > note
  | Ημ/νία γέννησης > birthday | Ιστότοπος > url | Ετικέτες > tag | Δ.Ο.Υ. > -
unknown el: Επωνυμία > account | Υπεύθυνος επικοινωνίας > name | Αριθμός κινητού > phone:mobile
  | Διεύθυνση ηλεκτρονικού ταχυδρομείου > email | Διεύθυνση τιμολόγησης > address:billing
  | Χώρα/Περιοχή > country | Ομάδα > tag | Σημείωση > note | Κωδικός πελάτη > -
unknown uk: Назва > account | Контактна особа > name | Мобільний телефон > phone:mobile
  | Електронна пошта > email | Код за ЄДРПОУ > tax_id | Місто > city | Примітка > note
  | Менеджер > -
"""
PERSON = {
    "name": "Anna Keller", "given_name": "Anna", "family_name": "Keller", "middle_name": "Maria",
    "birthday": "1980-06-25", "tax_id": "123456783", "country": "FR", "kind": "Person",
    "postcode": "38221", "currency": "EUR", "deal.amount": "150.25", "deal.currency": "EUR",
}  # fmt: skip
NAMES = ("name", "given_name", "family_name", "middle_name", "kind")  # change their form


def cases():
    text = " ".join(PROGRAMS.split("\n  "))
    for line in text.strip().splitlines():
        program, _, columns = line.partition(": ")
        pairs = [each.strip().rpartition(" > ")[::2] for each in columns.split(" | ")]
        system, language = program.split()
        yield pytest.param(system, pairs, id=f"{system}-{language}-{pairs[1][0]}")


def value(field, number):
    base = field.partition(":")[0]
    if base in PERSON:
        return PERSON[base]
    if base == "email":
        return f"anna{number}@shop.example"
    if base == "phone":
        return f"+30 210 00000{number:02}"
    return f"www.shop{number}.example" if base == "url" else f"Value {number}"


@pytest.mark.parametrize(("system", "pairs"), list(cases()))
def test_a_list_is_recognized_and_no_column_of_it_is_lost(read, text_file, system, pairs):
    values = [value(field, number) for number, (_, field) in enumerate(pairs, 10)]
    rows = [[heading for heading, _ in pairs], values, values]
    found = read(text_file(rows, delimiter=";"))
    assert found.facts["system"] == system
    assert [(column.header, str(column.field or "-")) for column in found.columns] == [
        (column.header, field) for column, (_, field) in zip(found.columns, pairs, strict=True)
    ]
    kept = repr(found.contacts[0])
    beside = [
        heading
        for (heading, field), each in zip(pairs, values, strict=True)
        if field not in NAMES and not field.endswith("_label") and each not in kept
    ]
    assert beside == []


@pytest.mark.parametrize(
    ("cell", "postcode", "city"),
    [
        ("10115 Berlin", "10115", "Berlin"),
        ("382 21 Βόλος", "382 21", "Βόλος"),
        ("101000, Москва", "101000", "Москва"),
        ("75001 Paris", "75001", "Paris"),
        ("Berlin", "", "Berlin"),
        ("1945", "", "1945"),
    ],
)
def test_postcode_and_town_in_one_cell_are_taken_apart(read, text_file, cell, postcode, city):
    path = text_file([["Name", "PLZ/Ort"], ["Anna", cell], ["Anna", cell]], delimiter=";")
    address = read(path).contacts[0].addresses[0]
    assert address[1:3] == (city, postcode)
