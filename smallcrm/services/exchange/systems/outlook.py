"""Outlook: the classic one in the language of its Office, the new one, and Google's copy of it."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, patterns, table

# What Outlook fills in for every contact, in the languages of its Office.
_ALWAYS_THERE = """
    normal | false | unspecified | smtp | 0 | 0/0/00 | 0.0.00 | 0/0/0000 | 00.00.00 | 00.00.0000
    обычная | обычный | ложь | не определен | не определён | standard | falsch | keine angabe
    nicht angegeben | nicht spezifiziert | normale | faux | non spécifié
    κανονική | μέτρια | ψευδές | μη καθορισμένο
"""
_IDLE = frozenset([each.strip() for each in _ALWAYS_THERE.replace("\n", "|").split("|")])

_ENGLISH = """
    given_name = First Name
    middle_name = Middle Name
    family_name = Last Name
    company = Company
    role = Job Title
    street:work = Business Street | Business Street 2 | Business Street 3
    city:work = Business City
    region:work = Business State
    postcode:work = Business Postal Code
    country:work = Business Country/Region | Business Country
    street:home = Home Street | Home Street 2 | Home Street 3
    city:home = Home City
    region:home = Home State
    postcode:home = Home Postal Code
    country:home = Home Country/Region | Home Country
    street:other = Other Street | Other Street 2 | Other Street 3
    city:other = Other City
    region:other = Other State
    postcode:other = Other Postal Code
    country:other = Other Country/Region | Other Country
    address:work = Business Address
    address:home = Home Address
    address:other = Other Address
    phone:work = Business Phone | Business Phone 2 | Company Main Phone
    phone:home = Home Phone | Home Phone 2
    phone:mobile = Mobile Phone
    phone:main = Primary Phone
    phone:other = Other Phone
    phone:car = Car Phone
    phone:assistant = Assistant's Phone
    phone:callback = Callback
    phone:radio = Radio Phone
    phone:pager = Pager
    phone:fax = Business Fax | Home Fax | Other Fax
    email = E-mail Address | E-mail 2 Address | E-mail 3 Address
    display_name = E-mail Display Name | E-mail 2 Display Name | E-mail 3 Display Name
    birthday = Birthday
    note = Notes
    tag = Categories
    url = Web Page
    url:home = Personal Web Page
"""

_GREEK = """
    country:work = Χώρα/Περιοχή εργασίας
    country:home = Χώρα/Περιοχή οικίας
    country:other = Άλλη χώρα/περιοχή
"""

_GERMAN = """
    given_name = Vorname
    middle_name = Weitere Vornamen
    family_name = Nachname
    company = Firma
    role = Position
    street:work = Straße geschäftlich | Straße geschäftlich 2 | Straße geschäftlich 3
    city:work = Ort geschäftlich
    region:work = Region geschäftlich
    postcode:work = Postleitzahl geschäftlich
    country:work = Land/Region geschäftlich | Land geschäftlich
    street:home = Straße privat | Straße privat 2 | Straße privat 3
    city:home = Ort privat
    region:home = Bundesland/Kanton privat
    postcode:home = Postleitzahl privat
    country:home = Land/Region privat | Land privat
    street:other = Weitere Straße | Weitere Straße 2 | Weitere Straße 3
    city:other = Weiterer Ort
    region:other = Weiteres/r Bundesland/Kanton
    postcode:other = Weitere Postleitzahl
    country:other = Weiteres/e Land/Region
    phone:work = Telefon geschäftlich | Telefon geschäftlich 2 | Telefon Firma
    phone:home = Telefon (privat) | Telefon (privat 2) | Telefon privat | Telefon privat 2
    phone:mobile = Mobiltelefon | Mobiltelefon 2
    phone:main = Haupttelefon
    phone:other = Weiteres Telefon
    phone:car = Autotelefon
    phone:assistant = Telefon Assistent
    phone:callback = Rückmeldung
    phone:fax = Fax geschäftlich | Fax privat | Weiteres Fax
    email = E-Mail-Adresse | E-Mail 2: Adresse | E-Mail 3: Adresse
    display_name = E-Mail: Angezeigter Name | E-Mail 2: Angezeigter Name
    display_name = E-Mail 3: Angezeigter Name
    birthday = Geburtstag
    note = Notizen
    tag = Kategorien
    url = Webseite
"""

_RUSSIAN = """
    given_name = Имя
    middle_name = Отчество
    family_name = Фамилия
    company = Организация
    role = Должность
    street:work = Улица (раб. адрес) | Улица 2 (раб. адрес) | Улица 3 (раб. адрес)
    city:work = Город (раб. адрес)
    region:work = Область (раб. адрес)
    postcode:work = Индекс (раб. адрес)
    country:work = Страна или регион (раб. адрес) | Страна (раб. адрес)
    street:home = Улица (дом. адрес) | Улица 2 (дом. адрес) | Улица 3 (дом. адрес)
    city:home = Город (дом. адрес)
    region:home = Область (дом. адрес)
    postcode:home = Почтовый код (дом.)
    country:home = Страна или регион (дом. адрес) | Страна (дом. адрес)
    street:other = Улица (другой адрес) | Улица 2 (другой адрес) | Улица 3 (другой адрес)
    city:other = Город (другой адрес)
    region:other = Область (другой адрес)
    postcode:other = Индекс (другой адрес)
    country:other = Страна или регион (другой адрес) | Страна (другой адрес)
    phone:work = Рабочий телефон | Телефон раб. 2 | Основной телефон организации
    phone:home = Домашний телефон | Телефон дом. 2
    phone:mobile = Телефон переносной
    phone:main = Основной телефон
    phone:other = Другой телефон
    phone:car = Телефон в машине
    phone:assistant = Телефон помощника
    phone:callback = Обратный вызов
    phone:radio = Радиотелефон
    phone:pager = Пейджер
    phone:fax = Рабочий факс | Домашний факс | Другой факс
    email = Адрес эл. почты | Адрес 2 эл. почты | Адрес 3 эл. почты
    display_name = Краткое имя эл. почты | Краткое 2 имя эл. почты | Краткое 3 имя эл. почты
    birthday = День рождения
    note = Заметки
    tag = Категории
    url = Веб-страница
"""

_FRENCH = """
    custom = Titre
    given_name = Prénom
    middle_name = Deuxième prénom
    family_name = Nom
    company = Société
    role = Titre | Fonction
    street:work = Rue (bureau) | Rue (bureau) 2 | Rue (bureau) 3
    city:work = Ville (bureau)
    region:work = Dép/Région (bureau) | Département (bureau)
    postcode:work = Code postal (bureau)
    country:work = Pays/Région (bureau) | Pays (bureau)
    street:home = Rue (domicile) | Rue (domicile) 2 | Rue (domicile) 3
    city:home = Ville (domicile)
    region:home = Dép/Région (domicile)
    postcode:home = Code postal (domicile)
    country:home = Pays/Région (domicile)
    street:other = Rue (autre) | Rue (autre) 2 | Rue (autre) 3
    city:other = Ville (autre)
    region:other = Dép/Région (autre)
    postcode:other = Code postal (autre)
    country:other = Pays/Région (autre)
    phone:work = Téléphone (bureau) | Téléphone 2 (bureau) | Téléphone société
    phone:home = Téléphone (domicile) | Téléphone 2 (domicile)
    phone:mobile = Tél. mobile
    phone:main = Téléphone principal
    phone:other = Téléphone (autre)
    phone:car = Téléphone (voiture)
    phone:assistant = Téléphone de l'assistant(e)
    phone:callback = Rappel
    phone:radio = Radiotéléphone
    phone:pager = Récepteur de radiomessagerie
    phone:fax = Télécopie (bureau) | Télécopie (domicile) | Télécopie (autre)
    email = Adresse de courrier | Adresse de courrier 2 | Adresse de courrier 3
    email = Adresse de messagerie | Adresse de messagerie 2 | Adresse de messagerie 3
    display_name = Nom complet de l'adresse de courrier | Nom complet de l'adresse de messagerie
    birthday = Anniversaire
    note = Notes
    tag = Catégories
    url = Page web
"""

ENGLISH = System(
    "outlook",
    marks(
        "First Name | Last Name | E-mail Type",
        "First Name | E-mail Address | E-mail Display Name",
        "First Name | Business Phone | Sensitivity | Priority | Categories",
        "First Name | Business Street 2 | Home Street 2",
        "First Name | E-mail Address | Business Phone | Mobile Phone | Categories",
    ),
    table(_ENGLISH + _GREEK),
    idle=_IDLE,
)
GREEK = ENGLISH._replace(
    marks=marks(
        "First Name | Last Name | Χώρα/Περιοχή εργασίας", "First Name | Χώρα/Περιοχή οικίας"
    ),
    country="GR",
)
GERMAN = System(
    "outlook",
    marks(
        "Vorname | Nachname | Straße geschäftlich", "Vorname | E-Mail-Typ | Telefon geschäftlich"
    ),
    table(_GERMAN),
    idle=_IDLE,
    country="DE",
)
RUSSIAN = System(
    "outlook",
    marks("Имя | Фамилия | Улица (раб. адрес)", "Имя | Фамилия | Тип эл. почты"),
    table(_RUSSIAN),
    idle=_IDLE,
    country="RU",
)
FRENCH = System(
    "outlook",
    marks("Prénom | Nom | Rue (bureau)", "Prénom | Nom | Tél. mobile | Téléphone (bureau)"),
    table(_FRENCH),
    idle=_IDLE,
    country="FR",
)
COM = System(
    "outlook_com",
    marks(
        "First Name | E-mail Address | IMAddress",
        "First Name | Nickname | Given Yomi | Surname Yomi",
        "First Name | Personal Web Page | Schools | Business Phone",
    ),
    table(_ENGLISH),
    idle=_IDLE,
)
GOOGLE_COPY = System(
    "google",
    marks("First Name | Internet Free Busy | Home Address | Home Phone | Private | Keywords"),
    table(_ENGLISH),
    patterns(r"street:\1 = (home|business|other) address po box"),
    _IDLE,
)
