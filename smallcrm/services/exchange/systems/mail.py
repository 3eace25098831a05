"""Thunderbird's address book in four languages, and LinkedIn's connections."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, table

THUNDERBIRD = System(
    "thunderbird",
    marks(
        "First Name | Last Name | Display Name | Primary Email",
        "Display Name | Primary Email | Secondary Email",
        "Primary Email | Screen Name | Birth Year",
    ),
    table("""
        given_name = First Name
        family_name = Last Name
        name = Display Name
        email = Primary Email | Secondary Email
        phone:work = Work Phone
        phone:home = Home Phone
        phone:fax = Fax Number
        phone:pager = Pager Number
        phone:mobile = Mobile Number
        street:home = Home Address | Home Address 2
        city:home = Home City
        region:home = Home State
        postcode:home = Home ZipCode
        country:home = Home Country
        street:work = Work Address | Work Address 2
        city:work = Work City
        region:work = Work State
        postcode:work = Work ZipCode
        country:work = Work Country
        role = Job Title
        company = Organization
        url:work = Web Page 1
        url:home = Web Page 2
        birth_year = Birth Year
        birth_month = Birth Month
        birth_day = Birth Day
        note = Notes
    """),
)
GERMAN = System(
    "thunderbird",
    marks("Vorname | Nachname | Anzeigename | Primäre E-Mail-Adresse"),
    table("""
        given_name = Vorname
        family_name = Nachname
        name = Anzeigename
        email = Primäre E-Mail-Adresse | Sekundäre E-Mail-Adresse
        phone:work = Tel. dienstlich
        phone:home = Tel. privat
        phone:fax = Fax-Nummer
        phone:pager = Pager-Nummer
        phone:mobile = Mobil-Tel.-Nr.
        street:home = Privat: Adresse | Privat: Adresse 2
        city:home = Privat: Ort
        region:home = Privat: Bundesland
        postcode:home = Privat: PLZ
        country:home = Privat: Land
        street:work = Dienstlich: Adresse | Dienstlich: Adresse 2
        city:work = Dienstlich: Ort
        region:work = Dienstlich: Bundesland
        postcode:work = Dienstlich: PLZ
        country:work = Dienstlich: Land
        role = Arbeitstitel
        company = Organisation
        url:work = Webseite 1
        url:home = Webseite 2
        birth_year = Geburtsjahr
        birth_month = Geburtsmonat
        birth_day = Geburtstag
        note = Notizen
    """),
    country="DE",
)
RUSSIAN = System(
    "thunderbird",
    marks("Имя | Фамилия | Отображаемое имя | Адрес электронной почты"),
    table("""
        given_name = Имя
        family_name = Фамилия
        name = Отображаемое имя
        email = Адрес электронной почты | Альтернативный адрес электронной почты
        phone:work = Рабочий телефон
        phone:home = Домашний телефон
        phone:fax = Номер факса
        phone:pager = Номер пейджера
        phone:mobile = Номер сотового телефона
        street:home = Адрес | Адрес 2
        city:home = Город
        region:home = Штат
        postcode:home = Почтовый индекс
        country:home = Страна
        street:work = Адрес (раб.) | Адрес 2 (раб.)
        city:work = Город (раб.)
        region:work = Штат (раб.)
        postcode:work = Почтовый индекс (раб.)
        country:work = Страна (раб.)
        role = Должность
        company = Организация
        url:work = Веб-страница 1
        url:home = Веб-страница 2
        birth_year = Год рождения
        birth_month = Месяц рождения
        birth_day = День рождения
        note = Заметки
    """),
    country="RU",
)
FRENCH = System(
    "thunderbird",
    marks(
        "Prénom | Nom à afficher | Adresse électronique principale",
        "Nom à afficher | Adresse électronique principale | Adresse électronique secondaire",
    ),
    table("""
        given_name = Prénom
        family_name = Nom de famille | Nom
        name = Nom à afficher
        email = Adresse électronique principale | Adresse électronique secondaire
        phone:work = Tél. professionnel
        phone:home = Tél. personnel
        phone:fax = Fax
        phone:pager = Pager
        phone:mobile = Portable
        street:home = Adresse privée | Adresse privée 2
        city:home = Ville
        region:home = Pays/État
        postcode:home = Code postal
        country:home = Pays/Région (domicile)
        street:work = Adresse professionnelle | Adresse professionnelle 2
        city:work = Ville
        region:work = Pays/État
        postcode:work = Code postal
        country:work = Pays/Région (bureau)
        role = Profession
        company = Société
        url:work = Site web 1
        url:home = Site web 2
        birth_year = Année de naissance
        birth_month = Mois
        birth_day = Jour
        note = Notes
    """),
    country="FR",
)
LINKEDIN = System(
    "unknown",
    marks("First Name | Last Name | Connected On | Position"),
    table("""
        given_name = First Name
        family_name = Last Name
        email = Email Address
        company = Company
        role = Position
        url = URL
    """),
)
